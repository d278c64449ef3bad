"""Score, order and earliest slot as the oracle finds them, against what a person works out by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.oracle.answer import supporters
from tests.oracle.reading import CHINA, Row
from tests.oracle.scoring import ORDER, weights
from tests.oracle.small import AS_OF, about_u, answer, commitment, town

BUSY = commitment("08:00", "12:00", 资源="")


def test_load_and_record() -> None:
    """2 of 5 engagements; of 4 finished 2 were kept: (2 + 3.2) / 8 = 0.65. Cancelled ones count for nothing."""
    past = [
        commitment("2026-01-05 08:00", "2026-01-05 10:00", "1", state, 资源="")
        for state in ("已确认", "已交付", "有异议", "未到场", "已取消")
    ]
    rows = town(units={"承接上限": "5"})
    rows["commitments"] = [BUSY, BUSY | {"状态": "挂起"}, *past]
    parts = about_u(rows).parts
    assert (parts["load"], parts["record"]) == (600_000, 650_000)


def test_weights_are_the_centroid_of_the_order() -> None:
    """(1 + 1/2 + … + 1/7) / 7 = 0.370408 … down to 1/49; the two largest remainders (.69, .45) are rounded up."""
    by_hand = [370_408, 227_551, 156_123, 108_503, 72_789, 44_218, 20_408]
    assert list(weights(ORDER).values()) == by_hand
    assert sum(by_hand) == 1_000_000


def test_score_is_the_sum_of_its_parts() -> None:
    """All parts of the sound offer are full but the distance (unknown: half) and the record (0.8)."""
    u = about_u(town())
    assert u.parts == dict.fromkeys(ORDER, 1_000_000) | {"distance": 500_000, "record": 800_000}
    assert u.points["distance"] == 54_251  # 108503 / 2, rounded down
    assert u.points["record"] == 35_374  # 44218 * 0.8 = 35374.4
    assert u.score == 1_000_000 - (108_503 - 54_251) - (44_218 - 35_374)


def test_order_of_the_answer() -> None:
    """CAN by score, limited before unlimited at equal score, then by number; then PARTLY; then the refused."""
    rows = town(agreements={"参与单位": "U;V;W;X;Y;Z"})
    sound = rows["resources"][0]
    rows["units"] = [{"编号": unit} for unit in "ZYXWVU"]
    changed: dict[str, Row] = {
        "U": {"能力分类": "L"}, "V": {"容量": "2"}, "W": {"容量模式": "不限"}, "X": {}, "Y": {},
        "Z": {"能力分类": "K.1"},
    }  # fmt: skip
    rows["resources"] = [
        sound | {"编号": f"R{u}", "提供单位": u} | cells for u, cells in changed.items()
    ]
    assert [(s.unit, s.rank) for s in answer(rows)] == [
        ("X", 1), ("Y", 2), ("W", 3), ("Z", 4), ("V", 5), ("U", None),
    ]  # fmt: skip


def test_resources_are_used_best_first_until_it_is_enough() -> None:
    """What fits best comes first, the unlimited last, and nothing is taken that is not needed."""
    rows = town(resources={"容量": "1", "能力分类": "K.1"})
    first = rows["resources"][0]
    rows["resources"] += [
        first | {"编号": "R2", "能力分类": "K"},
        first | {"编号": "R0", "能力分类": "K.1", "容量模式": "不限", "容量": ""},
        first | {"编号": "R4", "能力分类": "K.1.1"},
    ]
    assert about_u(rows).uses == {"K": ["R2", "R", "R0"]}


def test_a_need_without_window_is_met_now() -> None:
    """Opening hours and notice do not count, what is free this minute does, and there is no earliest slot."""
    rows = town(
        needs={"开始时间": "", "结束时间": ""},
        resources={"开放时间": "周日 08:00-09:00", "提前量分钟": "999999", "容量": "4"},
    )
    u = about_u(rows)
    assert (u.verdict, u.earliest) == ("CAN", None)
    assert about_u(rows, AS_OF - timedelta(hours=10)).verdict == "CAN"
    rows["resources"][0]["停止日期"] = "2026-11-23"  # not in use any more from midnight on
    assert about_u(rows, AS_OF - timedelta(hours=10)).test == "STATUS"
    rows["resources"][0]["停止日期"] = "2026-11-24"
    rows["commitments"] = [commitment("2026-11-23 09:00", "2026-11-23 10:01")]
    assert about_u(rows).covered == {"K": 3_000_000}
    rows["commitments"] = [commitment("2026-11-23 09:00", "2026-11-23 10:00")]
    assert about_u(rows).covered == {"K": 4_000_000}


@pytest.mark.parametrize(
    ("cells", "promise", "earliest"),
    [
        ({"开放时间": "周六、周二 07:00-12:00"}, None, "2026-12-05 07:00"),
        ({"停用日期": "2026-12-04;2026-12-05"}, None, "2026-12-06 00:00"),
        ({"缓冲分钟": "30"}, commitment("09:00", "10:00", "7"), "2026-12-04 10:30"),
        ({"提前量分钟": str(11 * 24 * 60)}, None, "2026-12-04 10:00"),
        ({"起用日期": "2026-12-07"}, None, "2026-12-07 00:00"),
        ({"容量模式": "周期额度", "额度周期": "月"}, commitment("13:00", "14:00", "7"), None),
        ({"容量模式": "周期额度", "额度周期": "周"}, commitment("13:00", "14:00", "7"), "2026-12-07 00:00"),
        ({"开放时间": "每天 08:00-11:00"}, None, None),
        ({"停止日期": "2026-12-04"}, None, None),
    ],
)  # fmt: skip
def test_earliest_slot(cells: Row, promise: Row | None, earliest: str | None) -> None:
    """When the four hours fit: the next opening, after closed days, after a buffer, with notice, in the next period."""
    rows = town(resources=cells)
    rows["commitments"] += [promise] if promise else []
    wanted = datetime.fromisoformat(f"{earliest}+08:00") if earliest else None
    assert about_u(rows).earliest == wanted


def test_earliest_slot_is_the_first_of_all_minutes() -> None:
    """Asked minute by minute, the need first can be met at the slot that was named."""
    rows = town(resources={"开放时间": "每天 07:00-13:00", "缓冲分钟": "20"})
    rows["commitments"] = [
        commitment("07:30", "09:10", "7"),
        commitment("2026-12-05 05:00", "2026-12-05 07:15", "7"),
    ]
    first = datetime(2026, 12, 5, 7, 35, tzinfo=CHINA)
    assert about_u(rows).earliest == first
    start = datetime(2026, 12, 4, 8, 0, tzinfo=CHINA)
    while start < first:
        window = {
            "开始时间": start.isoformat(),
            "结束时间": (start + timedelta(hours=4)).isoformat(),
        }
        moved = rows | {"needs": [rows["needs"][0] | window]}
        assert supporters(moved, "N", AS_OF, with_earliest=False)[0].verdict != "CAN"
        start += timedelta(minutes=1)
