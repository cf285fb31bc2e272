"""The texts of table cells, set in lines, and the rows that are as high as these need.

Lengths are points.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from core.chinese.numbering import NUMERALS
from core.document.blocks import Table, TableCell
from core.record import record
from core.writers.pdf.faces import Face
from core.writers.pdf.kept import Kept
from core.writers.pdf.lines import Line, balance_lines, break_lines, stack_lines, widest_piece
from core.writers.pdf.page import TypeArea
from core.writers.table_measures import LABEL_PADDING, LEAST_DEPTH, PADDING, SIZES, SMALLEST

LEADING = 1.25
# Added to a row label that is repeated on the next page.
CONTINUED = "（续）"

# A label's number, or what a bracket explains: the rest of the text may begin a new line.
_FIRST_PART = re.compile(rf"^(（[{NUMERALS}]+）|[{NUMERALS}]+、|[^（]+(?=（))(?=.)")


@record
class Setting:
    """What all parts of a table have in common, but for its columns.

    The table is as wide as `area`. Row labels that end at column `left_labels` are set to the
    left; 0 if none are; in a list all but the headers are. `size` is that of the type, `depth` the
    space above and below the text of a cell.
    """

    face: Face
    area: TypeArea
    left_labels: int
    is_list: bool
    size: float = SIZES[0]
    depth: float = LEAST_DEPTH

    def padding(self, cell: TableCell) -> float:
        """What is kept free on both sides of a cell's text."""
        return LABEL_PADDING if self.stands_left(cell) else PADDING

    def stands_left(self, cell: TableCell) -> bool:
        """Whether a cell is set to the left."""
        if self.is_list:
            return not cell.scope
        return cell.scope == "Row" and cell.column + cell.columns == self.left_labels


class SetText(NamedTuple):
    """The text of a cell in lines, whose widths are thousandths of `size`.

    `left` is the distance of the lines from the cell's left side, None if they are centred.
    """

    lines: Sequence[Line]
    size: float
    left: float | None

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.size * LEADING

    @property
    def width(self) -> float:
        """The widest line."""
        return max((line.width for line in self.lines), default=0.0) * self.size / 1000


def text_setter(
    setting: Setting, figures: float | None = None
) -> Callable[[TableCell, Sequence[float]], SetText]:
    """Sets texts in lines as wide as their cells between these column edges, equal ones once.

    A row label that would be broken inside its words is set upright where its rows have room.
    `figures` is the size of what stands in cells with data; each has its own if it is None.
    """
    face, advances = setting.face, setting.face.advances
    kept = Kept() if setting.is_list else face.kept  # a list may be long, and is printed once

    def in_lines(
        text: str, width: float, is_data: bool, left: float | None, room: float
    ) -> SetText:
        size = setting.size
        if is_data and figures:
            size = figures
        elif is_data and (widest := widest_piece(text, advances)) * size / 1000 > width:
            size = max(SMALLEST, width / widest * 1000 // 0.5 * 0.5)
        measure = width / size * 1000
        if setting.is_list and is_data:
            return SetText(break_lines(text, advances, measure), size, left)
        lines = balance_lines(text, advances, measure)
        if len(lines) > 1 and left is None:
            parts = _FIRST_PART.sub(r"\1\n", text)
            by_sense = balance_lines(parts, advances, measure)
            lines = by_sense if len(by_sense) == len(lines) else lines
            if len(by_sense) > len(parts.split("\n")):
                upright = SetText(stack_lines(text, advances), size, left)
                if upright.width <= width and upright.height <= room:
                    return upright
        return SetText(lines, size, left)

    def in_cell(cell: TableCell, edges: Sequence[float]) -> SetText:
        padding = setting.padding(cell)
        width = edges[cell.column + cell.columns] - edges[cell.column] - 2 * padding
        left = padding if setting.stands_left(cell) else None
        # Rounded, so that columns of one width share what is set.
        row = setting.size * LEADING + 2 * LEAST_DEPTH
        room = cell.rows * row if cell.scope == "Row" else 0.0
        seen = cell.text, round(width, 2), not cell.scope, left, room
        key = (face, setting.size, figures, setting.is_list, *seen)
        return kept.get("cell", key, lambda: in_lines(*seen))

    return in_cell


def row_heights(table: Table, texts: Sequence[SetText], setting: Setting) -> tuple[float, ...]:
    """The height of each row: what its cells need, and a share of what spanning cells need."""
    spanning = []
    heights = [setting.size * LEADING] * table.rows
    for cell, text in zip(table.cells, texts, strict=True):
        if cell.rows > 1:
            spanning.append((cell, text))
        elif text.height > heights[cell.row]:
            heights[cell.row] = text.height
    heights = [height + 2 * setting.depth for height in heights]
    for cell, text in sorted(spanning, key=lambda pair: pair[0].rows):
        rows = range(cell.row, cell.row + cell.rows)
        missing = text.height + 2 * setting.depth - sum(heights[row] for row in rows)
        if missing > 0:
            for row in rows:
                heights[row] += missing / cell.rows
    return tuple(heights)
