"""The tables of one edition in the contents of a file: candidates, and which of them is ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import zip_longest

from core.forms.definition import Form
from core.matching.axes import View, views_of
from core.matching.cells import Read, read_part, sums_of
from core.matching.labels import likeness, words_of
from core.matching.matrix import Matrix, kind_of
from core.matching.parts import Found, parts_in
from core.matching.pieces import EXACT, NAMED, Header, Part
from core.matching.upright import IsName, with_whole_tables
from core.readers.contents import Contents, Grid, GridCell
from core.record import record

_CAPTION = 0.85  # likeness of a row that is a table's caption
_CAPTIONS = 3  # lines over a table that may name it
_SEVERAL = 3  # lines that add up, or do not, which is no mere slip then
ASTRAY = "这一段没有表头，按前面的表头读，各行都与总计不符。"
_WIDER = 1.3  # times the columns of a table of the form; those of its labels come on top
_LABEL = 60  # characters of a row that may be a label or its rest


@dataclass(eq=False)
class Candidate:
    """Parts, in reading order, that make one table of the form, whole or not."""

    parts: list[Part]

    @property
    def view(self) -> View:
        """How the table is laid out."""
        return self.parts[0].view

    @property
    def block(self) -> int:
        """The block in which it begins."""
        return self.parts[0].matrix.block

    @property
    def score(self) -> float:
        """How much of the table it is."""
        return sum(part.score for part in self.parts)

    @property
    def found(self) -> set[int]:
        """The lines that it has."""
        return {line for part in self.parts for line in part.found}

    def takes(self, part: Part, is_next: bool) -> bool:
        """Whether a part can be more of the same: no line twice, but one that a page end cut.

        Nor may a line have a column twice, where the columns stand in several tables. `is_next`
        tells that no other table stands between. What is turned over goes on turned over.
        """
        twice = self.found & part.found
        if part.view is not self.view or not (is_next or not twice):
            return False
        if part.matrix.turned != self.parts[-1].matrix.turned:
            return False
        return all(self._is_blank(line) for line in twice) or self._has_other_columns(part)

    def _has_other_columns(self, part: Part) -> bool:
        mine, others = (
            {column.line for part in parts for column in part.columns if column.line is not None}
            for parts in (self.parts, [part])
        )
        return not mine & others

    def _is_blank(self, number: int) -> bool:
        lines = [line for part in self.parts for line in part.lines if line.line == number]
        return not any(cell.text.strip() for line in lines for cell in line.cells)

    def _astray(self) -> list[Part]:
        """The parts without a header whose lines do not add up, where those under one do."""
        sums = {part: sums_of(part) for part in self.parts if len(self.parts) > 1}
        headed = [sums[part] for part in sums if part.header.rows]
        if not any(held >= _SEVERAL > failed for held, failed in headed):
            return []
        return [
            part
            for part, (held, failed) in sums.items()
            if not part.header.rows and failed >= _SEVERAL and not held
        ]

    def read(self, form: Form) -> Read:
        """All readings of its parts together."""
        whole = Read()
        astray = self._astray()
        for part, after in zip_longest(self.parts, self.parts[1:]):
            read = read_part(_completed(part, after), form)
            if part in astray:
                read.cells = {c: replace(r, doubt=r.doubt or ASTRAY) for c, r in read.cells.items()}
            whole.cells |= read.cells
            whole.notes += read.notes
            whole.unplaced += read.unplaced
        return whole


def _completed(part: Part, after: Part | None) -> Part:
    """The part with its last row, where the one after it has the end of that row's name."""
    line = after.completes if after else None
    if line is None:
        return part
    lines = tuple(other for other in part.lines if other.row != line.row)
    others = tuple(other for other in part.others if other.row != line.row)
    return replace(part, lines=(*lines, line), others=others)


@dataclass
class Tables:
    """The candidates for the tables of a form, and the rows of each grid that they take.

    They stand in `contents`, which are those of the file with cut tables put together.
    """

    contents: Contents
    candidates: list[Candidate] = field(default_factory=list)
    taken: dict[int, set[tuple[int, int]]] = field(default_factory=dict)

    @property
    def score(self) -> float:
        """How well the contents fit the form: the best candidate of each table."""
        best: dict[str, float] = {}
        for candidate in self.candidates:
            table = candidate.view.table.id
            size = candidate.view.down.lines
            best[table] = max(best.get(table, 0.0), candidate.score / size)
        return sum(best.values())


