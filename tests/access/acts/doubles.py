"""The whole graph looked through for duplicates, without index, tree or statement: what `possibleDuplicates` must find."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from schema.duplicates.facts import Candidate, CategorySaid, NeedSaid, PlaceSaid
from schema.duplicates.verdict import judge
from schema.instants import Window, instant
from schema.needs import NeedKind, NeedStatus

if TYPE_CHECKING:
    from collections.abc import Mapping

ALL = """
MATCH (n:Need)-[:AT]->(p:Place), (n)-[:IN_CATEGORY]->(c:Category)
RETURN n {.*} AS n, p {.id, .name} AS p, c {.id, .name, .nameEn} AS c,
  COLLECT { MATCH (c)-[:CHILD_OF]->(b) RETURN b.id } AS above,
  COLLECT { MATCH (c)<-[:CHILD_OF]-(b) RETURN b.id } AS below,
  COLLECT { MATCH way = (p)-[:PART_OF*0..10]->(a) RETURN [a.id, labels(a)] ORDER BY length(way) } AS chain,
  COLLECT { MATCH (n)<-[:REPORTED]-(w) RETURN w.id } AS reporter,
  COLLECT { MATCH (n)-[:PART_OF_NEED]->(w) RETURN w.id } AS whole
"""


def searched(rows: list[dict[str, Any]], code: str) -> list[tuple[str, str, int]]:
    """The whole graph looked through for one need: id, suggestion and score of everything worth showing."""
    one = next(r for r in rows if r["n"]["code"] == code)
    homes = [i for i, labels in one["chain"] if "Community" in labels] or [one["p"]["id"]]
    above = {i for i, _ in one["chain"]}
    street = {i for i, labels in one["chain"] if "Street" in labels}
    kin = {one["c"]["id"], *one["above"], *one["below"]}
    found = []
    for row in rows:
        n, m = one["n"], row["n"]
        chain = {i for i, _ in row["chain"]}
        parted = set(row["whole"]) & {n["id"], *one["whole"]} or m["id"] in one["whole"]
        if (
            m["code"] != code and m["status"] != "MERGED" and not parted and street & chain
            and (row["p"]["id"] in above or homes[0] in chain)
            and (row["c"]["id"] in kin or set(row["above"]) & set(one["above"]))
            and abs(m["reportedAt"].to_native() - n["reportedAt"].to_native()) <= timedelta(days=90)
        ):  # fmt: skip
            found.append(Candidate(need_of(row), same_digits(n, m), None))
    return [(j.candidate.need.id, j.suggestion.name, j.score) for j in judge(need_of(one), found)]


def same_digits(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool | None:
    """Whether two telephones are the same; `None` where one is not known in full."""
    plain = [
        "".join(c for c in n.get("contactPhone") or "×" if c not in " -")[-11:]
        for n in (one, other)
    ]
    return plain[0] == plain[1] if all(p.isdigit() and len(p) >= 7 for p in plain) else None


def need_of(row: Mapping[str, Any]) -> NeedSaid:
    """A row as the rules see it."""
    n = {k: v.to_native() if hasattr(v, "to_native") else v for k, v in row["n"].items()}
    ended = n["status"] in ("CLOSED", "REJECTED", "CANCELLED", "MERGED")
    end = n.get("closedAt") or n.get("resolvedAt") or n.get("statusAt") or n["reportedAt"]
    starts, ends = n.get("windowStart"), n.get("windowEnd")
    return NeedSaid(
        id=n["id"], title=n["title"], description=n.get("description"), kind=NeedKind[n["kind"]], status=NeedStatus[n["status"]],
        category=CategorySaid(row["c"]["id"], next(iter(row["above"]), None)),
        place=PlaceSaid(tuple(i for i, _ in row["chain"]), row["p"]["name"]),
        reported=instant(n["reportedAt"]), ended=instant(end) if ended else None,
        window=Window(instant(starts), instant(ends)) if starts and ends else None, households=n.get("householdCount"),
    )  # fmt: skip
