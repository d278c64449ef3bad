"""The arrays of a file, and what follows from them at once."""

from __future__ import annotations

import numpy as np

OFF = 1e-6
"""A sum of amounts may be off by so much, and be right."""
ALL, COUNTED = 0, 1


class File:
    """The arrays of a file, and what follows from them at once: the row of each entry, the need of each offer, and the most
    that each offer can give (no more than is missing, whole where it counts whole)."""

    def __init__(self, arrays: dict[str, np.ndarray]) -> None:
        self.arrays = arrays
        self.offers, self.lines = len(self["offer_most"]), len(self["line_need"])
        self.needs, self.limits, self.units = len(self["need_weight"]), len(self["limit_room"]), len(self["unit_room"])  # fmt: skip
        self.row = np.repeat(np.arange(self.limits), np.diff(self["limit_start"]))
        self.need = self["line_need"][self["offer_line"]]
        self.missing = np.maximum(self["line_required"] - self["line_have"], 0.0)
        room, most, divide = self.missing[self["offer_line"]], self["offer_most"], self["offer_divide"]  # fmt: skip
        able = np.minimum(most, room)
        able = np.where(divide == COUNTED, np.floor(able + OFF), able)
        self.most = np.where(divide == ALL, np.where(most > room + OFF, 0.0, most), able)

    def __getitem__(self, name: str) -> np.ndarray:
        return self.arrays[name]


def read(path: str) -> dict[str, np.ndarray]:
    """The arrays of a file.

    Raises:
        ValueError: it holds something else than arrays.
        KeyError: an array is missing.
    """
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def shapes(file: File) -> list[str]:
    """What is missing, or not a number, or points nowhere."""
    wide = {"amount": file.offers, "prices": file.limits + len(file["derived_limit"]) + file.units, "derived_parts": len(file["derived_limit"])}  # fmt: skip
    wrong = [f"{name}: {len(file[name])} of {many}" for name, many in wide.items() if len(file[name]) != many]  # fmt: skip
    wrong += [f"{name}: not a number" for name in ("amount", "prices", "limit_room", "limit_per", "limit_once", "value", "bound") if not np.isfinite(file[name]).all()]  # fmt: skip
    wrong += [f"{name}: below 0" for name in ("amount", "prices", "limit_per", "limit_once", "line_have") if (file[name] < -OFF).any()]  # fmt: skip
    ends = {"derived_limit": file.limits, "offer_line": file.lines, "offer_unit": file.units, "limit_offer": file.offers, "line_need": file.needs}  # fmt: skip
    wrong += [f"{name}: points nowhere" for name, end in ends.items() if ((file[name] < 0) | (file[name] >= end)).any()]  # fmt: skip
    wrong += [f"{name}: out of order" for name in ("offer_line", "line_need", "limit_start") if (np.diff(file[name]) < 0).any()]  # fmt: skip
    return wrong + (["derived_parts: below 1"] if (file["derived_parts"] < 1).any() else [])


def alternatives(file: File) -> list[tuple[int, list[int]]]:
    """Need and lines of each alternative."""
    found: list[tuple[int, list[int]]] = []
    before = None
    for line, this in enumerate(zip(file["line_need"].tolist(), file["line_alternative"].tolist(), strict=True)):  # fmt: skip
        if this == before:
            found[-1][1].append(line)
        else:
            found.append((this[0], [line]))
        before = this
    return found