@dataclass
class _State:
    """What the grids before leave open, by view."""

    before: dict[tuple[View, bool], Part] = field(default_factory=dict)
    pending: dict[tuple[View, bool], tuple[Header, ...]] = field(default_factory=dict)


def tables_in(contents: Contents, form: Form) -> Tables:
    """Every table of the form that stands in the contents, as often as it stands there."""
    tables = Tables(with_whole_tables(contents, partial(_worth_upright, form), _naming(form)))
    state = _State()
    for block, grid in enumerate(tables.contents.blocks):
        if isinstance(grid, Grid):
            captions = _captions(tables.contents, block)
            _read_grid(grid, block, form, tables, state, captions)
    return tables


def _worth_upright(form: Form, grid: Grid) -> float:
    """The score of a grid that is read turned over; 0 for one that is read as it stands."""
    choice = _choice(grid, 0, form, _State())
    return choice.score if choice.turned else 0.0


def _naming(form: Form) -> IsName:
    axes = [axis for view in views_of(form) for axis in (view.down, view.across)]
    return lambda text: any(axis.best(words_of(text)) >= EXACT for axis in axes)


def _captions(contents: Contents, block: int) -> tuple[str, ...]:
    """The short lines straight over a grid, the nearest first."""
    over: list[str] = []
    for above in reversed(contents.blocks[max(block - _CAPTIONS, 0) : block]):
        if isinstance(above, Grid) or len(above.text) > _LABEL:
            break
        over.append(above.text)
    return tuple(over)


@record
class _Choice:
    """What a grid holds, read as it stands or turned over."""

    turned: bool
    parts: list[Part]
    found: dict[View, Found]

    @property
    def score(self) -> float:
        return sum(part.score for part in self.parts)


def _read_grid(
    grid: Grid,
    block: int,
    form: Form,
    tables: Tables,
    state: _State,
    captions: tuple[str, ...],
) -> None:
    choice = _choice(grid, block, form, state, captions)
    below = _below_one_another(grid, form) if choice.turned or _is_wide(grid, form) else ()
    for pieces in (*_beside(grid), *below):
        apart = sum(_choice(piece, block, form, _State()).score for piece in pieces)
        if apart > choice.score:
            for piece in pieces:
                _read_grid(piece, block, form, tables, state, captions)
            return
    turned, parts, found = choice.turned, choice.parts, choice.found
    last = next(reversed(state.before.values()), None)
    if parts:
        state.before.clear()
    if parts or any(f.open for f in found.values()):
        state.pending.clear()
    for part in parts:
        state.before[part.view, turned] = part
        _add(tables, part, last is not None and last.view is part.view)
        if last and part.completes:
            row = last.matrix.across(part.completes.row)
            tables.taken[last.matrix.block].update((cell.row, cell.column) for cell in row)
        last = part
    for view, one in found.items():
        if one.open:
            state.pending[view, turned] = one.open
    tables.taken.setdefault(block, set()).update(_cells_taken(parts, found))


def _choice(
    grid: Grid, block: int, form: Form, state: _State, captions: tuple[str, ...] = ()
) -> _Choice:
    choices = []
    for turned in (False, True):
        matrix = Matrix(grid, block, turned)
        found = {
            view: parts_in(
                matrix,
                view,
                state.before.get((view, turned)),
                state.pending.get((view, turned), ()),
                captions,
            )
            for view in views_of(form)
        }
        parts = _best_parts([part for f in found.values() for part in f.parts])
        choices.append(_Choice(turned, parts, found))
    return max(choices, key=lambda choice: (choice.score, not choice.turned))


