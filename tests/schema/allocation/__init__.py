"""Allocation: from the graph to a problem and back, against counting through what can be booked."""
