"""Whatever rule of the table is made always or never true, in whole or in part, some account notices."""

from __future__ import annotations

import contextlib
import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from graph.kinds import KINDS
from schema.access import building
from schema.access.rows import RULES
from schema.access.table import TABLE
from tests.access.callers import Account, add_callers
from tests.access.drawn import draw
from tests.access.mutating import mutants

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.compile.scope import Scope
    from tests.access.conftest import Planted


WORLDS = 12
"""In how many a mutant may go unnoticed; most are noticed in the first."""


def rule_mutants(*, whole: bool) -> list[tuple[tuple[str, str], str, str]]:
    """Rules of the table, each with a part of it made always or never true."""
    found = []
    for key, rule in RULES.items():
        for number, (said, text) in enumerate(mutants(rule)):
            if (number < 2) is whole:
                found.append((key, said, text))
    return found


async def rows(planted: Planted, scope: Scope, family: str, act: str | None = None) -> set[str]:
    """Ids that the scope's predicate shows of a family, or on which it allows an act."""
    kind = KINDS[family]
    predicate = (scope.may(act, kind, "n") if act else scope.predicate(kind, "n")) or "true"
    text = f"MATCH (n:`{family}`) WHERE {predicate} RETURN collect(n.id) AS ids"
    names = {name: scope.parameters[name] for name in _named(text)}
    found = await planted.asking.database.driver.execute_query(text, names)  # type: ignore[arg-type]
    return set(found.records[0]["ids"])


def _named(text: str) -> set[str]:
    return set(re.findall(r"\$(scope_\w+)", text))


@contextlib.contextmanager
def mutated(key: tuple[str, str], text: str) -> Iterator[None]:
    """The table with another rule; what was made of a rule is remembered neither on the way in nor on the way out."""
    whole = RULES[key]
    RULES[key] = text
    _forget()
    try:
        yield
    finally:
        RULES[key] = whole
        _forget()


def _forget() -> None:
    building._said.cache_clear()
    building.derived_for.cache_clear()


async def noticed(
    planted: Planted, accounts: list[Account], key: tuple[str, str], text: str
) -> bool:
    """Whether the oracle tells a mutant of a rule from the rule, by any account that sees rows by it."""
    family, name = key
    using = {role.name for role, names in TABLE.rows[family].items() if name in names}
    if not using:
        return await noticed_by_an_act(planted, accounts, key, text)
    with mutated(key, text):
        for account in accounts:
            view = account.view(planted.graph)
            if view is None or not using & view.caller.roles:
                continue
            scope = await account.scope(planted.asking.reading)
            assert scope
            if await rows(planted, scope, family) != {
                n.id for n in view.nodes if family in n.labels
            }:
                return True
    return False


async def noticed_by_an_act(
    planted: Planted, accounts: list[Account], key: tuple[str, str], text: str
) -> bool:
    """Whether a mutant of a rule that only acts have allows an act on other rows (`viewerCan` tells which)."""
    family, name = key
    acts = [
        act
        for act, said in TABLE.acts.items()
        if any(names and name in names for names in said.rows.get(family, {}).values())
    ]
    assert acts, key
    for account in accounts:
        before = await account.scope(planted.asking.reading)
        if before is None:
            continue
        with mutated(key, text):
            after = await account.scope(planted.asking.reading)
        assert after
        for act in acts:
            if await rows(planted, before, family, act) != await rows(planted, after, family, act):
                return True
    return False


async def surviving(planted: Planted, tried: list[tuple[tuple[str, str], str, str]]) -> list[Any]:
    """Mutants of rules that no account notices in any of several worlds."""
    for seed in range(1, WORLDS + 1):
        graph = draw(seed)
        accounts = sorted(add_callers(graph, seed), key=lambda a: len(a.name.split()))
        await planted.hold(graph)
        tried = [each for each in tried if not await noticed(planted, accounts, each[0], each[2])]
        if not tried:
            break
    return [each[:2] for each in tried]


async def test_no_rule_of_the_table_can_be_dropped(planted: Planted) -> None:
    """Each rule, always true and never true, is noticed by somebody it shows rows to."""
    tried = rule_mutants(whole=True)
    survivors = await surviving(planted, tried)
    sys.stdout.write(f"{len(tried)} mutants of rules, {len(survivors)} survive\n")
    assert not survivors


@pytest.mark.long
async def test_no_part_of_a_rule_can_be_dropped(planted: Planted) -> None:
    """The same for each operand of AND, OR and WHERE in each rule."""
    tried = rule_mutants(whole=False)
    survivors = await surviving(planted, tried)
    sys.stdout.write(f"{len(tried)} mutants of parts of rules, {len(survivors)} survive\n")
    assert not survivors
