"""Tables that no line down parts, and whose names run over several lines: told by their figures.

Below one another stand as many figures in every row, and nothing but names to their left. Which
lines are one name, rules across or wider gaps between them tell; else nothing is made of them.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.chinese.numbering import NUMERALS, SECTION
from core.readers.pdf.columns import FARTHEST, merged_spans, pieces_of, span_of
from core.readers.pdf.frame import Box
from core.readers.pdf.glyphs import Glyph
from core.readers.pdf.lattice import Slot, Table, merged
from core.readers.pdf.lines import LATIN_GAP, Line, line_of
from core.readers.pdf.shapes import Rule

_FIGURE = frozenset("0123456789.,/-—－")
_FEWEST = 4  # figures of a row
_MANY = 10  # figures of a row that needs no others below it
_FEWEST_ROWS = 3
_MOST_ROWS = 200  # of a page
_WIDEST = 3000.0  # points of a line of names
_SELDOM = 0.3  # of the lines: where fewer have ink, no column of names is
_WIDER = 1.2  # of the least distance between lines: so far apart are those of two names
_SAME = 3.0  # points: so near are two places of one line
_OFF = 0.4  # of a line: so far may the middle of a row be from its figures
_HEAD = 16  # lines of a head
_SECTION = re.compile(SECTION)
_NUMBERED = re.compile(rf"[（(]?[{NUMERALS}\d]{{1,2}}[）).、．]")


@dataclass
class _Row:
    """The line that has the figures, and the lines of names that belong to them."""

    figures: list[Line] = field(default_factory=list)
    names: list[Line] = field(default_factory=list)
    groups: list[Line] = field(default_factory=list)


@dataclass
class _Stretch:
    """Lines of a page from `first` to before `end`, and the columns of figures in them."""

    first: int
    end: int
    columns: list[tuple[float, float]]


def by_figures(lines: list[Line], rules: Sequence[Rule]) -> list[Table]:
    """The tables among lines, from which they are taken out."""
    across = merged(rules, True)
    figures = [_figures(line) for line in lines]
    tables: list[Table] = []
    used: set[int] = set()
    for stretch in _stretches(lines, figures):
        head = _head(lines, stretch, used)
        rows = _rows(lines, figures, stretch, across)
        if rows:
            tables.append(_table(rows, [lines[i] for i in head], stretch.columns))
            used.update(head, range(stretch.first, stretch.end))
    lines[:] = [line for index, line in enumerate(lines) if index not in used]
    return tables


def _figures(line: Line) -> list[Line]:
    """The figures at the end of a line, nothing else between them."""
    found: list[list[Glyph]] = []
    for glyph in reversed([glyph for glyph in line.glyphs if not glyph.blank]):
        if glyph.text not in _FIGURE:
            break
        if found and found[-1][-1].left - glyph.right <= LATIN_GAP * line.size:
            found[-1].append(glyph)
        else:
            found.append([glyph])
    return [line_of(glyphs[::-1]) for glyphs in reversed(found)]


def _before(line: Line, figures: Sequence[Line]) -> list[Glyph]:
    """The glyphs of a line before its figures."""
    edge = figures[0].left if figures else float("inf")
    return [glyph for glyph in line.glyphs if not glyph.blank and glyph.right <= edge + 1]


def _stretches(lines: Sequence[Line], figures: Sequence[list[Line]]) -> Iterator[_Stretch]:
    index = 0
    while index < len(lines):
        if len(figures[index]) < _FEWEST:
            index += 1
            continue
        end = index + 1
        while end < len(lines) and _goes_on(lines, figures, index, end):
            end += 1
        count = Counter(len(figures[i]) for i in range(index, end) if len(figures[i]) >= _FEWEST)
        size = max(count, key=count.__getitem__)
        columns = merged_spans(
            [f for i in range(index, end) if len(figures[i]) == size for f in figures[i]]
        )
        wrapped = sum(count.values()) < end - index
        enough = count[size] >= _FEWEST_ROWS and wrapped
        if len(columns) == size and (enough or size >= _MANY):
            yield _Stretch(_begin(lines, index, columns), end, columns)
        index = end


def _goes_on(lines: Sequence[Line], figures: Sequence[list[Line]], first: int, index: int) -> bool:
    """Whether a line is one of figures more, or of names beside them."""
    near = lines[index].y - lines[index - 1].y <= FARTHEST * lines[index].size
    if not near:
        return False
    if len(figures[index]) >= _FEWEST:
        return True
    edge = figures[first][0].left
    return len(figures[first]) < _MANY and lines[index].right <= edge + lines[index].size


def _begin(lines: Sequence[Line], first: int, columns: Sequence[tuple[float, float]]) -> int:
    """Where the names of the first row begin, above its figures."""
    while first and _is_name_above(lines[first - 1], lines[first], columns):
        first -= 1
    return first


def _is_name_above(line: Line, below: Line, columns: Sequence[tuple[float, float]]) -> bool:
    near = below.y - line.y <= FARTHEST * line.size
    return near and line.right <= columns[0][0]


def _head(lines: Sequence[Line], stretch: _Stretch, used: set[int]) -> list[int]:
    """The lines above a stretch that stand over its columns, and names beside these."""
    found: list[int] = []
    left, right = stretch.columns[0]
    index = stretch.first - 1
    while index >= 0 and index not in used and stretch.first - index <= _HEAD:
        line = lines[index]
        far = lines[index + 1].y - line.y > FARTHEST * line.size
        prose = any(
            piece.left < left - line.size and piece.right > right + 2 * line.size
            for piece in pieces_of(line)
        )
        if far or prose or _SECTION.match(line.text):
            break
        spans = [span_of(piece, stretch.columns) for piece in pieces_of(line)]
        if len(stretch.columns) >= _MANY and any(first < last for first, last in spans):
            break  # it names groups of columns, and nobody knows which
        found.append(index)
        index -= 1
    return sorted(found)


def _rows(
    lines: Sequence[Line],
    figures: Sequence[list[Line]],
    stretch: _Stretch,
    across: Sequence[Rule],
) -> list[_Row]:
    """The rows with their names; none where it cannot be told which name is whose."""
    here = range(stretch.first, stretch.end)
    filled = [i for i in here if len(figures[i]) >= _FEWEST]
    parts = [line_of(before) for i in here if (before := _before(lines[i], figures[i]))]
    if not parts:
        return [_Row(figures[i]) for i in filled]
    ys = [lines[i].y for i in filled]
    if len(ys) > _MOST_ROWS or max(part.right - part.left for part in parts) > _WIDEST:
        return []
    edge = _inner_edge(parts, stretch.columns[0][0])
    names: list[Line] = []
    groups: list[Line] = []
    for piece in (piece for part in parts for piece in pieces_of(part)):
        (names if piece.right > edge + 1 else groups).append(piece)
    ends = (
        _ruled_ends(ys, across, edge, stretch.columns[0][0])
        or _gaps(names, ys)
        or _centred_ends(names, ys)
    )
    if not ends:
        return []
    rows = [_Row() for _ in range(len(ends) + 1)]
    for i in filled:
        rows[bisect(ends, lines[i].y)].figures += figures[i]
    for piece in names:
        rows[bisect(ends, piece.y)].names.append(piece)
    for piece in groups:
        rows[bisect(ends, piece.y)].groups.append(piece)
    return [row for row in rows if row.figures or row.names]


def _inner_edge(parts: Sequence[Line], right: float) -> float:
    """Where the column of the names begins that stand nearest to the figures."""
    ink = Counter(
        x
        for part in parts
        for piece in pieces_of(part)
        for x in range(int(piece.left), int(piece.right) + 1)
    )
    enough = _SELDOM * max(ink.values())
    x = max(x for x, count in ink.items() if count >= enough)
    while ink[x - 1] >= enough:
        x -= 1
    return min(float(x), right)


def _ruled_ends(
    ys: Sequence[float], across: Sequence[Rule], left: float, right: float
) -> list[float]:
    """Where rules end the rows; none where some rows are not parted by one."""
    over = [rule.at for rule in across if rule.start <= left + 2 and rule.end >= right - 2]
    between = [[at for at in over if above < at < below] for above, below in pairwise(ys)]
    return sorted(over) if all(between) else []


def _gaps(names: Sequence[Line], ys: Sequence[float]) -> list[float]:
    """Where the rows end by wider gaps between names; none where figures have none of their own."""
    lines = sorted(names, key=lambda line: line.y)
    steps = [below.y - line.y for line, below in pairwise(lines)]
    least = min((step for step in steps if step > _SAME), default=0.0)
    wide = [
        (line.y + below.y) / 2
        for (line, below), step in zip(pairwise(lines), steps, strict=True)
        if step > _WIDER * least
    ]
    held = Counter(bisect(wide, y) for y in ys)
    filled = {bisect(wide, line.y) for line in lines}
    return wide if max(held.values()) == 1 and filled.issuperset(held) else []


def _centred_ends(names: Sequence[Line], ys: Sequence[float]) -> list[float]:
    """Where the rows end that follow on each other, the figures in the middle of each.

    Names at the top may belong to a row of the page before; the start is the one with which most
    rows begin with a number.
    """
    places = sorted({round(line.y, 1) for line in names})
    places = [y for i, y in enumerate(places) if not i or y - places[i - 1] > _SAME]
    step = min((below - y for y, below in pairwise(places)), default=0.0)
    numbered = {
        y for y in places for n in names if abs(n.y - y) <= _SAME and _NUMBERED.search(n.text)
    }
    found: dict[int, list[list[float]]] = {}
    for place in (y for y in places if y <= ys[0] + _SAME):
        ends = _centred_from(place - step / 2, places, step, ys)
        if ends:
            begun = sum(
                any(abs(y - end - step / 2) <= _SAME for y in numbered) for end in ends[:-1]
            )
            found.setdefault(begun, []).append(ends)
    best = found.get(max(found, default=0), [])
    return best[0] if len(best) == 1 else []


def _centred_from(
    top: float, places: Sequence[float], step: float, ys: Sequence[float]
) -> list[float]:
    """The ends of the rows that begin at `top`; none where one would cut a line through."""
    ends = [top]
    between = [(y + below) / 2 for y, below in pairwise(places)] + [places[-1] + step / 2]
    for y in ys:
        wanted = 2 * y - ends[-1]
        end = min(between, key=lambda at: abs(at - wanted))
        if abs(end - wanted) > _OFF * step or not ends[-1] < y < end:
            return []
        ends.append(end)
    return ends


def _table(rows: Sequence[_Row], head: Sequence[Line], columns: list[tuple[float, float]]) -> Table:
    pieces = [piece for line in head for piece in pieces_of(line)]
    beside = [piece for row in rows for piece in (*row.names, *row.groups)]
    lefts = [piece.left for piece in (*beside, *pieces)]
    inner = min((p.left for row in rows if row.groups for p in row.names), default=columns[0][0])
    xs = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    xs = [columns[0][0] - 1, *xs, columns[-1][1] + 1]
    names = [min(lefts), inner] if beside and inner > min(lefts) + 2 else [min(lefts)]
    names = names if beside else []
    top = min(line.top for line in (*head, *rows[0].names, *rows[0].figures))
    slots = list(_head_slots(pieces, columns, names, xs, top))
    at = max((slot.box.bottom for slot in slots), default=top)
    ys = [*sorted({top, *(y for slot in slots for y in slot.box[1::2])})]
    for row in rows:
        end = max(at + 5, *(line.bottom for line in (*row.figures, *row.names)))
        slots += _row_slots(row, columns, names, xs, (at, end))
        ys.append(end)
        at = end
    return Table(slots, [*names, *xs], ys)


def _head_slots(
    pieces: Sequence[Line],
    columns: Sequence[tuple[float, float]],
    names: Sequence[float],
    xs: Sequence[float],
    top: float,
) -> Iterator[Slot]:
    """The names over columns, and in the corner all others: nobody knows how far they reach."""
    beside = []
    own: dict[int, list[Line]] = {}
    for piece in pieces:
        first, last = span_of(piece, columns)
        if piece.right <= xs[0] or first < last:
            beside.append(piece)
        else:
            own.setdefault(first, []).append(piece)
    if beside and names:
        yield Slot(Box(names[0], top, xs[0], top + 5), _glyphs(beside))
    for number, over in own.items():
        yield Slot(Box(xs[number], top, xs[number + 1], top + 5), _glyphs(over))


def _glyphs(pieces: Sequence[Line]) -> list[Glyph]:
    return [glyph for piece in pieces for glyph in piece.glyphs]


def _row_slots(
    row: _Row,
    columns: Sequence[tuple[float, float]],
    names: Sequence[float],
    xs: Sequence[float],
    ends: tuple[float, float],
) -> Iterator[Slot]:
    top, bottom = ends
    left = names[0] if names else 0.0
    if row.groups and len(names) > 1:
        yield Slot(Box(left, top, names[1], bottom), _glyphs(row.groups))
        left = names[1]
    if row.names:
        yield Slot(Box(left, top, xs[0], bottom), _glyphs(row.names))
    cells: dict[int, list[Glyph]] = {}
    for piece in row.figures:
        cells.setdefault(span_of(piece, columns)[0], []).extend(piece.glyphs)
    for number in range(len(columns)):
        box = Box(xs[number], top, xs[number + 1], bottom)
        yield Slot(box, cells.get(number, []))
