"""The readings of a part: which figure stands in which cell of the form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.forms.definition import Form
from core.matching.figures import figure_in
from core.matching.matrix import kind_of
from core.matching.pieces import Column, Line, Part
from core.matching.reading import CellReading, TextReading, Unplaced
from core.readers.contents import GridCell
from core.refusal import one_line

TOO_MANY = "这一行的数与各列对不上（{count}个数，{columns}列），没有读。"
ONE_MORE = "这一行多出一个数，是按与总计相符的读的。"
MERGED = "这里是合并的格，分不清是哪一格的数。"
_TEXT = 80  # characters of a row that is shown as not placed


@dataclass
class Read:
    """What was read of a table: a reading for each cell that is not blank, and the rest."""

    cells: dict[str, CellReading] = field(default_factory=dict)
    notes: list[TextReading] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)


def read_part(part: Part, form: Form) -> Read:
    """All that stands in the lines of a part."""
    read = Read()
    for line in part.lines:
        _read_line(part, line, form, read)
    for line in part.others:
        read.unplaced.append(row_of(part, line))
    return read


def sums_of(part: Part) -> tuple[int, int]:
    """How many of the lines with figures in all columns add up along the line, and how many not."""
    held = failed = 0
    has_all = {column.line for column in part.columns} >= set(range(part.view.across.lines))
    for line in part.lines if has_all else ():
        texts = [cell.text.strip() for _, cell in _by_place(part, line) or ()]
        if len(texts) == len(part.columns) and all(t.isascii() and t.isdigit() for t in texts):
            is_told = any(map(int, texts))
            held += is_told and _adds_up(part, texts)
            failed += is_told and not _adds_up(part, texts)
    return held, failed


def row_of(part: Part, line: Line) -> Unplaced:
    """A row of the grid with its figures, as what has no place."""
    texts = (line.text, *(cell.text for cell in line.cells))
    words = one_line(" ".join(" ".join(text.split()) for text in texts if text.strip()), _TEXT)
    spot = part.matrix.spot(line.cells[0]) if line.cells else None
    return Unplaced(words, part.matrix.grid.where, spot)


def _read_line(part: Part, line: Line, form: Form, read: Read) -> None:
    filled = [cell for cell in line.cells if cell.text.strip()]
    if not any(cell.text.strip() or cell.doubt for cell in line.cells):
        return
    pairs = _by_place(part, line)
    if pairs is None and len(filled) == len(part.columns) and _are_single(filled):
        pairs = _in_order(part, line, filled)
    if pairs is None and len(filled) == len(part.columns) + 1 and _are_single(filled):
        pairs = _by_sum(part, filled)
        if pairs:
            line = replace(line, doubt=line.doubt or ONE_MORE)
    if pairs is None:
        _read_none(part, line, filled, read)
        return
    for column, cell in pairs:
        _read_cell(part, line, column, cell, form, read)


def _by_place(part: Part, line: Line) -> list[tuple[Column, GridCell]] | None:
    """Each column with its cell; None where cells stand elsewhere, or are fewer."""
    matrix = part.matrix
    starts = {column.start for column in part.columns}
    begin = {matrix.column(cell): cell for cell in line.cells}
    if any(start not in starts for start, cell in begin.items() if cell.text.strip()):
        return None
    pairs = []
    for column in part.columns:
        cell = matrix.at(line.row, column.start)
        if cell in line.cells and cell:
            pairs.append((column, cell))
        elif not (_is_ragged(part) and column.start > max(begin)):
            return None
    return pairs


def _in_order(
    part: Part, line: Line, filled: Sequence[GridCell]
) -> list[tuple[Column, GridCell]] | None:
    """The columns with the cells of a row that has moved as a whole; None where it has not.

    Where a column is blank, and a figure stands elsewhere, that may be another column's.
    """
    starts = {column.start for column in part.columns}
    is_blank = any(
        part.matrix.column(cell) in starts and not cell.text.strip() for cell in line.cells
    )
    texts = [cell.text.strip() for cell in filled]
    if is_blank and not (_adds_up(part, texts) and any(map(int, texts))):  # zeros prove nothing
        return None
    return list(zip(part.columns, filled, strict=True))


def _is_ragged(part: Part) -> bool:
    """Whether rows end where they have nothing more, as lines of text do; one short row is odd."""
    ends = [max(map(part.matrix.column, line.cells)) for line in part.lines if line.cells]
    short = [end for end in ends if end < max(ends)]
    return len(short) >= 3 and len(set(short)) >= 2


def _by_sum(part: Part, filled: Sequence[GridCell]) -> list[tuple[Column, GridCell]] | None:
    """The columns with their cells where one figure is too many, if the total leaves one way."""
    ways: dict[tuple[str, ...], list[GridCell]] = {}
    for i in range(len(filled)):
        kept = [*filled[:i], *filled[i + 1 :]]
        texts = tuple(cell.text.strip() for cell in kept)
        if _adds_up(part, texts):
            ways[texts] = kept
    if len(ways) != 1:
        return None
    (cells,) = ways.values()
    return list(zip(part.columns, cells, strict=True))


def _adds_up(part: Part, texts: Sequence[str]) -> bool:
    """Whether the figures of a line, one for each column, add up to its totals."""
    columns = part.view.table.columns
    if part.view.is_flat or not all(text.isascii() and text.isdigit() for text in texts):
        return False
    by_id = {
        columns[column.line].id: int(text)
        for column, text in zip(part.columns, texts, strict=True)
        if column.line is not None
    }
    totals = [column for column in columns if column.sum_of]
    return bool(totals) and all(
        {total.id, *total.sum_of} <= by_id.keys()
        and by_id[total.id] == sum(by_id[addend] for addend in total.sum_of)
        for total in totals
    )


def _are_single(cells: Sequence[GridCell]) -> bool:
    return all(kind_of(cell.text) in ("figure", "doubtful") for cell in cells)


def _read_none(part: Part, line: Line, filled: Sequence[GridCell], read: Read) -> None:
    """Every cell of the line marked, with what stands there."""
    whole = row_of(part, line)
    doubt = TOO_MANY.format(count=len(filled), columns=len(part.columns))
    read.unplaced.append(whole)
    for column in part.columns:
        if column.line is not None:
            cell_id = part.view.cells[line.line][column.line]
            where = _where(part, line, column)
            read.cells[cell_id] = CellReading(cell_id, "", whole.text, where, doubt, whole.spot)


def _read_cell(
    part: Part, line: Line, column: Column, cell: GridCell, form: Form, read: Read
) -> None:
    matrix = part.matrix
    where, spot = _where(part, line, column), matrix.spot(cell)
    text = cell.text.strip()
    if not (text or cell.doubt):  # a formula without its result is blank, but in doubt
        return
    if column.line is None:
        if kind_of(text) != "blank":
            read.unplaced.append(Unplaced(one_line(text, _TEXT), where, spot))
        return
    cell_id = part.view.cells[line.line][column.line]
    if _is_merged(part, cell):
        read.cells[cell_id] = CellReading(cell_id, "", text, where, MERGED, spot)
        return
    figure = figure_in(cell.text, form.cells[cell_id], column.text)
    if figure.value or figure.doubt or (cell.doubt and not text):
        # Where the sum has told the columns, it does not matter how the figures stand.
        place = "" if line.doubt == ONE_MORE else cell.doubt
        doubts = dict.fromkeys((place, figure.doubt, line.doubt, column.doubt))
        doubt = "".join(doubt for doubt in doubts if doubt)
        read.cells[cell_id] = CellReading(cell_id, figure.value, text, where, doubt, spot)
    if figure.note:
        doubt = line.doubt or column.doubt
        note = TextReading(f"notes.{cell_id}", figure.note, where, doubt, (matrix.block,))
        read.notes.append(note)


def _is_merged(part: Part, cell: GridCell) -> bool:
    """Whether a cell of figures reaches over several lines or columns."""
    matrix = part.matrix
    rows = {line.row for line in part.lines} | {line.row for line in part.others}
    first, left = matrix.row(cell), matrix.column(cell)
    over = [row for row in rows if first <= row < first + matrix.height(cell)]
    beside = [c for c in part.columns if left <= c.start < left + matrix.width(cell)]
    return len(over) > 1 or len(beside) > 1


def _where(part: Part, line: Line, column: Column) -> str:
    return "，".join(filter(None, (part.matrix.grid.where, "".join(_names(part, line, column)))))


def _names(part: Part, line: Line, column: Column) -> Iterator[str]:
    down, across = _short(line.text), _short(column.text)
    if part.matrix.turned:
        down, across = across, down
    if down:
        yield f"“{down}”行"
    if across:
        yield f"“{across}”列"


def _short(text: str) -> str:
    return one_line("".join(text.split()), 30)
