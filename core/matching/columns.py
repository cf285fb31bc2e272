"""The columns of a table: those of a grid, found by the names over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from core.matching.alignment import Token, place
from core.matching.axes import Axis, View
from core.matching.labels import label_of, likeness
from core.matching.matrix import Matrix
from core.matching.pieces import (
    ASKEW,
    BETWEEN,
    EXACT,
    MOVED,
    NO_HEADER,
    Column,
    Header,
    Line,
    Part,
    between_sure,
    doubt_of,
)
from core.readers.contents import GridCell

_THIS_YEAR, _LAST_YEAR = ("本年", "本年度", "今年"), ("上年", "上年度", "上一年", "去年")
_GROUP = 0.7  # likeness from which on words name a group of columns
_SELDOM = 10  # a column filled in fewer than one of so many lines is none


def starts_of(lines: Sequence[Line], matrix: Matrix) -> tuple[int, ...]:
    """The columns in which cells beside the names begin, as most rows have them or a part."""
    counts = Counter(
        tuple(sorted({matrix.column(cell) for cell in line.cells})) for line in lines if line.cells
    )

    filled = filled_in(lines, matrix)

    def fitting(starts: tuple[int, ...]) -> tuple[int, int]:
        within = sum(n for other, n in counts.items() if filled.intersection(other) <= set(starts))
        return within, -len(starts)

    return max(counts, key=fitting, default=())


def filled_in(lines: Sequence[Line], matrix: Matrix) -> set[int]:
    """The columns in which cells begin that are filled in more than a few of the lines."""
    figures = Counter(matrix.column(c) for line in lines for c in line.cells if c.text.strip())
    return {column for column, count in figures.items() if count * _SELDOM > len(lines)}


def without_repeats(lines: list[Line], headers: Sequence[Header], matrix: Matrix) -> list[Line]:
    """The lines without cells that repeat, or leave blank, what one merged cell held.

    So they do under a name that stands in several columns, where that holds for every line.
    """
    starts = starts_of(lines, matrix)
    names = [tuple(_levels(headers, start).values()) for start in starts]
    drop: set[int] = set()
    first = 0
    for i in range(1, len(starts)):
        if not names[i] or names[i] != names[first]:
            first = i
            continue
        if all(_says_the_same(line, starts[first], starts[i], matrix) for line in lines):
            drop.add(starts[i])
    if not drop:
        return lines
    return [
        replace(line, cells=tuple(c for c in line.cells if matrix.column(c) not in drop))
        for line in lines
    ]


def _says_the_same(line: Line, first: int, other: int, matrix: Matrix) -> bool:
    one, two = matrix.at(line.row, first), matrix.at(line.row, other)
    return one is not None and two is not None and two.text.strip() in ("", one.text.strip())


def columns_of(
    headers: Sequence[Header], starts: tuple[int, ...], filled: set[int], view: View
) -> list[Column]:
    """The columns by the names over them; () where neither names nor their number tell.

    `filled` are the columns of the grid that have figures.
    """
    if not view.across.nodes:
        return [Column(start, 0, "", 1.0) for start in starts] if len(starts) == 1 else []
    tokens, texts = _column_tokens(headers, starts)
    placed = {p.token.line: p for p in place(tokens, view.across) if p.token.line >= 0}
    columns = []
    for i, start in enumerate(starts):
        found = placed.get(i)
        if found is None or found.node.line < 0:
            columns.append(Column(start, None, texts[i], 0.0))
            continue
        fits = min(found.likeness, 1.0)
        columns.append(Column(start, found.node.line, texts[i], fits, doubt_of(found)))
    poor = between_sure([(c.line, c.doubt) for c in columns], view.across.lines)
    columns = [replace(c, doubt="") if i in poor else c for i, c in enumerate(columns)]
    columns = [
        replace(c, doubt=c.doubt or MOVED) if _is_doubtful(headers, c.start) else c for c in columns
    ]
    if _has_moved(headers, list(zip(starts, texts, strict=True)), filled):
        columns = [replace(c, doubt=c.doubt or ASKEW) for c in columns]
    askew = any(_is_askew(h, _starts_in(h, headers, starts), view.across) for h in headers)
    whole = all(column.line is not None for column in columns)
    if whole and len(columns) == view.across.lines and not askew:
        return columns
    if len(starts) == view.across.lines and _has_all(headers, view.across):
        return in_order(starts, view, ASKEW)
    if askew:
        return in_order(starts, view, NO_HEADER)
    return _filled(columns, view.across.lines)


def _has_moved(
    headers: Sequence[Header], named: Sequence[tuple[int, str]], filled: set[int]
) -> bool:
    """Whether names stand over other figures than theirs, and nobody knows how far they moved.

    They fall short of the figures, or stand in a grid before, of another width.
    """
    over = [start for start, text in named if text]
    beyond = [start for start, _ in named if over and not over[0] <= start <= over[-1]]
    return bool(filled.intersection(beyond)) or len({h.matrix.columns for h in headers}) > 1


def _column_tokens(
    headers: Sequence[Header], starts: tuple[int, ...]
) -> tuple[list[Token], list[str]]:
    """The names over each column, outer ones as headings where they are new; and all together.

    A column without a name on a level is under the one that its left neighbours are under.
    """
    tokens: list[Token] = []
    texts: list[str] = []
    over: dict[int, str] = {}  # the outer names, by level
    for i, start in enumerate(starts):
        levels = _levels(headers, start)
        deepest = max(levels, default=0)
        path = [levels[level] for level in sorted(levels)]
        texts.append("-".join(" ".join(text.split()) for text in path))
        new = {k: v for k, v in levels.items() if k < deepest and over.get(k) != v}
        over = {k: v for k, v in {**over, **levels}.items() if k < deepest}
        tokens += [Token((new[level],)) for level in sorted(new)]
        if path and label_of(path[-1]).words not in _LAST_YEAR:
            names = (path[-1], *("".join(path[k:]) for k in range(len(path) - 1)))
            tokens.append(Token(names, i, tuple(over[k] for k in sorted(over))))
    return tokens, texts


def _levels(headers: Sequence[Header], start: int) -> dict[int, str]:
    """The words over a column, by level; each cell once."""
    levels: dict[int, str] = {}
    seen: list[GridCell] = []
    for level, (header, row) in enumerate((h, row) for h in headers for row in h.rows):
        cell = header.matrix.at(row, *_starts_in(header, headers, (start,)))
        if cell is None or any(cell is other for other in seen):
            continue
        seen.append(cell)
        words = label_of(cell.text).words
        if words and words not in _THIS_YEAR and cell.text not in levels.values():
            levels[level] = cell.text
    return levels


def _is_doubtful(headers: Sequence[Header], start: int) -> bool:
    """Whether a name over a column is in doubt."""
    return any(
        cell.doubt and cell.text.strip()
        for header in headers
        for row in header.rows
        if (cell := header.matrix.at(row, start))
    )


def _starts_in(
    header: Header, headers: Sequence[Header], starts: tuple[int, ...]
) -> tuple[int, ...]:
    """The columns as the grid of a header counts them, from the right where it is another."""
    step = header.matrix.columns - headers[-1].matrix.columns
    return tuple(start + step for start in starts)


def _is_askew(header: Header, starts: tuple[int, ...], axis: Axis) -> bool:
    """Whether merged cells of the header were lost: its names stand over other columns then.

    A name of a column stands over none, or that of a group has no room for what is under it.
    """
    matrix = header.matrix
    for row in header.rows:
        over: dict[str, bool] = {}  # the words of the row, and whether a column is below them
        for cell in matrix.across(row):
            left = matrix.column(cell)
            here = any(left <= start < left + matrix.width(cell) for start in starts)
            words = label_of(cell.text).words
            over[words] = over.get(words, False) or here
        for words, is_over in over.items():
            fits = zip(axis.nodes, axis.likeness(words), strict=True)
            if not is_over and any(fit >= EXACT and node.line >= 0 for node, fit in fits):
                return True
        if _has_narrow_group(matrix, row, axis):
            return True
    return False


def _has_narrow_group(matrix: Matrix, row: int, axis: Axis) -> bool:
    """Whether a group of columns is one column wide, and what is no part of it stands beside it."""
    names: list[tuple[str, int, int]] = []  # with the columns they begin and end at
    for cell in matrix.across(row):
        words, left = label_of(cell.text).words, matrix.column(cell)
        if words and names and names[-1][0] == words:  # repeated over all that it heads
            left = names.pop()[1]
        if words:
            names.append((words, left, matrix.column(cell) + matrix.width(cell)))
    return any(
        end - left == 1 and beside == end and _is_group_without(words, other, axis)
        for (words, left, end), (other, beside, _) in pairwise(names)
    )


def _is_group_without(words: str, other: str, axis: Axis) -> bool:
    """Whether words name a group of columns, and others nothing within it."""
    group, fit = _best(words, axis)
    inside, _ = _best(other, axis)
    is_group = fit >= _GROUP and axis.nodes[group].line < 0
    return is_group and group not in axis.nodes[inside].above


def _best(words: str, axis: Axis) -> tuple[int, float]:
    """The index of the place that words name best, and how well."""
    fits = axis.likeness(words)
    index = max(range(len(fits)), key=fits.__getitem__)
    return index, fits[index]


def _has_all(headers: Sequence[Header], axis: Axis) -> bool:
    """Whether the header has every name, in whatever cells: each once, in order in each row."""
    wanted = [node.names[0] for node in axis.leaves]
    found: list[str] = []
    for header in headers:
        for row in header.rows:
            words = [label_of(cell.text).words for cell in header.matrix.beginning(row)]
            named = [name for text in words if (name := _name_like(text, wanted))]
            if len(set(wanted)) == len(wanted) and named != sorted(named, key=wanted.index):
                return False
            found += named
    return Counter(found) == Counter(wanted)


def _name_like(words: str, names: Sequence[str]) -> str:
    return max((n for n in names if likeness(words, n) >= 0.9), key=len, default="")


def in_order(starts: tuple[int, ...], view: View, doubt: str) -> list[Column]:
    """The columns in the form's order, each with the doubt; () where the number is another."""
    if len(starts) != view.across.lines:
        return []
    leaves = view.across.leaves or (None,)
    return [
        Column(start, i, leaf.text if leaf else "", 0.5, doubt)
        for i, (start, leaf) in enumerate(zip(starts, leaves, strict=True))
    ]


