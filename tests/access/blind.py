"""Callers who miss a share of every family, every field that can be withheld, and every act: no rule of the table, all of its ways."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

from graph.compile.scope import Scope
from graph.kinds import KINDS
from schema.access.table import TABLE
from tests.oracle.visible import FAMILIES, FIELDS

if TYPE_CHECKING:
    from tests.oracle.whole import Graph

SHARE = 0.3


def blind(graph: Graph, seed: int) -> Scope:
    """Somebody who sees most things, at random."""
    dice = random.Random(f"blind {seed}")
    ids = sorted(graph.labels)
    hidden = {
        family: [i for i in ids if family in graph.labels[i] and dice.random() < SHARE]
        for family in FAMILIES
    }
    parameters: dict[str, Any] = {f"scope_{f}": found for f, found in hidden.items()}
    parameters["scope_half"] = [i for i in ids if dice.random() < 0.5]
    half = "NOT {n}.id IN $scope_half"
    return Scope(
        name="blind",
        predicates={family: f"NOT {{n}}.id IN $scope_{family}" for family in FAMILIES},
        parameters=parameters,
        gates={(KINDS[f].family.name, name): half for f, names in FIELDS.items() for name in names},
        acts={(act, kind): half for act, said in TABLE.acts.items() for kind in said.rows},
        doers={f: dict.fromkeys(each, half) for f, each in TABLE.actors.items()},
        withheld={"Need": 5, "Commitment": 5, "Assessment": 5},
    )
