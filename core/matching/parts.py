"""Where a table of the form stands in a grid: its lines found by their names, down and across.

A grid may hold several tables, and a table stand in several grids. A part has one header, or the
columns of the part before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from core.matching.alignment import Placed, Token, fit, place
from core.matching.axes import Axis, View
from core.matching.labels import label_of, likeness
from core.matching.matrix import Matrix, kind_of
from core.readers.contents import GridCell

_NAMED = 0.75  # likeness from which a cell is taken as a name before all is weighed
_SURE = 0.7  # likeness from which a place is sure
_MARGIN = 0.1  # and how much better than elsewhere it must be
_EXACT, _BARELY = 0.95, 0.02  # or, where the words are all the same

NO_HEADER = "没有找到这几列的表头，是按格式的顺序读的。"
ASKEW = "表头的格子与下面的数对不齐，是按格式的顺序读的。"
BETWEEN = "这一列的表头认不出，是按左右两列的位置读的。"
LIKE_OTHERS = "这里的名称与格式的不全相同，也可能是别的项目。"
POORLY = "这里的名称与格式的相差较大。"
NO_NAME = "这一行没有名称，是按上下两行的位置读的。"


@dataclass(frozen=True)
class Line:
    """A row of a grid that is a line of the table; `cells` are those beside its name."""

    line: int
    row: int
    text: str
    cells: tuple[GridCell, ...]
    likeness: float
    doubt: str = ""


@dataclass(frozen=True)
class Column:
    """A column of figures in a grid; `line` is None where the table has none such."""

    start: int
    line: int | None
    text: str
    likeness: float
    doubt: str = ""


NOWHERE = Column(0, None, "", 0.0)


@dataclass(frozen=True)
class Header:
    """Rows of a grid that name its columns."""

    matrix: Matrix
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Part:
    """What of a table stands under one header; `others` are rows with figures and no place.

    `reach` are all rows under the header, up to the next.
    """

    view: View
    matrix: Matrix
    header: Header
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    others: tuple[Line, ...] = ()
    reach: tuple[int, ...] = ()

    @property
    def score(self) -> float:
        """How much of the table it is, and how surely."""
        columns = [c.likeness for c in self.columns if c.line is not None]
        across = sum(columns) / max(self.view.across.lines, 1)
        return sum(line.likeness for line in self.lines) * across

    @property
    def rows(self) -> set[int]:
        """The rows of the grid that it takes, its header's apart."""
        return {line.row for line in self.lines}

    @property
    def found(self) -> set[int]:
        """The lines of the table that it has."""
        return {line.line for line in self.lines}


@dataclass
class Segment:
    """Rows of a grid under one header."""

    header: Header
    rows: list[int] = field(default_factory=list)
    repeats: bool = False  # begins where lines begin anew, under the same header


@dataclass(frozen=True)
class Found:
    """What a grid has of a view; `open` is a header at its end without anything below."""

    parts: tuple[Part, ...]
    open: tuple[Header, ...]


def parts_in(
    matrix: Matrix, view: View, before: Part | None, pending: tuple[Header, ...]
) -> Found:
    """The parts of a table in a grid, which may go on with the part or header before it."""
    parts: list[Part] = []
    for number, segment in enumerate(_segments(matrix, view)):
        over = pending if number == 0 else ()
        if not segment.rows:
            return Found(tuple(parts), (*over, segment.header))
        continued = before if number == 0 and not segment.header.rows else None
        part = _part(matrix, view, segment, continued, over)
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
        is_fragment = line is None and not _figures(cells)
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


def _figures(cells: Sequence[GridCell]) -> list[GridCell]:
    return [cell for cell in cells if kind_of(cell.text) == "figure"]


def is_header(cells: Sequence[GridCell], view: View) -> bool:
    """Whether the cells of a row name columns of the view rather than one of its rows."""
    if _figures(cells):
        return False
    words = [label_of(cell.text).words for cell in cells if kind_of(cell.text) == "words"]
    hits = sum(_best(view.across, text) >= _NAMED for text in words)
    named = max((_best(view.down, text) for text in words), default=0.0)
    return hits > 1 or (hits == 1 and named < _NAMED)


