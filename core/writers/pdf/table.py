"""Tables: rows as high as their text, cells that span, and parts that stand by themselves.

Lengths are points; y grows upwards.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate, groupby

from core.document.blocks import Role, Scope, Table, TableCell
from core.writers.pdf.faces import ASCENT, DESCENT, Face
from core.writers.pdf.lines import Line, balance_lines, widest_piece
from core.writers.pdf.page import MEASURE, Pen
from core.writers.pdf.structure import Element, table_element

RULE = 0.5
LEADING = 1.25
# Beside the text of a cell; more beside a label that is set to the left.
PADDING = 1.0
LABEL_PADDING = 3.0
# The largest type with which a table fits on one page is taken; in a table that no one fits,
# the first. What is left of the page goes above and below the text of each cell, up to a limit.
SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
LEAST_DEPTH = 1.5
MOST_DEPTH = 5.0
# Rows may come this close so that a table ends on its page.
TIGHT_DEPTH = 2.0
DIVIDED_DEPTH = 3.0
# A table with a row label of more characters than this has its row labels set to the left.
LONG_LABEL = 12
# A number that is too wide for its column is set smaller, down to this, before it is broken.
SMALLEST = 6.0
SPACE = (3.0, 8.0)
# So many characters name a cell in a refusal.
FIRST_WORDS = 12


@dataclass(frozen=True)
class Setting:
    """What all parts of a table have in common.

    `size` is that of the type, `depth` the space above and below the text of a cell. Row labels
    that end at column `left_labels` are set to the left; 0 if none are.
    """

    face: Face
    left_labels: int
    size: float = SIZES[0]
    depth: float = LEAST_DEPTH


@dataclass(frozen=True)
class SetText:
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


@dataclass(frozen=True)
class SetTable:
    """A table, or a part of one, whose rows and columns have their measures.

    `texts` are those of `table.cells`, and so are `elements`: None for a cell that stands in an
    earlier part already. `edges` are the distances of the column borders from the left, and
    `heights` those of the rows. All parts of a table have the same `element`.
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

    @property
    def role(self) -> Role:
        """That of the block."""
        return self.table.role

    @property
    def place(self) -> str:
        """The table's name, for a refusal."""
        return f"表“{self.table.title}”里"

    @property
    def height(self) -> float:
        """All rows."""
        return sum(self.heights)

    @property
    def stays_whole(self) -> bool:
        """A header is repeated only where there is no other way."""
        return self.table.header_rows > 0

    def with_depth(self, depth: float) -> SetTable:
        """The table with this space above and below the texts."""
        setting = replace(self.setting, depth=depth)
        return replace(self, setting=setting, heights=_heights(self.table, self.texts, setting))

    def tightened(self, room: float) -> SetTable:
        """With less space above and below the texts, if it fits into `room` then."""
        depth = self.setting.depth - (self.height - room) / self.table.rows / 2
        return self.with_depth(depth) if depth >= TIGHT_DEPTH else self

    def split(self, room: float, forced: bool) -> tuple[SetTable, SetTable] | None:
        """As many rows as fit, and the rest below the same header rows."""
        for row in _breaks(self.table, forced):
            part = self._part(0, row)
            if part.height <= room:
                return part, self._part(row, self.table.rows)
        return None

    def _part(self, top: int, bottom: int) -> SetTable:
        """These rows as a table of their own: below the header rows, spans cut to what is left.

        A label is repeated in every part that its rows reach into.
        """
        head = self.table.header_rows if top else 0
        part: list[tuple[TableCell, SetText, Element | None]] = []
        for cell, text, element in zip(self.table.cells, self.texts, self.elements, strict=True):
            first, last = max(cell.row, top), min(cell.row + cell.rows, bottom)
            if cell.row < head:
                part.append((cell, text, None))
            elif first < last:
                cut = replace(cell, row=first - top + head, rows=last - first)
                part.append((cut, text, element if cell.row >= top else None))
        part.sort(key=lambda entry: (entry[0].row, entry[0].column))
        cells, texts, elements = zip(*part, strict=True)
        table = replace(self.table, rows=bottom - top + head, cells=cells)
        heights = _heights(table, texts, self.setting)
        return replace(self, table=table, texts=texts, elements=elements, heights=heights)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws the borders, then the cells in reading order."""
        xs = [left + edge for edge in self.edges]
        ys = [top - depth for depth in accumulate(self.heights, initial=0.0)]
        with pen.tagged(None):
            pen.lines(_borders(self.table, xs, ys), RULE)
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


def set_table(table: Table, face: Face, room: float) -> SetTable:
    """The table with its measures, not higher than `room` if that can be. Raises PrintRefused."""
    table = replace(table, cells=tuple(_printable(cell, table, face) for cell in table.cells))
    setting = Setting(face, _left_labels(table))
    in_size = cache(lambda size: _set(table, replace(setting, size=size)))
    first = bisect_left(SIZES, True, key=lambda size: in_size(size).height <= room)
    if first == len(SIZES):
        return in_size(SIZES[0]).with_depth(DIVIDED_DEPTH)
    fitting = in_size(SIZES[first])
    depth = LEAST_DEPTH + (room - fitting.height) / table.rows / 2
    return fitting.with_depth(min(depth, MOST_DEPTH))


def _printable(cell: TableCell, table: Table, face: Face) -> TableCell:
    words = " ".join(cell.text.split())[:FIRST_WORDS]
    text = face.printable(cell.text, f"表“{table.title}”写着“{words}”的一格里")
    return cell if text == cell.text else replace(cell, text=text)


def _left_labels(table: Table) -> int:
    """The first column with data, if a label just before it is long."""
    column = min((cell.column for cell in table.cells if not cell.scope), default=0)
    is_long = any(
        len(cell.text) > LONG_LABEL
        for cell in table.cells
        if cell.scope == "Row" and cell.column + cell.columns == column
    )
    return column if is_long else 0


def _set(table: Table, setting: Setting) -> SetTable:
    scale = MEASURE / sum(table.widths)
    edges = tuple(edge * scale for edge in accumulate(table.widths, initial=0))
    in_lines = _text_setter(setting)
    texts = []
    for cell in table.cells:
        end = cell.column + cell.columns
        is_left = cell.scope == "Row" and end == setting.left_labels
        texts.append(in_lines(cell.text, edges[end] - edges[cell.column], cell.scope, is_left))
    heights = _heights(table, texts, setting)
    element, elements = table_element(table.cells)
    return SetTable(table, element, elements, setting, edges, tuple(texts), heights)


def _text_setter(setting: Setting) -> Callable[[str, float, Scope | None, bool], SetText]:
    """Sets texts in lines as wide as their cells, equal ones once."""
    advances = setting.face.advances

    @cache
    def in_lines(text: str, width: float, scope: Scope | None, is_left: bool) -> SetText:
        padding = LABEL_PADDING if is_left else PADDING
        width, size = width - 2 * padding, setting.size
        if not scope and (widest := widest_piece(text, advances)) * size / 1000 > width:
            size = max(SMALLEST, width / widest * 1000 // 0.5 * 0.5)
        lines = balance_lines(text, advances, width / size * 1000)
        return SetText(lines, size, padding if is_left else None)

    return in_lines


def _heights(table: Table, texts: Sequence[SetText], setting: Setting) -> tuple[float, ...]:
    """The height of each row: what its cells need, and a share of what spanning cells need."""
    heights = [setting.size * LEADING + 2 * setting.depth] * table.rows
    for cell, text in sorted(zip(table.cells, texts, strict=True), key=lambda pair: pair[0].rows):
        rows = range(cell.row, cell.row + cell.rows)
        missing = text.height + 2 * setting.depth - sum(heights[row] for row in rows)
        if missing > 0:
            for row in rows:
                heights[row] += missing / cell.rows
    return tuple(heights)


def _breaks(table: Table, forced: bool) -> list[int]:
    """The rows before which the table can be divided, last first: below a row with data.

    A table of several with captions of their own is only divided between these, unless forced.
    """
    data = [cell for cell in table.cells if not cell.scope]
    below = {cell.row + cell.rows for cell in data} - {table.rows}
    inside = {row for cell in data for row in range(cell.row + 1, cell.row + cell.rows)}
    captions = below - {cell.row for cell in data}
    rows = below if forced or not captions else captions
    return sorted(rows - inside, reverse=True)


def _borders(
    table: Table, xs: Sequence[float], ys: Sequence[float]
) -> Iterator[tuple[float, float, float, float]]:
    """The lines around all cells, each as long as it can be."""
    owners = {
        (row, column): number
        for number, cell in enumerate(table.cells)
        for row in range(cell.row, cell.row + cell.rows)
        for column in range(cell.column, cell.column + cell.columns)
    }
    rows, columns = range(table.rows), range(len(table.widths))
    for row in range(table.rows + 1):
        drawn = [owners.get((row - 1, c)) != owners.get((row, c)) for c in columns]
        for start, end in _runs(drawn):
            yield xs[start], ys[row], xs[end], ys[row]
    for column in range(len(table.widths) + 1):
        drawn = [owners.get((r, column - 1)) != owners.get((r, column)) for r in rows]
        for start, end in _runs(drawn):
            yield xs[column], ys[start], xs[column], ys[end]


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of true values."""
    place = 0
    for value, run in groupby(flags):
        start, place = place, place + len(list(run))
        if value:
            yield start, place
