"""The oracle itself, each rule once, against what a person works out by hand."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from tests.oracle.reading import CHINA, Row
from tests.oracle.small import about_u, answer, commitment, town


def test_a_sound_offer_can() -> None:
    """10 places are free, 4 are asked for."""
    u = about_u(town())
    assert (u.verdict, u.via, u.test, u.rank) == ("CAN", "AGREEMENT", None, 1)
    assert u.covered == {"K": 4_000_000}
    assert u.free == {"R": 10_000_000}
    assert u.coverage == 1
    assert u.earliest == datetime(2026, 12, 4, 8, tzinfo=CHINA)


def test_a_part_of_what_is_asked_is_partly() -> None:
    """2.5 of 4 places are 0.625."""
    u = about_u(town(resources={"容量": "2.5"}))
    assert (u.verdict, u.coverage, u.earliest) == ("PARTLY", Fraction(5, 8), None)
    assert u.parts["availability"] == 625_000


FULL = commitment("08:00", "12:00", "10")
BUSY = commitment("08:00", "12:00", 资源="")


@pytest.mark.parametrize(
    ("test", "changes", "promises"),
    [
        ("STATUS", {"units": {"状态": "暂停"}}, []),
        ("STATUS", {"resources": {"状态": "停用"}}, []),
        ("STATUS", {"resources": {"起用日期": "2026-12-05"}}, []),
        ("STATUS", {"resources": {"停止日期": "2026-12-04"}}, []),
        ("CATEGORY", {"resources": {"能力分类": "L"}}, []),
        ("CATEGORY", {"needs": {"需求分类": "OTHER"}}, []),
        ("MEASURE", {"resources": {"计量单位": "hour"}}, []),
        ("AREA", {"resources": {"服务区域": "D;H"}}, []),
        ("AUDIENCE", {"resources": {"服务对象": "OLD"}}, []),
        (
            "AUDIENCE",
            {"resources": {"服务对象": "OLD.ALONE"}, "needs": {"服务对象": "OLD;CHILD"}},
            [],
        ),
        ("HOURS", {"resources": {"开放时间": "每天 08:00-11:59"}}, []),
        ("HOURS", {"resources": {"开放时间": "周一至周四 08:00-12:00"}}, []),
        ("HOURS", {"resources": {"停用日期": "2026-12-04"}}, []),
        ("HOURS", {"resources": {"停用日期": "2026-12-04", "开放时间": "周四 20:00-13:00"}}, []),
        ("NOTICE", {"resources": {"提前量分钟": str(11 * 24 * 60 - 119)}}, []),
        ("CAPACITY", {"resources": {"容量": "0"}}, []),
        ("CAPACITY", {}, [FULL]),
        (
            "CAPACITY",
            {
                "resources": {"计量单位": "piece", "容量": "0.000001"},
                "needs": {"计量单位": "dozen"},
            },
            [],
        ),
        ("LOAD", {"units": {"承接上限": "1"}}, [BUSY]),
        ("LOAD", {"units": {"承接上限": "0"}}, []),
    ],
)
def test_each_test_refuses(test: str, changes: dict[str, Row], promises: list[Row]) -> None:
    """One flaw, one test. (From 11-23 10:00 to 12-04 08:00 are eleven days less two hours.)"""
    rows = town(**changes)
    rows["commitments"] += promises
    u = about_u(rows)
    assert (u.verdict, u.test, u.rank, u.parts) == ("CANNOT", test, None, {})


@pytest.mark.parametrize(
    ("changes", "promises"),
    [
        ({"resources": {"起用日期": "2026-12-04", "停止日期": "2026-12-05"}}, []),
        ({"resources": {"能力分类": "L;K.1.1"}}, []),
        ({"resources": {"计量单位": "hour", "容量模式": "不限", "容量": ""}}, []),
        ({"resources": {"服务区域": "D;C"}}, []),
        ({"resources": {"服务对象": "OLD"}, "needs": {"服务对象": "OLD.ALONE"}}, []),
        ({"resources": {"开放时间": "周五 08:00-10:00、10:00-12:00"}}, []),
        ({"resources": {"开放时间": "FREQ=WEEKLY;BYDAY=TH,FR 08:00-12:00"}}, []),
        ({"resources": {"开放时间": "周四 22:00-09:00；周五 09:00-12:00"}}, []),
        ({"resources": {"停用日期": "2026-12-03;2026-12-05"}}, []),
        ({"resources": {"提前量分钟": str(11 * 24 * 60 - 120)}}, []),
        (
            {"units": {"承接上限": "1"}},
            [commitment("2026-11-23 08:00", "2026-11-23 10:00", 资源="")],
        ),
    ],
)
def test_each_test_lets_pass(changes: dict[str, Row], promises: list[Row]) -> None:
    """The other side of the same edges: the last minute, the day after, the term below, the place above."""
    rows = town(**changes)
    rows["commitments"] += promises
    assert about_u(rows).verdict == "CAN"


def test_a_unit_is_refused_where_its_best_resource_fails() -> None:
    """Two resources: one fails CATEGORY, the other gets as far as HOURS, which is what the unit is told."""
    rows = town(resources={"开放时间": "周一 08:00-12:00"})
    rows["resources"].append(rows["resources"][0] | {"编号": "R2", "能力分类": "L"})
    assert about_u(rows).test == "HOURS"
    rows["resources"] = []
    assert about_u(rows).test == "CATEGORY"


def test_radius_is_measured_between_positions() -> None:
    """0.01 degrees of latitude are 6371.0088 km * pi/180 * 0.01 = 1.11195 km, so 1112 metres."""
    rows = town(resources={"服务半径公里": "1.111", "所在地": "D"})
    where = {"C": "41.80", "D": "41.81"}
    rows["places"] = [
        p | ({"纬度": where[p["编号"]], "经度": "120.77"} if p["编号"] in where else {})
        for p in rows["places"]
    ]
    assert about_u(rows).test == "AREA"
    rows["resources"][0]["服务半径公里"] = "1.112"
    u = about_u(rows)
    assert u.verdict == "CAN"
    assert u.parts["distance"] == 1_000_000 - 111_200
    rows["resources"][0]["所在地"] = "T"  # no position there or above, so where the unit is
    rows["units"][0]["驻地"] = "D"
    assert about_u(rows).parts["distance"] == 1_000_000 - 111_200
    rows["units"][0]["驻地"] = ""  # unknown altogether: the radius says nothing
    assert about_u(rows).parts["distance"] == 500_000


@pytest.mark.parametrize(
    ("need_at", "served", "pairing", "hops"),
    [
        ("G", "G", 1_000_000, 2), ("G", "C", 1_000_000, 3), ("G", "H", 1_000_000, 3), ("G", "S", 800_000, 4),
        ("G", "D", 500_000, 5), ("C", "H", 1_000_000, 4), ("S", "S", 1_000_000, 2), ("S", "H", 500_000, 5),
        ("DISTRICT", "T1", 500_000, 4), ("DISTRICT", "DISTRICT", 1_000_000, 2),
    ],
)  # fmt: skip
def test_nearness_of_an_agreement(need_at: str, served: str, pairing: int, hops: int) -> None:
    """Two relationships from unit to place, then along the hierarchy; path is two millions by that number."""
    parts = about_u(town(needs={"地点": need_at}, agreements={"惠及地域": served})).parts
    assert (parts["pairing"], parts["path"]) == (pairing, 2_000_000 // hops)


@pytest.mark.parametrize(
    "cells",
    [
        {"惠及地域": "T1"}, {"惠及地域": "DISTRICT"}, {"状态": "到期"}, {"生效日期": "2026-11-24"},
        {"到期日期": "2026-11-23"},
    ],
)  # fmt: skip
def test_who_is_not_bound_to_the_street_is_not_asked(cells: Row) -> None:
    """Another street, a place above the street, and terms that do not hold the day of asking."""
    assert answer(town(agreements=cells)) == []


def test_alliances_bind_their_members_and_the_senders_of_their_seats() -> None:
    """Members in two steps, seats in three, each and four up and down from community D to grid G."""
    rows = town(agreements={"状态": "终止"})
    rows["units"].append({"编号": "V"})
    rows["alliances"] = [{"编号": "L", "服务地域": "D"}]
    rows["memberships"] = [{"共建组织": "L", "单位": "U", "退出日期": "2026-11-24"}]
    rows["role_assignments"] = [{"编号": "Q", "角色": "R.MEMBER", "任职组织": "L", "派出单位": "V"}]
    rows["resources"].append(rows["resources"][0] | {"编号": "R2", "提供单位": "V"})
    u, v = answer(rows)
    assert [(s.unit, s.via, s.parts["pairing"]) for s in (u, v)] == [
        ("U", "ALLIANCE", 400_000), ("V", "ALLIANCE", 400_000),
    ]  # fmt: skip
    assert (u.parts["path"], v.parts["path"]) == (2_000_000 // 5, 2_000_000 // 6)
    rows["memberships"][0]["退出日期"] = "2026-11-23"
    assert [s.unit for s in answer(rows)] == ["V"]


def test_first_secretaries_bring_the_system_behind_them() -> None:
    """Posted at community C above grid G: 2 steps to C, 1 to G, and one for each step below the home unit, at most 3."""
    rows = town(agreements={"状态": "终止"})
    chain = {"HOME": "", "U": "HOME", "V": "U", "W": "V", "X": "W"}
    rows["units"] = [{"编号": unit, "上级单位": above} for unit, above in chain.items()]
    rows["role_assignments"] = [
        {"编号": "Q", "角色": "R.FIRST_SECRETARY", "任职地域": "C", "派出单位": "HOME"}
    ]
    found = {s.unit: s for s in answer(rows)}
    assert sorted(found) == ["HOME", "U", "V", "W"]
    assert (found["U"].via, found["U"].parts["pairing"]) == ("FIRST_SECRETARY", 300_000)
    assert found["U"].parts["path"] == 2_000_000 // 4
    rows["role_assignments"][0]["任职地域"] = "D"  # not on the way from G up to its street
    assert answer(rows) == []


def test_the_best_connection_counts() -> None:
    """A nearer agreement beats an earlier number, an agreement beats an alliance, fewer steps beat more."""
    rows = town(agreements={"惠及地域": "S;D"})
    rows["agreements"].append({"编号": "B", "参与单位": "U", "惠及地域": "C"})
    rows["alliances"] = [{"编号": "L", "服务地域": "G"}]
    rows["memberships"] = [{"共建组织": "L", "单位": "U"}]
    u = about_u(rows)
    assert (u.via, u.connection, u.parts["pairing"]) == ("AGREEMENT", "B", 1_000_000)


def test_fit_fades_along_both_trees() -> None:
    """0.8, two steps up from N.1.1 to N (0.81), two below K (0.9025): 0.584820."""
    rows = town(
        needs={"需求分类": "N.1.1"}, resources={"能力分类": "K.1.1"}, satisfied_by={"契合度": "0.8"}
    )
    assert about_u(rows).parts["fit"] == 584_820
    rows["satisfied_by"].append(
        {"需求分类": "N.1", "能力分类": "L"}
    )  # a nearer bridge hides the farther
    assert about_u(rows).test == "CATEGORY"


def test_a_need_that_nothing_is_known_to_meet() -> None:
    """Without components, whoever has something in use is refused for CATEGORY, whoever has not for STATUS."""
    rows = town(needs={"需求分类": "OTHER"}, agreements={"参与单位": "U;V;W;X"})
    rows["units"] += [{"编号": "V"}, {"编号": "W"}, {"编号": "X", "状态": "暂停"}]
    rows["resources"].append(rows["resources"][0] | {"编号": "R2", "提供单位": "V", "状态": "停用"})
    assert {s.unit: s.test for s in answer(rows)} == {
        "U": "CATEGORY", "V": "STATUS", "W": "CATEGORY", "X": "STATUS",
    }  # fmt: skip


def test_essentials_decide_and_are_averaged() -> None:
    """K is essential and covered, L is essential and half covered, X is not essential: partly, 0.75."""
    rows = town(satisfied_by={"必备": "是"})
    rows["satisfied_by"] += [
        {"需求分类": "N", "能力分类": "L", "契合度": "0.5", "必备": "是", "单位用量": "0.5"},
        {"需求分类": "N", "能力分类": "X", "必备": "否", "单位用量": "9"},
    ]
    rows["resources"].append(rows["resources"][0] | {"编号": "R2", "能力分类": "L", "容量": "1"})
    u = about_u(rows)
    assert (u.verdict, u.coverage) == ("PARTLY", Fraction(3, 4))
    assert u.covered == {"K": 4_000_000, "L": 1_000_000, "X": 0}
    assert u.parts["fit"] == 750_000
    rows["resources"][1]["容量"] = "2"
    assert about_u(rows).verdict == "CAN"
    rows["resources"][1] |= {"能力分类": "K;L", "容量": "4"}
    rows["resources"][0]["状态"] = "停用"
    assert about_u(rows).verdict == "CAN"  # one resource may serve two components


def test_without_essentials_one_suffices() -> None:
    """X alone is covered; the share is the best, not the mean."""
    rows = town(resources={"能力分类": "X"})
    rows["satisfied_by"].append({"需求分类": "N", "能力分类": "X", "契合度": "0.5"})
    u = about_u(rows)
    assert (u.verdict, u.coverage, u.parts["fit"]) == ("CAN", 1, 500_000)


def test_measures_are_converted_and_rounded_down() -> None:
    """10 pieces are 0.833333 dozen, twice that 1.666666: rounded down resource by resource."""
    rows = town(resources={"计量单位": "piece"}, needs={"计量单位": "dozen"})
    rows["resources"].append(rows["resources"][0] | {"编号": "R2"})
    assert about_u(rows).covered == {"K": 1_666_666}
    rows["satisfied_by"][0] |= {"用量单位": "piece", "单位用量": "3"}  # 4 needs of 3 pieces each
    assert about_u(rows).covered == {"K": 12_000_000}
