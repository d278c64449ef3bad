"""`changed`: needs, resources and commitments as they change, told to whoever may see them.

A record of a change belongs to the stream of the street in which the place of its need or resource lies; where there is
no street at or above it, to the place's own. What an import changes stands in its one record (`graph.chain.many`).
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from graph.declare import Node
from graph.feed import Feed
from graph.surface.made import argument, field, made_type
from schema.access.table import TABLE

if TYPE_CHECKING:
    from strawberry.types.field import StrawberryField

FOLLOWING = "FOLLOWING"
ELSEWHERE = "elsewhere"
"""Stream of what lies nowhere."""
IMPORTS = "import"
"""Stream of imports."""

# What may be seen of some nodes, and lies within some places. Whoever sees a commitment sees its need, by every rule of the
# table: asking again where it lies would make the plan three times as dear.
_TARGETS = """
UNWIND range(0, size($ids) - 1) AS at
WITH at, $ids[at] AS id
CALL (id) {
  MATCH (need:Need {id: id})
  WHERE «scope need:Need» AND ($everywhere OR EXISTS {
    MATCH (need)-[:AT]->(p:Place)-[steps1:PART_OF*0..10]->(a:Place)
    WHERE a.id IN $within AND «scope p:Place» AND «scope a:Place» AND «along steps1:Place» })
  RETURN 'Need' AS kind, «project need:Need» AS value
UNION ALL
  MATCH (resource:Resource {id: id})
  WHERE «scope resource:Resource» AND ($everywhere OR EXISTS {
    MATCH (resource)-[:AT]->(p:Place)-[steps2:PART_OF*0..10]->(a:Place)
    WHERE a.id IN $within AND «scope p:Place» AND «scope a:Place» AND «along steps2:Place»
  } OR (NOT EXISTS { (resource)-[:AT]->() } AND EXISTS {
    MATCH (resource)-[:PROVIDED_BY]->(u:Unit)-[:LOCATED_IN]->(p:Place)-[steps3:PART_OF*0..10]->(a:Place)
    WHERE a.id IN $within AND «scope u:Unit» AND «scope p:Place» AND «scope a:Place» AND «along steps3:Place» }))
  RETURN 'Resource' AS kind, «project resource:Resource» AS value
UNION ALL
  MATCH (commitment:Commitment {id: id})
  WHERE «scope commitment:Commitment» AND ($everywhere OR EXISTS {
    MATCH (commitment)-[:FOR]->(n:Need)-[:AT]->(p:Place)-[steps4:PART_OF*0..10]->(a:Place)
    WHERE a.id IN $within AND «beyond n:Need» AND «scope p:Place» AND «scope a:Place» AND «along steps4:Place» })
  RETURN 'Commitment' AS kind, «project commitment:Commitment» AS value
}
RETURN at, kind, value
"""

# A street has one stream with all below it; above streets, each place has its own.
_STREAMS = """
MATCH (p:Place) WHERE p.id IN $places AND «scope p:Place»
RETURN p.id AS place,
  CASE WHEN EXISTS { MATCH (p)-[steps1:PART_OF*0..10]->(s:Street) WHERE «scope s:Place» AND «along steps1:Place» }
    THEN COLLECT { MATCH (p)-[steps2:PART_OF*0..10]->(s:Street) WHERE «scope s:Place» AND «along steps2:Place» RETURN s.id }
    ELSE COLLECT { MATCH (p)((x:Place WHERE NOT x:Street)<-[:PART_OF]-(y:Place)){0,10}(b:Place) WHERE «scope b:Place» RETURN DISTINCT b.id }
  END AS streams
"""

_EVERYWHERE = """
MATCH (p:Place) WHERE NOT EXISTS { (p)-[:PART_OF]->() } AND «scope p:Place»
RETURN p.id AS place,
  COLLECT { MATCH (p)((x:Place WHERE NOT x:Street)<-[:PART_OF]-(y:Place)){0,10}(b:Place) WHERE «scope b:Place» RETURN DISTINCT b.id } AS streams
"""

# The house's own: it says to whom a change is of interest, not what he may see.
_WHEREABOUTS = """
UNWIND $ids AS id
CALL (id) {
  MATCH (n:Need {id: id}) RETURN head(COLLECT { MATCH (n)-[:AT]->(p:Place) RETURN p }) AS place
UNION ALL
  MATCH (r:Resource {id: id})
  RETURN coalesce(
    head(COLLECT { MATCH (r)-[:AT]->(p:Place) RETURN p }),
    head(COLLECT { MATCH (r)-[:PROVIDED_BY]->(:Unit)-[:LOCATED_IN]->(p:Place) RETURN p })) AS place
UNION ALL
  MATCH (d:Commitment {id: id}) RETURN head(COLLECT { MATCH (d)-[:FOR]->(:Need)-[:AT]->(p:Place) RETURN p }) AS place
}
RETURN id, coalesce(head(COLLECT {
  MATCH (place)-[:PART_OF*0..10]->(street:Street) RETURN street.id ORDER BY street.id LIMIT 1 }), place.id) AS stream
"""

ChangeAct = strawberry.enum(
    enum.Enum(
        "ChangeAct",
        {
            name: strawberry.enum_value(name, description=f"{en}. {zh}。")
            for name, (zh, en) in TABLE.feed.items()
        },
    ),  # type: ignore[misc]
    description="What was done, as followers are told. 推送的变更种类。",
)


@strawberry.type(
    description="Something that has changed, told to whoever may see it. 推送给有权查看者的一项变更。"
)
class ChangeEvent:
    """Something that has changed."""

    cursor: str = strawberry.field(
        description="Where to go on after this event: give it as `after`. 续接位置：重新订阅时作为 after 传入。"
    )
    at: datetime = strawberry.field(description="When it was done. 发生时间。")
    act: ChangeAct = strawberry.field(description="What was done. 操作。")  # type: ignore[valid-type]
    target: Annotated[Node, strawberry.lazy("graph.declare")] | None = strawberry.field(
        description="The need, resource or commitment it was done to, as it is now; null in the first event, which only says where following begins. 变更的需求、资源或承诺（现状）；首个事件只给出起点，此处为空。"
    )


def _field() -> StrawberryField:
    return field(
        "changed", ChangeEvent,
        "Needs, resources and commitments as they change, in the order in which they do in each street. 需求、资源和承诺的变更，按各街道内的先后推送。",
        args=[
            argument(
                "places", list[strawberry.ID] | None,
                "Ids of places: what lies there or anywhere below is told; left out, everything you may see. 地域标识，含其下级；省略为可见的全部。",
            ),
            argument(
                "after", str | None,
                "Go on after this cursor of an earlier following of the same places, nothing left out and nothing twice; left out, from now on. 从同一组地域上次收到的游标续接，不漏不重；省略则从现在开始。",
            ),
        ],
    )  # fmt: skip


FEED = Feed(
    field=_field(), act="FOLLOW_CHANGES",
    kinds={"Need": "need", "Resource": "resource", "Commitment": "commitment"},
    acts=frozenset(TABLE.feed) - {FOLLOWING}, opening=FOLLOWING,
    targets=_TARGETS, streams=_STREAMS, everywhere=_EVERYWHERE, whereabouts=_WHEREABOUTS,
    elsewhere=ELSEWHERE, many=IMPORTS,
)  # fmt: skip
SUBSCRIPTION = made_type(
    "Subscription", "What can be followed as it happens. 可实时订阅的内容。", [FEED.field]
)
