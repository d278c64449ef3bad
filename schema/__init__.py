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
| `combinations/` | which few units are enough together where one is not, and how few for all needs of a place |
| `emergency/` | what can be on site tonight: notice, way, what is free, what would have to give way, who has rest |
| `load/` | how evenly work lies on partners, and the fewest moves that would make it even |
| `scenario/` | what if: units and resources as they would be, for any of these questions |
| `allocation/` | the fairest and fullest use of all partners, with proofs |
| `solving/` | the best plan of a problem of arrays, and the proof of how good it is |
| `reasons/` | why a unit is not used, and what is scarce |
| `waitlist/` | who comes off a waiting list, who is passed over and why |
| `pairing/` | how pairings do, and a better pairing of a street with few changes |
| `secretary_paths/` | by which paths a first secretary brings a resource to a need, and whom to call |
| `meetings/` | when all who have to can come together, and who stands in the way of earlier times |
| `loop/` | what can be read afterwards: rates, durations, chains of owners, closures that look false |
| `duplicates/` | which needs may be the same, have come back, or are related: a suggestion with its reasons |
| `leaving/` | what breaks if a unit leaves, and who could step in |
| `reach/` | where everything hangs on one provider or person, and where fewer reach than are asked for |
| `recruiting/` | which new partner, or which capability, would close most of what stays open |
| `access/` | who may see and do what |
| `acts/` | what can be changed, and how it is recorded |
| `world` | which state of the world a plan was made from, and what has changed since |
| `following` | what is told as it happens, and of whom |
| `instants`, `windows`, `recurrence`, `measures`, `row_rules` | moments, periods and quantities as topics share them, and the rules they share |
| `machines/` | where needs, commitments, agreements and posts may go, as data |
| `history/` | what became of a record, and the record as it was |
| `asking` | what is checked of every question's arguments |
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
