"""Allocation: the numbers say what booking says, and what is found is the best and told honestly."""