def _best(axis: Axis, words: str) -> float:
    return max((node.likeness(words) for node in axis.nodes), default=0.0)


def _certain_line(cells: Sequence[GridCell], view: View) -> int | None:
    """The line that one of the cells names exactly, where no other line goes by that name."""
    for cell in cells:
        words = label_of(cell.text).words
        nodes = [node for node in view.down.leaves if node.likeness(words) >= 0.95]
        if len(nodes) == 1:
            return nodes[0].line
    return None


def _part(
    matrix: Matrix,
    view: View,
    segment: Segment,
    before: Part | None,
    pending: tuple[Header, ...],
) -> Part | None:
    rows = [_read_row(matrix, row, first=i == 0) for i, row in enumerate(segment.rows)]
    rows = _with_contexts(matrix, rows)
    header = segment.header
    if pending and not header.rows:
        header = Header(matrix, tuple(_fragments(rows, view)))
        rows = [row for row in rows if row.row not in header.rows]
    if before and rows:
        rows = _joined(rows, before, view)
    lines = _flat_lines(rows, view) if view.is_flat else _lines(rows, view)
    if not lines:
        return None
    headed = bool(header.rows or pending)
    if headed:
        lines = _without_repeats(lines, [*pending, header], matrix)
    starts = _starts(lines, matrix)
    if headed:
        columns = _columns([header], starts, view) if header.rows else []
        if pending and any(column.doubt or column.line is None for column in columns or [NOWHERE]):
            columns = _columns([*pending, header], starts, view)
    elif before:
        columns = _same_columns(before, starts)
    else:
        columns = _in_order(starts, view, NO_HEADER)
    if not columns or not any(column.line is not None for column in columns):
        return None
    taken = {line.row for line in lines}
    others = tuple(_line(row, -1, 0.0) for row in rows if row.row not in taken and row.has_figures)
    part = Part(view, matrix, header, tuple(lines), tuple(columns), others, tuple(segment.rows))
    return part if _is_one(part, headed, before) else None


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
    return max(columns) >= _NAMED and (
        max(lines) >= 0.8 if few_lines else len(lines) >= 3 or len(columns) >= 3
    )


# ---- down ----


@dataclass(frozen=True)
class _Row:
    """A row of a grid read as names and what stands beside them."""

    row: int
    headings: tuple[str, ...]  # words in front that begin here
    name: str
    name_cell: GridCell | None
    cells: tuple[GridCell, ...]
    context: tuple[str, ...] = ()

    @property
    def has_figures(self) -> bool:
        return bool(_figures(self.cells))


def _read_row(matrix: Matrix, row: int, first: bool) -> _Row:
    across = matrix.across(row)
    words = [cell for cell in across if kind_of(cell.text) == "words"]
    begin = [cell for cell in words if first or matrix.row(cell) == row]
    figures = [cell for cell in across if kind_of(cell.text) in ("figure", "doubtful")]
    front = begin
    if words and figures:
        ends = [cell for cell in figures if matrix.column(cell) > matrix.column(words[0])]
        if ends:
            front = [cell for cell in begin if matrix.column(cell) < matrix.column(ends[0])]
    name = front[-1] if front else None
    if name is None:
        edge = max((matrix.column(c) + matrix.width(c) for c in words), default=0)
        beside = [cell for cell in across if matrix.column(cell) >= edge or not figures]
        return _Row(row, (), "", None, tuple(beside))
    edge = matrix.column(name) + matrix.width(name)
    beside = [cell for cell in across if matrix.column(cell) >= edge]
    if not any(cell.text.strip() for cell in beside) and figures:
        beside = [cell for cell in across if matrix.column(cell) < matrix.column(name)]
    beside = [cell for cell in beside if not _repeats(cell, name)]
    over = tuple(c.text for c in words if c is not name and matrix.column(c) < edge)
    return _Row(row, tuple(c.text for c in front[:-1]), name.text, name, tuple(beside), over)


def _repeats(cell: GridCell, name: GridCell) -> bool:
    words = label_of(cell.text).words
    return kind_of(cell.text) == "words" and likeness(words, label_of(name.text).words) > 0.9


