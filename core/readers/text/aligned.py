"""Tables set with spaces: what stands below one another on the screen is a column.

The values say where the columns are. Labels in front of them begin at some steps, each of which is
a column too, and a label goes on up to the next one. Where a value is not in line with those above
and below, it is in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.chinese.numbering import heading_of
from core.readers.contents import GridCell
from core.readers.text.rows import MOST_COLUMNS, MOST_ROWS, Field, is_value, spaced_fields

_GLUED = re.compile(r"(.*[^\x00-\x7f\s])([-+]?\d[\d,.]*)")
_SENTENCE = re.compile(r"[。；]")
_MOST_STEPS = 6  # of labels
_SET_IN = 8  # columns of the screen: so far in begins a head by itself, or the rest of a label
_LONGEST_PART = 40
_LOOSE = "这个数没有与上下的数对齐，说不准在哪一列，请对照原件。"

Row = list[Field]


class _Column(NamedTuple):
    """A column of values, from where to where, and what they have in line.

    `edges` are what most have in line, and where: 0 for their beginnings, 1 for their ends, 2 for
    both added up.
    """

    start: int
    end: int
    edges: tuple[tuple[int, int], ...]
    values: int

    def under(self, field: Field) -> bool:
        """Whether a field stands above or below it."""
        return _over(field, (self.start, self.end))

    def lines_up(self, field: Field) -> bool:
        """Whether a value in it is in line with the others."""
        own = _edges(field)
        return any(abs(own[edge] - at) <= edge // 2 for edge, at in self.edges)


def is_set_in(line: str) -> bool:
    """Whether a line by itself may be a head over part of a table, or go on with a label."""
    return line.startswith(" " * _SET_IN) and _is_part(line)


def is_rest(line: str, following: str) -> bool:
    """Whether a line by itself below a row may go on with its label: above a row with values."""
    return _is_part(line) and bool(_values(spaced_fields(following)))


def _is_part(line: str) -> bool:
    text = line.strip()
    return 0 < len(text) <= _LONGEST_PART and not _SENTENCE.search(text) and not heading_of(text)


def aligned_cells(lines: Sequence[str]) -> tuple[GridCell, ...] | None:
    """The cells of the table that lines are, at most 2,000 rows; None where they are none.

    Quotation marks and dashes are as wide as Chinese on some screens: as they are in line here.
    """
    best: tuple[GridCell, ...] | None = None
    fewest = 0
    rows: list[Row] = []
    for wide in ("WF", "WFA"):
        if rows == (rows := [spaced_fields(line, wide) for line in lines[:MOST_ROWS]]):
            continue
        begins = len({field.start for row in rows for field in row})
        if best is None or begins < fewest:
            cells = _cells(rows)
            if cells is not None:
                best, fewest = cells, begins
    return best


def _cells(rows: list[Row]) -> tuple[GridCell, ...] | None:
    columns = _columns(rows)
    if not columns or len(columns) > MOST_COLUMNS - _MOST_STEPS:
        return None
    rows = [list(_unglued(row, columns)) for row in rows]
    head = next(at for at, row in enumerate(rows) if _values(row))
    if not all(_is_sound(column, rows, head) for column in columns):
        return None
    rows, head = _with_whole_labels(rows, columns, head)
    labels = [
        [field for field in row if _is_label(field, columns, at < head)]
        for at, row in enumerate(rows)
    ]
    steps = _steps(labels)
    if len(steps) > _MOST_STEPS:
        return None
    found: list[GridCell] = []
    for at, row in enumerate(rows):
        placed = _placed(row, columns, steps, head - at)
        if placed is None:
            return None
        found += (
            GridCell(field.text, at, column, columns=count, doubt=doubt)
            for field, column, count, doubt in placed
        )
    return tuple(found)


def _values(row: Row) -> Row:
    """The values of a row, but for numbers in front of its first label."""
    first = next((at for at, field in enumerate(row) if not is_value(field.text)), -1)
    return [field for field in row[first + 1 :] if is_value(field.text)]


def _steps(labels: Sequence[Row]) -> list[tuple[int, int]]:
    """From where to where labels begin, step by step; or stand, where they begin anywhere.

    Where they are centred, those that stand beside one another tell.
    """
    steps = [(start, start + 1) for start in sorted({f.start for row in labels for f in row})]
    if len(steps) <= _MOST_STEPS:
        return steps
    beside = [field for row in labels for field in row if len(row) > 1]
    groups = _below_one_another(beside or [field for row in labels for field in row])
    return [(group[0].start, max(field.end for field in group)) for group in groups]


def _columns(rows: Sequence[Row]) -> list[_Column]:
    """The columns of the values that are in line with others, or of all where few are there."""
    values = [_values(row) for row in rows]
    counted: Counter[tuple[int, int]] = Counter()
    for row in values:
        counted.update(edge for field in row for edge in enumerate(_edges(field)))
    few = sum(map(bool, values)) < 3
    in_line = [
        field
        for row in values
        for field in row
        if few or any(counted[edge] > 1 for edge in enumerate(_edges(field)))
    ]
    return [_column(group) for group in _below_one_another(in_line)]


def _below_one_another(fields: Row) -> list[Row]:
    """The fields in groups from left to right, none of which reaches another."""
    groups: list[Row] = []
    end = 0
    for field in sorted(fields):
        if not groups or field.start >= end:
            groups.append([])
        groups[-1].append(field)
        end = max(end, field.end)
    return groups


def _column(values: Row) -> _Column:
    found: list[tuple[int, tuple[int, int]]] = []
    for kind, edges in enumerate(zip(*map(_edges, values), strict=True)):
        counted = Counter(edges)
        usual = max(counted, key=counted.__getitem__)
        in_line = sum(abs(other - usual) <= kind // 2 for other in edges)
        found.append((in_line, (kind, usual)))
    most = max(count for count, _ in found)
    start, end = min(field.start for field in values), max(field.end for field in values)
    edges_in_line = tuple(edge for count, edge in found if count == most)
    return _Column(start, end, edges_in_line, len(values))


def _over(field: Field, place: tuple[int, int]) -> bool:
    return field.start < place[1] and place[0] < field.end


def _edges(field: Field) -> tuple[int, int, int]:
    return field.start, field.end, field.start + field.end


def _unglued(row: Row, columns: Sequence[_Column]) -> Iterator[Field]:
    """The fields of a row, a label parted from the value that it runs into.

    One space alone parts what is in line with a column each.
    """
    for field in row:
        pieces = _pieces(field)
        under = [_columns_under(piece, columns) for piece in pieces]
        if len(set(under)) == len(pieces) > 1 and all(
            last - first == 1 and columns[first].lines_up(piece)
            for piece, (first, last) in zip(pieces, under, strict=True)
        ):
            yield from pieces
            continue
        glued = _GLUED.fullmatch(field.text)
        value = Field(field.end - len(glued[2]), field.end, glued[2]) if glued else field
        first, last = _columns_under(value, columns)
        if glued and any(column.lines_up(value) for column in columns[first:last]):
            yield Field(field.start, value.start, glued[1])
            yield value
        else:
            yield field


def _pieces(field: Field) -> Row:
    """A field's words by themselves; the field where its width on the screen does not tell."""
    pieces = spaced_fields(field.text, gap=1)
    if not pieces or pieces[-1].end != field.end - field.start:
        return [field]
    return [Field(field.start + one.start, field.start + one.end, one.text) for one in pieces]


