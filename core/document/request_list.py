"""科室取数单: what each office of the agency is to supply, to be printed and handed round.

Who supplies a number is the 数据来源 of its cell, this year's or else last year's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from core.checks.findings import CheckResult
from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, Title
from core.document.listing import ListColumn, list_table
from core.forms.definition import Cell
from core.report.report import Report

COLUMNS = (
    ListColumn("序号", 3, names=True),
    ListColumn("要提供的数", 24),
    ListColumn("上年", 5),
    ListColumn("本年", 6),
)
FILLED_BY = "经办人：　　　　　　　　科室负责人：　　　　　　　　日期：　　月　　日"
NOBODY = "没有注明科室的数"


def request_list(report: Report, checked: CheckResult) -> Document:
    """A list for each office with last year's numbers and room for this year's.

    Numbers that nobody is named for come last, a row of the form in one line.
    """
    title = f"{report.agency.name}{report.year}年度政府信息公开工作年度报告科室取数单"
    return Document(
        title=title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告的数据，由各科室提供",
        blocks=(Title(title), *_blocks(report, checked)),
    )


def _blocks(report: Report, checked: CheckResult) -> Iterator[Block]:
    form = report.form
    yield Paragraph(
        f"统计期限为{report.year}年1月1日至12月31日。请按下列各项提供数字，没有的填 0，"
        "合计不用填；填好后签名交回。"
    )
    offices = _offices(report, checked)
    named = sorted(set(offices.values()))
    for office in named:
        cells = [form.cells[cell] for cell in form.cells if offices.get(cell) == office]
        yield Heading(office)
        yield _list_of(office, [(_name(cell), _last(cell, checked), "") for cell in cells])
        yield Note(FILLED_BY)
    others = [c for c in form.cells.values() if not c.is_total and c.id not in offices]
    if others:
        if named:
            yield Heading(NOBODY)
        yield _list_of(NOBODY, list(_by_row(others)))
        yield Note("在软件里选中格子，填“数据来源”，下次就按科室分开印。")


def _offices(report: Report, checked: CheckResult) -> Mapping[str, str]:
    """Who supplies each cell, by its id, as far as that is known."""
    previous = checked.facts.previous if checked.facts else None
    last = previous.report.sources if previous else {}
    known = {cell: report.sources.get(cell) or last.get(cell) for cell in report.form.cells}
    return {cell: office for cell, office in known.items() if office}


def _list_of(title: str, entries: list[tuple[str, str, str]]) -> Table:
    numbered = [(str(number), *entry) for number, entry in enumerate(entries, 1)]
    return list_table(title, COLUMNS, numbered)


def _by_row(cells: list[Cell]) -> Iterator[tuple[str, str, str]]:
    """A line for each row of the form, with the number of its columns."""
    for _, group in groupby(cells, lambda cell: (cell.table.id, cell.row.id)):
        first, *others = group
        columns = f"（{len(others) + 1}格）" if others else f"·{first.column.label}"
        yield f"{first.section.number}、{'·'.join(first.path[1:-1])}{columns}", "", ""


def _name(cell: Cell) -> str:
    return f"{cell.section.number}、{'·'.join(cell.path[1:])}"


def _last(cell: Cell, checked: CheckResult) -> str:
    """Last year's number; "" where it is not known."""
    last = checked.facts.last_year(cell.id) if checked.facts else None
    return "" if last is None else str(last)
