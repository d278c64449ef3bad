"""Arguments: ids, filters, orders, pages and instants as a client might give them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLNonNull,
    get_named_type,
)

from tests.graph.operations.values import ABSENT, Values, Variable, literal

if TYPE_CHECKING:
    import random

    from graphql import GraphQLField, GraphQLSchema

    from tests.graph.operations.stock import Stock

LOOP = ("loopStatistics", "handOvers", "falseClosures")
QUESTIONS = (
    "supporters",
    "supportersFor",
    "supportBoard",
    "overdueNeeds",
    *LOOP,
    "possibleDuplicates",
    "possibleDuplicatesOf",
)


@dataclass
class Writer:
    """What is drawn so far, and with what."""

    schema: GraphQLSchema
    stock: Stock
    dice: random.Random
    values: Values
    budget: int = 14
    names: int = 0
    fragments: list[str] = field(default_factory=list)
    flags: list[Variable] = field(default_factory=list)


def draw_arguments(w: Writer, parent: Any, name: str, made: GraphQLField) -> str:
    if not made.args:
        return ""
    if "first" in made.args and "after" in made.args:
        drawn = _page(w, parent, made)
    else:
        drawn = _plain(w, name, made)
    return (
        f"({', '.join(f'{k}: {literal(made.args[k].type, v)}' for k, v in drawn.items())})"
        if drawn
        else ""
    )


def _plain(w: Writer, name: str, made: GraphQLField) -> dict[str, Any]:
    """Arguments of roots by id, and of questions."""
    ids = w.stock.ids
    if name == "node" or name == "nodes":

        def any_id(dice: random.Random) -> str:
            return (
                dice.choice(ids[dice.choice(sorted(k for k in ids if ids[k]))])
                if dice.random() < 0.95
                else "unit_none"
            )

        if name == "node":
            return {"id": w.values.written(made.args["id"].type, any_id)}
        return {
            "ids": w.values.written(
                made.args["ids"].type, lambda dice: [any_id(dice) for _ in range(dice.randrange(5))]
            )
        }
    if name in QUESTIONS:
        return _question(w, name, made)
    if name == "clocks":  # they tell how many minutes have gone by, so that now is never the same
        return {"asOf": w.values.written(GraphQLNonNull(made.args["asOf"].type), _instant)}
    if name == "history":
        return {"first": w.dice.choice((1, 2))}
    if "id" not in made.args:
        return {n: w.values.written(a.type, _instant) for n, a in made.args.items()}
    kind = get_named_type(made.type).name
    return {
        "id": w.values.written(made.args["id"].type, lambda dice: dice.choice([*ids[kind], "none"]))
    }


def _instant(dice: random.Random) -> str:
    return f"2026-12-{dice.randrange(1, 28):02}T{dice.randrange(24):02}:00:00+08:00"


def _question(w: Writer, name: str, made: GraphQLField) -> dict[str, Any]:
    values = w.stock.values
    if name in LOOP:
        place = w.values.written(
            made.args["place"].type, lambda dice: dice.choice(w.stock.ids["Street"])
        )
        asked = {
            "place": place,
            "from": "2026-01-01T00:00:00+08:00",
            "to": "2026-12-31T00:00:00+08:00",
        }
        return asked if name == "falseClosures" else {**asked, "asOf": "2026-12-01T09:00:00+08:00"}
    if name == "possibleDuplicates":
        return {"need": w.values.written(made.args["need"].type, lambda dice: dice.choice(w.stock.ids["Need"])), "first": w.dice.choice((1, 2))}  # fmt: skip
    if name == "possibleDuplicatesOf":
        question = {
            "category": w.dice.choice(w.stock.ids["Category"]), "place": w.dice.choice(w.stock.ids["Community"]),
            "title": w.dice.choice(values["Need", "title"]), "reportedAt": "2026-12-01T09:00:00+08:00",
        }  # fmt: skip
        return {"question": question, "first": w.dice.choice((1, 2))}
    drawn: dict[str, Any] = {"asOf": "2026-12-01T09:00:00+08:00", "first": w.dice.choice((1, 2))}
    if name in ("supportBoard", "overdueNeeds"):
        if name == "supportBoard":
            drawn["best"] = w.dice.choice((1, 2))
        drawn["place"] = w.values.written(
            made.args["place"].type, lambda dice: dice.choice(w.stock.ids["Street"])
        )
    elif name == "supporters":
        drawn["need"] = w.values.written(
            made.args["need"].type, lambda dice: dice.choice(w.stock.ids["Need"])
        )
    else:
        drawn["question"] = {
            "category": w.dice.choice(w.stock.ids["Category"]), "place": w.dice.choice(w.stock.ids["Community"]),
            "measure": w.dice.choice(w.stock.ids["Category"]), "quantity": w.dice.choice(values["Need", "quantity"]),
        }  # fmt: skip
    return drawn


def _page(w: Writer, parent: Any, made: GraphQLField) -> dict[str, Any]:
    """A connection's page, filter, order and search."""
    args = made.args
    root = parent.name == "Query"
    connection = get_named_type(made.type)
    kind = get_named_type(connection.fields["nodes"].type).name  # type: ignore[union-attr]
    drawn: dict[str, Any] = {}
    dice = w.dice
    size = (0, 1, 2, 3, 3, 5) if root else (1, 1, 2, 2, 3)
    if dice.random() < 0.9:
        drawn[dice.choice(("first", "first", "last"))] = w.values.written(
            GraphQLNonNull(args["first"].type), lambda d: d.choice(size)
        )
    by, direction = "CODE", "ASC"
    if dice.random() < 0.4:
        order = w.schema.type_map[f"{kind}OrderField"]
        by, direction = dice.choice(list(order.values)), dice.choice(("ASC", "DESC"))  # type: ignore[attr-defined]
        drawn["orderBy"] = (
            {"field": by, "direction": direction}
            if direction == "DESC" or dice.random() < 0.5
            else {"field": by}
        )
    cursors = w.stock.cursors.get((kind, by, direction), [])
    for which in ("after", "before"):
        if cursors and dice.random() < 0.2 and "search" not in drawn:
            drawn[which] = w.values.written(
                args[which].type, lambda d: d.choice(cursors), often=0.6
            )
            if isinstance(drawn[which], Variable):
                drawn[which].shaping = True
    if dice.random() < (0.45 if root else 0.3):
        if dice.random() < 0.12:
            type_ = args["filter"].type
            drawn["filter"] = w.values.variable(
                type_,
                lambda d: (
                    w.values.filter(kind, root=root, dice=d, variables=False)
                    if d.random() < 0.8
                    else d.choice((None, ABSENT))
                ),
            )
            drawn["filter"].shaping = True
        else:
            drawn["filter"] = w.values.filter(kind, root=root, dice=dice)
    if (
        "search" in args
        and not {"after", "before", "orderBy"} & drawn.keys()
        and dice.random() < 0.2
    ):
        drawn["search"] = w.values.written(args["search"].type, lambda d: d.choice(w.stock.words))
        if isinstance(drawn["search"], Variable):
            drawn["search"].shaping = True
    return drawn
