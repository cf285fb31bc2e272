"""The lines of a table: the rows of a grid, found by their names and the headings over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.chinese.widths import half_width
from core.matching.alignment import Token, fit, place
from core.matching.axes import Axis, Node, View
from core.matching.labels import label_of, likeness
from core.matching.matrix import Matrix, kind_of
from core.matching.pieces import (
    EXACT,
    MOVED,
    NAMED,
    NO_NAME,
    SEVERAL,
    Line,
    Part,
    between_sure,
    doubt_of,
    figures_in,
)
from core.readers.contents import GridCell
from core.record import record

_MORE = 2  # figures in a row beside those of its own columns
_LONG = 4  # characters of a name that stands for itself
_FEWEST_COUNTED = 4  # figures that count their columns, and are hardly figures of a report


@record
class Row:
    """A row of a grid read as names and what stands beside them."""

    row: int
    headings: tuple[str, ...]  # words in front that begin here
    name: str
    name_cell: GridCell | None
    cells: tuple[GridCell, ...]
    context: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()  # of the row above

    @property
    def has_figures(self) -> bool:
        """Whether a figure stands beside the name."""
        return bool(figures_in(self.cells))


def read_row(matrix: Matrix, row: int, first: bool) -> Row:
    """A row taken apart; in the first of a part stand names that reach in from above."""
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
        return Row(row, (), "", None, tuple(beside))
    edge = matrix.column(name) + matrix.width(name)
    beside = [cell for cell in across if matrix.column(cell) >= edge]
    if not any(cell.text.strip() for cell in beside) and len(figures) > 1:  # no mere 序号
        beside = [cell for cell in across if matrix.column(cell) < matrix.column(name)]
    beside = [cell for cell in beside if not _repeats(cell, name)]
    over = tuple(c.text for c in words if c is not name and matrix.column(c) < edge)
    return Row(row, tuple(c.text for c in front[:-1]), name.text, name, tuple(beside), over)


def _repeats(cell: GridCell, name: GridCell) -> bool:
    words = label_of(cell.text).words
    return kind_of(cell.text) == "words" and likeness(words, label_of(name.text).words) > 0.9


def with_contexts(matrix: Matrix, rows: Sequence[Row]) -> list[Row]:
    """The rows, those with a blank cell where a heading would stand being under the one above."""
    found: list[Row] = []
    above: tuple[str, ...] = ()
    for row in rows:
        if row.context:
            above = row.context
        elif row.name_cell is None or matrix.column(row.name_cell) == 0:
            above = ()
        found.append(replace(row, inherited=() if row.context else above))
    return found


def lines_of(rows: Sequence[Row], view: View) -> list[Line]:
    """The rows that are lines of the table, in the order of the grid."""
    tokens: list[Token] = []
    by_token: dict[int, Row] = {}
    divided = _divided(rows, view.down)
    for row in rows:
        tokens += [Token((heading,)) for heading in row.headings]
        if not row.name or row.row in divided:
            continue
        texts = [row.name]
        texts += ["".join((heading, row.name)) for heading in row.headings[-1:]]
        over = row.context if _is_certain(row.name, view.down) else row.context or row.inherited
        context = tuple(text for text in over if text != row.name)
        by_token[len(tokens)] = row
        tokens.append(Token(tuple(texts), row.row, context))
    places = {id(token): i for i, token in enumerate(tokens)}
    lines = []
    for placed in place(tokens, view.down):
        row_of = by_token.get(places[id(placed.token)])
        if row_of is None or placed.node.line < 0:
            continue
        doubt = SEVERAL if _names_another(row_of, placed.node, view.down) else doubt_of(placed)
        if row_of.name_cell and row_of.name_cell.doubt:
            doubt = doubt or MOVED
        lines.append(line_of(row_of, placed.node.line, placed.likeness, doubt))
    lines.sort(key=lambda line: line.row)
    numbers = [(line.line, line.doubt) for line in lines]
    poor = between_sure(numbers, view.down.lines)
    lines = [replace(x, doubt="") if i in poor else x for i, x in enumerate(lines)]
    return _with_nameless(lines, rows)


def _is_certain(name: str, axis: Axis) -> bool:
    """Whether a name means one line, whatever heading was last seen above it."""
    words = label_of(name).words
    return len(words) >= _LONG and sum(fit >= EXACT for fit in axis.likeness(words)) == 1


def _names_another(row: Row, node: Node, axis: Axis) -> bool:
    """Whether a row names another line beside its own: cells have moved, and none can be told."""
    for text in row.context or row.inherited:
        words = label_of(text).words
        fits = axis.likeness(words) if words != label_of(row.name).words else ()
        best = max(fits, default=0.0)
        named = [n for n, fit in zip(axis.nodes, fits, strict=False) if fit >= best > NAMED]
        if named and node not in named and all(other.line >= 0 for other in named):
            return True
    return False


def _divided(rows: Sequence[Row], axis: Axis) -> set[int]:
    """Rows that are parts of what is one line of the table: another edition's rows."""
    found: set[int] = set()
    for leaf in axis.leaves:
        name = leaf.names[0]
        longer = [
            row.row
            for row in rows
            if (words := label_of(row.name).words) != name
            and (words.startswith(name) or _is_under(row, name))
        ]
        if len(longer) > 1 and len(name) > 2:
            found.update(longer)
    return found


