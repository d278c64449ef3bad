"""What no plan can pass, by the prices of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bench.certificate.file import ALL, COUNTED, OFF, alternatives

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bench.certificate.file import File


def derived(file: File, price: np.ndarray) -> np.ndarray:
    """What the use of each offer costs at the prices of the derived rows.

    Of a limit with room c no more than k uses can each take more than c / (k + 1): a use that takes j times that, and more,
    counts j, and all together count at most k. What an offer takes at least is all of it where it goes whole, one where it is
    counted, nothing where any amount will do.
    """
    divide, entries = file["offer_divide"], file["limit_offer"]
    least = np.select([divide == ALL, divide == COUNTED], [file.most, 1.0], 0.0)
    takes = file["limit_per"] * least[entries] + file["limit_once"]
    takes = np.where(file.most[entries] > 0, takes, 0.0)
    cost = np.zeros(file.offers)
    for k in np.unique(file["derived_parts"]):
        own = file["derived_parts"] == k
        each = np.bincount(file["derived_limit"][own], price[own], file.limits)[file.row]
        part = (file["limit_room"][file.row] + OFF) / (k + 1) * (1 + 1e-9)
        count = np.minimum(np.floor(takes / part), k + 1)
        cost += np.bincount(entries, count * each, file.offers)
    return cost


def bound(file: File) -> float:
    """What all rooms are worth, and the most that each need could bring beyond what it costs."""
    prices, many = np.maximum(file["prices"], 0.0), len(file["derived_limit"])
    limits, rows, units = np.split(prices, [file.limits, file.limits + many])
    rooms = np.maximum(file["unit_room"], 0)
    worth = file["limit_room"] @ limits + file["derived_parts"] @ rows + rooms @ units
    price, entries = limits[file.row], file["limit_offer"]
    each = np.bincount(entries, file["limit_per"] * price, file.offers).astype(float)
    once = np.bincount(entries, file["limit_once"] * price, file.offers) + derived(file, rows)
    # What is paid once is spread over the most that can be had for it.
    each += np.divide(once, file.most, out=np.zeros(file.offers), where=file.most > 0)
    each += engaged(file, np.where(file["unit_room"] >= 0, units, 0.0))
    return float(worth + sum(best_of_needs(file, each)))


def engaged(file: File, price: np.ndarray) -> np.ndarray:
    """What one of the amount of each offer costs at least for its unit to be taken on by the need.

    That is paid once, for all lines of the alternative that the unit can give to; to each it gives at most so much. A unit
    with a promise to the need may keep it beside another alternative: then once for all lines of the need.
    """
    line, unit = file["offer_line"], file["offer_unit"]
    held = {(n, u) for n, u in zip(file.need[file["offer_kept"] > 0].tolist(), unit[file["offer_kept"] > 0].tolist(), strict=True)}  # fmt: skip
    asked = np.flatnonzero((price[unit] > 0) & (file.most > 0)).tolist()
    group = {n: g for g, (_, lines) in enumerate(alternatives(file)) for n in lines}
    most, lines, units, needs = file.most.tolist(), line.tolist(), unit.tolist(), file.need.tolist()
    gives: dict[tuple[int, int], float] = {}
    for o in asked:
        gives[lines[o], units[o]] = gives.get((lines[o], units[o]), 0.0) + most[o]

    def together(o: int) -> tuple[int, int, int]:
        pair = needs[o], units[o]
        return (1, *pair) if pair in held else (0, group[lines[o]], units[o])

    many: dict[tuple[int, int, int], set[int]] = {}
    for o in asked:
        many.setdefault(together(o), set()).add(lines[o])
    cost = np.zeros(file.offers)
    for o in asked:
        able = min(gives[lines[o], units[o]], float(file.missing[lines[o]]))
        cost[o] = price[units[o]] / (able * len(many[together(o)]))
    return cost


def best_of_needs(file: File, each: np.ndarray) -> list[float]:
    """Of each need: the most that covering it could bring beyond what it costs; at least nothing.

    each: what one of the amount of each offer costs. What was promised is cheaper up to that by the price of a change, spread
    over it, and dearer beyond.
    """
    price, most, kept = float(file["change_price"]), file.most.tolist(), file["offer_kept"].tolist()
    every, cost = (file["offer_divide"] == ALL).tolist(), each.tolist()
    pieces: list[list[tuple[float, float]]] = [[] for _ in range(file.lines)]
    best, spared = [0.0] * file.needs, [0.0] * file.needs
    needs = file.need.tolist()
    for o, line in enumerate(file["offer_line"].tolist()):
        promised = 0 < kept[o] <= most[o] + OFF and not (every[o] and abs(kept[o] - most[o]) > OFF)
        if kept[o] > 0:
            spared[needs[o]] -= price
        first = min(kept[o], most[o]) if promised else most[o]
        if first > 0:
            cheaper = cost[o] - (price / first if promised else 0.0)
            spared[needs[o]] -= min(cheaper, 0.0) * first
            pieces[line].append((max(cheaper, 0.0), first))
        if promised and most[o] - first > OFF:
            pieces[line].append((cost[o] + price / (most[o] - first), most[o] - first))
    reach = reached(file, pieces)
    for need, lines in alternatives(file):
        gain = _of_alternative(file, need, lines, pieces, min(reach[n] for n in lines))
        best[need] = max(best[need], gain)
    return [gain + more for gain, more in zip(best, spared, strict=True)]


def reached(file: File, pieces: list[list[tuple[float, float]]]) -> list[float]:
    """How far each line can be covered at most, by all that is there and by as many units as its need takes."""
    by_unit: list[dict[int, float]] = [{} for _ in range(file.lines)]
    for line, unit, most in zip(file["offer_line"].tolist(), file["offer_unit"].tolist(), file.most.tolist(), strict=True):  # fmt: skip
        by_unit[line][unit] = by_unit[line].get(unit, 0.0) + most
    found = []
    allowed, required, have = file["need_most_units"].tolist(), file["line_required"].tolist(), file["line_have"].tolist()  # fmt: skip
    for line, need in enumerate(file["line_need"].tolist()):
        supply = sum(length for _, length in pieces[line])
        if allowed[need] > 0:
            supply = min(supply, sum(sorted(by_unit[line].values(), reverse=True)[: allowed[need]]))
        found.append(min((have[line] + supply) / required[line], 1.0))
    return found


def _of_alternative(
    file: File, need: int, lines: Sequence[int], pieces: list[list[tuple[float, float]]], end: float
) -> float:
    """Coverage rises from nothing to `end`; its next bit costs the cheapest piece that is left of each line."""
    partly, weight = bool(file["need_partly"][need]), float(file["need_weight"][need])
    if not partly and end < 1 - OFF:
        return 0.0
    rises: list[tuple[float, float]] = []
    for line in lines:
        required, at, before = float(file["line_required"][line]), float(file["line_have"][line]), 0.0  # fmt: skip
        for cost, length in sorted(pieces[line]):
            rises.append((at / required, (cost - before) * required))
            at, before = at + length, cost
    gain, share, net = 0.0, 0.0, weight
    for at, more in [*sorted(rises), (end, 0.0)]:
        until = min(max(at, share), end)
        gain += max(net, 0.0 if partly else net) * (until - share)
        share, net = until, net - more
    return max(gain, 0.0)
