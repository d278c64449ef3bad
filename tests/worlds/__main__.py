"""`python -m tests.worlds SEED [COUNT]`: how often everything occurs in COUNT worlds (20) from SEED on."""

from __future__ import annotations

import sys

from tests.worlds.counting import count, table

first, many = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
sys.stdout.write(table(count(range(first, first + many))) + "\n")
