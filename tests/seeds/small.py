"""A small street with one of everything the import can meet, and the whole graph as comparable text."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from graph.chain import CHANGE
from graph.provision import BOOKKEEPING

if TYPE_CHECKING:
    from graph.connect import Database

Rows = dict[str, list[dict[str, str]]]

_SMALL: Rows = {
    "commitments": [
        {"编号": "M1", "方向": "点单", "状态": "已接受", "数量": "12", "开始时间": "2026-12-04 08:00",
         "结束时间": "2026-12-04 12:00", "需求": "D1", "资源": "康复接送车", "单位": "中心医院", "替代承诺": ""},
        {"编号": "M2", "方向": "认领", "状态": "ACCEPTED", "数量": "3", "开始时间": "2026-12-05 08:00",
         "结束时间": "2026-12-05 12:00", "需求": "D1", "资源": "Z1", "单位": "U2", "替代承诺": "M1"},
    ],
    "needs": [
        {"编号": "D1", "标题": "周五上午送30位老人体检", "数量": "30", "开始时间": "2026年12月4日 08:00", "结束时间": "2026/12/4 12:00",
         "上报时间": "2026-11-20T09:30:00+08:00", "需求分类": "出行陪护", "计量单位": "人", "地点": "桥北社区", "服务对象": "老人",
         "联系人": "张某某", "联系电话": "13800000000", "联系地址": "桥北小区3号楼", "上报人": "李四"},
    ],
    "resources": [
        {"编号": "Z1", "名称": "康复接送车", "类型": "设备物资", "容量模式": "计数", "容量": "20", "开放时间": "周一至周五 08:00-17:00",
         "停用日期": "2026-10-01;2026-10-02", "可应急调用": "是", "提供单位": "北票市中心医院", "能力分类": "车辆", "计量单位": "U.person",
         "所在地": "C1", "服务区域": "桥北社区；桥南社区", "服务对象": "老人", "公开范围": "公开"},
        {"编号": "Z2", "名称": "会议室", "类型": "场地", "容量模式": "不限", "容量": "", "开放时间": "", "停用日期": "", "可应急调用": "",
         "提供单位": "U2", "能力分类": "车辆", "计量单位": "人", "所在地": "", "服务区域": "", "服务对象": "", "公开范围": ""},
    ],
    "任职": [
        {"编号": "T1", "人员": "王光宇", "角色": "第一书记", "状态": "在任", "任职地域": "桥北社区", "开始日期": "2023-01-05", "派出单位": "U1"},
        {"编号": "T2", "人员": "P2", "角色": "第一书记", "状态": "期满", "任职地域": "C2", "开始日期": "2020-01-05", "派出单位": ""},
    ],
    "people": [
        {"编号": "P1", "姓名": "王光宇", "所在单位": "中心医院", "出生年份": "1980", "电话": "13800000001"},
        {"编号": "P2", "姓名": "李四", "所在单位": "", "出生年份": "", "电话": ""},
    ],
    "accounts": [
        {"编号": "AC1", "登录标识": "local#wang", "状态": "正常", "人员": "王光宇"},
        {"编号": "AC2", "登录标识": "local#13800000000", "状态": "停用", "人员": "P2"},
    ],
    "memberships": [{"共建组织": "南山街道大工委", "单位": "U1", "成员身份": "成员单位", "加入日期": "2023-03-01", "退出日期": ""}],
    "satisfied_by": [{"需求分类": "N1.1", "能力分类": "车辆", "契合度": "0.8", "必备": "是", "单位用量": "1"}],
    "agreements": [{"编号": "A1", "名称": "中心医院与桥北、桥南结对", "类型": "结对", "参与单位": "U1；实验小学", "惠及地域": "C1、C2", "生效日期": "2023-03-15"}],
    "alliances": [{"编号": "L1", "名称": "南山街道大工委", "类型": "街道大工委", "服务地域": "S1"}],
    "units": [
        {"编号": "U1", "名称": "北票市中心医院", "简称": "中心医院", "类型": "事业单位", "驻地": "桥北社区", "上级单位": "", "能力": "", "承接上限": "5", "主管需求分类": "N1；出行陪护"},
        {"编号": "U2", "名称": "北票市实验小学", "简称": "实验小学", "类型": "PUBLIC_INSTITUTION", "驻地": "桥南社区", "上级单位": "U1", "能力": "C4.1", "承接上限": "", "主管需求分类": ""},
    ],
    "places": [
        {"编号": "C1", "类型": "社区", "名称": "桥北社区", "上级": "南山街道", "纬度": "41.80", "经度": "120.77", "户数": "2,100", "老年人口占比": "0.31"},
        {"编号": "C2", "类型": "社区", "名称": "桥南社区", "上级": "S1", "纬度": "", "经度": "", "户数": "", "老年人口占比": ""},
        {"编号": "S1", "类型": "街道", "名称": "南山街道", "上级": "", "纬度": "", "经度": "", "户数": "", "老年人口占比": ""},
    ],
    "categories": [
        {"编号": "N1.1", "名称": "出行陪护", "英文名": "Escort", "体系": "需求分类", "上级分类": "N1", "别名": "接送;陪诊"},
        {"编号": "N1", "名称": "民生服务", "英文名": "Livelihood", "体系": "需求分类", "上级分类": "", "别名": ""},
        {"编号": "C4.1", "名称": "车辆", "英文名": "Vehicles", "体系": "能力资源分类", "上级分类": "", "别名": ""},
        {"编号": "R.FIRST_SECRETARY", "名称": "第一书记", "英文名": "First secretary", "体系": "角色", "上级分类": "", "别名": ""},
        {"编号": "U.person", "名称": "人", "英文名": "person", "体系": "计量单位", "上级分类": "", "别名": ""},
        {"编号": "G.elderly", "名称": "老人", "英文名": "Elderly", "体系": "服务对象", "上级分类": "", "别名": ""},
    ],
    "projects": [{"编号": "J1", "名称": "爱心课堂", "类型": "书记项目", "层级": "社区级", "状态": "实施中", "地点": "桥北社区", "针对需求分类": "N1", "针对需求": "D1", "实施单位": "U2", "领办人": "王光宇"}],
    "sources": [{"编号": "A004", "标题": "南山街道报道", "发布日期": "2023-06-13"}],
}  # fmt: skip


def small() -> Rows:
    """Rows that import cleanly, nothing before what it refers to."""
    return copy.deepcopy(_SMALL)


async def dump(database: Database) -> list[str]:
    """Every node and edge of the domain, each as one line, sorted: equal dumps are equal graphs."""
    nodes = (
        "MATCH (n) WHERE none(l IN labels(n) WHERE l IN $own) "
        "RETURN elementId(n) AS at, labels(n) AS labels, properties(n) AS props"
    )
    edges = "MATCH (n)-[r]->(m) RETURN elementId(n) AS a, type(r) AS type, properties(r) AS props, elementId(m) AS b"
    found, _, _ = await database.driver.execute_query(nodes, own=[*BOOKKEEPING, CHANGE])
    joined, _, _ = await database.driver.execute_query(edges)
    ids = {r["at"]: r["props"].get("id", "?") for r in found}
    lines = [f"{sorted(r['labels'])} {_text(r['props'])}" for r in found]
    lines += [f"{ids[r['a']]} {r['type']} {ids[r['b']]} {_text(r['props'])}" for r in joined]
    return sorted(lines)


def _text(props: dict[str, object]) -> str:
    return " ".join(f"{name}={_value(props[name])!r}" for name in sorted(props))


def _value(value: object) -> object:
    return value.iso_format() if hasattr(value, "iso_format") else value  # type: ignore[attr-defined]
