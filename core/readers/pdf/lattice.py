"""Ruled lines to tables: where lines cross is a lattice, and what they enclose is a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from core.readers.pdf.frame import Box
from core.readers.pdf.glyphs import Glyph
from core.readers.pdf.shapes import Rule

SNAP = 2.6  # points: lines so near are one, such as both lines of a double border
TOUCH = 3.0  # points that a line may end before the one it meets, or lie off the next dash
OVERHANG = 6.0  # points that the middle of a text may lie below lines that a page end cut
SHORTEST = 5.0  # points; what is shorter is no side of a cell
MOST_RULES = 800  # of a page in each direction, the longest: beyond it is a drawing
MOST_SQUARES = 40_000  # of a lattice


@dataclass
class Slot:
    """A cell of a table, what is in it, and why that is in doubt.

    `joined` says that its lines are one number.
    """

    box: Box
    glyphs: list[Glyph] = field(default_factory=list)
    doubt: str = ""
    joined: bool = False


@dataclass
class Table:
    """A table: its cells, and where its lines are; `open` says that none closes its right side."""

    slots: list[Slot]
    xs: list[float]
    ys: list[float]
    open: bool = False

    @property
    def box(self) -> Box:
        """The rectangle it fills."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def tables_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> list[Table]:
    """Everything ruled that encloses text: tables, but also boxes around text."""
    if all(glyph.blank for glyph in glyphs):  # a drawing, which may have thousands of lines
        return []
    across, down = merged(rules, True), merged(rules, False)
    tables = []
    for rows, columns in _crossing(across, down):
        table = _table(rows, columns, glyphs)
        if table:
            tables.append(table)
    return tables


def places(positions: Iterable[float]) -> list[float]:
    """The positions, those within SNAP as one."""
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > SNAP:
            found.append(position)
    return found


def merged(rules: Sequence[Rule], across: bool) -> list[Rule]:
    """The lines in one direction, the longest first, the pieces of one put together."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rule for rule in rules if rule.across == across):
        if not lanes or rule.at - lanes[-1][0].at > SNAP:
            lanes.append([])
        lanes[-1].append(rule)
    whole = []
    for lane in lanes:
        at = sum(rule.at for rule in lane) / len(lane)
        start = end = None
        for rule in sorted(lane, key=lambda rule: rule.start):
            if end is None or rule.start > end + TOUCH:
                if end is not None:
                    whole.append(Rule(across, at, start or 0, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        if end is not None:
            whole.append(Rule(across, at, start or 0, end))
    long = [rule for rule in whole if rule.end - rule.start >= SHORTEST]
    return sorted(long, key=lambda rule: rule.start - rule.end)[:MOST_RULES]


def _crossing(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The lines that hang together, those across and those down."""
    leaders = list(range(len(across) + len(down)))

    def leader(index: int) -> int:
        while leaders[index] != index:
            leaders[index] = leaders[leaders[index]]
            index = leaders[index]
        return index

    for first, row in enumerate(across):
        for second, column in enumerate(down, len(across)):
            if (
                row.start - TOUCH <= column.at <= row.end + TOUCH
                and column.start - TOUCH <= row.at <= column.end + TOUCH
            ):
                leaders[leader(second)] = leader(first)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate((*across, *down)):
        groups.setdefault(leader(index), ([], []))[0 if rule.across else 1].append(rule)
    return (group for group in groups.values() if group[0] and group[1])


def _table(rows: list[Rule], columns: list[Rule], glyphs: Sequence[Glyph]) -> Table | None:
    """The cells that lines enclose, None for none."""
    # Where no line closes the table, at its sides or a page's end, the lines' ends do.
    xs = places(
        [rule.at for rule in columns]
        + [min(rule.start for rule in rows), max(rule.end for rule in rows)]
    )
    low, high = min(rule.start for rule in columns), max(rule.end for rule in columns)
    if not _drawn(rows, high, xs[0], xs[-1]):  # a page end cut the table here
        columns = [_longer(rule) if rule.end > high - SNAP else rule for rule in columns]
        high += OVERHANG
    ys = places([rule.at for rule in rows] + [low, high])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > MOST_SQUARES:
        return None
    lattice = _Lattice(rows, columns, xs, ys)
    box = Box(xs[0], ys[0], xs[-1], ys[-1])
    inside = [glyph for glyph in glyphs if not glyph.blank and box.holds(glyph.x, glyph.y)]
    slots = [Slot(cell) for cell in lattice.cells(inside)]
    is_open = not any(abs(rule.at - xs[-1]) <= SNAP for rule in columns)
    return Table(slots, xs, ys, is_open) if slots and inside else None


