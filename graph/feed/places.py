"""Which places somebody follows, and the streams in which their changes are recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.compile.marks import splice
from graph.compile.refusal import Refusal
from graph.compile.scope import named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.compile.scope import Scope
    from graph.execute import Reader
    from graph.feed.declared import Feed

MOST_PLACES = 100
MOST_STREAMS = 500


def places_of(arguments: Mapping[str, Any]) -> list[str] | None:
    """The places that are asked for, in an order that does not depend on how; `None` for everything.

    Raises:
        Refusal: there are none, or too many.
    """
    asked = arguments.get("places")
    if asked is None:
        return None
    places = sorted(set(asked))
    if not 0 < len(places) <= MOST_PLACES:
        raise Refusal(
            "PLACES", argument="places",
            zh=f"places 须有 1 至 {MOST_PLACES} 个地域标识；省略则订阅可见的全部。",
            en=f"`places` takes 1 to {MOST_PLACES} ids; leave it out to follow everything you may see.",
        )  # fmt: skip
    return places


async def streams_of(
    feed: Feed, reader: Reader, scope: Scope, places: Sequence[str] | None
) -> list[str]:
    """The streams of places as the structure is now.

    Raises:
        Refusal: there is no such place, or there are too many streams.
        NoLongerStands: the caller is not what `scope` was made for any more.
    """
    text = feed.everywhere if places is None else feed.streams
    cypher = scope.guarded(splice(text, scope), ["place", "streams"])
    asked = {} if places is None else {"places": list(places)}
    parameters = {**scope.bound(named(cypher)), **asked}
    rows = scope.unguarded(await reader.read("feed.streams", cypher, parameters))
    known = {row[0] for row in rows}
    for place in places or ():
        if place not in known:
            raise _unknown(place)
    found = {stream for _, streams in rows for stream in streams}
    found |= {feed.many} if places is not None else {feed.many, feed.elsewhere}
    if len(found) > MOST_STREAMS:
        raise _too_many()
    return sorted(found)


def _unknown(place: str) -> Refusal:
    return Refusal(
        "UNKNOWN", argument="places",
        zh=f"没有标识为“{place}”的地域，请先查询可用的标识。",
        en=f'There is no place with the id "{place}"; look up the ids that exist first.',
    )  # fmt: skip


def _too_many() -> Refusal:
    return Refusal(
        "TOO_MANY_STREAMS", argument="places",
        zh=f"一次订阅最多 {MOST_STREAMS} 个街道，请用 places 缩小范围。",
        en=f"One subscription follows at most {MOST_STREAMS} streets; name fewer in `places`.",
    )  # fmt: skip
