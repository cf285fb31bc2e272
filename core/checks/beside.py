"""The totals of a table that prints as one row, beside last year's and what the texts say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from core.checks.facts import Facts, Number
from core.checks.findings import CheckResult, Figure
from core.forms.definition import Column, Row, Table
from core.record import record
from core.report.totals import sum_if_known


@record
class Beside:
    """The total of one row, or of the rows below one heading.

    `within` says that it is a part of the line before. `cells` are the totals it adds up, and
    `now` and `last` their sums of this and last year, None where one is not known. `figures` are
    what the texts say of just these cells.
    """

    name: str
    within: bool
    cells: tuple[str, ...]
    now: Number | None
    last: Number | None
    figures: tuple[Figure, ...]


@record
class Shares:
    """What a line is made up of in one year: the label of each column and its number."""

    year: int
    parts: tuple[tuple[str, Number], ...]


def lines_beside(table: Table, checked: CheckResult) -> tuple[Beside, ...]:
    """A line for each row, those below one heading after the line of all of them."""
    lines: list[Beside] = []
    total = _total(table)
    for heading, rows in groupby(table.rows, key=lambda row: row.under[:1]):
        listed = list(rows)
        if heading:
            lines.append(_line(table, heading[0], listed, total, checked, within=False))
        lines += [
            _line(table, row.label, [row], total, checked, within=bool(heading)) for row in listed
        ]
    return tuple(lines)


def shares_of(table: Table, line: Beside, facts: Facts) -> tuple[Shares, ...]:
    """What makes up a line this year and last; a year without all its numbers is left out."""
    rows = [table.row(cell.split(".")[1]) for cell in line.cells]
    parts = [column for column in table.columns if not column.sum_of]
    numbers: tuple[Callable[[str], Number | None], ...] = (facts.numbers.get, facts.last_year)
    shares = []
    for years_ago, number in enumerate(numbers):
        sums = [
            (column.label, sum_if_known(number(_cell(table, row, column)) for row in rows))
            for column in parts
        ]
        known = tuple((label, value) for label, value in sums if value is not None)
        if len(known) == len(sums):
            shares.append(Shares(facts.report.year - years_ago, known))
    return tuple(shares)


def _line(
    table: Table,
    name: str,
    rows: Sequence[Row],
    total: Column,
    checked: CheckResult,
    within: bool,
) -> Beside:
    cells = tuple(_cell(table, row, total) for row in rows)
    facts = checked.facts
    now = sum_if_known(facts.numbers.get(cell) for cell in cells) if facts else None
    last = sum_if_known(facts.last_year(cell) for cell in cells) if facts else None
    said = tuple(
        figure
        for figure in checked.figures
        if len(figure.cells) == len(cells)
        and figure.relation in ("cell", "sum")
        and set(figure.cells) == set(cells)
    )
    return Beside(name, within, cells, now, last, said)


def _total(table: Table) -> Column:
    """The column that adds the others up."""
    return max(table.columns, key=lambda column: len(column.sum_of))


def _cell(table: Table, row: Row, column: Column) -> str:
    return f"{table.id}.{row.id}.{column.id}"
