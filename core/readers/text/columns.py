"""Rows of fields to a grid whose columns are in line.

Who pastes a table with merged cells gets rows whose labels take more or fewer fields, so that the
figures of one row stand under other columns than those of the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from core.readers.contents import GridCell
from core.readers.text.rows import MOST_COLUMNS, MOST_ROWS, Row, is_value

Line = list[str | None]  # a row in line with the others; None is where none of its fields stands

_FEWEST_NAMES = 2  # of a head
_UNCLEAR = "这一行的数与别的行没有对齐，说不准在哪一列。"


class _Run(NamedTuple):
    """The values at the end of a row, none missing between them."""

    start: int
    end: int  # the column after the last

    @property
    def length(self) -> int:
        return self.end - self.start


def cells_of(rows: list[Row]) -> tuple[GridCell, ...]:
    """The cells of a table, at most 2,000 rows of 100 columns."""
    rows = [row[:MOST_COLUMNS] for row in rows[:MOST_ROWS]]
    lines: list[Line] = []
    unclear: set[int] = set()
    for table in _tables(rows):
        runs = [_run(row) for row in table]
        in_line = _in_line(table, runs)
        home = None if in_line else _home(table, runs)
        full = max(map(len, table)) if in_line else 0  # what ends in blanks is often cut short
        own: list[Line] = [[*row, *[""] * (full - len(row))] for row in table]
        if home:
            unclear |= {len(lines) + at for at in _align(own, runs, home)}
        lines += own
    # What ends in a tab has a field more, which is no column.
    width = max((column for line in lines for column, text in enumerate(line) if text), default=0)
    return tuple(
        GridCell(text, at, column, doubt=_UNCLEAR if at in unclear and is_value(text) else "")
        for at, line in enumerate(lines)
        for column, text in enumerate(line[: width + 1])
        if text is not None
    )


def cells_in_order(rows: list[Row]) -> tuple[GridCell, ...] | None:
    """The cells of a table in whose rows nothing tells the columns but the order of the values.

    None where it has no head of several names. A row with other than the usual number of values is
    in doubt. A line of the head with too few names stands over none: nobody knows which it names.
    """
    runs = [_run(row) for row in rows]
    lengths = Counter(run.length for run in runs if run.length)
    first = next((at for at, run in enumerate(runs) if run.length), 0)
    if not first or max(map(len, rows[:first])) < _FEWEST_NAMES:
        return None
    usual = max(lengths, key=lengths.__getitem__)
    start = max(run.start for run in runs if run.length)
    width = start + usual
    if width + max(map(len, rows)) > MOST_COLUMNS:
        return None
    cells = []
    for at, (row, run) in enumerate(zip(rows, runs, strict=True)):
        moved = width if at < first and len(row) not in (1, width) else 0
        for column, text in enumerate(row):
            is_behind = column >= run.start
            doubt = _UNCLEAR if is_behind and run.length not in (0, usual) else ""
            step = start - run.start if is_behind else moved
            cells.append(GridCell(text, at, column + step, doubt=doubt))
    return tuple(cells)


def _tables(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows, parted before each that is a caption: one text alone over a row of names."""
    first = 0
    for at, (row, below) in enumerate(pairwise(rows)):
        names = list(filter(None, below))
        if at and sum(map(bool, row)) == 1 and len(names) > 1 and not any(map(is_value, names)):
            yield rows[first:at]
            first = at
    yield rows[first:]


def _run(row: Row) -> _Run:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    start = end
    while start and is_value(row[start - 1]):
        start -= 1
    return _Run(start, end)


def _in_line(rows: list[Row], runs: list[_Run]) -> bool:
    """Whether all values stand in columns of their own, below names and beside labels.

    Values may be blank in such a table; but a row has them all, or most rows begin in the first of
    the columns and end in the last.
    """
    filled = [row for row, run in zip(rows, runs, strict=True) if run.length]
    found, labels = [], set()
    for row in filled:
        first = next((at for at, text in enumerate(row) if text and not is_value(text)), -1)
        own = {at for at, text in enumerate(row) if at > first and is_value(text)}
        labels |= {at for at, text in enumerate(row) if text and at not in own}
        found.append(own)
    values = set().union(*found)
    heads = rows[: next((at for at, run in enumerate(runs) if run.length), 0)]
    named = {at for row in heads for at, text in enumerate(row) if text}
    if not values or not values <= named or labels & values:
        return False
    reaching = sum({min(values), max(values)} <= own for own in found)
    return values in found or 2 * reaching > len(found)


def _home(rows: list[Row], runs: list[_Run]) -> _Run | None:
    """Where the values of most rows stand, or those under the header; None where none do."""
    lengths = Counter(run.length for run in runs if run.length > 1)
    if not lengths:
        return None
    usual = max(lengths, key=lengths.__getitem__)  # most_common would import heapq
    ends = Counter(run.end for run in runs if run.length == usual)
    first = next(at for at, run in enumerate(runs) if run.length > 1)
    named = {column for row in rows[:first] for column, text in enumerate(row) if text}
    end = max(named, default=-1) + 1
    if end not in ends:
        end = max(ends, key=ends.__getitem__)
    home = _Run(end - usual, end)
    taken = {c for run in runs if run.length == usual for c in range(run.start, run.end)}
    # A name above a column outside says that a value there is not merely out of line.
    beside = taken - set(range(home.start, home.end)) - {0}
    if not named & beside:
        return home
    last = max(runs, key=lambda run: run.end)
    return _Run(last.end - usual, last.end) if _are_typed(rows[:first], runs, usual) else None


def _are_typed(heads: list[Row], runs: list[_Run], usual: int) -> bool:
    """Whether somebody typed as many tabs as it took to come to a column, under names too.

    Then all rows have as many values, and there are no more names above them.
    """
    most = max((sum(map(bool, row[1:])) for row in heads), default=0)
    return most <= usual and all(run.length in (0, usual) for run in runs)


def _align(lines: list[Line], runs: list[_Run], home: _Run) -> set[int]:
    """Brings all full rows of values under each other; gives the rows that cannot be told.

    Those are the ones with more values than there are columns, and, where others are out of line,
    those with fewer.
    """
    ends = {run.end for run in runs if run.length == home.length}
    unclear = set()
    for at, (line, run) in enumerate(zip(lines, runs, strict=True)):
        full = run.length == home.length
        stands = run if full else home
        line[stands.start : stands.start] = [None] * (max(ends) - stands.end)
        too_many = run.length > home.length and run.start < home.start
        too_few = 0 < run.length < home.length and len(ends) > 1
        if too_many or too_few:
            unclear.add(at)
    return unclear