def _with_contexts(matrix: Matrix, rows: Sequence[_Row]) -> list[_Row]:
    """The rows, those with a blank cell where a heading would stand being under the one above."""
    found: list[_Row] = []
    above: tuple[str, ...] = ()
    for row in rows:
        if row.context:
            above = row.context
        elif row.name_cell is None or matrix.column(row.name_cell) == 0:
            above = ()
        found.append(replace(row, context=row.context or above))
    return found


def _lines(rows: Sequence[_Row], view: View) -> list[Line]:
    tokens: list[Token] = []
    by_token: dict[int, _Row] = {}
    for row in rows:
        tokens += [Token((heading,)) for heading in row.headings]
        if not row.name:
            continue
        texts = [row.name]
        texts += ["".join((heading, row.name)) for heading in row.headings[-1:]]
        context = tuple(text for text in row.context if text != row.name)
        by_token[len(tokens)] = row
        tokens.append(Token(tuple(texts), row.row, context))
    places = {id(token): i for i, token in enumerate(tokens)}
    lines = []
    for placed in place(tokens, view.down):
        row_of = by_token.get(places[id(placed.token)])
        if row_of is None or placed.node.line < 0:
            continue
        lines.append(_line(row_of, placed.node.line, placed.likeness, _doubt(placed)))
    lines.sort(key=lambda line: line.row)
    numbers = [(line.line, line.doubt) for line in lines]
    poor = _between_sure(numbers, view.down.lines)
    lines = [replace(x, doubt="") if i in poor else x for i, x in enumerate(lines)]
    return _with_nameless(lines, rows, view)


def _between_sure(lines: Sequence[tuple[int | None, str]], count: int) -> set[int]:
    """Which of the poorly named lines stand where only they can, all others being sure of theirs."""
    found: set[int] = set()
    sure = [-1, *(i for i, (_, doubt) in enumerate(lines) if not doubt), len(lines)]
    for first, last in zip(sure, sure[1:], strict=False):
        low = lines[first][0] if first >= 0 else -1
        high = lines[last][0] if last < len(lines) else count
        run = lines[first + 1 : last]
        if low is None or high is None or any(doubt != POORLY for _, doubt in run):
            continue
        if [line for line, _ in run] == list(range(low + 1, high)):
            found.update(range(first + 1, last))
    return found


def _line(row: _Row, line: int, fits: float, doubt: str = "") -> Line:
    return Line(line, row.row, row.name, row.cells, min(fits, 1.0), doubt)


def _doubt(placed: Placed) -> str:
    if placed.margin < (_BARELY if placed.likeness >= _EXACT else _MARGIN):
        return LIKE_OTHERS
    return POORLY if placed.likeness < _SURE else ""


def _with_nameless(lines: list[Line], rows: Sequence[_Row], view: View) -> list[Line]:
    """The lines, and rows without a name that stand where exactly one line of the table would."""
    taken = {line.row: line for line in lines}
    order = [row for row in rows if row.row in taken or row.has_figures]
    more = []
    for before, row, after in zip(order, order[1:], order[2:], strict=False):
        if row.name or before.row not in taken or after.row not in taken:
            continue
        first, last = taken[before.row].line, taken[after.row].line
        if last - first == 2:
            more.append(_line(row, first + 1, 0.5, NO_NAME))
    return sorted((*lines, *more), key=lambda line: line.row)


def _flat_lines(rows: Sequence[_Row], view: View) -> list[Line]:
    """The one row of figures under a header; none where there are several."""
    filled = [row for row in rows if row.has_figures]
    if not filled:
        filled = [row for row in rows if len(row.cells) >= view.across.lines][:1]
    return [_line(filled[0], 0, 1.0)] if len(filled) == 1 else []


def _fragments(rows: Sequence[_Row], view: View) -> list[int]:
    """Rows at the beginning that go on with a header from which a page end cut them."""
    found = []
    for row in rows:
        named = view.down.nodes and row.name and _best(view.down, label_of(row.name).words) >= _NAMED
        if row.has_figures or named:
            break
        found.append(row.row)
    return found


