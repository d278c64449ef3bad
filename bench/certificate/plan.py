"""What a plan comes to, and what it breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bench.certificate.file import ALL, COUNTED, OFF, alternatives

if TYPE_CHECKING:
    from bench.certificate.file import File


def judged(file: File) -> tuple[float, list[str]]:
    """The weighted coverage of the plan, less the price of changes, and what it breaks."""
    amount, divide, kept = file["amount"], file["offer_divide"], file["offer_kept"]
    used = amount > OFF
    given = np.bincount(file["offer_line"], amount, file.lines)
    entries = file["limit_offer"]
    taken = np.bincount(file.row, file["limit_per"] * amount[entries] + file["limit_once"] * used[entries], file.limits)  # fmt: skip
    pairs = np.unique(np.stack([file.need[used], file["offer_unit"][used]]), axis=1)
    of_need, of_unit = np.bincount(pairs[0], minlength=file.needs), np.bincount(pairs[1], minlength=file.units)  # fmt: skip
    broken = {
        "offer {}: more than it has": amount > file["offer_most"] + OFF,
        "offer {}: all of it or nothing": (divide == ALL) & used & (np.abs(amount - file["offer_most"]) > OFF),
        "offer {}: whole numbers only": (divide == COUNTED) & (np.abs(amount - np.round(amount)) > OFF),
        "line {}: more than is asked": given > file["line_required"] - file["line_have"] + OFF,
        "limit {}: more than there is": taken > file["limit_room"] + OFF,
        "unit {}: too many needs": (file["unit_room"] >= 0) & (of_unit > file["unit_room"]),
        "need {}: too many units": (file["need_most_units"] > 0) & (of_need > file["need_most_units"]),
    }  # fmt: skip
    wrong = [words.format(n) for words, where in broken.items() for n in np.flatnonzero(where)]
    share = np.minimum((file["line_have"] + given) / file["line_required"], 1.0).tolist()
    best = [0.0] * file.needs
    for need, lines in alternatives(file):
        best[need] = max(best[need], min(share[n] for n in lines))
    covered = np.array(best)
    covered = np.where(file["need_partly"] | (covered >= 1 - OFF), covered, 0.0)
    changes = int(np.sum((kept > 0) & (np.abs(amount - kept) > OFF)))
    return float(file["need_weight"] @ covered) - float(file["change_price"]) * changes, wrong
