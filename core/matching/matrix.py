"""A grid to be asked by position, as it stands or turned over, and what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import Literal

from core.chinese.widths import half_width
from core.matching.labels import words_of
from core.matching.reading import Spot
from core.readers.contents import Grid, GridCell

Kind = Literal["blank", "figure", "doubtful", "words"]

_SPACES = re.compile(r"\s+")
_FIGURE = re.compile(
    r"[+\-−–增减]?[0-9][0-9,.]*[a-z%]?(?:件|宗|起|份|个|例|次|条|项|部|人次|元|万元)?(?:[(].*[)])?"
    r"|[/\\\-−–—―─]+|不适用"
)
_NOTHING = frozenset(("无", "没有", "暂无", "无数据", "空", "o", "l", "零", "x", "×", "○"))
_NUMBERED = re.compile(r"[0-9][\u4e00-\u9fff]{2,}")  # 3其他
_SHORT = 12  # characters of what may be a figure that is not written as one


@lru_cache(maxsize=20_000)
def kind_of(text: str) -> Kind:
    """What a cell holds: nothing, a figure, what may stand for one, or words."""
    plain = half_width(_SPACES.sub("", text)).lower()
    if not plain:
        return "blank"
    if _FIGURE.fullmatch(plain):
        return "figure"
    words = words_of(plain)
    if plain in _NOTHING or len(words) <= 1:
        return "doubtful"
    if _NUMBERED.fullmatch(plain):
        return "words"
    if len(plain) <= _SHORT and sum(sign.isdecimal() for sign in plain) * 3 >= len(plain):
        return "doubtful"
    return "words"


class Matrix:
    """The cells of a grid by row and column; `turned`, its rows are the grid's columns."""

    def __init__(self, grid: Grid, block: int, turned: bool = False) -> None:
        self.grid = grid
        self.block = block
        self.turned = turned
        self.rows = grid.columns if turned else grid.rows
        self.columns = grid.rows if turned else grid.columns

    @cached_property
    def _by_row(self) -> dict[int, list[GridCell]]:
        found: dict[int, list[GridCell]] = {}
        for cell in sorted(self.grid.cells, key=self.column):
            for row in range(self.row(cell), self.row(cell) + self.height(cell)):
                found.setdefault(row, []).append(cell)
        return found

    def row(self, cell: GridCell) -> int:
        """The first row of a cell."""
        return cell.column if self.turned else cell.row

    def column(self, cell: GridCell) -> int:
        """The first column of a cell."""
        return cell.row if self.turned else cell.column

    def height(self, cell: GridCell) -> int:
        """How many rows a cell spans."""
        return cell.columns if self.turned else cell.rows

    def width(self, cell: GridCell) -> int:
        """How many columns a cell spans."""
        return cell.rows if self.turned else cell.columns

    def across(self, row: int) -> list[GridCell]:
        """The cells that stand in a row or reach into it, from left to right."""
        return self._by_row.get(row, [])

    def beginning(self, row: int) -> list[GridCell]:
        """The cells of a row that do not reach into it from above."""
        return [cell for cell in self.across(row) if self.row(cell) == row]

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a place; None for none."""
        for cell in self.across(row):
            if self.column(cell) <= column < self.column(cell) + self.width(cell):
                return cell
        return None

    def spot(self, cell: GridCell) -> Spot:
        """Where a cell stands in the contents."""
        return Spot(self.block, cell.row, cell.column)

    def texts(self, cells: Iterable[GridCell]) -> list[str]:
        """The texts of cells, blank ones left out."""
        return [cell.text for cell in cells if cell.text.strip()]
