"""How wide columns and how high rows are, in pixels, so that a grid fills its view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

from PySide6.QtCore import QSize

from core.forms.layout import Grid, Slot

LOWEST_ROW, HIGHEST_ROW = 18, 36
NARROWEST_FIGURES = 66  # eight digits and their margins
ONE_LINE = 10_000  # more than any label needs

HeadingSize = Callable[[Slot, int], QSize]  # of a heading within a width


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


def needed_heights(grid: Grid, widths: Sequence[int], size_of: HeadingSize) -> list[int]:
    """What each row needs at least, its columns being that wide."""
    heights = [LOWEST_ROW] * grid.rows
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
    widths = [0] * min(slot.column for slot in grid.by_cell.values())
    for slot in grid.slots:
        if slot.columns == 1 and slot.column < len(widths):
            widths[slot.column] = max(widths[slot.column], size_of(slot, ONE_LINE).width())
    return widths


def _shared_out(width: int, shares: Sequence[int]) -> list[int]:
    """A width in whole pixels by shares, nothing lost to rounding."""
    ends = [round(width * end / sum(shares)) for end in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(ends)]
