"""The machines as pictures and tables for people: `docs/machines.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.dictionary import words_of
from graph.kinds import KINDS
from schema.access.table import TABLE, Role
from schema.machines.table import END, HOUSE, MACHINES, NOTHING_YET, REASONS

if TYPE_CHECKING:
    from schema.machines.table import Machine, Transition

_HEAD = """# 办理流程 / State machines

需求、承诺、协议、任职各有哪些状态，谁在什么状态下可以做什么、须填写什么：由 `schema/machines/transitions.csv` 和 `reasons.csv` 生成，请勿手改：`gongjian dictionary --write`。
Which states a need, a commitment, an agreement and a post have, who may do what from where, and what that takes. Made from
`schema/machines/transitions.csv` and `reasons.csv`; don't edit it, run `gongjian dictionary --write`.

需求、各单位的承诺、居民的评价各自独立：单位说“已交付”不等于需求已满足，“已办结”不等于居民说已解决。升级和改派只换主责单位与层级，不改变状态。
A need, each unit's commitment to it and the assessment are three things: delivered does not say that the need was met, and closed
does not say that it was solved. Escalation and a change of owner leave the state alone.

`HOUSE` 是系统自动办理：时限已到，或由承诺带动需求。 `HOUSE` is the service itself: a time has come, or a commitment carries its need along."""
_WHO = {HOUSE: "系统", "LEAD": "主办单位联络员"}
_TAKES = {
    "reason": "原因", "until": "截止时间", "outcome": "办理结果", "target": "并入的需求", "owner": "主责单位", "team": "到场人数",
    "parts": "拆分各件", "delivered": "交付数量", "returned": "归还时间", "capacity": "余量核对",
}  # fmt: skip


def page() -> str:
    """The page."""
    parts = [_HEAD, *(_machine(machine) for machine in MACHINES.values()), _reasons()]
    return "\n\n".join(parts) + "\n"


def _machine(machine: Machine) -> str:
    kind = KINDS[machine.kind]
    rows = [_row(machine, each) for each in machine.transitions if each.to != END]
    table = [
        "| 从 From | 操作 Act | 到 To | 谁 Who | 须填 Takes |",
        "| --- | --- | --- | --- | --- |",
        *rows,
    ]
    return "\n\n".join([f"## {kind.title} `{machine.kind}`", _picture(machine), "\n".join(table)])


def _picture(machine: Machine) -> str:
    words = words_of(KINDS[machine.kind].props["status"].type)
    arrows: dict[tuple[str, str], list[str]] = {}
    for each in machine.transitions:
        if not each.stays and each.to != END:
            arrows.setdefault((each.from_, each.to), []).append(_named(each.act))
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f"  {state} : {words[state][0]}" for state in machine.states]
    for (from_, to), acts in arrows.items():
        start = "[*]" if from_ == NOTHING_YET else from_
        lines.append(f"  {start} --> {to} : {'、'.join(dict.fromkeys(acts))}")
    lines += [f"  {end} --> [*]" for end in machine.states if end in machine.ends]
    return "\n".join([*lines, "```"])


def _named(act: str) -> str:
    said = TABLE.acts.get(act)
    return said.zh if said else TABLE.feed.get(act, (_CARRIED.get(act, act), ""))[0]


_CARRIED = {
    "TAKE_UP": "随承诺进入办理", "RELEASE": "承诺全部落空", "BEGIN_BY_TIME": "到期生效", "END_BY_TIME": "到期终止", "IMPORT": "表格导入",
}  # fmt: skip


def _row(machine: Machine, each: Transition) -> str:
    words = words_of(KINDS[machine.kind].props["status"].type)
    from_ = "（新）" if each.from_ == NOTHING_YET else words[each.from_][0]
    to = "（不变）" if each.stays else words[each.to][0]
    who = "、".join(_WHO.get(name) or TABLE.roles[Role[name]].zh for name in sorted(each.who))
    takes = "、".join(_TAKES[name] for name in sorted(each.requires)) or "—"
    return f"| {from_} `{each.from_}` | {_named(each.act)} `{each.act}` | {to} `{each.to}` | {who} | {takes} |"


def _reasons() -> str:
    rows = [
        f"| `{each.code}` | {each.zh} | {each.en} | {'、'.join(_named(act) for act in sorted(each.acts))} |"
        for each in REASONS.values()
    ]
    table = ["| 代码 Code | 原因 | Reason | 用于 For |", "| --- | --- | --- | --- |", *rows]
    return "\n\n".join(["## 原因代码 / Reasons", "\n".join(table)])
