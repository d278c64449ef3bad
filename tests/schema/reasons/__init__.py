"""Why not, and what is scarce: told only where it was tried."""
