"""The words of these answers that are fixed: clocks, why a need is left out, what makes a closure suspect."""

from __future__ import annotations

import enum

import strawberry

# One value a line reads as a table: kept out of the formatter's hands.
# fmt: off


@strawberry.enum(description="What is timed. 计时环节。")
class LoopClockKind(enum.Enum):
    """What is timed."""

    RECEIVE = strawberry.enum_value("RECEIVE", description="From the report until it was accepted. 受理：上报至受理")
    ARRIVE = strawberry.enum_value("ARRIVE", description="From the report until the first team was on site. 到场：上报至首支力量到场")
    START = strawberry.enum_value("START", description="From being accepted until work began. 开办：受理至开始办理")
    CLOSE = strawberry.enum_value("CLOSE", description="From the report, or from being opened again, until it was closed. 办结：上报或重开至办结")


@strawberry.enum(description="Why a need is left out of a figure. 某需求未计入的原因。")
class LoopLeftOutReason(enum.Enum):
    """Why a need is left out of a figure."""

    MERGED = strawberry.enum_value("MERGED", description="Merged into another, which is counted. 已并入另一件需求，由后者计入")
    REJECTED = strawberry.enum_value("REJECTED", description="Not accepted. 不予受理")
    CANCELLED = strawberry.enum_value("CANCELLED", description="Withdrawn. 已撤销")
    STILL_IN_TIME = strawberry.enum_value("STILL_IN_TIME", description="Not answered yet, and still in time. 尚未响应且未逾时")
    STILL_OPEN = strawberry.enum_value("STILL_OPEN", description="Not closed yet, and nobody asked. 尚未办结，也未评价")
    NOT_ASSESSED = strawberry.enum_value("NOT_ASSESSED", description="Closed, but nobody was asked. 已办结但未评价")
    NOT_REACHED = strawberry.enum_value("NOT_REACHED", description="Nobody was reached, the last time. 最近一次未联系上")
    NOT_SAID = strawberry.enum_value("NOT_SAID", description="Reached, but this was not said. 已联系上但未作答")
    NO_TIME = strawberry.enum_value("NO_TIME", description="It happened, but when is not known. 已发生但时间没有记载")
    OUT_OF_ORDER = strawberry.enum_value("OUT_OF_ORDER", description="The end is recorded before the beginning. 记载的结束早于开始")


@strawberry.enum(description="What makes a closure suspect. 虚假办结的疑点。")
class SuspicionCode(enum.Enum):
    """What makes a closure suspect, the heaviest first."""

    SAID_NOT_SOLVED = strawberry.enum_value("SAID_NOT_SOLVED", description="The latest that was said is that it is not solved. 最近的评价说未解决")
    NOTHING_DELIVERED = strawberry.enum_value("NOTHING_DELIVERED", description="Met, but nothing was ever delivered, nor did the community handle it by itself. 记为满足，却没有任何交付，也不是社区自行办理")
    DELIVERY_DISPUTED = strawberry.enum_value("DELIVERY_DISPUTED", description="All that was delivered is disputed. 全部交付均有异议")
    REPEATED = strawberry.enum_value("REPEATED", description="The same was reported at the same place soon after. 办结后不久同地同类再次上报")
    REOPENED = strawberry.enum_value("REOPENED", description="It had been closed or resolved before and was opened again. 曾被重开")
    TOO_QUICK = strawberry.enum_value("TOO_QUICK", description="Closed implausibly soon after work began. 开办后过快办结")
    CLOSED_BY_TIME = strawberry.enum_value("CLOSED_BY_TIME", description="Nobody confirmed it; it was closed by time. 无人确认，到期自动办结")
    CONFIRMED_BY_TIME = strawberry.enum_value("CONFIRMED_BY_TIME", description="Nobody confirmed any delivery; time did. 交付均为到期自动确认")
