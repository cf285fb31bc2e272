"""How much a repair looks like the undoing of a slip of the hand, to tell equal ones apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from core.checks.facts import Facts, Number
from core.checks.findings import Repair
from core.forms.definition import Form

MOVED, SLIPPED, COPIED, AS_LAST_YEAR, ADDED_UP = 8, 4, 3, 2, 1


class Typing:
    """What was typed, where, and how recently."""

    def __init__(self, facts: Facts, recent: Sequence[str] = ()) -> None:
        """`recent` are the cells typed last, the latest first."""
        self._facts = facts
        self._age = {cell: i for i, cell in enumerate(recent)}

    def unlikeness(self, repair: Repair) -> tuple[int, int]:
        """A key that sorts repairs, the likeliest slip first, then the latest typed."""
        numbers = self._facts.numbers
        form = self._facts.report.form
        beside = neighbours_of(form)
        points = MOVED if is_move(repair, numbers, beside) else 0
        for cell, value in repair.values.items():
            typed = numbers[cell]
            if is_slip(str(value), str(typed)):
                points += SLIPPED
            if typed and any(numbers.get(near) == typed for near in beside[cell]):
                points += COPIED
            if value and self._facts.last_year(cell) == value:
                points += AS_LAST_YEAR
            if form.cells[cell].is_total:
                points += ADDED_UP
        oldest = len(self._age)
        age = min(self._age.get(cell, oldest) for cell in repair.values)
        return -points, age


def is_slip(meant: str, typed: str) -> bool:
    """Whether one digit was mistyped, left out, typed twice or added, or two were swapped."""
    short, long = sorted((meant, typed), key=len)
    if len(long) - len(short) > 1:
        return False
    if len(short) < len(long):
        return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    wrong = [i for i, (a, b) in enumerate(zip(meant, typed, strict=True)) if a != b]
    if len(wrong) == 2:
        i, j = wrong
        return j == i + 1 and meant[i] == typed[j] and meant[j] == typed[i]
    return len(wrong) == 1


def is_move(
    repair: Repair, numbers: Mapping[str, Number], beside: Mapping[str, frozenset[str]]
) -> bool:
    """Whether two neighbours change places: a value was typed one row or column off."""
    if len(repair.values) != 2:
        return False
    one, other = repair.values
    return (
        other in beside[one]
        and repair.values[one] == numbers[other]
        and repair.values[other] == numbers[one]
    )


@lru_cache(maxsize=8)
def neighbours_of(form: Form) -> Mapping[str, frozenset[str]]:
    """The cells left and right of, above and below each cell of its table."""
    found = {}
    for table in form.tables.values():
        for y, row in enumerate(table.rows):
            for x, column in enumerate(table.columns):
                places = ((x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1))
                found[f"{table.id}.{row.id}.{column.id}"] = frozenset(
                    f"{table.id}.{table.rows[j].id}.{table.columns[i].id}"
                    for i, j in places
                    if 0 <= i < len(table.columns) and 0 <= j < len(table.rows)
                )
    return found