def _longer(rule: Rule) -> Rule:
    return rule._replace(end=rule.end + OVERHANG)


class _Lattice:
    """Squares between the lines, and which of their sides are drawn."""

    def __init__(
        self, rows: list[Rule], columns: list[Rule], xs: list[float], ys: list[float]
    ) -> None:
        self._xs, self._ys = xs, ys
        # above[j][i]: the side above square (i, j); before[j][i]: the side left of it.
        self._above = [[_drawn(rows, y, left, right) for left, right in pairwise(xs)] for y in ys]
        by_column = [[_drawn(columns, x, top, bottom) for top, bottom in pairwise(ys)] for x in xs]
        self._before = [list(row) for row in zip(*by_column, strict=True)]

    def cells(self, inside: Sequence[Glyph]) -> Iterator[Box]:
        """The rectangles that lines enclose, and open ones with text between two lines."""
        for squares in self._regions():
            boxes = list(self._rectangles(squares))
            closed = self._closed(squares)
            for box in boxes:
                written = any(box.holds(glyph.x, glyph.y) for glyph in inside)
                if closed is True or (closed is None and written and len(boxes) == 1):
                    yield box

    def _regions(self) -> Iterator[set[tuple[int, int]]]:
        wide, high = len(self._xs) - 1, len(self._ys) - 1
        left = {(i, j) for j in range(high) for i in range(wide)}
        for square in sorted(left, key=lambda square: square[::-1]):
            if square not in left:
                continue
            region = {square}
            left.discard(square)
            ahead = [square]
            while ahead:
                for other in self._open_to(*ahead.pop()):
                    if other in left:
                        left.discard(other)
                        region.add(other)
                        ahead.append(other)
            yield region

    def _open_to(self, i: int, j: int) -> Iterator[tuple[int, int]]:
        if not self._above[j][i]:
            yield i, j - 1
        if not self._above[j + 1][i]:
            yield i, j + 1
        if not self._before[j][i]:
            yield i - 1, j
        if not self._before[j][i + 1]:
            yield i + 1, j

    def _closed(self, squares: set[tuple[int, int]]) -> bool | None:
        """True for lines all around, None for two opposite ones at least, else False."""
        wide, high = len(self._xs) - 1, len(self._ys) - 1
        top = all(self._above[0][i] for i, j in squares if j == 0)
        bottom = all(self._above[high][i] for i, j in squares if j == high - 1)
        left = all(self._before[j][0] for i, j in squares if i == 0)
        right = all(self._before[j][wide] for i, j in squares if i == wide - 1)
        if top and bottom and left and right:
            return True
        return None if (top and bottom) or (left and right) else False

    def _rectangles(self, squares: set[tuple[int, int]]) -> Iterator[Box]:
        """A region as rectangles: one, or the rows of one that is none."""
        left = {i for i, _ in squares}
        top = {j for _, j in squares}
        if len(squares) == len(left) * len(top):
            yield self._box(min(left), min(top), max(left), max(top))
            return
        runs: dict[tuple[int, int], list[int]] = {}
        for j in sorted(top):
            for first, last in _runs(sorted(i for i, row in squares if row == j)):
                above = runs.get((first, last))
                if above and above[-1] == j - 1:
                    above.append(j)
                    continue
                if above:
                    yield self._box(first, above[0], last, above[-1])
                runs[first, last] = [j]
        for (first, last), rows in runs.items():
            yield self._box(first, rows[0], last, rows[-1])

    def _box(self, left: int, top: int, right: int, bottom: int) -> Box:
        return Box(self._xs[left], self._ys[top], self._xs[right + 1], self._ys[bottom + 1])


def _drawn(rules: list[Rule], at: float, start: float, end: float) -> bool:
    """Whether a line stands at a place over a whole length."""
    slack = min(TOUCH, 0.3 * (end - start))
    return any(
        abs(rule.at - at) <= SNAP and rule.start <= start + slack and rule.end >= end - slack
        for rule in rules
    )


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = numbers[0]
    for number in numbers[1:]:
        if number > last + 1:
            yield first, last
            first = number
        last = number
    yield first, last
