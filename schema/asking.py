"""What is checked of every root question's arguments, and how it is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from graph.compile.refusal import Refusal
from schema.windows import moment_refusals, window_refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from schema.windows import Refusal as Wrong


def period(arguments: Mapping[str, Any]) -> tuple[datetime, datetime]:
    """The period [from, to) that was asked for.

    Raises:
        Refusal: it is none that may be asked for.
    """
    start, end = arguments["from"], arguments["to"]
    _refuse(window_refusals("from", start, "to", end))
    return start, end


def as_of(arguments: Mapping[str, Any], name: str = "asOf") -> datetime:
    """The moment whose state of affairs counts; now, to the second, unless said.

    Raises:
        Refusal: it is none that may be asked for.
    """
    said = arguments.get(name)
    _refuse(moment_refusals(name, said))
    return said or datetime.now(UTC).replace(microsecond=0)


def size(arguments: Mapping[str, Any], name: str, least: int, most: int) -> int:
    """A number among the arguments, with its bounds.

    Raises:
        Refusal: it lies outside.
    """
    given: int = arguments[name]
    if not least <= given <= most:
        raise Refusal(
            "PAGE_SIZE", argument=name,
            zh=f"{name} 须在 {least} 到 {most} 之间，收到 {given}。", en=f"{name} is {least} to {most}, not {given}.",
        )  # fmt: skip
    return given


def ids(arguments: Mapping[str, Any], name: str, most: int) -> list[str]:
    """A list of ids, each once, in the order of the first time.

    Raises:
        Refusal: there are more than one answer is made of.
    """
    given = list(dict.fromkeys(str(each) for each in arguments.get(name) or ()))
    if len(given) > most:
        raise Refusal(
            "TOO_MANY_IDS", argument=name,
            zh=f"{name} 一次最多 {most} 个标识，收到 {len(given)} 个。请分几次查询。",
            en=f"{name} takes {most} ids at most, not {len(given)}. Ask several times.",
        )  # fmt: skip
    return given


def _refuse(wrong: Sequence[Wrong]) -> None:
    for each in wrong:
        raise Refusal(
            each.code, argument=each.field,
            zh=f"{each.zh}{each.cure_zh}", en=f"{each.en} {each.cure_en}",
        )  # fmt: skip
