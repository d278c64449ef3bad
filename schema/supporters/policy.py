"""Weights of the criteria, from a policy file (TOML): an order of criteria, or weights in so many words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, lru_cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.measures import MICRO, exact
from schema.supporters.terms import SupportCriterion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PACKAGED = Path(__file__).with_name("policy.toml")
_CRITERIA = {criterion.name.lower(): criterion for criterion in SupportCriterion}


class PolicyProblem(ValueError):
    """A policy file that cannot be used: what is wrong and what would be right, in both languages."""

    def __init__(self, code: str, *, zh: str, en: str, cure_zh: str, cure_en: str) -> None:
        super().__init__(en)
        self.code, self.zh, self.en, self.cure_zh, self.cure_en = code, zh, en, cure_zh, cure_en


@dataclass(frozen=True)
class Policy:
    """weights: micro-parts by criterion, in order of importance; they sum to exactly 1,000,000."""

    id: str
    version: int
    weights: tuple[tuple[SupportCriterion, int], ...]

    @cached_property
    def aligned(self) -> tuple[int, ...]:
        """The weights in the order of the criteria."""
        said = dict(self.weights)
        return tuple(said.get(criterion, 0) for criterion in SupportCriterion)


@lru_cache(maxsize=8)
def load_policy(path: Path = PACKAGED) -> Policy:
    """Read a policy file.

    Raises:
        PolicyProblem: it cannot be read, or does not say a usable order or weights.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise PolicyProblem(
            "POLICY_FILE", zh=f"无法读取评分规则文件 {path}：{reason}。",
            en=f"The policy file {path} cannot be read: {reason}.",
            cure_zh="请检查路径和 TOML 语法。", cure_en="Check the path and the TOML syntax.",
        ) from reason  # fmt: skip
    return read_policy(said)


def read_policy(said: Mapping[str, Any]) -> Policy:
    """The policy that a parsed file states; see `load_policy`."""
    id_, version = said.get("id"), said.get("version")
    if (
        not isinstance(id_, str)
        or not id_
        or not isinstance(version, int)
        or isinstance(version, bool)
    ):
        raise _problem("id, version")
    if unknown := set(said) - {"id", "version", "order", "weights"}:
        raise _problem(", ".join(sorted(unknown)))
    if "weights" in said:
        shares = _said_weights(said["weights"])
    else:
        shares = centroid(_said_order(said.get("order")))
    return Policy(id_, version, tuple(apportioned(shares).items()))


def centroid(order: Sequence[SupportCriterion]) -> dict[SupportCriterion, Fraction]:
    """Rank-order-centroid weights: the average of all weightings that respect the order."""
    n = len(order)
    return {
        criterion: sum((Fraction(1, k) for k in range(rank, n + 1)), Fraction(0)) / n
        for rank, criterion in enumerate(order, start=1)
    }


def apportioned(shares: Mapping[SupportCriterion, Fraction]) -> dict[SupportCriterion, int]:
    """Scale to integers that sum to exactly one million, by largest remainder; ties go to the earlier one."""
    total = sum(shares.values(), Fraction(0))
    exact_parts = {criterion: share * MICRO / total for criterion, share in shares.items()}
    parts = {criterion: int(part // 1) for criterion, part in exact_parts.items()}
    missing = MICRO - sum(parts.values())
    by_remainder = sorted(parts, key=lambda c: parts[c] - exact_parts[c])
    for criterion in by_remainder[:missing]:
        parts[criterion] += 1
    return parts


def _said_order(order: Any) -> list[SupportCriterion]:
    if not isinstance(order, list) or not order or len(set(map(str, order))) != len(order):
        raise _problem("order")
    if not all(name in _CRITERIA for name in order):
        raise _problem("order")
    return [_CRITERIA[name] for name in order]


def _said_weights(weights: Any) -> dict[SupportCriterion, Fraction]:
    if not isinstance(weights, dict) or not all(name in _CRITERIA for name in weights):
        raise _problem("weights")
    figures = weights.values()
    if not all(type(w) in (int, float) and isfinite(w) and w >= 0 for w in figures) or not any(
        figures
    ):
        raise _problem("weights")
    shares = {_CRITERIA[name]: exact(weight) for name, weight in weights.items()}
    return dict(sorted(shares.items(), key=lambda said: -said[1]))


def _problem(field: str) -> PolicyProblem:
    names = ", ".join(_CRITERIA)
    return PolicyProblem(
        "POLICY", zh=f"评分规则文件中的“{field}”不可用。", en=f'In the policy file, "{field}" is not usable.',
        cure_zh=f"需要 id（文本）、version（整数），以及 order（{names} 的排列，不重复）或 [weights]（不小于 0，不全为 0）。",
        cure_en=f"It takes an id (text), a version (integer), and an order ({names}, each at most once) "
        "or [weights] (0 or more, not all 0).",
    )  # fmt: skip