def _is_under(row: Row, name: str) -> bool:
    over = (*row.headings, *(row.context or row.inherited))
    return any(likeness(label_of(text).words, name) >= EXACT for text in over if text != row.name)


def line_of(row: Row, line: int, fits: float, doubt: str = "") -> Line:
    """A row as a line of the table; -1 for none of it."""
    return Line(line, row.row, row.name, row.cells, min(fits, 1.0), doubt)


def _with_nameless(lines: list[Line], rows: Sequence[Row]) -> list[Line]:
    """The lines, and rows without a name that stand where exactly one line of the table would."""
    taken = {line.row: line for line in lines}
    order = [row for row in rows if row.row in taken or row.has_figures]
    more = []
    for before, row, after in zip(order, order[1:], order[2:], strict=False):
        if row.name or before.row not in taken or after.row not in taken:
            continue
        first, last = taken[before.row].line, taken[after.row].line
        if last - first == 2:
            more.append(line_of(row, first + 1, 0.5, NO_NAME))
    return sorted((*lines, *more), key=lambda line: line.row)


def flat_lines(rows: Sequence[Row], view: View) -> list[Line]:
    """The one row of figures under a header; none where there are several."""
    filled = [row for row in rows if row.has_figures]
    if len(filled) > 1 and _counts(filled[0]):
        filled = filled[1:]
    if not filled:
        filled = [row for row in rows if len(row.cells) >= view.across.lines][:1]
    return [line_of(filled[0], 0, 1.0)] if len(filled) == 1 else []


def _counts(row: Row) -> bool:
    """Whether the figures of a row are but the numbers of the columns: 1, 2, 3 and so on."""
    texts = [half_width(cell.text.strip()) for cell in row.cells]
    first = int(texts[0]) if texts and texts[0].isdecimal() else 0
    return texts == [str(first + i) for i in range(len(texts))] and len(texts) >= _FEWEST_COUNTED


def fragments(rows: Sequence[Row], view: View) -> list[int]:
    """Rows at the beginning that go on with a header from which a page end cut them."""
    found = []
    for row in rows:
        named = view.down.nodes and row.name and view.down.best(label_of(row.name).words) >= NAMED
        if row.has_figures or named:
            break
        found.append(row.row)
    return found


def joined(rows: list[Row], before: Part, view: View) -> tuple[list[Row], Line | None]:
    """The rows, and a line of the part before, where a page end cut a row through.

    The first of the rows is under its whole name where the figures are in it, else left out: then
    the line before has the whole name.
    """
    first, last = rows[0], before.lines[-1] if before.lines else None
    tail = max(before.others, key=lambda line: line.row, default=None)
    if last is None or view.is_flat or not first.name:
        return rows, None
    if tail and tail.row > last.row:
        last = tail
    whole = last.text + first.name
    fits = _best_leaf(view.down, whole)
    if fits <= max(_best_leaf(view.down, first.name), _best_leaf(view.down, last.text)):
        return rows, None
    has_values = any(cell.text.strip() for cell in last.cells)
    if has_values == first.has_figures:
        return rows, None
    if not has_values:
        return [replace(first, name=whole), *rows[1:]], None
    return rows[1:], _named_whole(last, whole, before, view.down)


def _named_whole(line: Line, name: str, before: Part, axis: Axis) -> Line | None:
    """A row by its whole name, which is sure; None where that is another row's already."""
    fits = [
        fit(Token((name,), 0), i, axis) if n.line >= 0 else 0.0 for i, n in enumerate(axis.nodes)
    ]
    best = max(fits)
    found = [node.line for node, score in zip(axis.nodes, fits, strict=True) if score == best]
    if best < EXACT or len(found) > 1 or found[0] in before.found - {line.line}:
        return None
    return replace(line, line=found[0], text=name, likeness=min(best, 1.0), doubt="")


def named_above(matrix: Matrix, rows: list[Row], captions: Sequence[str], view: View) -> list[Row]:
    """The rows; a single one without a name is named by the line over its table.

    Not so where a table that is turned over has a name in it: it may be that of the figures. Nor
    where there are far more figures than a row has: several rows stand beside one another.
    """
    filled = [row for row in rows if row.has_figures]
    if view.is_flat or len(filled) != 1 or filled[0].name:
        return rows
    if len(figures_in(filled[0].cells)) > view.across.lines + _MORE:
        return rows
    texts = (cell.text for cell in matrix.grid.cells if kind_of(cell.text) == "words")
    if matrix.turned and any(_best_leaf(view.down, text) >= NAMED for text in texts):
        return rows
    name = next((text for text in captions if _best_leaf(view.down, text) >= NAMED), "")
    return [replace(row, name=name) if row is filled[0] else row for row in rows]


def _best_leaf(axis: Axis, text: str) -> float:
    token = Token((text,), 0)
    return max((fit(token, i, axis) for i, n in enumerate(axis.nodes) if n.line >= 0), default=0.0)
