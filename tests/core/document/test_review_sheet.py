"""公开前审查单, and the code that the paper and the file have in common."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from core.checks.run import check
from core.document.blocks import Table
from core.document.compose import compose
from core.document.review_sheet import review_sheet
from core.report.edits import edited, finalise, set_cells, set_note, set_text
from core.report.report import Report
from core.resources import Resources
from core.writers.pdf.installed import office_faces
from core.writers.pdf.writer import report_pdf
from tests.editions import NEWEST

PENALTIES = "enforcement.penalties.decisions"


@pytest.fixture
def report(report_of_case: Callable[[str], Report]) -> Report:
    return report_of_case("010")


def rows(report: Report) -> list[tuple[str, ...]]:
    """The lines of the sheet's tables."""
    tables = [b for b in review_sheet(report, check(report)).blocks if isinstance(b, Table)]
    return [
        tuple(cell.text for cell in table.cells if cell.row == row)
        for table in tables
        for row in range(table.rows)
    ]


def code_of(report: Report) -> str:
    return dict(row for row in rows(report) if len(row) == 2)["校验码"]


def test_that_paper_and_file_have_the_same_code(
    report: Report, resources: Resources, tmp_path: Path
) -> None:
    faces = office_faces(resources.fonts, tmp_path)
    with pikepdf.open(io.BytesIO(report_pdf(report, faces).content)) as pdf:
        assert str(pdf.docinfo["/Keywords"]) == f"校验码 {code_of(report)}"


def test_that_the_code_stays_when_the_draft_that_was_reviewed_is_finalised(report: Report) -> None:
    final = edited(report, finalise(report, date(2024, 1, 20)))
    explained = replace(report, sources={PENALTIES: "执法科"})

    assert code_of(final) == code_of(explained) == code_of(report)


@pytest.mark.parametrize(
    "change",
    [
        lambda report: set_cells(report, {PENALTIES: "1"}),
        lambda report: set_text(report, "problems", "改过。"),
        lambda report: set_text(report, "title", "另一个标题"),
        lambda report: set_note(report, PENALTIES, "（其中当场处罚1件）"),
    ],
)
def test_that_whatever_is_printed_changes_the_code(
    report: Report, change: Callable[[Report], object]
) -> None:
    assert code_of(edited(report, change(report))) != code_of(report)  # type: ignore[arg-type]


def test_that_a_figure_in_the_next_cell_is_another_code(new_report: Callable[..., Report]) -> None:
    one, other = "licensing.licences.decisions", PENALTIES
    codes = {compose(new_report(NEWEST, {cell: "7"})).check_code for cell in (one, other)}
    assert len(codes) == 2


def test_that_everybody_who_sees_it_has_a_line_and_a_correction_says_so(report: Report) -> None:
    report.version, report.corrects = 2, 1
    lines = rows(report)

    assert ("更正", "本版更正已发布的第1版") in lines
    assert compose(report).subject.endswith("年度报告（更正第2版）")
    assert [line[0].replace("\n", "") for line in lines if len(line) == 4] == [
        "环节", "拟稿", "数据科室", "保密审查", "分管领导", "签发", "盖章", "报送",
        "发布日期及网址",
    ]  # fmt: skip
