"""What answers say in sentences, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from schema.instants import MINUTE
from schema.loop.rates import ANSWER_WITHIN
from schema.loop.suspicions import AGAIN, QUICK
from schema.loop.terms import LoopLeftOutReason as Why
from schema.loop.terms import SuspicionCode as Code


class Words(NamedTuple):
    """A text in Chinese and in English."""

    zh: str
    en: str


_HOURS = ANSWER_WITHIN // (60 * MINUTE)

ANSWERED = Words(
    f"分母：时段内上报、可判断是否及时响应的需求；分子：其中上报后{_HOURS}小时内受理或告知不予受理的（自然时间）。",
    f"Of the needs reported in the period of which it can be told: those accepted or refused within {_HOURS} hours of the report, on the clock.",
)
SOLVED = Words(
    "分母：时段内上报、最近一次评价已联系上当事人并说明是否解决的需求（不论是否办结）；分子：其中说已解决的。",
    "Of the needs reported in the period whose latest assessment reached somebody who said whether it is solved, closed or not: those of which it is.",
)
SATISFIED = Words(
    "分母：时段内上报、最近一次评价已联系上当事人并说明是否满意的需求（不论是否办结）；分子：其中说满意的。",
    "Of the needs reported in the period whose latest assessment reached somebody who said whether they are satisfied, closed or not: those of which they are.",
)
SUSPECTED = Words(
    "本清单只是嫌疑，并非认定：所列疑点均附证据，须人工核查后再下结论。",
    "This is a list of suspicions, not of findings: each comes with what it rests on, and somebody has to look into it before anything is concluded.",
)

LEFT_OUT = {
    Why.MERGED: Words("已并入另一件需求，由后者计入。", "Merged into another need, which is counted."),
    Why.REJECTED: Words("不予受理，未办理。", "Not accepted, so it was not dealt with."),
    Why.CANCELLED: Words("上报人或社区已撤销。", "Withdrawn."),
    Why.STILL_IN_TIME: Words("尚未响应，响应时限也未到。", "Not answered yet, and its time is not over."),
    Why.STILL_OPEN: Words("尚未办结，也没有评价。", "Not closed yet, and nobody was asked."),
    Why.NOT_ASSESSED: Words("已办结，但没有评价。", "Closed, but nobody was asked."),
    Why.NOT_REACHED: Words("最近一次评价未联系上当事人。", "Nobody was reached when it was last assessed."),
    Why.NOT_SAID: Words("已联系上当事人，但未就此作答。", "Somebody was reached but did not say."),
    Why.NO_TIME: Words("已发生，但时间没有记载。", "It happened, but when was not recorded."),
    Why.OUT_OF_ORDER: Words("记载的结束早于开始。", "It is recorded to have ended before it began."),
}  # fmt: skip

SUSPICIONS = {
    Code.SAID_NOT_SOLVED: Words("最近一次联系上当事人的评价说没有解决。", "The latest assessment in which somebody was reached says that it is not solved."),
    Code.NOTHING_DELIVERED: Words("记为满足或部分满足，但没有任何承诺交付，也不是社区自行办理。", "Said to be met, but no commitment was ever delivered, nor did the community handle it by itself."),
    Code.DELIVERY_DISPUTED: Words("所有交付都有异议，或经核实未完成。", "All that was delivered is disputed, or was found not to be done."),
    Code.REPEATED: Words(f"办结后{AGAIN}天内，同一地点、同一分类再次上报（不含重复件和季节性重现）。", f"The same category was reported at the same place within {AGAIN} days of the closure, duplicates and what comes with the season aside."),
    Code.REOPENED: Words("曾被重开。", "It was opened again before."),
    Code.TOO_QUICK: Words(f"开始办理后不到{QUICK // MINUTE}分钟即办结。", f"Closed less than {QUICK // MINUTE} minutes after work began."),
    Code.CLOSED_BY_TIME: Words("无人确认，到期自动办结。", "Nobody confirmed it; it was closed by time."),
    Code.CONFIRMED_BY_TIME: Words("交付均无人确认，到期自动确认。", "Nobody confirmed any delivery; time did."),
}  # fmt: skip
