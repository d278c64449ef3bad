"""One small town, known by heart, that the hand-checked cases change a cell of.

Street S has the communities C (with grid G) and D; street T is another. Unit U is paired with grid G and offers
10 places of capability K at a time. Need N asks for 4 places of capability K in grid G, on Friday 2026-12-04 from
08:00 to 12:00, and is looked at on Monday 2026-11-23 at 10:00.
"""

from __future__ import annotations

from datetime import datetime

from tests.oracle.answer import Answer, Support, supporters
from tests.oracle.reading import CHINA, Row, Rows

AS_OF = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)

PLACES = {
    "DISTRICT": "",
    "S": "DISTRICT",
    "T": "DISTRICT",
    "C": "S",
    "D": "S",
    "G": "C",
    "H": "G",
    "T1": "T",
}
KINDS = {"DISTRICT": "区县", "S": "街道", "T": "街道", "G": "网格", "H": "楼宇"}
TREES = {
    "N": "", "N.1": "N", "N.1.1": "N.1", "OTHER": "", "K": "", "K.1": "K", "K.1.1": "K.1", "L": "", "X": "",
    "OLD": "", "OLD.ALONE": "OLD", "CHILD": "", "R.FIRST_SECRETARY": "", "R.MEMBER": "",
}  # fmt: skip


def town(**changes: Row) -> Rows:
    """The town's rows; `changes` names sheets and the cells to change in their first row."""
    rows: Rows = {
        "places": [
            {"编号": code, "类型": KINDS.get(code, "社区"), "上级": above} for code, above in PLACES.items()
        ],
        "categories": [
            *({"编号": code, "上级分类": above} for code, above in TREES.items()),
            {"编号": "seat"},
            {"编号": "minute", "基本单位": "minute", "换算系数": "1"},
            {"编号": "hour", "基本单位": "minute", "换算系数": "60"},
            {"编号": "piece"},
            {"编号": "dozen", "基本单位": "piece", "换算系数": "12"},
        ],
        "satisfied_by": [{"需求分类": "N", "能力分类": "K", "契合度": "1"}],
        "units": [{"编号": "U"}],
        "agreements": [{"编号": "A", "参与单位": "U", "惠及地域": "G"}],
        "alliances": [],
        "memberships": [],
        "role_assignments": [],
        "resources": [
            {"编号": "R", "提供单位": "U", "能力分类": "K", "计量单位": "seat", "容量模式": "计数", "容量": "10"}
        ],
        "needs": [
            {
                "编号": "N", "需求分类": "N", "地点": "G", "数量": "4", "计量单位": "seat",
                "开始时间": "2026-12-04 08:00", "结束时间": "2026-12-04 12:00",
            }
        ],
        "commitments": [],
    }  # fmt: skip
    for sheet, cells in changes.items():
        rows[sheet][0] = rows[sheet][0] | cells
    return rows


def commitment(
    start: str, end: str, quantity: str = "1", status: str = "已接受", **cells: str
) -> Row:
    """A promise of U with resource R; `start` and `end` are times of the need's day, or complete."""
    times = [t if len(t) > 5 else f"2026-12-04 {t}" for t in (start, end)]
    promise = {"开始时间": times[0], "结束时间": times[1], "数量": quantity, "状态": status}
    return {"资源": "R", "单位": "U"} | promise | cells


def answer(rows: Rows, as_of: datetime = AS_OF) -> Answer:
    """Who can support need N."""
    return supporters(rows, "N", as_of)


def about_u(rows: Rows, as_of: datetime = AS_OF) -> Support:
    """What is said of unit U."""
    return next(support for support in answer(rows, as_of) if support.unit == "U")
