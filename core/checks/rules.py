"""How each kind of rule is judged. One function a kind; all of them pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks.facts import Facts, Number
from core.checks.findings import Finding, Side, Verdict
from core.forms.definition import Cell, Section, Table
from core.forms.rules import (
    AllZeroRule,
    BoundRule,
    EditionRule,
    FilledRule,
    LopsidedRule,
    NonNegativeRule,
    NotApplicableRule,
    Rule,
    SomeRule,
    ZeroRule,
)
from core.report.report import Report


def judge_non_negative(rule: NonNegativeRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict for every row that has all of the rule's columns."""
    for section, table in _tables(facts.report):
        if not set(rule.terms) <= {column.id for column in table.columns}:
            continue
        for row in table.rows:
            cells = tuple(f"{table.id}.{row.id}.{term}" for term in rule.terms)
            terms = [facts.numbers.get(cell) for cell in cells]
            if None in terms:
                yield Verdict(rule, "not_assessable", cells)
                continue
            total = sum(term for term in terms if term is not None)
            if total >= 0:
                yield Verdict(rule, "pass", cells)
                continue
            message = rule.say.format(row=row.name, left=Side(terms))
            yield Verdict(
                rule, "fail", cells, Finding(rule, section.id, message, cells, total, 0, cells[0])
            )


def judge_filled(rule: FilledRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a table; a blank total that can be calculated is no blank."""
    for section, table in _tables(facts.report):
        blank = [
            cell for cell in facts.report.form.cells_of[table.id] if cell.id not in facts.numbers
        ]
        yield _on_table(rule, section, table, blank)


def judge_not_applicable(rule: NotApplicableRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a table."""
    values = facts.report.cells
    for section, table in _tables(facts.report):
        cells = facts.report.form.cells_of[table.id]
        slashed = [c for c in cells if c.id in values and values[c.id].not_applicable]
        yield _on_table(rule, section, table, slashed)


def judge_edition(rule: EditionRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict: whether the year's own edition is used."""
    report = facts.report
    if report.form.covers(report.year):
        yield Verdict(rule, "pass", ())
        return
    form = report.form
    message = rule.say.format(year=report.year, edition=form.name, years=form.years)
    yield Verdict(rule, "fail", (), Finding(rule, form.sections[0].id, message, ()))


def _on_table(
    rule: FilledRule | NotApplicableRule, section: Section, table: Table, cells: list[Cell]
) -> Verdict:
    """The verdict that some cells of a table have what the rule does not want."""
    ids = tuple(cell.id for cell in cells)
    if not cells:
        return Verdict(rule, "pass", ids)
    first = f"{cells[0].row.name}·{cells[0].column.label}"
    message = rule.say.format(
        table=section.name_of(table), count=len(cells), first=first + ("等" if cells[1:] else "")
    )
    return Verdict(rule, "fail", ids, Finding(rule, section.id, message, ids, anchor=ids[0]))


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
        yield Verdict(rule, "not_assessable" if blank else "pass", rule.cells)
        return
    values = "、".join(f"{form.cells[c].column.label}{facts.numbers[c]}" for c in filled)
    message = rule.say.format(row=form.cells[filled[0]].row.name, values=values)
    section = form.section_of(filled[0]).id
    finding = Finding(rule, section, message, tuple(filled), anchor=filled[0])
    yield Verdict(rule, "fail", rule.cells, finding)


def judge_bound(rule: BoundRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a row."""
    for line in _lines(rule.table, (rule.lower, *rule.upper), facts):
        lower, *upper = line.numbers
        if lower is None or None in upper:
            yield Verdict(rule, "not_assessable", line.cells)
            continue
        most = sum(number for number in upper if number is not None)
        if lower <= most:
            yield Verdict(rule, "pass", line.cells)
            continue
        message = rule.say.format(
            row=line.row, left=lower, right=Side(upper), difference=lower - most
        )
        yield line.fails(rule, message, lower, most)


def judge_some(rule: SomeRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict a row."""
    for line in _lines(rule.table, (rule.given, *rule.some), facts):
        given, *some = line.numbers
        if given == 0 or any(some):
            yield Verdict(rule, "pass", line.cells)
        elif given is None or None in some:
            yield Verdict(rule, "not_assessable", line.cells)
        else:
            yield line.fails(rule, rule.say.format(row=line.row, left=Side([given])))


def judge_lopsided(rule: LopsidedRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict, once part and whole are known."""
    part, whole = facts.numbers.get(rule.part), facts.numbers.get(rule.whole)
    cells = (rule.part, rule.whole)
    if part is None or whole is None:
        yield Verdict(rule, "not_assessable", cells)
    elif (
        whole < rule.least
        or any(facts.numbers.get(cell) for cell in rule.others)
        or part * 100 < whole * rule.percent
    ):
        yield Verdict(rule, "pass", cells)
    else:
        message = rule.say.format(left=part, right=whole, percent=round(part * 100 / whole))
        section = facts.report.form.section_of(rule.part).id
        finding = Finding(rule, section, message, cells, anchor=rule.part)
        yield Verdict(rule, "fail", cells, finding)


def judge_all_zero(rule: AllZeroRule, facts: Facts) -> Iterator[Verdict]:
    """One verdict, once every cell is filled."""
    form = facts.report.form
    if any(facts.numbers.values()):
        yield Verdict(rule, "pass", ())
    elif len(facts.numbers) < len(form.cells):
        yield Verdict(rule, "not_assessable", ())
    else:
        first = next(section.id for section in form.sections if section.tables)
        yield Verdict(rule, "fail", (), Finding(rule, first, rule.say, ()))


@dataclass(frozen=True)
class _Line:
    """Some cells of one row, with their numbers (None for a blank)."""

    row: str
    section: str
    cells: tuple[str, ...]
    numbers: tuple[Number | None, ...]

    def fails(
        self, rule: Rule, message: str, left: Number | None = None, right: Number | None = None
    ) -> Verdict:
        """The verdict that the rule does not hold in this row."""
        finding = Finding(rule, self.section, message, self.cells, left, right, self.cells[0])
        return Verdict(rule, "fail", self.cells, finding)


def _lines(table_id: str, columns: tuple[str, ...], facts: Facts) -> Iterator[_Line]:
    """Every row of a table, reduced to these columns."""
    form = facts.report.form
    for row in form.tables[table_id].rows:
        cells = tuple(f"{table_id}.{row.id}.{column}" for column in columns)
        numbers = tuple(facts.numbers.get(cell) for cell in cells)
        yield _Line(row.name, form.section_of(cells[0]).id, cells, numbers)
