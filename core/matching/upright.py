"""Tables that stand upright and were cut: their parts put together, for only the first has names.

The columns of the form are rows then. Those below a cut go on without the names of their columns,
and a row that a page end cut through has its name in two pieces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from core.matching.matrix import kind_of
from core.readers.contents import Block, Contents, Grid, GridCell

# What may stand between: the number of a page, 续表, a number that ran out of its cell.
_NOTHING = re.compile(r"[\W\d_]*(?:续表?|接上[页表])?[\W\d_]*")

Worth = Callable[[Grid], float]  # how well a grid is read as a table that stands upright
IsName = Callable[[str], bool]  # whether words are exactly a name of the form


def with_whole_tables(contents: Contents, worth: Worth, is_name: IsName) -> Contents:
    """The contents, parts of an upright table one grid where they are more together."""
    blocks: list[Block] = []
    for block in contents.blocks:
        at = _last_grid(blocks)
        above = blocks[at] if at >= 0 else None
        if isinstance(block, Grid) and isinstance(above, Grid) and above.columns == block.columns:
            whole = _stacked(above, block, is_name)
            if worth(whole) > worth(above) + worth(block):
                blocks[at] = whole
                continue
        blocks.append(block)
    return replace(contents, blocks=tuple(blocks))


def _last_grid(blocks: Sequence[Block]) -> int:
    """Which block is the grid right before, but for what says nothing; -1 for none."""
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        if isinstance(block, Grid):
            return at
        if not _NOTHING.fullmatch(block.text):
            return -1
    return -1


def _stacked(above: Grid, below: Grid, is_name: IsName) -> Grid:
    """The rows of both, without the head where the second repeats it."""
    rest = _without_rows(below, _repeated(above, below))
    joined = _joined(above, rest, is_name)
    if joined:
        above, rest = joined
    down = above.rows
    moved = (replace(cell, row=cell.row + down) for cell in rest.cells)
    return replace(above, cells=(*above.cells, *moved))


def _repeated(above: Grid, below: Grid) -> int:
    """How many rows at the top of both say the same."""
    rows = 0
    while rows < min(above.rows, below.rows) and _texts(above, rows) == _texts(below, rows) != []:
        rows += 1
    return rows


def _texts(grid: Grid, row: int) -> list[str]:
    return ["".join(cell.text.split()) for cell in grid.cells if cell.row == row]


def _without_rows(grid: Grid, rows: int) -> Grid:
    cells = (
        replace(cell, row=max(cell.row - rows, 0), rows=cell.rows - max(rows - cell.row, 0))
        for cell in grid.cells
        if cell.row + cell.rows > rows
    )
    return replace(grid, cells=tuple(cells)) if rows else grid


def _joined(above: Grid, below: Grid, is_name: IsName) -> tuple[Grid, Grid] | None:
    """Both grids, the row that was cut through whole in the first; None where none was.

    It was where the pieces of a name are one together, no cell has a whole figure in both, and
    each of the second goes on one of the first; or where nothing is left of it for the second.
    """
    last = above.rows - 1
    pairs = list(_pairs(above, below, last))
    left = [cell for cell in below.cells if cell.row + cell.rows == 1 and cell.text.strip()]
    joined = {id(other) for _, other in pairs}
    is_cut = any(
        kind_of(other.text) == "words" and is_name(one.text + other.text) for one, other in pairs
    )
    if any(_has_figure(one) and _has_figure(other) for one, other in pairs):
        return None
    if left and not (is_cut and all(id(cell) in joined for cell in left)):
        return None
    whole = {id(one): _together(one, other) for one, other in pairs}
    cells = tuple(whole.get(id(cell), cell) for cell in above.cells)
    reaching = {id(other): whole[id(one)].text for one, other in pairs if other.rows > 1}
    rest = tuple(
        replace(cell, text=reaching.get(id(cell), cell.text))
        for cell in below.cells
        if cell.row + cell.rows > 1
    )
    return replace(above, cells=cells), _without_rows(replace(below, cells=rest), 1)


def _pairs(above: Grid, below: Grid, last: int) -> Iterator[tuple[GridCell, GridCell]]:
    first = {(cell.column, cell.columns): cell for cell in below.cells if cell.row == 0}
    for cell in above.cells:
        other = first.get((cell.column, cell.columns))
        if other and cell.row + cell.rows > last:
            yield cell, other


def _has_figure(cell: GridCell) -> bool:
    """Whether it holds a figure; one that is set a digit a line may be cut as names are."""
    return kind_of(cell.text) in ("figure", "doubtful") and "\n" not in cell.text.strip()


def _together(cell: GridCell, other: GridCell) -> GridCell:
    text = "\n".join(filter(None, (cell.text, other.text)))
    return replace(cell, text=text, doubt=cell.doubt or other.doubt)
