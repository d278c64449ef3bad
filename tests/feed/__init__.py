"""Changes as they happen, on the real database: who is told what, from where on, and how often."""
