from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from core.document.blocks import Document, Paragraph, Table
from core.document.listing import ListColumn, list_table
from core.report.report import Report
from core.report.values import parse_value
from core.resources import Resources
from core.writers.pdf.faces import Faces
from core.writers.pdf.flowables import flowables_of
from core.writers.pdf.kept import Kept
from core.writers.pdf.page import HEIGHT, PageSetup
from core.writers.pdf.table import set_table
from core.writers.pdf.writer import document_pdf, report_pdf
from tests.editions import NEWEST

SETUPS = (PageSetup(), PageSetup(landscape_tables=True))
WORDS = "本机关全年主动公开信息12件。"


def test_that_what_is_kept_is_not_made_again() -> None:
    kept = Kept()
    kept.begin()
    assert kept.get("字", "甲", lambda: "一") == "一"
    assert kept.get("字", "甲", lambda: "二") == "一"
    kept.begin()
    assert kept.get("字", "甲", lambda: "三") == "一"


def test_that_no_more_is_kept_than_the_last_two_documents_had() -> None:
    kept = Kept()
    kept.get("字", "甲", lambda: "一")
    kept.begin()
    kept.get("字", "乙", lambda: "一")
    kept.begin()
    assert [kept.get("字", key, lambda: "二") for key in ("甲", "乙")] == ["二", "一"]


@pytest.mark.parametrize("seed", range(3))
def test_that_a_preview_has_the_bytes_of_a_first_print(
    full_report: Callable[[str], Report], resources: Resources, seed: int
) -> None:
    random, warm, report = Random(seed), Faces(resources.fonts), full_report(NEWEST)
    cells = [cell for cell in report.form.cells.values() if not cell.addends]
    for _ in range(4):
        cell = random.choice(cells)
        value = parse_value(str(10 ** random.randrange(12)), cell.column)
        if value:
            report.cells[cell.id] = value
        report.texts["general"] += f"\n{WORDS * random.randrange(40)}"
        setup = random.choice(SETUPS)
        cold = report_pdf(report, Faces(resources.fonts), setup)
        assert report_pdf(report, warm, setup).content == cold.content


def test_that_equal_blocks_of_one_document_are_elements_each(
    resources: Resources, full_document: Callable[[str], Document]
) -> None:
    document = full_document(NEWEST)
    table = next(block for block in document.blocks if isinstance(block, Table))
    twice = replace(document, blocks=(Paragraph(WORDS), table, Paragraph(WORDS), table))
    flowables = flowables_of(twice, Faces(resources.fonts))
    assert len({flowable.element for flowable in flowables}) == 4


def test_that_a_cell_may_hold_the_word_across_a_draft(
    full_document: Callable[[str], Document], resources: Resources
) -> None:
    document = full_document(NEWEST)
    table = next(block for block in document.blocks if isinstance(block, Table))
    cells = (*table.cells[:-1], table.cells[-1]._replace(text=document.watermark))
    blocks = (replace(table, cells=cells),)
    faces = Faces(resources.fonts)
    assert faces.table.path(document.watermark)
    assert document_pdf(replace(document, blocks=blocks), faces).content


def test_that_nothing_of_a_list_is_kept(resources: Resources) -> None:
    faces = Faces(resources.fonts)
    columns = (ListColumn("项目", 4), ListColumn("说明", 20))
    rows = [(f"第{number}项", "说明") for number in range(50)]
    set_table(list_table("清单", columns, rows), faces.table, HEIGHT)
    assert len(faces.kept) == 0
