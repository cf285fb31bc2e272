"""Totals left blank, calculated from the cells they add up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from core.record import record
from core.report.report import Report


def sum_if_known(numbers: Iterable[int | Decimal | None]) -> int | Decimal | None:
    """The sum; None where one of the numbers is not known."""
    found = list(numbers)
    known = [number for number in found if number is not None]
    return sum(known) if len(known) == len(found) else None


@record
class Total:
    """A blank total, calculated.

    Complete when every addend is filled or itself complete; else `number` is the sum of the
    addends there are, for the screen only.
    """

    number: int | Decimal
    complete: bool


def blank_totals(report: Report) -> dict[str, Total]:
    """The totals of the form that nobody typed, by cell id; one without any addend is left out."""
    found: dict[str, Total] = {}
    for cell in report.form.totals:
        if cell.id in report.cells:
            continue
        known = [report.cells.get(addend) or found.get(addend) for addend in cell.addends]
        filled = [addend for addend in known if addend is not None]
        if filled:
            complete = len(filled) == len(known) and all(
                addend.complete for addend in filled if isinstance(addend, Total)
            )
            found[cell.id] = Total(sum(addend.number for addend in filled), complete)
    return found


def effective_numbers(report: Report, totals: Mapping[str, Total]) -> dict[str, int | Decimal]:
    """What each cell counts as in the equations: typed values and complete totals."""
    numbers = {cell: value.number for cell, value in report.cells.items()}
    numbers |= {cell: total.number for cell, total in totals.items() if total.complete}
    return numbers
