"""The domain: what exists, what holds, and what may be asked.

Importing this package declares every kind. One module per topic; each holds the kind, its rules and its questions.

| module | topic |
|---|---|
| `records` | what all kinds share: number, provenance, source |
| `places` | the one hierarchy from province to building |
| `units`, `alliances`, `agreements` | who can support, and how they are bound to places |
| `people`, `secretaries` | persons, roles, first secretaries |
| `accounts`, `changes` | who can sign in and with what; the record of what was done |
| `categories` | bilingual trees and the bridge from needs to capabilities |
| `resources`, `opening_hours` | what is offered, and when |
| `capacity`, `availability/`, `free_capacity` | how capacity is used up, what is free in a period, and the facts it takes |
| `booking/` | whether something can be promised now, and everything that stands in the way |
| `needs`, `commitments`, `projects` | what is asked, promised and undertaken |
| `assessments` | what those whom it concerned say of it |
| `service_levels`, `clocks/` | how soon a need is to be dealt with, and where its clocks stand |
| `supporters/` | the question everything serves: who can support a need, in what order, and why not the others |
| `loop/` | what can be read afterwards: rates, durations, chains of owners, closures that look false |
| `duplicates/` | which needs may be the same, have come back, or are related: a suggestion with its reasons |
| `access/` | who may see and do what |
| `acts/` | what can be changed, and how it is recorded |
| `following` | what is told as it happens, and of whom |
| `instants`, `windows`, `recurrence`, `measures`, `row_rules` | moments, periods and quantities as topics share them, and the rules they share |
| `machines/` | where needs, commitments, agreements and posts may go, as data |
| `history/` | what became of a record, and the record as it was |
| `executable` | all of it as one schema with its engine |
"""

from schema import (
    accounts,
    agreements,
    alliances,
    assessments,
    categories,
    changes,
    commitments,
    needs,
    people,
    places,
    projects,
    records,
    resources,
    secretaries,
    service_levels,
    units,
)
from schema.history import fields as history_fields  # noqa: F401  adds fields to all of them

__all__ = [
    "accounts",
    "agreements",
    "alliances",
    "assessments",
    "categories",
    "changes",
    "commitments",
    "needs",
    "people",
    "places",
    "projects",
    "records",
    "resources",
    "secretaries",
    "service_levels",
    "units",
]
