"""The table of permissions names exactly what the schema has, and the database keeps to it cell by cell."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from graphql import GraphQLEnumType, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from graph.kinds import KINDS
from schema.access.table import OPEN, TABLE, Role
from schema.executable import executable
from tests.access.callers import add_callers
from tests.access.drawn import draw
from tests.oracle.visible import FAMILIES, FIELDS, LAYERS, REVEALERS

if TYPE_CHECKING:
    from tests.access.conftest import Planted
    from tests.oracle.visible import Visible

SCHEMA = executable().engine.schema
ROOTS = [t for t in (SCHEMA.query_type, SCHEMA.mutation_type, SCHEMA.subscription_type) if t]


def types() -> dict[str, Any]:
    """Every type that has fields, but for introspection, roots, and those that only carry others."""
    suffixes, names = TABLE.structural
    return {
        name: made for name, made in SCHEMA.type_map.items()
        if isinstance(made, GraphQLObjectType | GraphQLInterfaceType) and made not in ROOTS
        and not name.startswith("__") and not name.endswith(suffixes) and name not in names
    }  # fmt: skip


def wider(name: str) -> list[str]:
    """A type with those it shares its fields with: interfaces, and the kind it extends."""
    found, kind = [name, *(i.name for i in SCHEMA.type_map[name].interfaces)], KINDS.get(name)  # type: ignore[attr-defined]
    while kind and kind.parent:
        kind = kind.parent
        found.append(kind.name)
    return found


def test_every_field_has_a_layer() -> None:
    """A field that nobody thought of must not be readable by default."""
    unnamed = [
        f"{name}.{field}" for name, made in types().items() for field in made.fields
        if not any(field in TABLE.fields.get(each, {}) for each in wider(name))
    ]  # fmt: skip
    assert not unnamed


def test_every_root_has_a_rule() -> None:
    """Root fields of queries, mutations and subscriptions."""
    assert {f for root in ROOTS for f in root.fields} == set(TABLE.roots)
    assert set(TABLE.roots.values()) <= {"EVERYONE", *TABLE.acts}


def test_the_table_names_nothing_else() -> None:
    """Fields, kinds, roles and acts that are gone must not stay in it."""
    known = types()
    assert TABLE.fields.keys() <= known.keys()
    stale = [
        f"{t}.{f}" for t, fields in TABLE.fields.items() for f in fields if f not in known[t].fields
    ]
    assert not stale
    assert TABLE.rows.keys() == {k.family.name for k in KINDS.values() if k.labels} == set(FAMILIES)
    acts = SCHEMA.type_map["Act"]
    assert isinstance(acts, GraphQLEnumType)
    assert acts.values.keys() == TABLE.acts.keys()
    stale = [
        f"{t}.{f}"
        for t, fields in TABLE.exceptions.items()
        for f in fields
        if f not in known[t].fields
    ]
    assert not stale


def test_nothing_can_be_asked_of_personal_fields() -> None:
    """No filter, no order, no search on them."""
    for name, made in SCHEMA.type_map.items():
        kind = KINDS.get(re.sub(r"(List)?Filter$|OrderField$", "", name))
        personal = {p.name for p in kind.props.values() if p.personal} if kind else set()
        if isinstance(made, GraphQLInputObjectType):
            assert not personal & made.fields.keys(), name
        if isinstance(made, GraphQLEnumType):
            assert not {p.upper() for p in personal} & {v.replace("_", "") for v in made.values}, (
                name
            )


def test_nothing_that_may_be_withheld_is_searched_or_orders() -> None:
    """What an index knows of a hidden value would show in what it finds."""
    for kind in KINDS.values():
        for prop in kind.props.values():
            layer = TABLE.fields.get(kind.family.name, {}).get(prop.name, OPEN)
            assert layer == OPEN or not (prop.search or prop.order), (kind.name, prop.name)


def test_the_table_and_the_oracle_say_the_same_of_layers() -> None:
    """Two people wrote them down apart."""
    assert {r.name: set(said.layers) for r, said in TABLE.roles.items()} == LAYERS
    layered = {
        t: {f: layer for f, layer in fields.items() if layer != OPEN}
        for t, fields in TABLE.fields.items()
        if t in FAMILIES
    }
    assert {t: fields for t, fields in layered.items() if fields} == FIELDS
    said = {k: {r.name for r in roles} for k, roles in TABLE.acts["REVEAL_CONTACT"].rows.items()}
    assert said == REVEALERS


def cell(view: Visible, family: str, id_: str, role: Role) -> tuple[str, set[str]]:
    """Whether a row is the role's own, somebody else's or hidden, and the layers the table gives on it."""
    node = view.world.nodes[id_]
    held = [Role[r] for r in view.caller.roles if node in view.shown(r, family)]
    layers = {layer for each in held for layer in TABLE.roles[each].layers}
    return "own" if role in held else "other" if held else "hidden", layers


@pytest.mark.long
async def test_each_cell_of_the_matrix_holds(planted: Planted) -> None:
    """Role, kind, own row or another's, layer: given, null or absent as the table says."""
    cells: dict[tuple[str, ...], int] = {}
    for seed in (1, 2):
        graph = draw(seed)
        accounts = {a.name: a for a in add_callers(graph, seed)}
        await planted.hold(graph)
        for role in Role:
            code = next((c for c in sorted(TABLE.roles[role].held_as) if c in accounts), None)
            account = accounts[code or {"EVERYONE": "anybody", "SELF": "resident"}[role.name]]
            view, scope = account.view(graph), await account.scope(planted.asking.reading)
            assert view
            assert scope
            for family, fields in FIELDS.items():
                query = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {family} {{ id {' '.join(fields)} }} }} }}"
                every = [n.id for n in view.world.all(family)][:99]
                answer = await planted.asking.engine.answer(
                    planted.asking.reading, query, variables={"ids": every}, scope=scope
                )
                for id_, said in zip(
                    every, orjson.loads(answer.body)["data"]["nodes"], strict=True
                ):
                    whose, layers = cell(view, family, id_, role)
                    assert (said is None) is (whose == "hidden")
                    for field, layer in fields.items():
                        stored = graph.values[id_].get(field)
                        given = said is not None and layer in layers and stored is not None
                        assert given is (said is not None and said[field] is not None), (
                            role,
                            family,
                            field,
                        )
                        if stored is not None:
                            outcome = "given" if given else "absent" if said is None else "null"
                            key = role.name, family, whose, layer, outcome
                            cells[key] = cells.get(key, 0) + 1
    assert len(cells) > 60
    sys.stdout.write(f"{len(cells)} cells, {sum(cells.values())} values\n")
