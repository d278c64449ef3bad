"""Allocation: plans, bounds and proofs, against counting through."""
