"""Where a table of the form stands in a grid: its lines found by their names, down and across.

A grid may hold several tables, and a table stand in several grids. A part has one header, or the
columns of the part before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.matching.axes import View
from core.matching.columns import (
    columns_of,
    filled_in,
    filled_up,
    in_order,
    same_columns,
    starts_of,
    without_repeats,
)
from core.matching.labels import label_of
from core.matching.matrix import Matrix, kind_of
from core.matching.pieces import (
    ASKEW,
    EXACT,
    GARBLED,
    NAMED,
    NO_HEADER,
    SEVERAL,
    Column,
    Header,
    Line,
    Part,
    figures_in,
)
from core.matching.rows import (
    flat_lines,
    fragments,
    joined,
    line_of,
    lines_of,
    named_above,
    read_row,
    with_contexts,
)
from core.readers.contents import GridCell
from core.record import record

_FEW = 2  # lines that a table of the form may have


@dataclass
class Segment:
    """Rows of a grid under one header."""

    header: Header
    rows: list[int] = field(default_factory=list)
    repeats: bool = False  # begins where lines begin anew, under the same header
    captions: tuple[str, ...] = ()  # lines over it, the nearest first


@record
class Found:
    """What a grid has of a view; `open` is a header at its end without anything below."""

    parts: tuple[Part, ...]
    open: tuple[Header, ...]


def parts_in(
    matrix: Matrix,
    view: View,
    before: Part | None,
    pending: tuple[Header, ...],
    captions: Sequence[str] = (),
) -> Found:
    """The parts of a table in a grid, which may go on with the part or header before it.

    `captions` are the lines over the grid, the nearest first.
    """
    parts: list[Part] = []
    for number, segment in enumerate(_segments(matrix, view)):
        over = pending if number == 0 else ()
        if not segment.rows:
            return Found(tuple(parts), (*over, segment.header))
        continued = before if number == 0 and not (segment.header.rows or over) else None
        segment.captions = (*_captions(matrix, segment), *captions)
        part = _part(matrix, view, segment, continued, over, before if number == 0 else None)
        if part:
            parts.append(part)
    return Found(tuple(parts), ())


def _segments(matrix: Matrix, view: View) -> Iterator[Segment]:
    segment = Segment(Header(matrix))
    seen: set[int] = set()
    for row in range(matrix.rows):
        cells = matrix.beginning(row)
        if not matrix.texts(cells):
            continue
        if is_header(cells, view):
            if segment.rows:
                yield segment
                segment, seen = Segment(Header(matrix)), set()
            segment.header = Header(matrix, (*segment.header.rows, row))
            continue
        line = _certain_line(cells, view)
        is_fragment = line is None and not figures_in(cells)
        if segment.header.rows and not segment.rows and is_fragment and len(cells) > 1:
            segment.header = Header(matrix, (*segment.header.rows, row))
            continue
        if line is not None and line in seen:
            yield segment
            segment, seen = Segment(segment.header, repeats=True), set()
        if line is not None:
            seen.add(line)
        segment.rows.append(row)
    if segment.rows or segment.header.rows:
        yield segment


def _captions(matrix: Matrix, segment: Segment) -> Iterator[str]:
    """The text that stands alone in the row over the header."""
    above = min(segment.header.rows, default=0) - 1
    texts = set(matrix.texts(matrix.beginning(above)))
    if len(texts) == 1 and not matrix.turned:
        yield texts.pop()


def is_header(cells: Sequence[GridCell], view: View) -> bool:
    """Whether the cells of a row name columns of the view rather than one of its rows."""
    if figures_in(cells):
        return False
    words = [label_of(cell.text).words for cell in cells if kind_of(cell.text) == "words"]
    hits = sum(view.across.best(text) >= NAMED for text in words)
    named = max((view.down.best(text) for text in words), default=0.0)
    return hits > 1 or (hits == 1 and named < NAMED)


def _certain_line(cells: Sequence[GridCell], view: View) -> int | None:
    """The line that one of the cells names exactly, where no other line goes by that name."""
    for cell in cells:
        if kind_of(cell.text) in ("blank", "figure"):
            continue
        fits = view.down.likeness(label_of(cell.text).words)
        lines = [
            node.line
            for node, fit in zip(view.down.nodes, fits, strict=True)
            if fit >= EXACT and node.line >= 0
        ]
        if len(lines) == 1:
            return lines[0]
    return None


def _part(
    matrix: Matrix,
    view: View,
    segment: Segment,
    before: Part | None,
    pending: tuple[Header, ...],
    earlier: Part | None,
) -> Part | None:
    rows = [read_row(matrix, row, first=i == 0) for i, row in enumerate(segment.rows)]
    rows = with_contexts(matrix, rows)
    header = segment.header
    if pending and not header.rows:
        header = Header(matrix, tuple(fragments(rows, view)))
        rows = [row for row in rows if row.row not in header.rows]
    completes = None
    if before and rows:
        rows, completes = joined(rows, before, view)
    if header.rows:
        rows = named_above(matrix, rows, segment.captions, view)
    lines = flat_lines(rows, view) if view.is_flat else lines_of(rows, view)
    if not lines:
        return None
    headers = [*pending, header] if header.rows or pending else []
    if headers:
        lines = without_repeats(lines, headers, matrix)
    columns = _columns(headers, lines, matrix, view, earlier if headers else before)
    if not any(column.line is not None for column in columns):
        return None
    taken = {line.row for line in lines}
    others = tuple(
        line_of(row, -1, 0.0) for row in rows if row.row not in taken and row.has_figures
    )
    lines = _doubted(lines, others, columns, matrix)
    reach = tuple(segment.rows)
    part = Part(view, matrix, header, tuple(lines), tuple(columns), others, reach, completes)
    return part if _is_one(part, bool(headers), before) else None


def _columns(
    headers: Sequence[Header], lines: list[Line], matrix: Matrix, view: View, before: Part | None
) -> list[Column]:
    """The columns by the last header, by all where that does not tell, or by the part before."""
    starts, filled = starts_of(lines, matrix), filled_in(lines, matrix)
    if not headers:
        known = same_columns(before, starts, matrix) if before else None
        return in_order(starts, view, NO_HEADER) if known is None else known
    columns: list[Column] = []
    if headers[-1].rows:
        columns = columns_of(headers[-1:], starts, filled, view)
    if len(headers) > 1 and _are_unsure(columns):
        columns = columns_of(headers, starts, filled, view)
    if before and _are_unsure(columns):
        columns = filled_up(columns, same_columns(before, starts, matrix))
    return columns


def _are_unsure(columns: Sequence[Column]) -> bool:
    return not columns or any(column.doubt or column.line is None for column in columns)


def _doubted(
    lines: list[Line], others: Sequence[Line], columns: Sequence[Column], matrix: Matrix
) -> list[Line]:
    """The lines, in doubt where the grid as a whole does not hold together."""
    if matrix.turned and _is_sheared(matrix, [column.start for column in columns]):
        lines = [replace(line, doubt=line.doubt or ASKEW) for line in lines]
    last = max(line.row for line in lines)
    between = [line for line in others if line.row < last]
    several = sum(line.doubt == SEVERAL for line in lines)
    if several > 1 or len(between) > len(lines) > _FEW:
        lines = [replace(line, doubt=line.doubt or GARBLED) for line in lines]
    return lines


def _is_sheared(matrix: Matrix, starts: Sequence[int]) -> bool:
    """Whether columns begin and end at different rows, so that a row is none any more."""
    firsts: dict[int, int] = {}
    ends: dict[int, int] = {}
    for row in range(matrix.rows):
        for cell in matrix.across(row):
            column = matrix.column(cell)
            ends[column] = row
            if kind_of(cell.text) == "figure":
                firsts.setdefault(column, row)
    filled = [start for start in starts if start in firsts]
    apart = [len({places[start] for start in filled}) > 1 for places in (firsts, ends)]
    return all(apart)


def _is_one(part: Part, headed: bool, before: Part | None) -> bool:
    """Whether so much was found that this is the table, not one that shares a word with it."""
    if before:
        return True
    lines = [line.likeness for line in part.lines]
    columns = [c.likeness for c in part.columns if c.line is not None]
    if any(column.doubt == ASKEW for column in part.columns):
        columns = [1.0] * len(columns)
    if part.view.is_flat:
        return headed and len(columns) * 2 > part.view.across.lines
    if not headed:
        return len(lines) * 2 > part.view.down.lines and max(lines) >= 0.9
    few_lines = part.view.down.lines <= 3
    return max(columns) >= NAMED and (
        max(lines) >= 0.8 if few_lines else len(lines) >= 3 or len(columns) >= 3
    )