def _beside(grid: Grid) -> Iterator[tuple[Grid, Grid]]:
    """The ways to part a grid between columns where two tables may stand beside one another.

    To the right stand names again, behind the figures of the left; no cell reaches over.
    """
    kinds = [(cell, kind_of(cell.text)) for cell in grid.cells]
    first: dict[int, int] = {}  # the column of a row's first figure
    for cell, kind in kinds:
        if kind == "figure":
            for row in range(cell.row, cell.row + cell.rows):
                first[row] = min(cell.column, first.get(row, cell.column))
    behind = [
        cell.column
        for cell, kind in kinds
        if kind == "words" and cell.column > first.get(cell.row, cell.column)
    ]
    for column in sorted(set(behind)):
        left = tuple(cell for cell in grid.cells if cell.column + cell.columns <= column)
        right = tuple(cell for cell in grid.cells if cell.column >= column)
        rows = sum(other >= column for other in behind)
        if rows > 1 and len(left) + len(right) == len(grid.cells):
            yield replace(grid, cells=left), replace(grid, cells=right)


def _is_wide(grid: Grid, form: Form) -> bool:
    """Whether a grid is wider than a table of the form as it stands: one in it may be upright."""
    return grid.columns > _WIDER * max(view.across.lines for view in views_of(form))


def _below_one_another(grid: Grid, form: Form) -> Iterator[tuple[Grid, ...]]:
    """The ways to part a grid at a line that names nothing of a table: a heading in a sheet."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    for row, (first, *others) in rows.items():
        if others or row in (0, grid.rows - 1) or kind_of(first.text) != "words":
            continue
        words = words_of(first.text)
        if any(max(v.down.best(words), v.across.best(words)) >= NAMED for v in views_of(form)):
            continue
        above = tuple(cell for cell in grid.cells if cell.row + cell.rows <= row)
        line = tuple(cell for cell in grid.cells if cell.row == row and cell.rows == 1)
        below = tuple(cell for cell in grid.cells if cell.row > row)
        if len(above) + len(line) + len(below) == len(grid.cells):
            yield tuple(replace(grid, cells=cells) for cells in (above, line, below))


def _best_parts(parts: Sequence[Part]) -> list[Part]:
    """The parts that share no row of the grid, the best first."""
    chosen: list[Part] = []
    rows: set[int] = set()
    for part in sorted(parts, key=lambda part: -part.score):
        if not rows & part.rows:
            chosen.append(part)
            rows |= part.rows
    for part in chosen:
        _drop_others(part, rows)
    return sorted(chosen, key=lambda part: min(part.rows))


def _drop_others(part: Part, rows: set[int]) -> None:
    """Rows that another table has are not left over from this one."""
    others = tuple(line for line in part.others if line.row not in rows)
    object.__setattr__(part, "others", others)


def _cells_taken(parts: Sequence[Part], found: dict[View, Found]) -> Iterator[tuple[int, int]]:
    """The cells of tables, with those of headers, captions and headings around their rows."""
    headers = [header for one in found.values() for header in one.open]
    for header in (*headers, *(part.header for part in parts)):
        for row in header.rows:
            yield from ((cell.row, cell.column) for cell in header.matrix.across(row))
    for part in parts:
        last = max((*part.rows, *(line.row for line in part.others)))
        for row in part.reach:
            cells = part.matrix.across(row)
            if row in part.rows or (row < last and not _is_prose(cells)) or _is_heading(part, row):
                yield from ((cell.row, cell.column) for cell in cells)
    if parts:
        words = {words_of(view.table.caption) for view in found if view.table.caption}
        for cell in parts[0].matrix.grid.cells:
            if any(likeness(words_of(cell.text), caption) >= NAMED for caption in words):
                yield cell.row, cell.column


def _is_heading(part: Part, row: int) -> bool:
    """Whether a row holds the heading of a group, whose rows are on the next page."""
    words = [words_of(cell.text) for cell in part.matrix.beginning(row) if cell.text.strip()]
    return len(words) == 1 and part.view.down.best(words[0]) > _CAPTION


def _is_prose(cells: Sequence[GridCell]) -> bool:
    """Whether a row holds one long text: it is no row of a table, but stands below it."""
    texts = [cell.text for cell in cells if cell.text.strip()]
    return len(texts) == 1 and len(texts[0]) > _LABEL


def _add(tables: Tables, part: Part, is_next: bool) -> None:
    for candidate in reversed(tables.candidates):
        if candidate.view.table is part.view.table:
            if candidate.takes(part, is_next):
                candidate.parts.append(part)
                return
            break
    tables.candidates.append(Candidate([part]))