def _joined(rows: list[_Row], before: Part, view: View) -> list[_Row]:
    """The rows, the first of them under its whole name where a page end cut it through."""
    first, last = rows[0], before.lines[-1] if before.lines else None
    tail = max(before.others, key=lambda line: line.row, default=None)
    if last is None or view.is_flat or not first.name:
        return rows
    if tail and tail.row > last.row:
        last = tail
    whole = last.text + first.name
    axis = view.down
    alone = max(_best_leaf(axis, first.name), 0.0)
    if _best_leaf(axis, whole) <= max(alone, _best_leaf(axis, last.text)):
        return rows
    has_values = any(cell.text.strip() for cell in last.cells)
    if has_values == first.has_figures:
        return rows
    if has_values:
        return rows[1:]
    return [replace(first, name=whole), *rows[1:]]


def _best_leaf(axis: Axis, text: str) -> float:
    token = Token((text,), 0)
    return max((fit(token, node, axis) for node in axis.leaves), default=0.0)


# ---- across ----


def _starts(lines: Sequence[Line], matrix: Matrix) -> tuple[int, ...]:
    """The columns in which cells beside the names begin, as most rows have them."""
    counts = Counter(
        tuple(sorted({matrix.column(cell) for cell in line.cells})) for line in lines if line.cells
    )
    if not counts:
        return ()
    most = max(counts.values())
    return max((starts for starts, count in counts.items() if count == most), key=len)


def _without_repeats(
    lines: list[Line], headers: Sequence[Header], matrix: Matrix
) -> list[Line]:
    """The lines without cells that repeat, or leave blank, what one merged cell held.

    So they do under a name that stands in several columns, where that holds for every line.
    """
    starts = _starts(lines, matrix)
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


def _columns(headers: Sequence[Header], starts: tuple[int, ...], view: View) -> list[Column]:
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
        columns.append(Column(start, found.node.line, texts[i], fits, _doubt(found)))
    poor = _between_sure([(c.line, c.doubt) for c in columns], view.across.lines)
    columns = [replace(c, doubt="") if i in poor else c for i, c in enumerate(columns)]
    askew = _is_askew(headers[-1], starts, view.across)
    whole = all(column.line is not None for column in columns)
    if whole and len(columns) == view.across.lines and not askew:
        return columns
    if len(starts) == view.across.lines and _has_all(headers, view.across):
        return _in_order(starts, view, ASKEW)
    if askew:
        return _in_order(starts, view, NO_HEADER)
    return _filled(columns, view.across.lines)


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
        if path:
            names = (path[-1], *("".join(path[k:]) for k in range(len(path) - 1)))
            tokens.append(Token(names, i, tuple(over[k] for k in sorted(over))))
    return tokens, texts


def _levels(headers: Sequence[Header], start: int) -> dict[int, str]:
    """The words over a column, by level; each cell once."""
    levels: dict[int, str] = {}
    seen: list[GridCell] = []
    for level, (header, row) in enumerate((h, row) for h in headers for row in h.rows):
        cell = header.matrix.at(row, start + header.matrix.columns - headers[-1].matrix.columns)
        if cell is None or any(cell is other for other in seen):
            continue
        seen.append(cell)
        if cell.text.strip() and cell.text not in levels.values():
            levels[level] = cell.text
    return levels


def _is_askew(header: Header, starts: tuple[int, ...], axis: Axis) -> bool:
    """Whether a name of a column stands over none: merged cells of the header were lost."""
    matrix = header.matrix
    for row in header.rows:
        for cell in matrix.across(row):
            words = label_of(cell.text).words
            left = matrix.column(cell)
            over = any(left <= start < left + matrix.width(cell) for start in starts)
            if not over and any(leaf.likeness(words) >= _EXACT for leaf in axis.leaves):
                return True
    return False


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


def _in_order(starts: tuple[int, ...], view: View, doubt: str) -> list[Column]:
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
    for (left, first), (right, last) in zip(known, known[1:], strict=False):
        if right - left == last - first > 1 and len(known) > 2:
            for step in range(1, right - left):
                i = left + step
                found[i] = replace(columns[i], line=first + step, likeness=0.5, doubt=BETWEEN)
    return found


def _same_columns(before: Part, starts: tuple[int, ...]) -> list[Column]:
    """The columns of the part before, where there are as many."""
    if len(starts) != len(before.columns):
        return []
    return [
        replace(column, start=start) for column, start in zip(before.columns, starts, strict=True)
    ]
