"""This year's cells against last year's report, as far as its edition has the same cells."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.facts import Facts, Number
from core.checks.findings import Repair, Verdict
from core.checks.verdicts import fails, passes, waits
from core.forms.definition import Form, Table, predecessors
from core.forms.rules import BigChangeRule, CarryRule, DroppedRule, UnchangedRule
from core.report.totals import sum_if_known


def judge_carry(rule: CarryRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each row or column that last year's edition has too."""
    if facts.previous is None:
        return
    for line in _lines(rule, facts, facts.previous):
        yield _carried(rule, facts.report.form.tables[rule.table], line, facts)


def offers(facts: Facts) -> dict[str, Number]:
    """What blank cells are to be by last year's report, by cell id.

    That is what it passes on, and its stock with what was added and removed this year, once both
    are entered. Totals are left out, which follow by themselves.
    """
    found: dict[str, Number] = {}
    if facts.previous is None or facts.report.is_final:
        return found
    form = facts.report.form
    for rule in form.rules:
        if isinstance(rule, CarryRule) and rule.relation == "equal" and len(rule.now) == 1:
            for line in _lines(rule, facts, facts.previous):
                cell = _cell(form.tables[rule.table], rule, line, rule.now[0])
                expected = _expected(rule, line, facts)
                blank = cell not in facts.report.cells and not form.cells[cell].is_total
                if blank and expected is not None and expected >= 0:
                    found[cell] = expected
    return found


def _expected(rule: CarryRule, line: str, facts: Facts) -> Number | None:
    """What last year's report and this year's changes make; None where one is blank."""
    table = facts.report.form.tables[rule.table]
    before = [facts.last_year(_cell(table, rule, line, name)) for name in rule.last]
    changes = [
        sign * number if (number := facts.numbers.get(_cell(table, rule, line, name))) is not None
        else None
        for sign, names in ((1, rule.added), (-1, rule.removed))
        for name in names
    ]  # fmt: skip
    return sum_if_known([*before, *changes])


def _lines(rule: CarryRule, facts: Facts, previous: Facts) -> Iterator[str]:
    """The rows or columns that last year's edition has too."""
    form = facts.report.form
    table = form.tables[rule.table]
    former = predecessors(form, previous.report.form)
    for line in table.rows if rule.each == "row" else table.columns:
        if all(_cell(table, rule, line.id, name) in former for name in rule.last):
            yield line.id


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
        apart = small > 0 or not rule.both
        if apart and large >= rule.least and large > small * rule.factor:
            grounds = _grounds(cell, last)
            yield fails(rule, facts.report.form, (cell,), grounds=grounds, now=now, last=last)
        else:
            yield passes(rule, (cell,))


def judge_unchanged(rule: UnchangedRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each cell that last year's edition has too."""
    for cell, now, last in _pairs(rule.cells, facts):
        if now is None or last is None:
            yield waits(rule, (cell,))
        elif now == last and last >= rule.least:
            yield fails(rule, facts.report.form, (cell,), grounds=_grounds(cell, last), last=last)
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
