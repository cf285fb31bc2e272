"""In which order the clerk goes through the places of a reading."""

from __future__ import annotations

from typing import Literal

from core.matching.choosing import Choosing

Which = Literal["all", "unsure", "missing"]


class Walk:
    """The places that the clerk looks at, by number: all, those unsure, or those not found."""

    def __init__(self, choosing: Choosing) -> None:
        self.choosing = choosing
        kinds = [place.kind for place in choosing.places]
        self._numbers: dict[Which, tuple[int, ...]] = {
            "all": tuple(i for i, kind in enumerate(kinds) if kind != "silent"),
            "unsure": tuple(i for i, kind in enumerate(kinds) if kind == "unsure"),
            "missing": tuple(i for i, kind in enumerate(kinds) if kind == "missing"),
        }
        which: tuple[Which, ...] = ("unsure", "missing")
        self.which: Which = next((w for w in which if self._numbers[w]), "all")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places there are now, in the order of the form."""
        return self._numbers[self.which]

    def count(self, which: Which) -> int:
        """How many places there are, of the others those that wait for an answer."""
        numbers = self._numbers[which]
        return len(numbers) if which == "all" else sum(map(self._waits, numbers))

    def next(self, number: int | None, step: int) -> int | None:
        """The place after (1) or before (-1) another, round the end; None where there is none.

        Those that wait for an answer come first; where none does, all are gone through.
        """
        wanted = self.numbers
        if self.which != "all":
            wanted = tuple(n for n in wanted if self._waits(n)) or wanted
        if not wanted:
            return None
        if number is None:
            return wanted[0]
        if step > 0:
            return next((n for n in wanted if n > number), wanted[0])
        return next((n for n in reversed(wanted) if n < number), wanted[-1])

    def _waits(self, number: int) -> bool:
        return self.choosing.answer(number) is None
