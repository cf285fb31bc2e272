"""How each kind of rule on the cells of one report is judged. One function a kind; all pure."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.facts import Facts, Number
from core.checks.findings import Side, Verdict
from core.checks.verdicts import fails, passes, waits
from core.forms.definition import Cell, Section, Table
from core.forms.rules import (
    AllZeroRule,
    BoundRule,
    EditionRule,
    FilledRule,
    LopsidedRule,
    NonNegativeRule,
    NotApplicableRule,
    SomeRule,
    WrittenRule,
    ZeroRule,
)
from core.record import record
from core.report.report import Report


def judge_non_negative(rule: NonNegativeRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for every row that has all of the rule's columns."""
    for _, table in _tables(facts.report):
        if not set(rule.terms) <= {column.id for column in table.columns}:
            continue
        for line in _lines(table, rule.terms, facts):
            total = sum(term for term in line.numbers if term is not None)
            if None in line.numbers:
                yield waits(rule, line.cells)
            elif total >= 0:
                yield passes(rule, line.cells)
            else:
                sides = total, 0
                yield fails(rule, facts.report.form, line.cells, sides, left=Side(line.numbers))


def judge_filled(rule: FilledRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a table; a blank total that can be calculated is no blank."""
    for section, table in _tables(facts.report):
        blank = [
            cell for cell in facts.report.form.cells_of[table.id] if cell.id not in facts.numbers
        ]
        yield _on_table(rule, facts, section, table, blank)


def judge_written(rule: WrittenRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for each section that is a text."""
    form, texts = facts.report.form, facts.report.texts
    for section in form.sections:
        if not section.text:
            continue
        if texts.get(section.id, "").strip():
            yield passes(rule)
        else:
            yield fails(rule, form, at=section.id, section=section.heading)


def judge_not_applicable(rule: NotApplicableRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a table."""
    values = facts.report.cells
    for section, table in _tables(facts.report):
        cells = facts.report.form.cells_of[table.id]
        slashed = [c for c in cells if c.id in values and values[c.id].not_applicable]
        yield _on_table(rule, facts, section, table, slashed)


def judge_edition(rule: EditionRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict: whether the year's own edition is used."""
    year, form = facts.report.year, facts.report.form
    if form.covers(year):
        yield passes(rule)
    else:
        yield fails(rule, form, year=year, edition=form.name, years=form.years)


def _on_table(
    rule: FilledRule | NotApplicableRule,
    facts: Facts,
    section: Section,
    table: Table,
    cells: list[Cell],
) -> Verdict:
    """The verdict that some cells of a table have what the rule does not want."""
    ids = tuple(cell.id for cell in cells)
    if not cells:
        return passes(rule)
    first = f"{cells[0].row.name}·{cells[0].column.label}" + ("等" if cells[1:] else "")
    name = section.name_of(table)
    return fails(rule, facts.report.form, ids, table=name, count=len(cells), first=first)


def _tables(report: Report) -> Iterator[tuple[Section, Table]]:
    for section in report.form.sections:
        for table in section.tables:
            yield section, table


def judge_zero(rule: ZeroRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict: whether an agency that cannot have these has none."""
    agency = facts.report.agency
    if agency.tier not in rule.tiers or (rule.kinds and agency.kind not in rule.kinds):
        return
    form = facts.report.form
    filled = [cell for cell in rule.cells if facts.numbers.get(cell)]
    if not filled:
        blank = any(cell not in facts.numbers for cell in rule.cells)
        yield waits(rule, rule.cells) if blank else passes(rule, rule.cells)
        return
    values = "、".join(f"{form.cells[c].column.label}{facts.numbers[c]}" for c in filled)
    yield fails(rule, form, tuple(filled), applied_to=rule.cells, values=values)


def judge_bound(rule: BoundRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a row."""
    form = facts.report.form
    for line in _lines(form.tables[rule.table], (rule.lower, *rule.upper), facts):
        lower, *upper = line.numbers
        most = sum(number for number in upper if number is not None)
        if lower is None or None in upper:
            yield waits(rule, line.cells)
        elif lower <= most:
            yield passes(rule, line.cells)
        else:
            yield fails(rule, form, line.cells, (lower, most), right=Side(upper))


def judge_some(rule: SomeRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a row."""
    form = facts.report.form
    for line in _lines(form.tables[rule.table], (rule.given, *rule.some), facts):
        given, *some = line.numbers
        if given == 0 or any(some):
            yield passes(rule, line.cells)
        elif given is None or None in some:
            yield waits(rule, line.cells)
        else:
            yield fails(rule, form, line.cells, left=Side([given]))


def judge_lopsided(rule: LopsidedRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict, once part and whole are known."""
    part, whole = facts.numbers.get(rule.part), facts.numbers.get(rule.whole)
    cells = (rule.part, rule.whole)
    if part is None or whole is None:
        yield waits(rule, cells)
    elif (
        whole < rule.least
        or any(facts.numbers.get(cell) for cell in rule.others)
        or part * 100 < whole * rule.percent
    ):
        yield passes(rule, cells)
    else:
        percent = round(part * 100 / whole)
        yield fails(rule, facts.report.form, cells, left=part, right=whole, percent=percent)


def judge_all_zero(rule: AllZeroRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict, once every cell is filled."""
    form = facts.report.form
    if any(facts.numbers.values()):
        yield passes(rule)
    elif len(facts.numbers) < len(form.cells):
        yield waits(rule)
    else:
        first = next(section.id for section in form.sections if section.tables)
        yield fails(rule, form, at=first)


@record
class _Line:
    """Some cells of one row, with their numbers (None for a blank)."""

    cells: tuple[str, ...]
    numbers: tuple[Number | None, ...]


def _lines(table: Table, columns: tuple[str, ...], facts: Facts) -> Iterator[_Line]:
    """Every row of a table, reduced to these columns."""
    for row in table.rows:
        cells = tuple(f"{table.id}.{row.id}.{column}" for column in columns)
        yield _Line(cells, tuple(facts.numbers.get(cell) for cell in cells))