def _is_sound(column: _Column, rows: Sequence[Row], head: int) -> bool:
    """Whether several values make a column, or one and what stands in its head.

    Two lines are too few to tell by chance: there the head must be in line.
    """
    if len(rows) > 2 and column.values > 1:
        return True
    over = [field for row in rows[:head] for field in row if column.under(field)]
    if len(rows) > 2:
        return bool(over)
    return any(
        edge == other
        for field in over
        for value in _values(rows[-1])
        if column.under(value)
        for edge, other in zip(_edges(field), _edges(value), strict=True)
    )


def _is_label(field: Field, columns: Sequence[_Column], in_head: bool) -> bool:
    """Whether it stands in front of the columns; a head may be wider than what is below."""
    return field.start < columns[0].start and not (in_head and columns[0].under(field))


def _with_whole_labels(
    rows: Sequence[Row], columns: Sequence[_Column], head: int
) -> tuple[list[Row], int]:
    """The rows, those that only go on with labels put to them, and how many are the head."""
    whole: list[Row] = []
    heads = head
    for at, row in enumerate(rows):
        above = whole[-1] if at and (at < head or _values(whole[-1])) else []
        begins = {field.start: field for field in above if _is_label(field, columns, at <= head)}
        if all(
            field.start in begins and field.end <= columns[0].start and not heading_of(field.text)
            for field in row
        ):
            rests = {field.start: field.text for field in row}
            whole[-1] = [
                field._replace(text=f"{field.text}\n{rests[field.start]}")
                if field.start in rests
                else field
                for field in above
            ]
            heads -= at < head
        else:
            whole.append(row)
    return whole, heads


