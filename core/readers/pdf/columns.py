"""Tables whose columns no line parts: told by gaps that stand one below the other.

Only where that is sound: several rows, each piece of text in one column. Else the lines are prose.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from core.readers.pdf.frame import Box
from core.readers.pdf.glyphs import Glyph
from core.readers.pdf.lattice import SNAP, Slot, Table, places
from core.readers.pdf.lines import LATIN_GAP, Line, line_of, numbers_below_one_another, text_of
from core.readers.pdf.shapes import Rule

GAP = 1.0  # characters between columns at least; justified text has smaller ones
FEWEST_ROWS = 3
FARTHEST = 3.2  # sizes from line to line within a table
RULED = 4  # lines to a rule, at most, where rules part the rows


def aligned(lines: list[Line], rules: Sequence[Rule]) -> list[Table]:
    """The tables among lines, from which they are taken out."""
    across = [rule for rule in rules if rule.across]
    pieces = [pieces_of(line) for line in lines]
    tables = []
    used: set[int] = set()
    ahead = list(reversed(_runs(lines, pieces)))
    while ahead:
        start, end = ahead.pop()
        columns = _columns(pieces[start:end])
        if not columns:
            continue
        first, last = _longest_fitting(pieces[start:end], columns)
        first, last = start + first, start + last
        if _rows(pieces[first:last]) >= FEWEST_ROWS:
            tables.append(_table(pieces[first:last], columns, across))
            used.update(range(first, last))
        ahead += [(last, end)] * (_rows(pieces[last:end]) >= FEWEST_ROWS and last > start)
        ahead += [(start, first)] * (_rows(pieces[start:first]) >= FEWEST_ROWS and first < end)
    lines[:] = [line for index, line in enumerate(lines) if index not in used]
    return tables


def _rows(pieces: Sequence[list[Line]]) -> int:
    """How many of the lines are in pieces."""
    return sum(len(row) > 1 for row in pieces)


def pieces_of(line: Line) -> list[Line]:
    """The parts of a line between wide gaps."""
    parts: list[list[Glyph]] = []
    edge = 0.0
    for glyph in line.glyphs:
        if glyph.blank:
            continue
        if not parts or glyph.left - edge > _gap(parts[-1][-1], glyph) * line.size:
            parts.append([])
        parts[-1].append(glyph)
        edge = max(edge, glyph.right) if len(parts[-1]) > 1 else glyph.right
    spaces = [glyph for glyph in line.glyphs if glyph.blank]
    return [
        line_of(
            [
                *part,
                *(
                    space
                    for space in spaces
                    if part[0].left <= space.x <= max(glyph.right for glyph in part)
                ),
            ]
        )
        for part in parts
    ]


def _gap(glyph: Glyph, other: Glyph) -> float:
    """The least gap between columns, in characters: two numbers may stand close together."""
    return LATIN_GAP if glyph.text.isdecimal() and other.text.isdecimal() else GAP


def _runs(lines: Sequence[Line], pieces: Sequence[list[Line]]) -> list[tuple[int, int]]:
    """What may be tables, from a line to before another: lines in pieces, near one another."""
    found = []
    index = 0
    while index < len(lines):
        if len(pieces[index]) < 2:
            index += 1
            continue
        last = end = index
        while end + 1 < len(lines) and end - last < 2:
            before, line = lines[end], lines[end + 1]
            if line.y - before.y > FARTHEST * max(line.size, before.size):
                break
            end += 1
            if len(pieces[end]) > 1:
                last = end
        if _rows(pieces[index : last + 1]) >= FEWEST_ROWS:
            found.append((index, last + 1))
        index = last + 1
    return found


def _columns(rows: Sequence[list[Line]]) -> list[tuple[float, float]]:
    """The columns that most of the rows have in common, none if there are none.

    Heads span columns, and some rows leave cells blank: those with one number of pieces tell.
    """
    best: list[tuple[float, float]] = []
    most = 0
    for count in {len(row) for row in rows if len(row) > 1}:
        columns = merged_spans([piece for row in rows if len(row) == count for piece in row])
        first, last = _longest_fitting(rows, columns)
        placed = _rows(rows[first:last]) * len(columns)
        if len(columns) > 1 and placed > most:
            best, most = columns, placed
    return best


def merged_spans(pieces: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where pieces stand, those below one another together."""
    columns: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if columns and piece.left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], piece.right))
        else:
            columns.append((piece.left, piece.right))
    return columns


