"""How often each verdict, test, way of being bound … occurs in drawn worlds, as the oracle sees them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from fractions import Fraction

from tests.oracle.answer import Support, supporters
from tests.oracle.asking import Ask, ask
from tests.oracle.connections import PAIRING
from tests.oracle.free import mode
from tests.oracle.sheets import Sheets
from tests.worlds import as_of, world

Saw = Callable[[str, str], None]
LEVELS = {value: name for name, value in PAIRING.items()}


def count(seeds: range) -> dict[str, Counter[str]]:
    """Count over all needs of the worlds of some seeds: by topic, how often each outcome occurs."""
    counts: dict[str, Counter[str]] = {}

    def saw(topic: str, outcome: str) -> None:
        counts.setdefault(topic, Counter())[outcome] += 1

    for seed in seeds:
        sheets = Sheets(world(seed, prefix=f"W{seed}-"))
        now = as_of(seed)
        for row in sheets.all("needs"):
            asked = ask(sheets, row["编号"], now)
            answer = supporters(sheets, row["编号"], now)
            saw("need", "window" if asked.start else "no window")
            saw("bridge", _bridge(asked))
            for support in answer:
                saw("verdict", support.verdict)
                saw("via", support.via)
                if support.test:
                    saw("test", support.test)
                else:
                    _helper(sheets, asked, support, saw, now)
                if asked.start and support.verdict != "CAN":
                    saw("earliest", "none" if support.earliest is None else "later")
    return counts


def _bridge(asked: Ask) -> str:
    if not asked.components:
        return "none"
    essential = "essential" if any(c.essential for c in asked.components) else "all optional"
    return f"{essential}, {min(2, asked.components[0].steps_up)} up"


def _helper(sheets: Sheets, asked: Ask, support: Support, saw: Saw, now: datetime) -> None:
    saw("verdict by via", f"{support.verdict} {support.via}")
    distance = support.parts["distance"]
    saw("distance", "unknown" if distance == 500_000 else "far" if distance == 0 else "known")
    saw("pairing", LEVELS.get(Fraction(support.parts["pairing"], 1_000_000), support.via))
    for resources in support.uses.values():
        for resource in resources:
            saw("mode used", mode(sheets.row("resources", resource)))


def table(counts: dict[str, Counter[str]]) -> str:
    """The counts as lines of text, each with its share of its topic."""
    lines: list[str] = []
    for topic, counter in counts.items():
        total = sum(counter.values())
        lines.append(f"{topic} ({total})")
        lines += [f"  {n:6} {n / total:7.1%}  {outcome}" for outcome, n in counter.most_common()]
    return "\n".join(lines)
