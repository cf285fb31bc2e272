"""A figure held against the cells that it speaks of.

A blank cell is never 0: what is filled may already be more than the text says, which is wrong
however the blanks turn out; else nothing can be said. Counts are never negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, localcontext

from core.checks.facts import Facts, Number
from core.checks.prose.scan import Numeral
from core.record import record

# Digits for the most unequal of numbers: a cell's largest by its smallest, to as many places.
_PRECISION = 100


@record
class Compared:
    """What a figure should be by one of its readings. `expected` is None where that is unknown.

    `reading` is the place of the reading among the binding's; `at_least` says that blanks may
    still add to `expected`.
    """

    reading: int
    cells: tuple[str, ...]
    expected: Number | None
    agrees: bool | None
    at_least: bool = False


def compare(
    value: Number, readings: Sequence[tuple[str, ...]], facts: Facts, step: int = 1
) -> Compared:
    """The reading that fits the value, or else the likeliest one.

    A figure is wrong only when it is by every reading. One that was rounded or cut to a `step`
    fits what is half of that less, or up to one step more.
    """
    tried = [_compare(value, i, cells, facts, step) for i, cells in enumerate(readings)]
    for wanted in (True, None):
        for compared in tried:
            if compared.agrees is wanted:
                return compared if wanted else Compared(0, readings[0], tried[0].expected, None)
    return tried[0]


def _compare(
    value: Number, reading: int, cells: tuple[str, ...], facts: Facts, step: int
) -> Compared:
    known = [facts.numbers.get(cell) for cell in cells]
    if None not in known:
        total = _sum(known)
        fits = total == value
        if step != 1:
            fits = -step <= 2 * (Decimal(total) - Decimal(value)) < 2 * step
        agrees = fits or _calculated(cells, facts) == value
        return Compared(reading, cells, total, agrees)
    filled = _sum(known) + _sum(
        [
            facts.totals[cell].number
            for cell in cells
            if cell not in facts.numbers and cell in facts.totals
        ]
    )
    if filled > value:
        return Compared(reading, cells, filled, False, at_least=True)
    return Compared(reading, cells, None, None)


def _calculated(cells: tuple[str, ...], facts: Facts) -> Number | None:
    """The sum with typed totals replaced by their calculation, where all of it is filled.

    A total that is typed wrong is an error of the table, not of the text that has it right.
    """
    form = facts.report.form
    found: list[Number | None] = []
    for cell in cells:
        addends = form.cells[cell].addends
        found += [facts.numbers.get(addend) for addend in addends or (cell,)]
    return None if None in found else _sum(found)


def _sum(numbers: Sequence[Number | None]) -> Number:
    return sum((n for n in numbers if n is not None), start=0)


def places_of(digits: str) -> int:
    """How many places behind the point a number was written with."""
    return len(digits.replace("．", ".").partition(".")[2])


def percentage(part: Number, whole: Number, places: int, *, truncated: bool = False) -> Decimal:
    """`part` of `whole` in percent, rounded half up to so many places, or cut off there."""
    with localcontext(prec=_PRECISION):
        exact = Decimal(part) * 100 / Decimal(whole)
        way = ROUND_DOWN if truncated else ROUND_HALF_UP
        return exact.quantize(Decimal(1).scaleb(-places), way)


def in_unit_of_cells(numeral: Numeral) -> Number:
    """The value in the unit of the form's cells: money in 万元."""
    if numeral.kind != "money":
        return numeral.value
    return Decimal(numeral.amount) / 10**4


def changed(now: Number, last: Number, numeral: Numeral) -> Number:
    """How much more it is now, in numbers or in percent as written; less is negative."""
    if numeral.kind != "percent":
        return now - last
    return percentage(now - last, last, places_of(numeral.digits))
