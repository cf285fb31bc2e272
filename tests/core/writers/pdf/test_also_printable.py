"""The blank form, the rule book and the findings list as PDF, and how lists are set."""

from collections.abc import Callable
from typing import Any

import pytest

from core.checks.run import check
from core.document.blank_form import blank_form
from core.document.blocks import Heading
from core.document.findings_list import findings_list
from core.document.listing import ListColumn, list_table
from core.document.rule_book import rule_book, statement_of
from core.forms.definition import Form
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.lists import SetList
from core.writers.pdf.page import HEIGHT, PITCH
from core.writers.pdf.table import SetTable, set_table
from core.writers.pdf.writer import document_pdf
from core.writers.table_measures import LABEL_PADDING
from tests.editions import NEWEST, each_edition
from tests.printed import bare, page_texts

COLUMNS = (ListColumn("序号", 3, names=True), ListColumn("问题", 19), ListColumn("依据", 8))
SENTENCE = "“（七）总计”一行各列之和与总计相差三件，请逐列核对后改正其中写错的那一格。"


@each_edition
def test_that_every_rule_can_be_read_in_the_printed_rule_book(
    form_of: Callable[[str], Form], faces: Faces, edition: str
) -> None:
    form = form_of(edition)
    printed = "".join(page_texts(document_pdf(rule_book(form), faces).content))

    for rule in form.rules:
        assert bare(statement_of(rule, form)) in printed
        assert bare(rule.source) in printed


@each_edition
def test_that_the_printed_blank_form_takes_no_more_pages_than_a_report(
    form_of: Callable[[str], Form], faces: Faces, edition: str
) -> None:
    document = blank_form(form_of(edition))
    pages = page_texts(document_pdf(document, faces).content)
    headings = [block.text for block in document.blocks if isinstance(block, Heading)]

    assert len(pages) <= 5
    assert all(bare(heading) in "".join(pages) for heading in headings)
    assert "填表人审核人日期" in pages[-1]


def test_that_a_long_findings_list_repeats_its_header_and_starts_on_the_first_page(
    new_report: Callable[..., Report], faces: Faces
) -> None:
    report = new_report(NEWEST)
    wrong = {cell.id: "1" for cell in report.form.cells.values() if cell.column.value == "count"}
    report.cells = new_report(NEWEST, wrong).cells
    checked = check(report)
    pages = page_texts(document_pdf(findings_list(report, checked), faces).content)

    assert len(checked.findings) > 30
    assert len(pages) > 1
    assert all("序号级别问题位置依据" in page for page in pages)


def set_list(faces: Faces, entries: int) -> SetTable:
    rows = [(str(i), SENTENCE, "表三") for i in range(1, entries + 1)]
    return set_table(list_table("清单", COLUMNS, rows), faces.body, HEIGHT)


def test_that_texts_of_a_list_begin_at_the_left_and_names_stand_in_the_middle(
    faces: Faces, pen: Any
) -> None:
    table = set_list(faces, 2)
    table.draw(pen, 0.0, 0.0)
    number = next(text for text in pen.texts if text.text == "1")
    sentences = [text for text in pen.texts if text.text in SENTENCE]

    assert len(sentences) > 2
    assert {text.left - table.edges[1] for text in sentences} == {LABEL_PADDING}
    assert (number.left + number.right) / 2 == pytest.approx(table.edges[1] / 2)


def test_that_a_list_keeps_its_type_size_and_is_divided_wherever_a_page_ends(
    faces: Faces,
) -> None:
    short, long = set_list(faces, 2), set_list(faces, 60)

    assert {text.size for text in short.texts} == {text.size for text in long.texts} == {10.5}
    whole = SetList.of(long)
    assert not whole.stays_whole
    parts = whole.split(HEIGHT / 2, forced=False)
    assert parts is not None
    assert HEIGHT / 2 - 3 * short.heights[1] < parts[0].height <= HEIGHT / 2
    assert [part.last - part.first for part in parts] == [parts[0].last - 1, 61 - parts[0].last]


def test_that_a_part_of_a_list_is_set_wider_up_to_a_limit(faces: Faces, pen: Any) -> None:
    _, rest = SetList.of(set_list(faces, 60)).split(HEIGHT / 2, forced=False) or (None, None)
    assert rest
    wider = rest.loosened(PITCH)
    assert wider.height == pytest.approx(rest.height + PITCH)
    assert wider.slack == pytest.approx(rest.slack - PITCH)
    assert rest.loosened(2 * rest.slack).height == pytest.approx(rest.height + rest.slack)
    wider.draw(pen, 0.0, 0.0)
    assert [text.text for text in pen.texts][-1] == "表三"
    assert sum(text.text.isdecimal() for text in pen.texts) == rest.last - rest.first
