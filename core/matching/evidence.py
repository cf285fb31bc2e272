"""Sums as evidence: what they settle, and where they speak against a weak reading.

A report as published may have wrong sums: what was read by clear names stays sure all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.forms.definition import Form
from core.forms.equations import Equation, equations_of
from core.matching.cells import ONE_MORE
from core.matching.figures import BROKEN
from core.matching.pieces import ASKEW
from core.matching.reading import CellReading
from core.report.values import parse_value

SETTLED = "有的格按合计核对相符，才定下来读的：{}。"
# Doubts that sums along the rows can settle: all names of the columns are there, in order.
_SETTLES = (ASKEW,)


def weighed(readings: Sequence[CellReading], form: Form, notices: list[str]) -> list[CellReading]:
    """The readings, those sure now that sums settle; what was settled is said in `notices`."""
    by_cell = {reading.cell: reading for reading in readings}
    settled: dict[str, CellReading] = {}
    for doubt in _SETTLES:
        cells = [r.cell for r in readings if r.doubt == doubt]
        for table in dict.fromkeys(form.cells[cell].table.id for cell in cells):
            own = [cell for cell in cells if form.cells[cell].table.id == table]
            equations = [e for e in equations_of(form) if e.row and set(e.cells) & set(own)]
            if _all_hold(equations, by_cell, form):
                settled |= {cell: replace(by_cell[cell], doubt="") for cell in own}
                notices.append(SETTLED.format(doubt.rstrip("。")))
    for reading in readings:
        if reading.doubt == ONE_MORE:
            settled[reading.cell] = replace(reading, doubt="")
            notices.append(SETTLED.format(ONE_MORE.rstrip("。")))
        if reading.doubt == BROKEN and _adds_up(reading.cell, by_cell, form):
            settled[reading.cell] = replace(reading, doubt="")
            notices.append(SETTLED.format(BROKEN.rstrip("。")))
    return [settled.get(reading.cell, reading) for reading in readings]


def _adds_up(cell: str, by_cell: dict[str, CellReading], form: Form) -> bool:
    """Whether the cell is in a sum that holds along its row."""
    equations = [e for e in equations_of(form) if e.row and cell in e.cells]
    return bool(equations) and _all_hold(equations, by_cell, form, least=1)


def _all_hold(
    equations: Sequence[Equation], by_cell: dict[str, CellReading], form: Form, least: int = 2
) -> bool:
    """Whether all the sums of filled cells hold, `least` of them of figures that are not all 0."""
    telling = 0
    for equation in equations:
        left, right = (_sum(side, by_cell, form) for side in (equation.left, equation.right))
        if left is None or right is None:
            continue
        if left != right:
            return False
        telling += bool(left)
    return telling >= least


def _sum(cells: Sequence[str], by_cell: dict[str, CellReading], form: Form) -> int | None:
    total = 0
    for cell in cells:
        reading = by_cell.get(cell)
        value = parse_value(reading.value, form.cells[cell].column) if reading else None
        if value is None:
            return None
        total += int(value.number)
    return total
