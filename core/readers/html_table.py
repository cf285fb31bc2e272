"""The table of a page to a grid, as a browser forms it, or to what it merely lays out.

Source: HTML Living Standard, 4.9.12, Processing model, for spans and their limits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from core.readers.contents import Block, Grid, GridCell, Paragraph
from core.record import record
from core.refusal import Refused

MOST_COLUMNS = 1000  # that a cell can span
MOST_SLOTS = 500_000  # places in one table; 30 rows of 10 columns are usual
LONGEST_LABEL = 60  # characters; a longer text alone in its row is a paragraph
OVERLAP = "这里的合并单元格互相重叠，可能错位。"
FIRST, MIDDLE, LAST = range(3)  # where a group of rows is shown


class TableRefused(Refused):
    """The table is too large for a report's; the message goes on from the file's name."""


@dataclass
class TableCell:
    """A cell as it is written: what is in it, and how many rows and columns it asks for.

    `rows` is 0 for all that follow in its group.
    """

    blocks: list[Block] = field(default_factory=list)
    rows: int = 1
    columns: int = 1
    indent: int = 0


@record
class _Placed:
    cell: TableCell
    row: int
    column: int
    rows: int
    columns: int
    doubt: str = ""


class Table:
    """A table that is being read, row by row."""

    def __init__(self) -> None:
        self._groups: list[tuple[int, list[list[TableCell]]]] = []

    def begin_group(self, place: int) -> None:
        """The rows from here on stand together: one group at the top, one at the foot."""
        taken = {taken for taken, _ in self._groups}
        self._groups.append((place if place not in taken else MIDDLE, []))

    def begin_row(self) -> None:
        """The cells from here on stand in one row."""
        if not self._groups:
            self.begin_group(MIDDLE)
        self._groups[-1][1].append([])

    def add(self, cell: TableCell) -> None:
        """A cell behind the last one, in a row that has begun or begins with it."""
        if not self._groups or not self._groups[-1][1]:
            self.begin_row()
        self._groups[-1][1][-1].append(cell)

    def blocks(self) -> list[Block]:
        """The table as one grid, or what is in it where it lays out paragraphs and other tables.

        Nothing where no text is in it.
        """
        placed = list(self._placed())
        if not any(item.cell.blocks for item in placed):
            return []
        return [block for part in _parts(_without_empty_lines(placed)) for block in _blocks(part)]

    def _placed(self) -> Iterator[_Placed]:
        top = slots = 0
        for _, rows in sorted(self._groups, key=lambda group: group[0]):
            taken: dict[int, int] = {}  # column → the first row below what hangs into it
            for row, cells in enumerate(rows):
                column = 0
                for cell in cells:
                    while taken.get(column, 0) > row:
                        column += 1
                        slots += 1
                    height = min(cell.rows or len(rows), len(rows) - row)
                    wanted = max(1, min(cell.columns, MOST_COLUMNS))
                    width = next(
                        (n for n in range(wanted) if taken.get(column + n, 0) > row), wanted
                    )
                    slots += width
                    if slots > MOST_SLOTS:
                        raise TableRefused("里的表格太大，不会是年报，没有打开；请另选一个文件。")
                    taken.update(dict.fromkeys(range(column, column + width), row + height))
                    doubt = OVERLAP if width < wanted else ""
                    yield _Placed(cell, top + row, column, height, width, doubt)
                    column += width
            top += len(rows)


def _parts(placed: list[_Placed]) -> Iterator[list[_Placed]]:
    """The table itself, or the rows between those that hold a paragraph, where it lays out a page.

    It does where a row that is one cell has a long text or a table in it, and rows of several
    cells come after it: spreadsheets saved as pages have all their prose so.
    """
    width = max(item.column + item.columns for item in placed)
    alone = {item.row for item in placed if item.columns == width and item.rows == 1}
    last = max((item.row for item in placed if item.row not in alone), default=-1)
    if not any(item.row in alone and item.row < last and _is_prose(item) for item in placed):
        yield placed
        return
    for is_alone, part in groupby(placed, key=lambda item: item.row in alone):
        if is_alone:
            yield from ([item] for item in part)
        else:
            yield _without_empty_lines(list(part))


def _is_prose(item: _Placed) -> bool:
    blocks = item.cell.blocks
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    return len(texts) < len(blocks) or any(
        len(text) > LONGEST_LABEL or text.endswith("。") for text in texts
    )


def _blocks(placed: list[_Placed]) -> list[Block]:
    """One grid, or what is in the cells where they stand in one column or have tables in them."""
    inside = [block for item in placed for block in item.cell.blocks]
    if len({item.column for item in placed}) == 1:
        return inside
    cells: list[GridCell] = []
    for item in placed:
        grid = next((block for block in item.cell.blocks if isinstance(block, Grid)), None)
        if grid is None:
            cells.append(_grid_cell(item))
        elif item.cell.blocks == [grid] and (grid.rows, grid.columns) == (item.rows, item.columns):
            cells += (_moved(cell, item) for cell in grid.cells)
        else:
            return inside
    return [Grid(tuple(cells))]


def _without_empty_lines(placed: list[_Placed]) -> list[_Placed]:
    """The same without the columns and rows in which no cell begins, which have no width."""
    rows = sorted({item.row for item in placed})
    columns = sorted({item.column for item in placed})
    return [
        replace(
            item,
            row=bisect_left(rows, item.row),
            column=bisect_left(columns, item.column),
            rows=_between(rows, item.row, item.row + item.rows),
            columns=_between(columns, item.column, item.column + item.columns),
        )
        for item in placed
    ]


def _between(lines: list[int], start: int, end: int) -> int:
    return bisect_left(lines, end) - bisect_left(lines, start)


def _grid_cell(item: _Placed) -> GridCell:
    paragraphs: Iterable[Paragraph] = (
        block for block in item.cell.blocks if isinstance(block, Paragraph)
    )
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    return GridCell(
        text, item.row, item.column, item.rows, item.columns, item.doubt, item.cell.indent
    )


def _moved(cell: GridCell, item: _Placed) -> GridCell:
    return replace(cell, row=item.row + cell.row, column=item.column + cell.column)
