"""Made-up reports of realistic sparsity with errors planted in 表三, totals typed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from core.forms.definition import Form
from core.report.report import Agency, Report
from core.report.values import Value

AGENCY = Agency("示例街道办事处", "township", "branch")
# How many applications of a kind there are at most, and how often there are any.
SIZES = {"natural_person": (120, 0.35), "business": (24, 0.12)}
SMALL = (6, 0.12)


@dataclass(frozen=True)
class Planted:
    """A report with errors, and what the wrong cells should have."""

    report: Report
    truth: dict[str, int]


def single(form: Form, chance: random.Random) -> Planted:
    """One cell off by up to 50."""
    return _off(form, chance, 1, range(1, 51))


def double(form: Form, chance: random.Random) -> Planted:
    """Two cells off by amounts from 2 to 50."""
    return _off(form, chance, 2, range(2, 51))


def plus_or_minus_one(form: Form, chance: random.Random) -> Planted:
    """Two cells off by one."""
    return _off(form, chance, 2, range(1, 2))


def one_column_off(form: Form, chance: random.Random) -> Planted:
    """Two neighbours of a row that changed places."""
    while True:
        numbers = consistent(form, chance)
        table = form.tables["applications"]
        line = chance.choice(table.rows).id
        i = chance.randrange(len(table.columns) - 1)
        one, other = (f"applications.{line}.{c.id}" for c in table.columns[i : i + 2])
        if numbers[one] != numbers[other]:
            truth = {one: numbers[one], other: numbers[other]}
            wrong = {one: numbers[other], other: numbers[one]}
            return Planted(_report(form, numbers | wrong), truth)


def consistent(form: Form, chance: random.Random) -> dict[str, int]:
    """The numbers of a 表三 in which every equation holds."""
    table = form.tables["applications"]
    columns = [column for column in table.columns if not column.sum_of]
    results = table.row("result_total").sum_of
    found: dict[tuple[str, str], int] = {}
    for column in columns:
        most, share = SIZES.get(column.id, SMALL)
        for row in results:
            found[row, column.id] = chance.randint(1, most) if chance.random() < share else 0
        total = found["result_total", column.id] = sum(found[row, column.id] for row in results)
        left = found["carried_out", column.id] = _some(chance, most // 6)
        begun = found["carried_in", column.id] = min(total + left, _some(chance, most // 6))
        found["new_received", column.id] = total + left - begun
    for line in table.rows:
        found[line.id, "total"] = sum(found[line.id, column.id] for column in columns)
    return {f"applications.{row}.{column}": number for (row, column), number in found.items()}


def _off(form: Form, chance: random.Random, cells: int, amounts: Sequence[int]) -> Planted:
    while True:
        numbers = consistent(form, chance)
        picked = chance.sample(sorted(numbers), cells)
        wrong = {c: numbers[c] + chance.choice((-1, 1)) * chance.choice(amounts) for c in picked}
        if min(wrong.values()) >= 0:
            return Planted(_report(form, numbers | wrong), {cell: numbers[cell] for cell in picked})


def _some(chance: random.Random, most: int) -> int:
    return chance.randint(0, most) if chance.random() < 0.4 else 0


def _report(form: Form, numbers: dict[str, int]) -> Report:
    cells = {cell: Value(str(number), number) for cell, number in numbers.items()}
    return Report(AGENCY, form.first_year, form, cells=cells)
