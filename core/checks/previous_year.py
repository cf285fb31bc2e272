"""This year's cells against last year's report, as far as its edition has the same cells."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.facts import Facts, Number
from core.checks.findings import Repair, Verdict
from core.checks.verdicts import fails, passes, waits
from core.forms.definition import Form, Table, predecessors
from core.forms.rules import BigChangeRule, CarryRule, DroppedRule


def judge_carry(rule: CarryRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each row or column that last year's edition has too."""
    if facts.previous is None:
        return
    table = facts.report.form.tables[rule.table]
    former = predecessors(facts.report.form, facts.previous.report.form)
    lines = table.rows if rule.each == "row" else table.columns
    for line in lines:
        if all(_cell(table, rule, line.id, name) in former for name in rule.last):
            yield _carried(rule, table, line.id, facts)


def _carried(rule: CarryRule, table: Table, line: str, facts: Facts) -> Verdict:
    """The verdict on one row or column."""
    now, added, removed = (
        tuple(_cell(table, rule, line, name) for name in names)
        for names in (rule.now, rule.added, rule.removed)
    )
    last = tuple(_cell(table, rule, line, name) for name in rule.last)
    cells = (*now, *added, *removed)
    numbers = [facts.numbers.get(cell) for cell in cells]
    before = [facts.last_year(cell) for cell in last]
    if None in numbers or None in before:
        return waits(rule, cells)
    sums = {
        "now": _sum(now, facts),
        "last": sum(number for number in before if number is not None),
        "added": _sum(added, facts),
        "removed": _sum(removed, facts),
    }
    expected = sums["last"] + sums["added"] - sums["removed"]
    holds = sums["now"] >= expected if rule.relation == "at_least" else sums["now"] == expected
    if holds:
        return passes(rule, cells)
    row = facts.report.form.cells[now[0]].row
    name = "".join((*row.under[:1], row.name)) if table.side_by_side else row.name
    grounds = {f"last_year.{c}": str(n) for c, n in zip(last, before, strict=True)}
    return fails(
        rule, facts.report.form, cells, (sums["now"], expected), grounds=grounds, row=name,
        culprits=_repairs(rule, facts.report.form, now, expected),
        now=sums["now"], last=sums["last"], added=sums["added"], removed=sums["removed"],
    )  # fmt: skip


def _repairs(
    rule: CarryRule, form: Form, now: tuple[str, ...], expected: Number
) -> tuple[Repair, ...]:
    """What last year's report says, for the one cell that repeats it; a total follows by itself."""
    copied = _is_copied(rule) and not form.cells[now[0]].is_total
    return (Repair({now[0]: expected}),) if copied and expected >= 0 else ()


def _is_copied(rule: CarryRule) -> bool:
    """Whether one cell of this year repeats last year's, with nothing added or removed."""
    alone = len(rule.now) == 1 and not rule.added and not rule.removed
    return alone and rule.relation == "equal"


def judge_dropped(rule: DroppedRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each cell that last year's edition has too."""
    for cell, now, last in _pairs(rule.cells, facts):
        if now is None or last is None:
            yield waits(rule, (cell,))
        elif now == 0 and last > 0:
            yield fails(rule, facts.report.form, (cell,), grounds=_grounds(cell, last), last=last)
        else:
            yield passes(rule, (cell,))


def judge_big_change(rule: BigChangeRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each cell that last year's edition has too."""
    for cell, now, last in _pairs(rule.cells, facts):
        if now is None or last is None:
            yield waits(rule, (cell,))
            continue
        small, large = sorted((now, last))
        if large >= rule.least and large > small * rule.factor:
            grounds = _grounds(cell, last)
            yield fails(rule, facts.report.form, (cell,), grounds=grounds, now=now, last=last)
        else:
            yield passes(rule, (cell,))


def _pairs(
    cells: tuple[str, ...], facts: Facts
) -> Iterator[tuple[str, Number | None, Number | None]]:
    """Cells that last year's edition has too, with this year's number and last year's."""
    if facts.previous is None:
        return
    former = predecessors(facts.report.form, facts.previous.report.form)
    for cell in cells:
        if cell in former:
            yield cell, facts.numbers.get(cell), facts.last_year(cell)


def _grounds(cell: str, last: Number) -> dict[str, str]:
    """Last year's number, on which a finding rests too."""
    return {f"last_year.{cell}": str(last)}


def _cell(table: Table, rule: CarryRule, line: str, name: str) -> str:
    """The id of the cell where a line of the table meets one of the rule's names."""
    row, column = (line, name) if rule.each == "row" else (name, line)
    return f"{table.id}.{row}.{column}"


def _sum(cells: tuple[str, ...], facts: Facts) -> Number:
    return sum(facts.numbers[cell] for cell in cells)
