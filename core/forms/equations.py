"""The sum rules of a form, expanded once into linear equations over cells.

From this one source come checks, messages, highlights and the tests over all cells.
"""

from __future__ import annotations

from functools import lru_cache

from core.forms.definition import Form, Table
from core.forms.rules import BalanceRule, SumRule
from core.record import record


@record
class Equation:
    """The cells `left`, added up, equal the cells `right`, added up.

    For a sum rule `right` is the total alone. `row` and `column` name the line the equation
    runs along, for sentences; one of them is empty.
    """

    rule: SumRule | BalanceRule
    left: tuple[str, ...]
    right: tuple[str, ...]
    row: str = ""
    column: str = ""

    @property
    def name(self) -> str:
        """The line it runs along, for sentences: 自然人列, “一、本年新收”一行."""
        return f"{self.column}列" if self.column else f"“{self.row}”一行"

    @property
    def cells(self) -> tuple[str, ...]:
        """All cell ids of the equation, left side first."""
        return self.left + self.right


@lru_cache(maxsize=8)
def equations_of(form: Form) -> tuple[Equation, ...]:
    """All equations of the form, in the order of its rules."""
    found: list[Equation] = []
    for rule in form.rules:
        if isinstance(rule, SumRule):
            found += _sums(rule, form.tables[rule.table])
        elif isinstance(rule, BalanceRule):
            found += _balances(rule, form.tables[rule.table])
    return tuple(found)


def _sums(rule: SumRule, table: Table) -> list[Equation]:
    if rule.down == "rows":
        return [
            Equation(
                rule,
                left=tuple(f"{table.id}.{row.id}.{addend}" for addend in total.sum_of),
                right=(f"{table.id}.{row.id}.{total.id}",),
                row=_row_name(table, row.id),
            )
            for row in table.rows
            for total in table.columns
            if total.sum_of
        ]
    return [
        Equation(
            rule,
            left=tuple(f"{table.id}.{addend}.{column.id}" for addend in total.sum_of),
            right=(f"{table.id}.{total.id}.{column.id}",),
            column=column.label,
        )
        for total in table.rows
        if total.sum_of
        for column in table.columns
    ]


def _balances(rule: BalanceRule, table: Table) -> list[Equation]:
    return [
        Equation(
            rule,
            left=tuple(f"{table.id}.{row}.{column.id}" for row in rule.left),
            right=tuple(f"{table.id}.{row}.{column.id}" for row in rule.right),
            column=column.label,
        )
        for column in table.columns
    ]


def _row_name(table: Table, row_id: str) -> str:
    row = table.row(row_id)
    return "".join((*row.under, row.name)) if table.side_by_side else row.name
