"""The numbers of a text, one after the other; where one is missing or wrong, its place and what would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from schema.solving.problem import Ints, Reals

LONGEST = 40
"""So much of what was found is told."""


class Unreadable(Exception):
    """at: how many numbers were read before. The message is one line: place, what was found, what would do."""

    def __init__(self, at: int, message: str) -> None:
        """As the class says."""
        super().__init__(message)
        self.at = at


class Numbers:
    """The numbers of a text, read from the front."""

    def __init__(self, text: str) -> None:
        """Raises Unreadable where something is no number, or where there is nothing."""
        self._text, self.at = text, 0
        words = text.split()
        if not words:
            raise Unreadable(0, "line 1: the file is empty; it begins with the size of a problem")
        try:
            self.all: Reals = np.array(words, dtype=np.float64)
        except ValueError:
            self.all = np.array([_number(word) for word in words], dtype=np.float64)
        wrong = np.flatnonzero(~np.isfinite(self.all))
        if len(wrong):
            raise self.wrong(int(wrong[0]), "a number is needed here, such as 12 or 3.5")

    def copy(self) -> Numbers:
        """The same, read from the front again."""
        other = object.__new__(Numbers)
        other._text, other.at, other.all = self._text, 0, self.all
        return other

    @property
    def first_line(self) -> int:
        """How many numbers stand in the first line that has any."""
        return len(self._text.lstrip().split("\n", 1)[0].split())

    def wrong(self, at: int, cure: str) -> Unreadable:
        """That a number is not what it should be."""
        for number, found in enumerate(re.finditer(r"\S+", self._text)):
            if number == at:
                line = self._text.count("\n", 0, found.start()) + 1
                column = found.start() - self._text.rfind("\n", 0, found.start())
                word = found.group()
                word = word if len(word) <= LONGEST else f"{word[:LONGEST]}…"
                return Unreadable(at, f"line {line}, column {column}, number {at + 1}: found {word!r}; {cure}")  # fmt: skip
        raise IndexError(at)

    def take(self, many: int, what: str) -> Reals:
        """So many numbers. what: said where they are not all there."""
        left = len(self.all) - self.at
        if many > left:
            line = self._text.rstrip().count("\n") + 1
            raise Unreadable(
                len(self.all),
                f"line {line}: the file ends after {len(self.all)} numbers; {many - left} more are needed: {what}",
            )
        self.at += many
        return self.all[self.at - many : self.at]

    def whole(self, what: str, *, least: int, most: int | None = None) -> int:
        """A whole number between these."""
        return int(self.wholes(1, what, least=least, most=most)[0])

    def wholes(self, many: int, what: str, *, least: int, most: int | None = None) -> Ints:
        """So many whole numbers between these."""
        begun, found = self.at, self.take(many, what)
        high = 2**53 if most is None else most
        wrong = np.flatnonzero((found != np.floor(found)) | (found < least) | (found > high))
        if len(wrong):
            between = f"from {least}" if most is None else f"from {least} to {most}"
            raise self.wrong(begun + int(wrong[0]), f"a whole number {between} is needed here: {what}")  # fmt: skip
        return found.astype(np.int64)

    def amounts(self, many: int, what: str) -> Reals:
        """So many numbers of at least 0."""
        begun, found = self.at, self.take(many, what)
        wrong = np.flatnonzero(found < 0)
        if len(wrong):
            raise self.wrong(begun + int(wrong[0]), f"it can't be below 0: {what}")
        return found

    def ended(self) -> None:
        """Raises Unreadable where anything follows."""
        left = len(self.all) - self.at
        if left:
            raise self.wrong(self.at, f"the problem ends before it: take {left} numbers off, or correct the sizes in front")  # fmt: skip


def _number(word: str) -> float:
    try:
        return float(word)
    except ValueError:
        return float("nan")
