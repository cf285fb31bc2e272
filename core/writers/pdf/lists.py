"""Lists over many pages: each part is made when its page is drawn, not again for every page."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate

from core.record import record
from core.writers.pdf.flow import SetOneWay
from core.writers.pdf.page import Pen, TypeArea
from core.writers.pdf.structure import Element
from core.writers.pdf.table import MOST_DEPTH, TIGHT_DEPTH, SetTable


@record
class SetList(SetOneWay):
    """The rows of a list from `first` up to `last`, below its header rows.

    `ends` are where the rows of the `whole` list end; no cell spans two of them.
    """

    whole: SetTable
    ends: tuple[float, ...]
    first: int
    last: int
    keeps_with_next: bool = False

    @classmethod
    def of(cls, whole: SetTable) -> SetList:
        """All rows of a list."""
        ends = tuple(accumulate(whole.heights, initial=0.0))
        return cls(whole, ends, whole.table.header_rows, whole.table.rows, whole.keeps_with_next)

    @property
    def area(self) -> TypeArea:
        """That of the whole."""
        return self.whole.area

    @property
    def element(self) -> Element:
        """That of the whole."""
        return self.whole.element

    @property
    def place(self) -> str:
        """The list's name, for a refusal."""
        return self.whole.place

    @property
    def space(self) -> tuple[float, float]:
        """As around the whole."""
        return self.whole.space

    @property
    def stays_whole(self) -> bool:
        """A list goes on to the next page wherever a page ends."""
        return False

    @property
    def _head(self) -> float:
        return self.ends[self.whole.table.header_rows]

    @property
    def height(self) -> float:
        """The header rows and the list's own."""
        return self._head + self.ends[self.last] - self.ends[self.first]

    @property
    def _rows(self) -> int:
        return self.whole.table.header_rows + self.last - self.first

    @property
    def least_height(self) -> float:
        """As that of a table."""
        return self.height - max(self.whole.setting.depth - TIGHT_DEPTH, 0.0) * 2 * self._rows

    def tightened(self, room: float) -> SetList:
        """With less space above and below the texts, if it fits into `room` then."""
        depth = self.whole.setting.depth - (self.height - room) / self._rows / 2
        return self._with_depth(depth) if room >= self.least_height else self

    @property
    def slack(self) -> float:
        """As much as a table of the form has before it fills its page."""
        return max(MOST_DEPTH - self.whole.setting.depth, 0.0) * 2 * self._rows

    def loosened(self, by: float) -> SetList:
        """With more space above and below the texts."""
        return self._with_depth(self.whole.setting.depth + min(by, self.slack) / self._rows / 2)

    def _with_depth(self, depth: float) -> SetList:
        part = SetList.of(self._part.with_depth(depth))
        return replace(part, keeps_with_next=self.keeps_with_next)

    def split(self, room: float, forced: bool) -> tuple[SetList, SetList] | None:
        """The rows that fit, and the rest below the same header rows."""
        row = bisect_right(self.ends, room - self._head + self.ends[self.first]) - 1
        row = min(row, self.last - 1)
        if row <= self.first:
            return None
        return replace(self, last=row), replace(self, first=row)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws these rows."""
        self._part.draw(pen, left, top)

    @property
    def _part(self) -> SetTable:
        is_start = self.first == self.whole.table.header_rows
        return self.whole.part(0 if is_start else self.first, self.last)
