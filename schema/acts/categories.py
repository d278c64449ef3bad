"""`removeCategory`: a term that nothing uses is taken out of its tree.

Decided, and guarded by `tests/access/acts/test_categories.py`: what is used by anything stays, and what uses it is named; the same
statement that removes it looks once more with the term locked, so that whoever uses it at that moment wins. Terms that
permissions are made of are never removed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import strawberry

from graph.acts import ACT_WEIGHT, ERRORS, Act, Done, Effect, Refused, UserError, wrong
from graph.entered import removed_text
from graph.inputs import INPUT
from graph.kinds import KINDS
from graph.surface.made import argument, field, made_type
from schema.access.table import TABLE
from schema.acts.entering import idempotency
from schema.acts.loop_entries import entry
from schema.acts.steps import not_found, version_moved

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph.acts import Occasion

ACT = "REMOVE_CATEGORY"
EDGES = ("statedIn", "parent", "satisfiedBy")
"""What leads away from a term and goes with it."""
NAMED = frozenset({"U.case", "CH.HOTLINE_12345"})
"""Codes that sheets of other systems are taken in with (`seeds.derived`)."""
MOST_USERS = 1_000
"""So many of those that use it are looked at, for some that may be named."""
_USED = f"""
  users: COLLECT {{ MATCH (n)<--(x) WHERE «beyond x:Record» RETURN DISTINCT x.id ORDER BY x.id LIMIT {MOST_USERS} }} + COLLECT {{
    MATCH (m:Category) WHERE m.taxonomy = 'UNIT' AND m.baseMeasure = n.code AND m.id <> n.id RETURN m.id AS id
    UNION MATCH (c:Category)-[s:SATISFIED_BY]->() WHERE c.taxonomy = 'NEED' AND n.taxonomy = 'UNIT' AND s.measureCode = n.code RETURN c.id AS id
  }}"""
_FACTS = f"""
MATCH (n:Category {{id: $id}}) WHERE «scope n:Category» AND «may {ACT} n:Category»
RETURN {{version: n.version, code: n.code, {_USED}
}} AS value
"""
_REMOVED = removed_text(KINDS["Category"], EDGES)
STATEMENTS = {"categories.removed": _REMOVED}


@dataclass(frozen=True)
class Asked:
    """Which term is to go, as seen in which version."""

    id: str
    version: int


RemoveCategoryInput = made_type(
    "RemoveCategoryInput", "Which category is to be removed. 要删除哪个分类。",
    [
        field("id", strawberry.ID, "Id of the category. 分类标识。"),
        field("expectedVersion", int, "Its `version` that you have seen; if it is another by now, nothing is done. 你所看到的版本号；若已变化则不执行。"),
        idempotency(),
    ],
    is_input=True,
)  # fmt: skip


@strawberry.type(
    description="What came of removing a category. 删除分类的结果。", directives=[ACT_WEIGHT]
)
class RemoveCategoryPayload:
    """What came of removing a category."""

    removed_category_id: strawberry.ID | None = strawberry.field(
        default=None, description="Id of what was removed; null if nothing was done. 已删除分类的标识，未执行时为空。"
    )  # fmt: skip
    user_errors: list[UserError] = strawberry.field(
        directives=[ERRORS], default_factory=list, description="Why not, if so. 未执行的原因。"
    )


def _in_use(users: Sequence[str]) -> Refused:
    """Something is of this category, below it, met by it or measured in it."""
    return wrong(
        "CATEGORY_IN_USE", field=(INPUT, "id"), conflicts=users,
        zh="该分类仍在使用，不能删除。请先把使用它的记录改到别的分类。",
        en="The category is in use and cannot be removed. First move what uses it to another one.",
    )  # fmt: skip


def _used_meanwhile() -> Refused:
    return wrong(
        "CATEGORY_IN_USE", field=(INPUT, "id"), zh="该分类刚刚被使用或修改，没有删除。请重新查询后再试。",
        en="The category was used or changed just now; it was not removed. Look again and retry.",
    )  # fmt: skip


def decide(facts: Sequence[Any], asked: Asked, occasion: Occasion) -> Done | Refused:
    """Gone, if nothing uses it."""
    found: Mapping[str, Any] | None = facts[0] if facts else None
    if found is None:
        return not_found()
    if found["version"] != asked.version:
        return version_moved(found["version"])
    if TABLE.held_as(found["code"]) is not None or found["code"] in NAMED:
        return wrong(
            "CATEGORY_IN_USE", field=(INPUT, "id"), zh="系统按编号使用这个分类（权限或接入的外部表），不能删除。",
            en="The service itself uses this category by its code, for permissions or for sheets of other systems; it cannot be removed.",
        )  # fmt: skip
    if found["users"]:
        return _in_use(sorted({id_ for id_ in found["users"] if occasion.shows(id_)}))
    parameters = {"id": asked.id, "seen": asked.version}
    effect = Effect("categories.removed", _REMOVED, parameters, _used_meanwhile(), "Category")
    record = entry(occasion, ACT, "Category", asked.id, None, fields=("code", "name"))
    return Done(
        RemoveCategoryPayload(removed_category_id=strawberry.ID(asked.id)), (effect,), (record,),
        shown={"id": asked.id}, revises=True,
    )  # fmt: skip


REMOVE_CATEGORY = Act(
    name=ACT, payload=RemoveCategoryPayload, facts=_FACTS,
    prepare=lambda arguments, _: Asked(arguments["input"]["id"], arguments["input"]["expectedVersion"]),
    parameters=lambda asked, _: {"id": asked.id}, decide=decide,
    again=lambda shown: Done(RemoveCategoryPayload(removed_category_id=strawberry.ID(shown["id"]))),
    named=tuple(sorted({k.family.name for k in KINDS.values() if any(e.target == "Category" for e in k.edges.values())})),
    field=field(
        "removeCategory", RemoveCategoryPayload | None,
        "Take a category that nothing uses out of its tree. 从分类树中删除没有被使用的分类。",
        args=[argument("input", RemoveCategoryInput, "Which one. 哪一个。")],
    ),
)  # fmt: skip
