"""How the year's applications were closed, beside last year's: numbers, and a list to print."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from core.checks.facts import Number
from core.checks.findings import CheckResult
from core.chinese.numbering import heading_of
from core.document.blocks import Document, Note, Paragraph, Title
from core.document.listing import ListColumn, list_table
from core.forms.definition import Row
from core.record import record
from core.report.report import Report
from core.report.totals import sum_if_known

COLUMNS = (
    ListColumn("办理结果", 10, names=True),
    ListColumn("本年", 5),
    ListColumn("上年", 5),
    ListColumn("增减", 5),
)
UNKNOWN = "—"


@record
class Outcome:
    """A way in which applications were closed, and how many: None where that is not known."""

    name: str
    now: Number | None
    last: Number | None

    @property
    def shown(self) -> tuple[str, str, str, str]:
        """Name, both numbers and what was added or taken, in words."""
        now, last = (UNKNOWN if n is None else str(n) for n in (self.now, self.last))
        change = UNKNOWN if self.now is None or self.last is None else f"{self.now - self.last:+}"
        return (self.name, now, last, "0" if change == "+0" else change)


def outcomes_of(report: Report, checked: CheckResult) -> tuple[Outcome, ...]:
    """The outcomes in the order of the form, each group of rows as one, and their total last.

    Nothing where the form has no table about applying.
    """
    table, facts = report.form.table_of("applying"), checked.facts
    closed = report.form.rows_of("closed")
    if table is None or facts is None or not closed:
        return ()
    total = next(column.id for column in table.columns if column.sum_of)

    def outcome(name: str, rows: Iterable[Row]) -> Outcome:
        cells = [f"{table.id}.{row.id}.{total}" for row in rows]
        now = sum_if_known(facts.numbers.get(cell) for cell in cells)
        return Outcome(name, now, sum_if_known(facts.last_year(cell) for cell in cells))

    whole = table.row(closed[0])
    found = []
    for group, members in groupby(map(table.row, whole.sum_of), key=lambda r: r.group or r.id):
        rows = list(members)
        label = rows[0].under[-1] if group == rows[0].group else rows[0].name
        found.append(outcome(_plain(label), rows))
    return (*found, outcome("总计", [whole]))


def last_year_known(checked: CheckResult) -> bool:
    """Whether there is a report of last year to compare with."""
    return bool(checked.facts and checked.facts.previous)


def outcomes_list(report: Report, checked: CheckResult) -> Document:
    """The outcomes as a list, each with last year's and the change."""
    title = f"{report.year}年度政府信息公开申请办理情况"
    entries = [outcome.shown for outcome in outcomes_of(report, checked)]
    unknown = () if last_year_known(checked) else (Note("（没有上年的年报，上年数不知道。）"),)
    about = f"{report.agency.name}{report.year}年办结的申请，按办理结果分，单位：件。"
    blocks = (Title(title), Paragraph(about), list_table(title, COLUMNS, entries), *unknown)
    return Document(title, report.agency.name, "按办理结果与上年对比", blocks)


def _plain(label: str) -> str:
    """A label without its number and what stands in brackets."""
    heading = heading_of(label)
    return label[heading.end if heading else 0 :].partition("（")[0]
