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
from core.report.values import NOT_APPLICABLE, parse_value

SETTLED = "有的格按合计核对相符，才定下来读的：{}。"
MOSTLY = "有的格按合计核对大多相符，才定下来读的（少数合计本身不符，请核对）：{}。"
_MANY, _SELDOM = 6, 4  # sums that hold, and for one that fails
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
            held, failed = _held_and_failed(equations, by_cell, form)
            if held > 1 and not failed:
                said = SETTLED
            elif (
                held >= _MANY
                and failed * _SELDOM <= held
                and not _holds_otherwise(equations, by_cell, form)
            ):
                said = MOSTLY
            else:
                continue
            settled |= {cell: replace(by_cell[cell], doubt="") for cell in own}
            notices.append(said.format(doubt.rstrip("。")))
    for reading in readings:
        if reading.doubt == ONE_MORE:
            settled[reading.cell] = replace(reading, doubt="")
            notices.append(SETTLED.format(ONE_MORE.rstrip("。")))
        if reading.doubt.endswith(BROKEN) and _adds_up(reading.cell, by_cell, form):
            settled[reading.cell] = replace(reading, doubt="")
            notices.append(SETTLED.format(BROKEN.rstrip("。")))
    return [settled.get(reading.cell, reading) for reading in readings]


def _adds_up(cell: str, by_cell: dict[str, CellReading], form: Form) -> bool:
    """Whether the cell is in a sum that holds, and every such sum along its row does."""
    equations = [e for e in equations_of(form) if cell in e.cells]
    held, _ = _held_and_failed(equations, by_cell, form)
    _, failed = _held_and_failed([e for e in equations if e.row], by_cell, form)
    return held > 0 and not failed


def _held_and_failed(
    equations: Sequence[Equation], by_cell: dict[str, CellReading], form: Form
) -> tuple[int, int]:
    """How many sums of filled cells hold, those apart that are all 0, and how many do not."""
    held = failed = 0
    for equation in equations:
        left, right = (_sum(side, by_cell, form) for side in (equation.left, equation.right))
        if left is None or right is None:
            continue
        # A sum with 不适用 among what it adds up need not hold.
        failed += left != right and not _not_applicable(equation, by_cell)
        held += left == right and bool(left)
    return held, failed


def _not_applicable(equation: Equation, by_cell: dict[str, CellReading]) -> bool:
    return any(by_cell[cell].value == NOT_APPLICABLE for cell in equation.cells)


def _holds_otherwise(
    equations: Sequence[Equation], by_cell: dict[str, CellReading], form: Form
) -> bool:
    """Whether the sums hold as often with another of the columns as the total."""
    held, _ = _held_and_failed(equations, by_cell, form)
    for i in range(max(len(equation.left) for equation in equations)):
        turned = [
            replace(e, left=(*e.left[:i], *e.right, *e.left[i + 1 :]), right=e.left[i : i + 1])
            for e in equations
            if len(e.left) > i and len(e.right) == 1
        ]
        if _held_and_failed(turned, by_cell, form)[0] >= held:
            return True
    return False


def _sum(cells: Sequence[str], by_cell: dict[str, CellReading], form: Form) -> int | None:
    total = 0
    for cell in cells:
        reading = by_cell.get(cell)
        value = parse_value(reading.value, form.cells[cell].column) if reading else None
        if value is None:
            return None
        total += int(value.number)
    return total
