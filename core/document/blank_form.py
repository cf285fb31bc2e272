"""The form with nothing filled in, to be printed and filled by hand."""

from __future__ import annotations

from collections.abc import Iterator

from core.document.blocks import Block, Document, Heading, Note, Table, TableCell, Title
from core.document.compose import compose
from core.forms.definition import Form, Section
from core.report.report import Agency, Report

TITLE = "＿＿＿＿＿＿＿＿＿（单位）＿＿＿年\n政府信息公开工作年度报告"
# Ruled lines in a section of text, for its main points.
TEXT_LINES = 3
# Blanks to write on: few faces have a low line that runs on from one character to the next.
SUPPLIED_BY = "提供数据的科室：　　　　　　经办人：　　　　　日期：　　月　　日"
SIGNED_BY = ("填表人", "审核人", "日期")


def blank_form(form: Form) -> Document:
    """The form of one edition: empty tables, ruled room for the texts, places to sign."""
    return Document(
        title=f"政府信息公开工作年度报告空白表（{form.name}）",
        author="年报",
        subject=f"{form.years}的政府信息公开工作年度报告，供手工填写",
        blocks=tuple(_blocks(form)),
    )


def _blocks(form: Form) -> Iterator[Block]:
    sections = {section.id: section for section in form.sections}
    # The agency and the year are not printed: they are filled in by hand.
    nobody = Agency("", "township", "branch")
    for block in compose(Report(nobody, form.first_year, form)).blocks:
        match block:
            case Title():
                yield Title(TITLE)
                yield Note(_how_to_fill(form))
            case Heading():
                yield block
                yield from _text_room(sections[block.section])
            case Table():
                yield block
                yield Note(SUPPLIED_BY)
    yield _signatures()


def _how_to_fill(form: Form) -> str:
    return (
        f"本表是{form.name}（{form.authority}），用于{form.years}的年报。每一格都要填，没有的填 0；"
        "合计格可以不填，录入后由软件计算。"
    )


def _text_room(section: Section) -> Iterator[Block]:
    """What to write in a section of text, and ruled lines to write it on."""
    if section.text:
        yield Note(f"{section.hint}框内写要点，全文另附页。")
        lines = (TableCell("", row, 1) for row in range(TEXT_LINES))
        label = TableCell("要点", 0, 0, rows=TEXT_LINES, scope="Row")
        yield Table(section.title, TEXT_LINES, (1, 14), 0, (label, *lines))


def _signatures() -> Table:
    """Names in front of empty cells, side by side."""
    cells: list[TableCell] = []
    for place, name in enumerate(SIGNED_BY):
        cells.append(TableCell(name, 0, 2 * place, scope="Row"))
        cells.append(TableCell("", 0, 2 * place + 1))
    return Table("填表人和审核人", 1, (2, 3) * len(SIGNED_BY), 0, tuple(cells))
