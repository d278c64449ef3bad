"""Masks of personal values: the database and Python make the same, and no clear value leaves the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graph.compile.orders import projection
from graph.declare import prop
from graph.kinds import KINDS
from graph.masks import MASKED, mask, masked
from graph.provision import declared_schema
from schema.executable import executable

if TYPE_CHECKING:
    from graph.connect import Database
    from graph.masks import Personal

PERSONAL = [(k, p) for k in KINDS.values() for p in k.props.values() if p.personal]
ODD = st.text(
    st.sampled_from("王小明 #*+-0123456789\u3000\U0001f475\u0301aZ\U00020000") | st.characters(codec="utf-8"),
    max_size=20,
)  # fmt: skip


@pytest.mark.parametrize(
    ("sort", "text", "shown"),
    [
        ("name", "王小明", "王*"),
        ("name", "王", "王*"),
        ("name", "", "*"),
        ("name", "\U0001f475奶奶", "\U0001f475*"),
        ("phone", "13812345678", "138****5678"),
        ("phone", "+8613812345678", "+86****5678"),
        ("phone", "5812345", "***45"),
        ("phone", "1", "***1"),
        ("address", "桥北小区3号楼", "桥北小***"),
        ("identity", "local#ns-street", "local#ns***"),
        ("identity", "city#a#b", "city#a#***"),
        ("identity", "somebody", "so***"),
    ],
)
def test_what_is_shown(sort: Personal, text: str, shown: str) -> None:
    """A name keeps its first character, a number its ends, an address its beginning, an identity its provider."""
    assert mask(text, sort) == shown


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ODD, min_size=20, max_size=60))
@example(
    [
        "",
        "王",
        "\U0001f475",
        "\U0001f475\U0001f475",
        " ",
        "13800000000",
        "+8613800000000",
        "#",
        "a#",
        "#b",
    ]
)
async def test_the_database_masks_as_python_does(database: Database, texts: list[str]) -> None:
    """Whatever text is stored: empty, one character, emoji, blanks, long and short numbers."""
    shown = ", ".join(f"{sort}: {masked('n.value', sort)}" for sort in MASKED)
    async with database.driver.session() as session, await session.begin_transaction() as tx:
        await tx.run("UNWIND $texts AS text CREATE (:Masked {value: text})", texts=texts)
        found = await tx.run(
            f"MATCH (n:Masked) RETURN n.value AS text, {{{shown}}} AS shown"  # pyright: ignore[reportArgumentType]
        )
        rows = [(r["text"], r["shown"]) async for r in found]
        await tx.rollback()
    assert sorted(text for text, _ in rows) == sorted(texts)
    for text, made in rows:
        assert made == {sort: mask(text, sort) for sort in MASKED}


@pytest.mark.parametrize("sort", MASKED)
async def test_nothing_and_what_is_no_text(database: Database, sort: Personal) -> None:
    """Nothing stays nothing; a number is masked as the text it stands for; a list shows nothing."""
    text = f"RETURN {masked('$nothing', sort)} AS a, {masked('$number', sort)} AS b, {masked('$list', sort)} AS c"
    given: dict[str, Any] = {"nothing": None, "number": 13800000000, "list": ["13800000000"]}
    records, *_ = await database.driver.execute_query(text, given)  # type: ignore[arg-type]
    assert [records[0][name] for name in "abc"] == [None, mask("13800000000", sort), None]


def test_a_personal_property_only_leaves_as_its_mask() -> None:
    """Statements bring the mask, GraphQL shows a type of its own, nothing can be asked of it, and no index tells of it."""
    schema = executable().engine.schema
    assert {p.personal for _, p in PERSONAL} == set(MASKED)
    for kind, each in PERSONAL:
        assert each.personal
        assert projection("n", each, kind) == masked(f"n.{each.stored}", each.personal)
        shown = schema.type_map[kind.name]
        assert isinstance(shown, GraphQLObjectType)
        assert get_named_type(shown.fields[each.name].type).name == MASKED[each.personal].__name__
        for name in (f"{kind.name}Filter", f"{kind.name}Order"):
            asked = schema.type_map.get(name)
            assert not isinstance(asked, GraphQLInputObjectType) or each.name not in asked.fields
        indexes = [
            s for s in declared_schema() if s.label == kind.name and each.stored in s.properties
        ]
        assert all(s.unique for s in indexes)
        assert bool(indexes) == each.key


def test_masks_are_never_asked_for() -> None:
    """No argument and no input field takes a mask."""
    masks = {t.__name__ for t in MASKED.values()}
    for type_ in executable().engine.schema.type_map.values():
        fields = getattr(type_, "fields", {}).values()
        taken = [a.type for f in fields for a in getattr(f, "args", {}).values()]
        if isinstance(type_, GraphQLInputObjectType):
            taken += [f.type for f in fields]
        assert not {get_named_type(t).name for t in taken} & masks


@pytest.mark.parametrize(
    "how", [{"search": True}, {"order": True}, {"index": "range"}, {"names": True}]
)
def test_a_personal_property_cannot_be_searched(how: dict[str, object]) -> None:
    """A declaration that would let a clear value be guessed is refused."""
    with pytest.raises(TypeError):
        prop("电话", "Phone.", "电话。", personal="phone", **how)  # type: ignore[arg-type]
