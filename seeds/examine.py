"""Everything that can be wrong with an import, found before anything is written."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.kinds import KINDS, Unreadable
from graph.stored import above, flat_edges, hierarchies, known, nodes, populated, stacked
from graph.taken import holders, singular
from seeds import checks
from seeds.claims import Claims
from seeds.derived.rows import derive
from seeds.plan import ready
from seeds.promises import USES, keep_acts_away, promised_twice
from seeds.references import PATH, Directory, families_of, resolve
from seeds.rows import read_table
from seeds.sheets import FAR, NEAR

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from neo4j import AsyncManagedTransaction

    from seeds.checks import Stored
    from seeds.plan import Row
    from seeds.problems import Problem
    from seeds.rows import Draft
    from seeds.tables import Table


@dataclass(frozen=True)
class Examined:
    """Rows ready to write, in order (none if there are problems), and what the graph holds of them."""

    problems: list[Problem]
    rows: list[Row]
    held: Stored
    claims: Claims


async def examine(
    tx: AsyncManagedTransaction, tables: Sequence[Table], now: datetime, *, alone: bool = False
) -> Examined:
    """Read every cell, find what references mean, and check all that must hold, against the graph as it is.

    Args:
        now: what is over by then is not judged as a promise. alone: keep acts of the service away until the transaction ends.
    """
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for given in tables:
        derived, wrong = derive(given)
        problems += wrong
        for table in derived:
            read, wrong = read_table(table)
            drafts += read
            problems += wrong
    there = await populated(tx)
    problems += resolve(drafts, await _directories(tx, drafts, there))
    if alone:
        await keep_acts_away(tx, _own(drafts), _used(drafts))
    held = await _held(tx, drafts, there)
    problems += checks.duplicates(drafts)
    problems += await _taken(tx, drafts, there)
    problems += checks.missing_columns(drafts, held)
    problems += checks.broken_rules(drafts, held)
    problems += checks.unreachable(drafts, held)
    problems += await _cycles(tx, drafts, there)
    problems += await _nested(tx, drafts, there)
    # One cell may go to several sheets, and is wrong once.
    problems = list(dict.fromkeys(problems))
    rows = [] if problems else ready(drafts, held)
    commitments = {d.code: d for d in _rows_of(drafts, "Commitment")}
    claims = Claims(rows, held)
    for code, column, why in await promised_twice(tx, claims, now):
        problems.append(commitments[code].problem(column, why))
    return Examined(problems, [] if problems else rows, held, claims)


def _own(drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    return [(d.sheet.kind.name, d.code) for d in drafts if d.sheet.edge is None and d.code]


def _used(drafts: Sequence[Draft]) -> list[tuple[str, str]]:
    """What commitments among them use."""
    return [
        (kind, code) for d in _rows_of(drafts, "Commitment") for column, kind in USES.items()
        for code in d.links.get(column, ())
    ]  # fmt: skip


def _rows_of(drafts: Sequence[Draft], family: str) -> list[Draft]:
    return [d for d in drafts if d.sheet.edge is None and d.sheet.kind.name == family and d.code]


async def _directories(
    tx: AsyncManagedTransaction, drafts: Sequence[Draft], there: set[str]
) -> dict[str, Directory]:
    """What can be referred to in each family that is. Everything is read only where a text is no code."""
    directories: dict[str, Directory] = {}
    for family, texts in families_of(drafts).items():
        directory = directories[family] = Directory(KINDS[family])
        own = _rows_of(drafts, family)
        for draft in own:
            directory.add_draft(draft)
        if family not in there:
            continue
        codes = directory.codes_in(texts) | {d.code for d in own}
        directory.add_known(await known(tx, KINDS[family], codes))
        if not all(directory.has_code(text) for text in texts):
            directory.add_known(await known(tx, KINDS[family], None))
        if any(PATH in text for text in texts):
            directory.add_above(await _above(tx, directory, own))
    return directories


async def _above(
    tx: AsyncManagedTransaction, directory: Directory, own: Sequence[Draft]
) -> dict[str, str]:
    """What lies in what, of a family that is a hierarchy; rows of the import go over the graph."""
    found: dict[str, str] = {}
    for family, edge in hierarchies():
        if family is directory.family:
            found |= await above(tx, family, edge, set(directory.entries))
            for draft in own:
                for text in draft.texts.get(edge.name, ()):
                    with contextlib.suppress(Unreadable):
                        found[draft.code] = directory.find(text, draft.sheet.columns[edge.name])
    return found


async def _held(tx: AsyncManagedTransaction, drafts: Sequence[Draft], there: set[str]) -> Stored:
    """What the graph holds of the rows' nodes."""
    codes: dict[str, set[str]] = {}
    for draft in drafts:
        if draft.sheet.edge is None and draft.code:
            codes.setdefault(draft.sheet.kind.name, set()).add(draft.code)
    return {
        family: await nodes(tx, KINDS[family], wanted) if family in there else {}
        for family, wanted in codes.items()
    }


async def _taken(
    tx: AsyncManagedTransaction, drafts: Sequence[Draft], there: set[str]
) -> list[Problem]:
    found: list[Problem] = []
    for family, prop in singular():
        own = [d for d in _rows_of(drafts, family.name) if d.values.get(prop.name) is not None]
        values = [d.values[prop.name] for d in own]
        held = await holders(tx, family, prop, values) if family.name in there and own else {}
        found += checks.taken(own, prop, held)
    return found


async def _cycles(
    tx: AsyncManagedTransaction, drafts: Sequence[Draft], there: set[str]
) -> list[Problem]:
    found: list[Problem] = []
    for family, edge in hierarchies():
        own = [d for d in _rows_of(drafts, family.name) if edge.name in d.links]
        codes = {d.code for d in own} | {code for d in own for code in d.links[edge.name]}
        if any(d.links[edge.name] for d in own):
            stands = await above(tx, family, edge, codes) if family.name in there else {}
            found += checks.cycles(own, edge, stands)
    return found


async def _nested(
    tx: AsyncManagedTransaction, drafts: Sequence[Draft], there: set[str]
) -> list[Problem]:
    found: list[Problem] = []
    for kind, edge in flat_edges():
        own = [d for d in drafts if d.sheet.edge is edge]
        codes = {code for d in own for end in (NEAR, FAR) for code in d.links.get(end, ())}
        stand = (
            await stacked(tx, kind, edge, codes)
            if codes and kind.family.name in there
            else (set(), set())
        )
        found += checks.nested(own, *stand)
    return found
