"""What is said of reach in sentences, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from schema.reach.shares import SMALL_COUNT, SMALL_POPULATION
from schema.reach.terms import FailureKind, ReachState


class Words(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


POINTS = Words(
    "逐社区、逐能力计数现在能提供的不同单位：单位和资源可用、区域和距离可及、14天内有余量、单位未达承接上限；同一单位的多项资源只算一个。"
    "只面向部分人群的，仅在无人面向所有人时计入。联系的关节点按协议、共建组织和任职的直接联系计算。",
    "Distinct units that can give it now, for each community and capability: unit and resource in use, within area and distance, something free within 14 days, and the unit taking on more; several resources of one unit are one. "
    "What is only for some groups counts where nobody is for everyone. What holds communities together is found in the direct ties by agreements, alliances and posts.",
)
SHARES = Words(
    "两步移动搜寻法：每个供给单位由其可及范围内该类的全部需求均分，每件需求再合计所得份额；应有份额为本地域供给单位数÷需求件数。"
    f"供给的判断与单点依赖相同。人口不足{SMALL_POPULATION}人、需求不足{SMALL_COUNT}件的，比率仅供参考。",
    "Two-step floating catchment: each provider is shared out evenly among all needs of the category within its reach, and each need sums its shares; a fair share is the providers of the place over its needs. "
    f"Who is a provider is judged as for single points of failure. Below {SMALL_POPULATION} inhabitants or {SMALL_COUNT} needs a rate says little.",
)


def of_point(kind: FailureKind, name: str, count: int, second: str | None) -> Words:
    """On what it hangs, and who would come next."""
    if kind is FailureKind.PROVIDER:
        zh, en = f"只有{name}能提供。", f"Only {name} can give it."
    else:
        zh, en = f"与{count}个可提供单位的联系均经由同一人。", f"Every way to the {count} units that can give it leads through one person."  # fmt: skip
    if second is None:
        return Words(f"{zh}没有可补位的共建单位。", f"{en} No partner could come next.")
    return Words(f"{zh}最有可能补位的是{second}。", f"{en} {second} would come next.")


_STATES = {
    ReachState.NOBODY: Words("可及范围内无人提供。", "Nobody within reach gives it."),
    ReachState.INCOMPLETE: Words("缺少必备能力，无法完整满足。", "Something it cannot do without is not to be had."),
    ReachState.SHORT: Words("供给少于应有份额。", "It has less than its share."),
    ReachState.FAIR: Words("供给不少于应有份额。", "It has its share or more."),
}  # fmt: skip


def of_share(state: ReachState, count: int, providers: int, missing: tuple[Words, ...]) -> Words:
    """How a community is served in a category."""
    said = _STATES[state]
    lacking = Words("、".join(m.zh for m in missing), ", ".join(m.en for m in missing))
    return Words(
        f"{count}件需求，{providers}个可及的供给单位。{said.zh}" + (f"缺：{lacking.zh}。" if missing else ""),
        f"Needs: {count}; providers within reach: {providers}. {said.en}" + (f" Missing: {lacking.en}." if missing else ""),
    )  # fmt: skip