def _placed(
    row: Row, columns: Sequence[_Column], steps: Sequence[tuple[int, int]], above: int
) -> list[tuple[Field, int, int, str]] | None:
    """The fields with column, width in columns and doubt; None where they cannot be told.

    `above` is by how many rows it stands above the first values. A row that is pushed aside has
    its values by their order, if none is blank.
    """
    spans = _spans(row, columns, steps, above)
    pushed = spans is None
    if pushed:
        values = _values(row)
        labels = [field for field in row if _is_label(field, columns, above > 0)]
        if not 1 < len(values) == len(columns) or [*labels, *values] != row:
            return None
        spans = _spans(labels, columns, steps, above) or []
        spans += ((len(steps) + at, 1) for at in range(len(columns)))
        if len(spans) != len(row):
            return None
    placed = []
    for field, (first, count) in zip(row, spans or [], strict=True):
        column = columns[first - len(steps)] if first >= len(steps) else None
        loose = column is not None and is_value(field.text)
        loose = loose and (pushed or not (column and column.lines_up(field)))
        placed.append((field, first, count, _LOOSE if loose else ""))
    return placed


def _columns_under(field: Field, columns: Sequence[_Column]) -> tuple[int, int]:
    """The first column that a field stands above or below, and the one after the last."""
    first = bisect_right(columns, field.start, key=lambda column: column.end)
    return first, bisect_left(columns, field.end, lo=first, key=lambda column: column.start)


def _spans(
    row: Row, columns: Sequence[_Column], steps: Sequence[tuple[int, int]], above: int
) -> list[tuple[int, int]] | None:
    """The column of each field, and how many; None where two come into one column or none.

    A head over others that begins with a column goes on up to the next head, as labels do.
    """
    ends: list[tuple[int, int]] = []
    for field in row:
        if _is_label(field, columns, above > 0):
            first = next((at for at, step in enumerate(steps) if _over(field, step)), None)
            if first is None:
                return None
            ends.append((first, len(steps)))
            continue
        first, last = _columns_under(field, columns)
        if first == last:
            return None
        if above > 1 and field.start == columns[first].start:
            last = len(columns)
        ends.append((len(steps) + first, len(steps) + last))
    following = [first for first, _ in ends[1:]] + [len(steps) + len(columns)]
    if any(after <= first for (first, _), after in zip(ends, following, strict=True)):
        return None
    return [
        (first, min(last, after) - first)
        for (first, last), after in zip(ends, following, strict=True)
    ]
