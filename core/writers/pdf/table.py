"""Tables: rows as high as their text, cells that span, and parts that stand by themselves.

Lengths are points; y grows upwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import accumulate
from typing import NamedTuple

from core.document.blocks import Table, TableCell
from core.record import record
from core.writers.pdf.borders import borders_of
from core.writers.pdf.cells import CONTINUED, LEADING, SetText, Setting, row_heights, text_setter
from core.writers.pdf.edges import edges_by_need, form_edges
from core.writers.pdf.faces import ASCENT, DESCENT, Face
from core.writers.pdf.kept import Kept
from core.writers.pdf.lines import Line, balance_lines, widest_piece
from core.writers.pdf.page import PITCH, UPRIGHT, Pen, TypeArea
from core.writers.pdf.structure import Element, table_element
from core.writers.table_measures import LEAST_DEPTH, SIZES, left_labels

RULE = 0.5
MOST_DEPTH = 5.0
# In a table that fills its page to the end, whose rows are then about as high as lines of text.
FILLED_DEPTH = 9.0
# Smaller type is hard to read where there is a choice.
LEAST_SIZE = 9.0
# How many empty lines at the foot of a page look as bad as a table set closer, in type that is
# smaller by a point, one divided below a repeated header, and one divided between its captions.
TIGHTER = 0.5
SMALLER = 2.0
DIVIDED = 6.0
PARTED = 4.0
# The space around the text of a cell may shrink to this so that a table ends on its page.
TIGHT_DEPTH = 2.0
DIVIDED_DEPTH = 3.0
HAND_DEPTH = 11.0  # that a signature has room
SPACE = (3.0, 8.0)
# A table that ends by this part of a line below the grid of lines is set closer to end on it.
MOST_OVER = 0.25
# How much worse blank space in rows stretched by a label is than below a part of a table.
STRETCHED = 2
# Parts of fewer rows look as bad as this much blank space.
LEAST_ROWS = 3
FEW_ROWS = 4 * PITCH
# At most this many characters of a cell are quoted in a refusal.
FIRST_WORDS = 12


class _Label(NamedTuple):
    """A cell over several rows, with its text and the text that it has when it is repeated."""

    cell: TableCell
    text: SetText
    continued: SetText


@record
class SetTable:
    """A table, or a part of one, whose rows and columns have their measures.

    `texts` are those of `table.cells`, and so are `elements`: None for a cell that stands in an
    earlier part already. `edges` are the distances of the column borders from the left, and
    `heights` those of the rows. All parts of a table have the same `element`.
    `around` is the space above it and below it or its note, 0 where it fills its page.
    """

    table: Table
    element: Element
    elements: tuple[Element | None, ...]
    setting: Setting
    edges: tuple[float, ...]
    texts: tuple[SetText, ...]
    heights: tuple[float, ...]
    space: tuple[float, float] = SPACE
    keeps_with_next: bool = False
    is_divisible: bool = False
    is_chosen: bool = False
    around: float = 0.0
    drawback: float = 0.0

    @property
    def area(self) -> TypeArea:
        """The one whose width the table has."""
        return self.setting.area

    @property
    def place(self) -> str:
        """The table's name, for a refusal."""
        return f"表“{self.table.title}”里"

    @property
    def height(self) -> float:
        """All rows."""
        return sum(self.heights)

    @property
    def cuts_a_number(self) -> bool:
        """Whether a word or number in a cell with data is broken, even in the smallest type."""
        advances = self.setting.face.advances
        return not self.setting.is_list and any(
            widest_piece(cell.text, advances) > widest_piece("\n".join(lines), advances)
            for cell, text in zip(self.table.cells, self.texts, strict=True)
            if not cell.scope and (lines := [line.text for line in text.lines])
        )

    @property
    def stays_whole(self) -> bool:
        """A table of the form does, unless it is to be divided."""
        return not (self.setting.is_list or self.is_divisible)

    def with_depth(self, depth: float) -> SetTable:
        """The table with this space above and below the texts."""
        setting = replace(self.setting, depth=depth)
        return replace(self, setting=setting, heights=row_heights(self.table, self.texts, setting))

    @property
    def least_height(self) -> float:
        """With the least space above and below the texts of all rows."""
        return self.height - max(self.setting.depth - TIGHT_DEPTH, 0.0) * 2 * self.table.rows

    def tightened(self, room: float) -> SetTable:
        """With less space above and below the texts, if it fits into `room` then."""
        depth = self.setting.depth - (self.height - room) / self.table.rows / 2
        return self.with_depth(depth) if room >= self.least_height else self

    @property
    def slack(self) -> float:
        """Up to rows about as high as lines of text."""
        return max(FILLED_DEPTH - self.setting.depth, 0.0) * 2 * self.table.rows

    def loosened(self, by: float) -> SetTable:
        """With more space above and below the texts."""
        return self._deepened(min(by, self.slack) / self.table.rows / 2)

    @property
    def is_open(self) -> bool:
        """There are several ways to set a table of the form."""
        return not (self.setting.is_list or self.is_chosen)

    def ways(self) -> Iterator[SetTable]:
        """Whole, as it is or closer, in the same type or smaller; or divided."""
        chosen = replace(self, is_chosen=True)
        sizes = (size for size in SIZES if LEAST_SIZE <= size <= self.setting.size)
        ways = [chosen, *map(chosen._closest, sizes)]
        yield chosen
        for way in ways[1:]:
            missing = -(way.height + way.around) % PITCH if way.around else 0.0
            yield way._deepened(missing / way.table.rows / 2)
        for way in ways[1:] or ways:
            yield replace(way, is_divisible=True)

    def _closest(self, size: float) -> SetTable:
        """The table in this type size, as close as can be."""
        close = _in_size(self.table, self.setting, self.edges, size)
        drawback = TIGHTER + SMALLER * (self.setting.size - size)
        close = replace(
            self,
            setting=close.setting,
            texts=close.texts,
            heights=close.heights,
            drawback=drawback,
        )
        return close._deepened(TIGHT_DEPTH - LEAST_DEPTH)

    def _deepened(self, by: float) -> SetTable:
        """The table with so much more space above and below the texts of all rows."""
        setting = replace(self.setting, depth=self.setting.depth + by)
        heights = tuple(height + 2 * by for height in self.heights)
        return replace(self, setting=setting, heights=heights)

    def on_grid(self, around: float) -> SetTable:
        """A little lower, where with the space `around` it takes little more than whole lines."""
        over = (self.height + around) % PITCH
        table = replace(self, around=around)
        return table.tightened(self.height - over) if over < MOST_OVER * PITCH else table

    def split(self, room: float, forced: bool) -> tuple[SetTable, SetTable] | None:
        """The rows that fit, and the rest below the same header rows.

        Fewer rows where a label would otherwise stretch the few that are left beside it; hardly
        ever only one or two.
        """
        cut = [pair for pair in zip(self.table.cells, self.texts, strict=True) if pair[0].rows > 1]
        labels = [_Label(cell, text, self._continued(cell, text)) for cell, text in cut]
        ways = []
        for row in _breaks(self.table, forced):
            above, below = self._stretched_by(row, labels)
            blank = room - sum(self.heights[:row]) - above
            if blank >= 0:
                rows = min(row - self.table.header_rows, self.table.rows - row)
                few = FEW_ROWS if rows < LEAST_ROWS else 0.0
                ways.append((blank + STRETCHED * (above + below) + few, -row))
        for _, row in sorted(ways):
            if -row not in self._divided:
                self._divided[-row] = self.part(0, -row), self.part(-row, self.table.rows)
            if self._divided[-row][0].height <= room:
                return self._divided[-row]
        return None

    @cached_property
    def _divided(self) -> dict[int, tuple[SetTable, SetTable]]:
        """The parts by the row that they are divided before: plans divide a table alike."""
        return {}

    def _stretched_by(self, row: int, labels: Iterable[_Label]) -> tuple[float, float]:
        """By how much labels stretch the rows above and below, if it is divided before this row."""
        around = 2 * self.setting.depth
        above = below = 0.0
        for cell, text, continued in labels:
            if cell.row < row < cell.row + cell.rows:
                rows = sum(self.heights[cell.row : row])
                above = max(above, text.height + around - rows)
                rows = sum(self.heights[row : cell.row + cell.rows])
                below = max(below, continued.height + around - rows)
        return above, below

    def part(self, top: int, bottom: int) -> SetTable:
        """These rows as a table of their own: below the header rows, spans cut to what is left.

        A label is repeated in every part that its rows reach into.
        """
        head = self.table.header_rows if top else 0
        in_lines = text_setter(self.setting)
        part: list[tuple[TableCell, SetText, Element | None]] = []
        for cell, text, element in zip(self.table.cells, self.texts, self.elements, strict=True):
            first, last = max(cell.row, top), min(cell.row + cell.rows, bottom)
            if cell.row >= bottom:
                break  # they come row by row
            if cell.row < head:
                part.append((cell, text, None))
            elif first < last:
                row, rows = first - top + head, last - first
                cut = cell
                if (row, rows) != (cell.row, cell.rows):
                    cut = cell._replace(row=row, rows=rows)
                if rows < cell.rows:
                    text = in_lines(cut, self.edges)  # fewer rows have less room
                if cell.row < top and element:
                    text = self._continued(cell, text)
                    cut = cut._replace(text=cell.text + CONTINUED)
                part.append((cut, text, element if cell.row >= top else None))
        part.sort(key=lambda entry: (entry[0].row, entry[0].column))
        cells, texts, elements = zip(*part, strict=True)
        table = replace(self.table, rows=bottom - top + head, cells=cells)
        heights = row_heights(table, texts, self.setting)
        drawback = self.drawback
        if top:
            drawback += DIVIDED if self.table.header_rows else PARTED
        return replace(
            self, table=table, texts=texts, elements=elements, heights=heights, drawback=drawback
        )

    def _continued(self, cell: TableCell, text: SetText) -> SetText:
        """The text of a label that is repeated: that it is stands on a line of its own.

        The blank halves of its brackets may lie beyond the cell.
        """
        advances = self.setting.face.advances
        opening, middle, closing = (advances[ord(character)] for character in CONTINUED)
        ends = opening + closing
        width = self.edges[cell.column + cell.columns] - self.edges[cell.column]
        measure = (width - 2 * self.setting.padding(cell)) / text.size * 1000
        added = [Line(CONTINUED, middle + ends)]
        if middle + ends / 2 > measure:
            added = balance_lines(CONTINUED, advances, measure)
        return text._replace(lines=(*text.lines, *added))

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws the borders, then the cells in reading order."""
        xs = [left + edge for edge in self.edges]
        ys = [top - depth for depth in accumulate(self.heights, initial=0.0)]
        with pen.tagged(None):
            pen.lines(borders_of(self.table, xs, ys), RULE)
        for cell, text, element in zip(self.table.cells, self.texts, self.elements, strict=True):
            if text.lines:
                with pen.tagged(element):
                    self._draw_cell(pen, cell, text, xs, ys)
            if cell.cell_id:
                ends = cell.column + cell.columns, cell.row + cell.rows
                pen.place(cell.cell_id, xs[cell.column], ys[ends[1]], xs[ends[0]], ys[cell.row])

    def _draw_cell(
        self, pen: Pen, cell: TableCell, text: SetText, xs: Sequence[float], ys: Sequence[float]
    ) -> None:
        """Draws the text of one cell in the middle of its height; `xs` and `ys` are all borders."""
        columns = xs[cell.column], xs[cell.column + cell.columns]
        rows = ys[cell.row], ys[cell.row + cell.rows]
        size = text.size
        y = (sum(rows) + text.height - size * (LEADING - ASCENT - DESCENT)) / 2 - size * ASCENT
        for line in text.lines:
            x = (sum(columns) - line.width * size / 1000) / 2
            if text.left is not None:
                x = columns[0] + text.left
            pen.text(x, y, line.text, self.setting.face, size)
            y -= size * LEADING


def set_table(table: Table, face: Face, room: float, area: TypeArea = UPRIGHT) -> SetTable:
    """The table with its measures, not higher than `room` if that can be. Raises PrintRefused."""
    key = (table, face, room, area)
    kept = Kept() if table.is_list else face.kept
    measured = kept.get("table", key, lambda: _measured(*key))
    element, elements = table_element(table)
    return replace(measured, element=element, elements=elements)


def _measured(table: Table, face: Face, room: float, area: TypeArea) -> SetTable:
    """As `set_table`, without elements."""
    table = replace(table, cells=tuple(_printable(cell, table, face) for cell in table.cells))
    setting = Setting(face, area, left_labels(table), table.is_list)
    if table.is_list:
        edges = form_edges(table, setting)
        depth = HAND_DEPTH if table.by_hand else DIVIDED_DEPTH
        return _set(table, replace(setting, depth=depth), edges)
    edges = edges_by_need(table, setting)
    in_size = partial(_in_size, table, setting, edges)
    first = bisect_left(SIZES, True, key=lambda size: in_size(size).height <= room)
    if first == len(SIZES):
        setting = replace(setting, depth=DIVIDED_DEPTH)
        return _set(table, setting, edges_by_need(table, setting, is_divided=True))
    fitting = in_size(SIZES[first])
    depth = LEAST_DEPTH + (room - fitting.height) / table.rows / 2
    return fitting.with_depth(min(depth, MOST_DEPTH))


def _printable(cell: TableCell, table: Table, face: Face) -> TableCell:
    words = " ".join(cell.text.split())[:FIRST_WORDS]
    text = face.printable(cell.text, f"表“{table.title}”写着“{words}”的一格里")
    return cell if text == cell.text else cell._replace(text=text)


def _in_size(table: Table, setting: Setting, edges: tuple[float, ...], size: float) -> SetTable:
    """As `_set`, in this type size and as close as a table of that size is set first."""
    key = (table, replace(setting, size=size, depth=LEAST_DEPTH), edges)
    return setting.face.kept.get("size", key, lambda: _set(*key))


def _set(table: Table, setting: Setting, edges: tuple[float, ...]) -> SetTable:
    """The table between these column edges, all its figures in one size."""
    in_lines = text_setter(setting)
    texts = tuple(in_lines(cell, edges) for cell in table.cells)
    figures = [text.size for cell, text in zip(table.cells, texts, strict=True) if not cell.scope]
    if min(figures, default=setting.size) < max(figures, default=setting.size):
        in_lines = text_setter(setting, min(figures))
        texts = tuple(in_lines(cell, edges) for cell in table.cells)
    heights = row_heights(table, texts, setting)
    return SetTable(table, Element("Table"), (), setting, edges, texts, heights)


def _breaks(table: Table, forced: bool) -> list[int]:
    """The rows before which the table can be divided, last first: below a row with data.

    Unless forced, a table of several with captions of their own is only divided between these,
    and one with header rows between the groups of its rows, neither part with one row alone.
    """
    data = [cell for cell in table.cells if not cell.scope]
    below = {cell.row + cell.rows for cell in data} - {table.rows}
    inside = {row for cell in data for row in range(cell.row + 1, cell.row + cell.rows)}
    captions = below - {cell.row for cell in data}
    rows = below if forced or not captions else captions
    if not forced:
        groups = [cell for cell in table.cells if cell.scope == "Row" and cell.column]
        inside |= {row for cell in groups for row in range(cell.row + 1, cell.row + cell.rows)}
        if table.header_rows:
            inside |= {table.header_rows + 1, table.rows - 1}
    return sorted(rows - inside, reverse=True)