def _filled(columns: list[Column], lines: int) -> list[Column]:
    """The columns, those between two known ones named by their place where the number fits."""
    known = [(-1, -1), *((i, c.line) for i, c in enumerate(columns) if c.line is not None)]
    known.append((len(columns), lines))
    found = list(columns)
    for (left, first), (right, last) in pairwise(known):
        if right - left == last - first > 1 and len(known) > 2:
            for step in range(1, right - left):
                i = left + step
                found[i] = replace(columns[i], line=first + step, likeness=0.5, doubt=BETWEEN)
    return found


def same_columns(before: Part, starts: tuple[int, ...], matrix: Matrix) -> list[Column]:
    """The columns of the part before: as many, or those at the same places of as wide a grid."""
    columns = before.columns
    if len(starts) != len(columns) and matrix.columns == before.matrix.columns:
        at = {column.start: column for column in columns}
        columns = tuple(at[start] for start in starts if start in at)
    if len(starts) != len(columns):
        return []
    return [replace(column, start=start) for column, start in zip(columns, starts, strict=True)]


def filled_up(columns: list[Column], known: Sequence[Column]) -> list[Column]:
    """The columns as known from the part before, where the names over some are the same there."""
    pairs = list(zip(columns, known, strict=False))
    named = [(column, other) for column, other in pairs if column.line is not None]
    if len(columns) != len(known) or any(column.line != other.line for column, other in named):
        return columns
    return list(known) if named else columns
