"""What must hold of rows together and of each row as it will be: keys, required values, rules, hierarchies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from graph.declare import camel
from graph.dictionary import words_of
from graph.kinds import KINDS
from graph.values import from_stored
from schema.machines import MACHINES
from seeds import problems as say
from seeds.problems import Problem
from seeds.sheets import FAR, LEVEL, NEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph.kinds import Edge, Kind, Prop, Rule
    from graph.stored import StoredNode
    from seeds.rows import Draft

STATUS = "status"
Stored = dict[str, dict[str, "StoredNode"]]
"""What the graph holds: by family name, by code."""


def key_of_draft(draft: Draft) -> tuple[Any, ...] | None:
    """What a row is recognised by; None while part of it couldn't be read."""
    if draft.sheet.edge is None:
        return (draft.sheet.kind.name, draft.code) if draft.code else None
    ends = [draft.links.get(end, ()) for end in (NEAR, FAR)]
    return (draft.sheet.file, *ends) if all(ends) else None


def duplicates(drafts: Iterable[Draft]) -> list[Problem]:
    """Rows that say the same thing twice, each naming the others."""
    groups: dict[tuple[Any, ...], list[Draft]] = defaultdict(list)
    for draft in drafts:
        key = key_of_draft(draft)
        if key:
            groups[key].append(draft)
    return [
        draft.problem(
            draft.sheet.keys[0].name,
            say.duplicate_key([_place(o) for o in group if o is not draft]),
        )
        for group in groups.values()
        if len(group) > 1
        for draft in group
    ]


def taken(drafts: Sequence[Draft], prop: Prop, held: Mapping[Any, str]) -> list[Problem]:
    """Rows of a family whose value of a unique property another row has, or `held`, the codes that have it in the graph.

    A value counts as taken even if this import takes it from who has it: the graph may not hold it twice for a moment.
    """
    wanted: dict[Any, list[Draft]] = defaultdict(list)
    for draft in drafts:
        wanted[draft.values[prop.name]].append(draft)
    found: list[Problem] = []
    for value, group in wanted.items():
        codes = list(dict.fromkeys(d.code for d in group))
        codes += [held[value]] if held.get(value, codes[0]) not in codes else []
        for draft in group if len(codes) > 1 else []:
            others = [code for code in codes if code != draft.code]
            found.append(draft.problem(prop.name, say.taken(others)))
    return found


def _place(draft: Draft) -> str:
    return f"{draft.table.name}:{draft.number}"


def missing_columns(drafts: Iterable[Draft], stored: Stored) -> list[Problem]:
    """Columns that a sheet lacks although new rows need them: one problem for each column."""
    found: dict[tuple[str, str], Problem] = {}
    for draft in drafts:
        absent = [
            c for c in draft.sheet.columns.values() if c.required and c.name not in draft.headers
        ]
        if not absent or _stored(draft, stored):
            continue
        for column in absent:
            problem = Problem.of(
                draft.table.name,
                draft.table.header_row,
                draft.table.origin.headers.get(column.name, column.header),
                "",
                say.missing_column(column.example),
            )
            found[draft.table.name, column.name] = problem
    return list(found.values())


def _stored(draft: Draft, stored: Stored) -> StoredNode | None:
    if draft.sheet.edge is not None:
        return None
    return stored.get(draft.sheet.kind.name, {}).get(draft.code)


def kind_of(draft: Draft, stored: Stored) -> Kind | None:
    """The precise kind of a row: as its level column says, else as the graph has it."""
    node = _stored(draft, stored)
    if draft.kind or node is None or LEVEL in draft.failed:
        return draft.kind
    return next(
        (
            KINDS[label]
            for label in node.labels
            if label != draft.sheet.kind.name and label in KINDS
        ),
        None,
    )


