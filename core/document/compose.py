"""Report to Document: what stands on the page, in which order, decided once for every writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.document.blocks import (
    Block,
    Document,
    Heading,
    Note,
    Paragraph,
    Scope,
    Table,
    TableCell,
    Title,
)
from core.document.check_code import check_code
from core.document.subheadings import subheading_of
from core.forms.definition import Section
from core.forms.layout import Slot, SlotRole, grids_of
from core.report.report import Report
from core.report.texts import paragraphs_of
from core.report.totals import Total, blank_totals

SCOPES: Mapping[SlotRole, Scope] = {
    "caption": "Column",
    "corner": "Both",
    "column_header": "Column",
    "row_header": "Row",
}

DRAFT = "草稿"


def compose(report: Report) -> Document:
    """The report as its form prints it. A blank total prints once it can be calculated."""
    blocks = tuple(_blocks(report))
    correction = f"（更正第{report.version}版）" if report.version > 1 else ""
    return Document(
        title=report.title,
        author=report.agency.name,
        subject=f"{report.year}年度政府信息公开工作年度报告{correction}",
        blocks=blocks,
        watermark=DRAFT if report.status == "draft" else "",
        date=report.finalised_on,
        check_code=check_code(blocks),
    )


def printed_paragraphs(text: str) -> list[str]:
    """The paragraphs of a text without the white space around each."""
    return [paragraph.strip() for _, paragraph in paragraphs_of(text)]


def _blocks(report: Report) -> Iterator[Block]:
    totals = blank_totals(report)
    yield Title(report.title)
    yield from map(Paragraph, printed_paragraphs(report.texts.get("preface", "")))
    for section in report.form.sections:
        yield Heading(section.heading, section.id)
        yield from map(_numbered, printed_paragraphs(report.texts.get(section.id, "")))
        yield from _tables(report, section, totals)
        yield from map(Note, printed_paragraphs(report.notes.get(section.id, "")))
    for line in printed_paragraphs(report.texts.get("signature", "")):
        yield Paragraph(line, "signature")


def _numbered(text: str) -> Paragraph:
    level, lead = subheading_of(text)
    return Paragraph(text, level=level, lead=lead)


def _tables(report: Report, section: Section, totals: Mapping[str, Total]) -> Iterator[Table]:
    for grid in grids_of(report.form, section.id):
        cells = (_table_cell(slot, report, totals) for slot in grid.slots)
        in_order = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        yield Table(section.title, grid.rows, grid.widths, grid.header_rows, in_order)


def _table_cell(slot: Slot, report: Report, totals: Mapping[str, Total]) -> TableCell:
    place = (slot.row, slot.column, slot.rows, slot.columns)
    if slot.cell is None:
        return TableCell(slot.text, *place, scope=SCOPES[slot.role])
    cell = slot.cell
    value = printed_value(report, totals, cell.id)
    text = value + report.notes.get(cell.id, "")
    return TableCell(text, *place, cell_id=cell.id, value=value, sum_of=cell.addends)


def printed_value(report: Report, totals: Mapping[str, Total], cell_id: str) -> str:
    """What prints in a cell, its note apart: the typed value, or the complete total, or nothing."""
    if value := report.cells.get(cell_id):
        return value.text
    total = totals.get(cell_id)
    return str(total.number) if total and total.complete else ""
