"""Drawn worlds are the same for the same seed, keep to themselves, and leave nothing rare."""

from __future__ import annotations

import pytest

from tests.worlds import shuffled, world
from tests.worlds.accounts import ROLES
from tests.worlds.counting import count
from tests.worlds.terms import FIRST_SECRETARY

EXPECTED = {
    "verdict": {"CAN", "PARTLY", "CANNOT"},
    "via": {"AGREEMENT", "ALLIANCE", "FIRST_SECRETARY"},
    "test": {
        "STATUS", "CATEGORY", "MEASURE", "AREA", "AUDIENCE", "HOURS", "NOTICE", "CAPACITY", "LOAD",
    },
    "mode used": {"EXCLUSIVE", "COUNTED", "CONSUMABLE", "RATE", "UNLIMITED"},
    "pairing": {"PLACE", "STREET", "NEIGHBOUR", "ALLIANCE", "FIRST_SECRETARY"},
    "earliest": {"none", "later"},
    "need": {"window", "no window"},
}  # fmt: skip


def test_a_seed_always_draws_the_same() -> None:
    """Twice the same rows; another seed draws others."""
    assert world(3, prefix="A-") == world(3, prefix="A-") != world(4, prefix="A-")


def test_worlds_do_not_touch() -> None:
    """Every number carries the prefix, but for the categories of roles known by code, which all write alike."""
    drawn = world(1, prefix="A-"), world(2, prefix="B-")
    shared = [
        [row for row in rows["categories"] if row["编号"] in {FIRST_SECRETARY, *ROLES}]
        for rows in drawn
    ]
    assert shared[0] == shared[1]
    for rows, prefix in zip(drawn, ("A-", "B-"), strict=True):
        codes = [row["编号"] for sheet in rows.values() for row in sheet if "编号" in row]
        assert {code for code in codes if not code.startswith(prefix)} == {
            FIRST_SECRETARY,
            *ROLES,
        }


def test_numbers_are_unique_in_their_sheet() -> None:
    """No row overwrites another."""
    for sheet in world(5, prefix="A-").values():
        codes = [row["编号"] for row in sheet if "编号" in row]
        assert len(codes) == len(set(codes))


def test_shuffling_keeps_every_row() -> None:
    """Only the order changes, of sheets, rows and columns."""
    rows = world(1, prefix="A-")
    other = shuffled(rows, 1)
    assert other != rows
    assert other.keys() == rows.keys()
    for sheet, of_sheet in rows.items():
        assert sorted(map(sorted_cells, other[sheet])) == sorted(map(sorted_cells, of_sheet))


def sorted_cells(row: dict[str, str]) -> list[tuple[str, str]]:
    """A row without the order of its columns."""
    return sorted(row.items())


def test_every_permission_role_is_held_by_somebody_who_can_sign_in() -> None:
    """Each role in office with an account in use, and each of them out of office or suspended, in 20 worlds."""
    can: set[str] = set()
    cannot: set[str] = set()
    for seed in range(1, 21):
        rows = world(seed, prefix="A-")
        accounts = {row["人员"]: row["状态"] != "停用" for row in rows["accounts"]}
        for row in rows["role_assignments"]:
            if row["人员"] in accounts:
                used = accounts[row["人员"]] and row["状态"] in {"", "在任"}
                (can if used else cannot).add(row["角色"])
        assert {row["公开范围"] for row in rows["resources"]} == {"", "公开", "共建单位内"}
        assert any(row["上报人"] for row in rows["needs"])
        assert any(row["主管需求分类"] for row in rows["units"])
    assert can >= {FIRST_SECRETARY, *ROLES}
    assert cannot >= {FIRST_SECRETARY, *ROLES}


@pytest.mark.parametrize("first", [1])
def test_nothing_is_rare(first: int) -> None:
    """Each verdict, test, tie, mode of capacity … makes up at least 2 % of its kind in 20 worlds."""
    counts = count(range(first, first + 20))
    for topic, outcomes in EXPECTED.items():
        total = counts[topic].total()
        rare = {o: counts[topic][o] for o in outcomes if counts[topic][o] < 0.02 * total}
        assert not rare, (topic, rare)
