"""Plans, bounds and proofs, against counting through."""
