"""Whatever is written, making its PDF takes time in proportion to its length."""

from collections.abc import Callable
from time import process_time

import pytest

from core.document.blocks import Document
from core.document.listing import ListColumn, list_table
from core.report.report import Report
from core.writers.pdf.faces import Faces
from core.writers.pdf.writer import document_pdf, report_pdf
from tests.editions import NEWEST

FEW, MANY = 200, 2000
MOST = 2 * MANY / FEW  # times as long; with a square it would be 100
SLACK = 0.1  # seconds, for what is too short to be measured

# By what is written: the text, and where it is written.
TEXTS = {
    "headings": ("general", "一、甲\n"),
    "numbered lines": ("general", "（1）甲乙\n"),
    "signature lines": ("signature", "签\n"),
    "signature in one line": ("signature", "某某办事处"),
    "short paragraphs": ("general", "甲\n"),
    "one paragraph": ("general", "本年度公开情况。"),
    "preface": ("preface", "前言，"),
    "title": ("title", "政府信息公开"),
    "title in lines": ("title", "甲\n"),
    "spaces": ("general", "甲" + " " * 20),
    "address": ("general", "http://abc/"),
    "marks": ("general", "，。；："),
    "dashes": ("general", "————"),
}


def taken(make: Callable[[int], object], count: int) -> float:
    start = process_time()
    make(count)
    return process_time() - start


def assert_linear(make: Callable[[int], object]) -> None:
    make(FEW)  # fonts and patterns are read the first time
    few = min(taken(make, FEW) for _ in range(2))
    assert taken(make, MANY) < MOST * max(few, SLACK)


@pytest.mark.parametrize("what", TEXTS)
def test_that_a_text_takes_time_in_proportion(
    what: str, new_report: Callable[..., Report], faces: Faces
) -> None:
    place, piece = TEXTS[what]
    report = new_report(NEWEST)

    def make(count: int) -> None:
        report.texts[place] = piece * count
        report_pdf(report, faces)

    assert_linear(make)


def test_that_a_list_takes_time_in_proportion(faces: Faces) -> None:
    columns = (ListColumn("序号", 3, names=True), ListColumn("问题", 20), ListColumn("位置", 9))

    def make(count: int) -> None:
        rows = [(str(i), "新收与办结不平。", "第三部分") for i in range(count)]
        document_pdf(Document("", "", "", (list_table("问题清单", columns, rows),)), faces)

    assert_linear(make)