def _longest_fitting(
    rows: Sequence[list[Line]], columns: Sequence[tuple[float, float]]
) -> tuple[int, int]:
    """The longest stretch of rows in which no two pieces come into one column."""
    best = (0, 0)
    start = 0
    for index in range(len(rows) + 1):
        if index == len(rows) or not _fits(rows[index], columns):
            best = max(best, (start, index), key=lambda found: found[1] - found[0])
            start = index + 1
    return best


def _fits(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    spans = [span_of(piece, columns) for piece in row]
    return all(last < first for (_, last), (first, _) in pairwise(spans))


def span_of(piece: Line, columns: Sequence[tuple[float, float]]) -> tuple[int, int]:
    """The first and last column that a piece stands in, or the one it is nearest to."""
    over = [
        index
        for index, (left, right) in enumerate(columns)
        if piece.left < right and piece.right > left
    ]
    if over:
        return over[0], over[-1]
    middle = (piece.left + piece.right) / 2
    nearest = min(range(len(columns)), key=lambda index: abs(sum(columns[index]) / 2 - middle))
    return nearest, nearest


def _table(
    rows: Sequence[list[Line]], columns: list[tuple[float, float]], across: Sequence[Rule]
) -> Table:
    xs = [columns[0][0]]
    xs += [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    xs.append(columns[-1][1])
    lines = [max(row, key=lambda piece: piece.size) for row in rows]
    top, bottom = lines[0].top, lines[-1].bottom
    between = [rule for rule in across if top < rule.at < bottom]
    if len(places(rule.at for rule in between)) * RULED >= len(rows):
        slots = _slots(rows, columns, xs, (top, bottom), between)
        if _sound(slots):
            return Table(slots, xs, places(y for slot in slots for y in slot.box[1::2]))
    ends = [
        Rule(True, (line.bottom + below.top) / 2, xs[0], xs[-1]) for line, below in pairwise(lines)
    ]
    slots = _slots(rows, columns, xs, (top, bottom), ends)
    return Table(slots, xs, [top, *(end.at for end in ends), bottom])


def _sound(slots: Sequence[Slot]) -> bool:
    """Whether no cell lies over another, nor has the numbers of several rows."""
    boxes = [slot.box for slot in slots]
    return not any(numbers_below_one_another(text_of(slot.glyphs)) for slot in slots) and not any(
        min(box.right, other.right) > max(box.left, other.left)
        and min(box.bottom, other.bottom) > max(box.top, other.top) + SNAP
        for box, other in combinations(boxes, 2)
    )


def _slots(
    rows: Sequence[list[Line]],
    columns: Sequence[tuple[float, float]],
    xs: Sequence[float],
    ends: tuple[float, float],
    rules: Sequence[Rule],
) -> list[Slot]:
    """The cells between rules: what stands between the same two, in the same columns, is one."""
    top, bottom = ends
    slots: dict[Box, Slot] = {}
    for piece in (piece for row in rows for piece in row):
        first, last = span_of(piece, columns)
        middle = min(max((piece.left + piece.right) / 2, xs[0]), xs[-1])
        here = [rule.at for rule in rules if rule.start <= middle <= rule.end]
        above = max((at for at in here if at <= piece.y), default=top)
        below = min((at for at in here if at > piece.y), default=bottom)
        box = Box(xs[first], above, xs[last + 1], below)
        slots.setdefault(box, Slot(box)).glyphs += piece.glyphs
    return list(slots.values())