def broken_rules(drafts: Iterable[Draft], stored: Stored) -> list[Problem]:
    """Rows that break a rule of their kind, as they will be: the file's values over the graph's."""
    found: list[Problem] = []
    for draft in drafts:
        edge = draft.sheet.edge
        kind = kind_of(draft, stored)
        rules: Sequence[Rule] = (
            edge.sheet.rules if edge and edge.sheet else kind.rules if kind else ()
        )
        if not rules or not (edge or draft.code):
            continue
        props = {p.name: p for p in edge.data} if edge else draft.sheet.kind.props
        found += [p for rule in rules for p in _breach(draft, rule, props, _stored(draft, stored))]
    return found


def _breach(
    draft: Draft, rule: Rule, props: Mapping[str, Prop], node: StoredNode | None
) -> Iterable[Problem]:
    names = [camel(field) for field in rule.fields]
    if not draft.failed.isdisjoint(names):
        return
    why = rule.check(*(value_of(draft, props[name], node) for name in names))
    if why:
        shown = [name for name in names if name in draft.headers]
        yield draft.problem((shown or names)[-1], why)


def value_of(draft: Draft, prop: Prop, node: StoredNode | None) -> Any:
    """What a property of a row will be: as the file says, else as the graph has it, else its default."""
    if prop.name in draft.values:
        return draft.values[prop.name]
    return from_stored(prop, node.values.get(prop.stored)) if node else prop.default


def unreachable(drafts: Iterable[Draft], stored: Stored) -> list[Problem]:
    """Rows that would lead a record where no steps lead it. A sheet shows how things are, not how they came to be so: any
    number of steps may lie in between, but nothing leads out of an end."""
    found: list[Problem] = []
    for draft in drafts:
        node, machine = _stored(draft, stored), MACHINES.get(draft.sheet.kind.name)
        wanted = draft.values.get(STATUS)
        if node is None or machine is None or wanted is None or STATUS in draft.failed:
            continue
        before, words = node.values.get(STATUS), words_of(type(wanted))
        to = machine.reachable(before) if before in machine.states else {wanted.name}
        if wanted.name not in to:
            may = [words[state][0] for state in machine.states if state in to]
            found.append(draft.problem(STATUS, say.unreachable_state(words[str(before)][0], may)))
    return found


def cycles(drafts: Sequence[Draft], edge: Edge, above: Mapping[str, str]) -> list[Problem]:
    """Hierarchies that run in a circle, each reported once with its chain.

    `above` is the graph's parent by code, which the rows of the import overrule.
    """
    own = {d.code: d for d in drafts if d.code and edge.name in d.links}
    parents = {
        **above,
        **{code: d.links[edge.name][0] for code, d in own.items() if d.links[edge.name]},
    }
    for code, draft in own.items():
        if not draft.links[edge.name]:
            parents.pop(code, None)
    done: set[str] = set()
    found: list[Problem] = []
    for start in own:
        chain: list[str] = []
        on_chain: set[str] = set()
        code: str | None = start
        while code is not None and code not in done and code not in on_chain:
            chain.append(code)
            on_chain.add(code)
            code = parents.get(code)
        if code is not None and code in on_chain:
            ring = chain[chain.index(code) :]
            first = next(c for c in own if c in set(ring))
            turn = ring.index(first)
            ring = [*ring[turn:], *ring[:turn], first]
            found.append(own[first].problem(edge.name, say.cycle(ring)))
        done |= on_chain
    return found


def nested(drafts: Iterable[Draft], near: set[str], far: set[str]) -> list[Problem]:
    """Rows of a flat edge whose near end is somewhere a far one, or the other way round: in these rows, or in the graph."""
    rows = [d for d in drafts if d.links.get(NEAR) and d.links.get(FAR)]
    nears = near | {d.links[NEAR][0] for d in rows}
    fars = far | {d.links[FAR][0] for d in rows}
    both = nears & fars
    return [
        draft.problem(end, say.nested(draft.links[end][0]))
        for draft in rows
        for end in (NEAR, FAR)
        if draft.links[end][0] in both
    ]
