"""The statements that fetch a need, or what is asked of one not written down, and all needs that might be the same.

They begin at the place and go through the places of its community and those above it, so that what is read is what one
community has; of needs only those reported within the horizon, in a kindred category. Far ends bear no label, so that no
index leads to them (see `schema.supporters.statement`).

What bears a mark is shown or decides what is. Kindred categories are ids until one is matched under its mark, and ids of
what lies above a place or category are only compared with those that who asks sees: so these bear none.

Telephone numbers and reporters are compared here: yes or no leaves, and only where who asks may see the contact layer
of both needs, or the person. A number with characters left out (`138××××`) is none that can be compared.
"""

from __future__ import annotations

from schema.duplicates.verdict import HORIZON
from schema.instants import DAY

MOST_READ = 200
"""Candidates that are compared at most; of more, those nearest in time."""

_NEED = """
MATCH (n:Need {id: $id}) WHERE «scope n:Need»
MATCH (n)-[:AT]->(p) WHERE «scope p:Place»
MATCH (n)-[:IN_CATEGORY]->(c) WHERE «scope c:Category»
WITH n, p, c, head(COLLECT { MATCH (n)<-[:REPORTED]-(w) WHERE «scope w:Person» RETURN w.id ORDER BY w.id }) AS reporter, n.reportedAt AS at
LIMIT 1
"""

_INPUT = """
OPTIONAL MATCH (p:Place {id: $question.place}) WHERE «scope p:Place»
OPTIONAL MATCH (c:Category {id: $question.category}) WHERE c.taxonomy = 'NEED' AND «scope c:Category»
OPTIONAL MATCH (w:Person {id: $question.reporter}) WHERE «scope w:Person»
WITH p, c, w.id AS reporter, $question.reportedAt AS at
"""

_KIN = """
WITH *, [c.id] + COLLECT { MATCH (c)-[:CHILD_OF]->(b) RETURN b.id }
  + COLLECT { MATCH (c)-[:CHILD_OF]->(b)<-[:CHILD_OF]-(s) WHERE «scope b:Category» RETURN s.id }
  + COLLECT { MATCH (c)<-[:CHILD_OF]-(s) RETURN s.id } AS kin
CALL (p) {
  MATCH way = (p)-[steps1:PART_OF*0..10]->(a) WHERE «along steps1:Place»
  WITH a, length(way) AS up ORDER BY up, a.id
  RETURN collect(a) AS chain
}
WITH *, coalesce(head([a IN chain WHERE a:Community]), p) AS h
"""

_CHAIN = "COLLECT { MATCH way = (q)-[:PART_OF*0..10]->(a) RETURN a.id ORDER BY length(way), a.id }"
_PARENT = "head(COLLECT { MATCH (%s)-[:CHILD_OF]->(b) RETURN b.id ORDER BY b.id })"
_DIGITS = "right(replace(replace(toStringOrNull(%s.contactPhone), '-', ''), ' ', ''), 11)"
_SAME_PHONE = (
    "CASE WHEN «value n.contactPhone:Need» IS NOT NULL AND «value o.contactPhone:Need» IS NOT NULL"
    f" AND {_DIGITS % 'n'} =~ '[0-9]{{7,11}}' AND {_DIGITS % 'o'} =~ '[0-9]{{7,11}}'"
    f" THEN {_DIGITS % 'n'} = {_DIGITS % 'o'} END"
)
_MICRO = "%s.epochSeconds * 1000000 + %s.microsecond"
_ENDED = "CASE WHEN {0}.status IN ['CLOSED', 'REJECTED', 'CANCELLED', 'MERGED'] THEN coalesce({0}.closedAt, {0}.resolvedAt, {0}.statusAt, {0}.reportedAt) END"


def _said(variable: str) -> str:
    """A need as the rules see it."""
    return (
        f"id: {variable}.id, title: toStringOrNull({variable}.title), description: toStringOrNull({variable}.description), kind: {variable}.kind, status: {variable}.status, "
        f"reported: {_micro(f'{variable}.reportedAt')}, ended: head([e IN [{_ENDED.format(variable)}] | {_micro('e')}]), "
        f"start: {_micro(f'{variable}.windowStart')}, end: {_micro(f'{variable}.windowEnd')}, households: «value {variable}.householdCount:Need»"
    )


def _micro(moment: str) -> str:
    return _MICRO % (moment, moment)


_CANDIDATES = (
    (
        """
CALL (chain, h, c, kin, at, reporter«with») {
  CALL (chain, h) {
    UNWIND chain AS q
    RETURN q
  UNION
    MATCH (h)<-[steps2:PART_OF*0..10]-(q) WHERE «along steps2:Place»
    RETURN q
  }
  MATCH (q)<-[:AT]-(o)
  WITH q, o, c, kin, at, reporter«with» WHERE o:Need AND o.reportedAt >= at - duration({days: «days»}) AND o.reportedAt <= at + duration({days: «days»})
    AND o.status <> 'MERGED' AND «scope o:Need»«others»
  MATCH (o)-[:IN_CATEGORY]->(d) WHERE d.id IN kin AND «scope d:Category»
  WITH q, o, d, reporter«with» ORDER BY abs(o.reportedAt.epochSeconds - at.epochSeconds), o.id LIMIT «most»
  RETURN collect({
    """
        + _said("o")
        + """,
    category: {key: d.id, zh: d.name, en: d.nameEn, parent: """
        + _PARENT % "d"
        + """},
    place: {name: q.name, chain: """
        + _CHAIN
        + """},
    samePhone: «phone»,
    sameReporter: CASE WHEN reporter IS NOT NULL THEN head(COLLECT { MATCH (o)<-[:REPORTED]-(v) WHERE «scope v:Person» RETURN v.id = reporter ORDER BY v.id }) END,
    node: «project o:Need»
  }) AS candidates
}
RETURN {
  place: p.id, category: c.id, reporter: reporter, candidates: candidates,
  at: {name: p.name, chain: [a IN chain | a.id]},
  under: {key: c.id, zh: c.name, en: c.nameEn, parent: """
        + _PARENT % "c"
        + """}«asked»
} AS value
"""
    )
    .replace("«days»", str(HORIZON // DAY))
    .replace("«most»", str(MOST_READ + 1))
)

_OTHERS = (
    " AND o <> n AND NOT EXISTS { MATCH (o)-[:MERGED_INTO|PART_OF_NEED]-(n) }"
    " AND NOT EXISTS { MATCH (o)-[:PART_OF_NEED]->(x)<-[:PART_OF_NEED]-(n) WHERE «beyond x:Need» }"
)
"""Parts of one need, and what was merged already, are no duplicates; also where the whole is hidden, of which nothing leaves."""


def _filled(with_: str, others: str, phone: str, asked: str) -> str:
    filled = {"«with»": with_, "«others»": others, "«phone»": phone, "«asked»": asked}
    text = _CANDIDATES
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


DUPLICATES = _NEED + _KIN + _filled(", n", _OTHERS, _SAME_PHONE, f",\n  asked: {{{_said('n')}}}")
"""One row for the need `$id`, none when there is no such need."""

DUPLICATES_OF = _INPUT + _KIN + _filled("", "", "null", "")
"""Always one row; `place`, `category` and `reporter` are null where they are not known."""
