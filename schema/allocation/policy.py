"""What an allocation weighs, from a file (TOML): urgency, the price of breaking a promise, how many may share a need."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.supporters.policy import PolicyProblem

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGED = Path(__file__).with_name("policy.toml")
PRIORITIES = 4
HEAVIEST = 1_000_000
_SAID = {"id", "version", "weights", "change_price", "most_units", "partly"}


@dataclass(frozen=True)
class AllocationPolicy:
    """weights: by priority, the most urgent first; none more than the one before it. Others as the file says."""

    id: str
    version: int
    weights: tuple[int, ...]
    change_price: float = 1.0
    most_units: int = 0
    partly: bool = True

    def weight(self, priority: int) -> int:
        """What it is worth to meet a need of this priority; one that is out of range counts as the nearest."""
        return self.weights[min(max(priority, 1), len(self.weights)) - 1]


@lru_cache(maxsize=8)
def load_policy(path: Path = PACKAGED) -> AllocationPolicy:
    """Read a policy file.

    Raises:
        PolicyProblem: it cannot be read, or does not say what is needed.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise PolicyProblem(
            "POLICY_FILE", zh=f"无法读取统筹规则文件 {path}：{reason}。", en=f"The policy file {path} cannot be read: {reason}.",
            cure_zh="请检查路径和 TOML 语法。", cure_en="Check the path and the TOML syntax.",
        ) from reason  # fmt: skip
    return read_policy(said)


def read_policy(said: Mapping[str, Any]) -> AllocationPolicy:
    """The policy that a parsed file states; see `load_policy`."""
    if unknown := set(said) - _SAID:
        raise _problem(", ".join(sorted(unknown)))
    id_, version, weights = said.get("id"), said.get("version"), said.get("weights")
    if not isinstance(id_, str) or not id_ or type(version) is not int:
        raise _problem("id, version")
    if not isinstance(weights, list) or len(weights) != PRIORITIES or not _falls(weights):
        raise _problem("weights")
    price, most, partly = said.get("change_price", 1.0), said.get("most_units", 0), said.get("partly", True)  # fmt: skip
    if type(price) not in (int, float) or not (isfinite(price) and 0 <= price <= HEAVIEST):
        raise _problem("change_price")
    if type(most) is not int or most < 0 or type(partly) is not bool:
        raise _problem("most_units, partly")
    return AllocationPolicy(id_, version, tuple(weights), float(price), most, partly)


def _falls(weights: list[Any]) -> bool:
    whole = all(type(w) is int and 0 < w <= HEAVIEST for w in weights)
    return whole and weights == sorted(weights, reverse=True)


def _problem(field: str) -> PolicyProblem:
    return PolicyProblem(
        "POLICY", zh=f"统筹规则文件中的“{field}”不可用。", en=f'In the policy file, "{field}" is not usable.',
        cure_zh=f"需要 id（文本）、version（整数）、weights（{PRIORITIES} 个不递增的正整数），可填 change_price（不小于 0）、most_units（不小于 0 的整数）、partly（true 或 false）。",
        cure_en=f"It takes an id (text), a version (integer), weights ({PRIORITIES} positive integers, none above the one before), and may say change_price (0 or more), most_units (an integer, 0 or more), partly (true or false).",
    )  # fmt: skip
