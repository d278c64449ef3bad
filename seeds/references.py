"""What references mean: a code, or a name that only one thing of the right sort has.

Rows of the import count as they will be afterwards, over what the graph has, so the order of rows and files doesn't
matter, nor whether half of them are in the graph already.
"""

from __future__ import annotations

import contextlib
import difflib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph.dictionary import words_of
from graph.kinds import KINDS, Unreadable
from graph.stored import naming
from graph.values import stored
from seeds import problems as say
from seeds.cells import fold, narrow

if TYPE_CHECKING:
    import enum
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from graph.kinds import Kind
    from graph.stored import Known
    from seeds.problems import Problem
    from seeds.rows import Draft
    from seeds.sheets import Column

PATH = "/"
"""Between what holds and what lies in it, where a name alone would mean several things."""

COMPARED = 5000
"""Names looked through for suggestions; more would take longer than the import."""


@dataclass
class Entry:
    """Something that can be referred to: its code, labels (None while unknown), and naming and sorting values."""

    code: str
    labels: frozenset[str] | None
    values: dict[str, Any]


class Directory:
    """Everything of one family that can be referred to, by code and by name."""

    def __init__(self, family: Kind) -> None:
        self.family = family
        self.entries: dict[str, Entry] = {}
        self._names: dict[str, list[str]] | None = None
        self._above: dict[str, str] = {}

    def add_known(self, found: Iterable[Known]) -> None:
        """Add what the graph has; rows of the import go over it."""
        for k in found:
            entry = self.entries.get(k.code)
            if entry is None:
                self.entries[k.code] = Entry(k.code, k.labels, dict(k.values))
            else:
                entry.values = {**k.values, **entry.values}
                entry.labels = entry.labels or k.labels
        self._names = None

    def add_draft(self, draft: Draft) -> None:
        """Add a row of the import as it will be."""
        wanted = naming(self.family)
        own = {p.stored: p.name for p in self.family.props.values() if p.stored in wanted}
        values = {s: stored(draft.values[n]) for s, n in own.items() if n in draft.values}
        values |= {s: None for s, n in own.items() if n in draft.failed}
        labels = frozenset(draft.kind.labels) if draft.kind else None
        self.entries.setdefault(draft.code, Entry(draft.code, labels, values))
        self._names = None

    def add_above(self, above: Mapping[str, str]) -> None:
        """Add what lies in what: the code above each code."""
        self._above |= above

    def find(self, text: str, column: Column, tries: Iterable[str] = ()) -> str:
        """The code that `text` means in a column, or the first of `tries` that means something.

        Raises:
            Unreadable: it means nothing, more than one thing, or something of another sort.
        """
        for each in tries:
            with contextlib.suppress(Unreadable):
                return self._find(each, column)
        return self._find(text, column)

    def _find(self, text: str, column: Column) -> str:
        target = KINDS[column.target]
        by_code = self.entries.get(narrow(text))
        if by_code and _fits(by_code, target, column.within):
            return by_code.code
        named = [self.entries[code] for code in self._by_name().get(fold(text), [])]
        fitting = [e.code for e in named if _fits(e, target, column.within)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise say.ambiguous_reference(target.title, target.name, fitting)
        *outer, name = text.split(PATH)
        if outer and not named and not by_code:
            return self._inside(name, outer, column)
        near = self._like(text, target, column.within)
        if named or by_code:
            raise say.wrong_reference(*_sort(target, column.within), near)
        raise say.unknown_reference(target.title, target.name, near)

    def _inside(self, name: str, outer: Sequence[str], column: Column) -> str:
        """What is called so and lies in what is called otherwise: `南山街道/桥北社区`."""
        target = KINDS[column.target]
        codes = self._by_name().get(fold(name), []) + ([name] if name in self.entries else [])
        named = [c for c in codes if _fits(self.entries[c], target, column.within)]
        inside = [code for code in dict.fromkeys(named) if self._lies_in(code, outer)]
        if len(inside) == 1:
            return inside[0]
        if inside:
            raise say.ambiguous_reference(target.title, target.name, inside)
        if named:
            raise say.outside(name, PATH.join(outer))
        raise say.unknown_reference(target.title, target.name, self._like(name, target, column.within))  # fmt: skip

    def _lies_in(self, code: str, outer: Sequence[str]) -> bool:
        """Whether what is above a code is called so, in this order, with others in between or not."""
        wanted = [fold(name) for name in outer]
        seen = {code}
        above = self._above.get(code)
        while wanted and above is not None and above not in seen:
            entry = self.entries.get(above)
            seen.add(above)
            if entry and wanted[-1] in {fold(entry.code), *map(fold, self._names_of(entry))}:
                wanted.pop()
            above = self._above.get(above)
        return not wanted

    def codes_in(self, texts: Iterable[str]) -> set[str]:
        """How these texts would be written if they are codes."""
        return {narrow(text) for text in texts}

    def has_code(self, text: str) -> bool:
        """Whether `text` is the code of something here."""
        return narrow(text) in self.entries

    def _by_name(self) -> dict[str, list[str]]:
        if self._names is None:
            self._names = defaultdict(list)
            for entry in self.entries.values():
                for name in {fold(n) for n in self._names_of(entry)}:
                    self._names[name].append(entry.code)
        return self._names

    def _names_of(self, entry: Entry) -> Iterator[str]:
        for prop in self.family.props.values():
            value = entry.values.get(prop.stored) if prop.names else None
            yield from value if isinstance(value, list) else [value] if value else []

    def _like(self, text: str, target: Kind, within: str | None) -> list[str]:
        shown: dict[str, str] = {}
        for entry in list(self.entries.values())[:COMPARED]:
            if _fits(entry, target, within):
                for name in (entry.code, *self._names_of(entry)):
                    label = name if name == entry.code else f"{name}（{entry.code}）"
                    shown[name] = label
        near = difflib.get_close_matches(text, list(shown), n=say.SHOWN, cutoff=0.5)
        return list(dict.fromkeys(shown[n] for n in near))


def _fits(entry: Entry, target: Kind, within: str | None) -> bool:
    if entry.labels is not None and not set(target.labels) <= entry.labels:
        return False
    if within is None:
        return True
    name, _, wanted = within.partition("=")
    return entry.values.get(name) in {None, wanted}


def _sort(target: Kind, within: str | None) -> tuple[str, str]:
    """How a column says which things it takes, in both languages."""
    if within is None:
        return target.title, target.name
    name, _, wanted = within.partition("=")
    kind: type[enum.Enum] = target.props[name].type
    zh, _ = words_of(kind)[wanted]
    return f"“{zh}”中的{target.title}", f"{target.name} of {name} {wanted}"


def reference_columns(draft: Draft) -> Iterator[Column]:
    """The columns of a row that refer to something."""
    return (c for c in draft.sheet.columns.values() if c.role in {"edge", "end"})


def families_of(drafts: Iterable[Draft]) -> dict[str, set[str]]:
    """What is referred to, as typed, by family."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for draft in drafts:
        for column in reference_columns(draft):
            for text in draft.texts.get(column.name, ()):
                wanted[KINDS[column.target].family.name].update((text, *draft.tries(column.name)))
    return wanted


def resolve(drafts: Iterable[Draft], directories: dict[str, Directory]) -> list[Problem]:
    """Find the code behind every reference, into `links`; what means nothing is a problem of its row."""
    found: list[Problem] = []
    for draft in drafts:
        for column in reference_columns(draft):
            if column.name not in draft.texts:
                continue
            directory = (
                directories[KINDS[column.target].family.name] if draft.texts[column.name] else None
            )
            codes: dict[str, None] = {}
            for text in draft.texts[column.name]:
                try:
                    if directory:
                        codes[directory.find(text, column, draft.tries(column.name))] = None
                except Unreadable as why:
                    wrong = draft.problem(column.name, why)
                    found.append(wrong if column.many is False else _about(wrong, text))
            draft.links[column.name] = tuple(codes)
    return found


def _about(problem: Problem, text: str) -> Problem:
    """The same problem, naming which of several parts of the cell it is about."""
    if problem.value == text:
        return problem
    return type(problem)(
        problem.sheet, problem.row, problem.column, text, problem.code,
        problem.zh, problem.en, problem.cure_zh, problem.cure_en,
    )  # fmt: skip
