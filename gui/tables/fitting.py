"""How wide columns and how high rows are, in pixels: on paper, or filling a view to its edges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QSize

from core.forms.layout import Grid, Slot
from core.record import record

LOWEST_ROW, HIGHEST_ROW = 18, 36
NARROWEST_FIGURES = 66  # eight digits and their margins
ONE_LINE = 10_000  # more than any label needs

SMALL = 10  # rows of cells of a table whose figures are large

HeadingSize = Callable[[Slot, int], QSize]  # of a heading within a width


@record
class Limits:
    """The least and the most, at 100 %: of columns of figures, of their rows, of heading rows."""

    columns: tuple[int, int]
    rows: tuple[int, int]
    heads: tuple[int, int]


LARGE_TABLE = Limits(columns=(74, 110), rows=(18, 28), heads=(19, 28))
SMALL_TABLE = Limits(columns=(60, 110), rows=(28, 48), heads=(22, 32))
JOINED_COLUMN = 150  # of a small table that is several on one sheet
LEAST_LABEL = 110  # of the widest label column, which gives way where room is scarce


@record
class Sizes:
    """The widths of columns and the heights of rows, headings included, and the most of these."""

    widths: list[int]
    heights: list[int]
    highest: list[int]


def is_small(grid: Grid) -> bool:
    """Whether a grid has so few rows that its figures can be large."""
    return len(grid.cell_rows) <= SMALL


def on_paper(grid: Grid, room: QSize, size_of: HeadingSize, zoom: int) -> Sizes:
    """The sizes on a sheet with room for so much; what is larger than the room scrolls.

    Labels take what they need on one line, figures what is left within their limits, and there
    the table stops. Where room is scarce, the widest label column gives way, and its labels wrap.
    """
    limits = SMALL_TABLE if is_small(grid) else LARGE_TABLE
    least, most = (round(width * zoom / 100) for width in limits.columns)
    labels = label_columns(grid)
    if grid.header_rows:
        needed = _widened(grid, _label_widths(grid, size_of), size_of)
        figures = len(grid.widths) - labels
        lacking = sum(needed) + least * figures - room.width()
        if lacking > 0 and needed:
            widest = needed.index(max(needed))
            floor = min(needed[widest], round(LEAST_LABEL * zoom / 100))
            needed[widest] = max(needed[widest] - lacking, floor)
        rest = min(max(room.width() - sum(needed), least * figures), most * figures)
        widths = needed + _shared_out(rest, [1] * figures)
    else:
        columns = max(map(len, grid.cell_rows)) + 1
        most = round(JOINED_COLUMN * zoom / 100) * columns
        widths = _shared_out(min(room.width(), most), grid.widths)
    with_cells = {slot.row for slot in grid.slots if slot.cell}
    bounds = [limits.rows if row in with_cells else limits.heads for row in range(grid.rows)]
    heights = needed_heights(grid, widths, size_of, [round(low * zoom / 100) for low, _ in bounds])
    highest = [max(a, round(b * zoom / 100)) for a, (_, b) in zip(heights, bounds, strict=True)]
    return Sizes(widths, _grown(heights, highest, room.height()), highest)


def label_columns(grid: Grid) -> int:
    """How many columns of labels stand before the figures."""
    return min(slot.column for slot in grid.by_cell.values())


def _grown(needed: list[int], highest: list[int], room: int) -> list[int]:
    """Rows as high as the room lets them be, all by the same share of what they may grow."""
    spare = max(0, room - sum(needed))
    growth = [most - least for least, most in zip(needed, highest, strict=True)]
    if spare >= sum(growth):
        return highest
    return [a + b for a, b in zip(needed, _shared_out(spare, growth), strict=True)]


def column_widths(
    grid: Grid, available: int, size_of: HeadingSize, narrowest: int = NARROWEST_FIGURES
) -> list[int]:
    """The form's proportions where its labels then fit on one line.

    Else labels get the width they need, and the figures share the rest; where that would be less
    than the `narrowest` for them, the widest label column gives way, and its labels wrap.
    """
    proportional = _shared_out(available, grid.widths)
    labels = _label_widths(grid, size_of)
    if all(needed <= given for needed, given in zip(labels, proportional, strict=False)):
        return proportional
    figures = grid.widths[len(labels) :]
    lacking = sum(labels) + narrowest * len(figures) - available
    if lacking > 0:
        widest = labels.index(max(labels))
        labels[widest] = max(labels[widest] - lacking, NARROWEST_FIGURES)
    return labels + _shared_out(available - sum(labels), figures)


def needed_heights(
    grid: Grid,
    widths: Sequence[int],
    size_of: HeadingSize,
    lowest: Sequence[int] | None = None,
) -> list[int]:
    """What each row needs, its columns being that wide; no row is lower than the `lowest`."""
    heights = list(lowest or [LOWEST_ROW] * grid.rows)
    for slot in grid.slots:
        if slot.text and slot.rows == 1:
            width = sum(widths[slot.column : slot.column + slot.columns])
            heights[slot.row] = max(heights[slot.row], size_of(slot, width).height())
    return heights


def highest(needed: Sequence[int]) -> list[int]:
    """How high the rows may become where there is room."""
    return [max(height, HIGHEST_ROW) for height in needed]


def row_heights(needed: Sequence[int], available: int) -> list[int]:
    """What is needed, and what is left over shared out as far as rows may become higher."""
    spare = max(0, available - sum(needed))
    grown = [
        height + more
        for height, more in zip(needed, _shared_out(spare, [1] * len(needed)), strict=True)
    ]
    return [min(pair) for pair in zip(grown, highest(needed), strict=True)]


def _label_widths(grid: Grid, size_of: HeadingSize) -> list[int]:
    """What the labels of each label column need on one line."""
    widths = [0] * label_columns(grid)
    for slot in grid.slots:
        if slot.columns == 1 and slot.column < len(widths):
            widths[slot.column] = max(widths[slot.column], size_of(slot, ONE_LINE).width())
    return widths


def _widened(grid: Grid, widths: list[int], size_of: HeadingSize) -> list[int]:
    """The widths of label columns, the last one so wide that labels across several fit too."""
    for slot in grid.slots:
        end = slot.column + slot.columns
        if slot.role == "row_header" and slot.columns > 1 and end == len(widths):
            lacking = size_of(slot, ONE_LINE).width() - sum(widths[slot.column :])
            widths[-1] += max(lacking, 0)
    return widths


def _shared_out(width: int, shares: Sequence[int]) -> list[int]:
    """A width in whole pixels by shares, nothing lost to rounding."""
    ends = [round(width * end / sum(shares)) for end in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(ends)]
