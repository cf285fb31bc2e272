"""What the clerk let stand, as an annex."""

from collections.abc import Callable

from core.checks.run import check
from core.document.blocks import Paragraph, Table
from core.document.explanations_list import explanations_list
from core.report.report import Explanation, Report

NewReport = Callable[..., Report]
CELLS = {
    "documents.normative_documents.made": "87",
    "documents.normative_documents.newly_public": "0",
    "documents.normative_documents.total_public": "0",
}


def explained(new_report: NewReport, grounds: dict[str, str]) -> Report:
    report = new_report("2019", CELLS)
    report.explanations = (
        Explanation("documents.none_made_public", grounds, "文件只在内部使用。"),
    )
    return report


def test_that_each_reason_stands_beside_its_finding(new_report: NewReport) -> None:
    report = explained(new_report, CELLS)
    document = explanations_list(report, check(report))
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    row = [cell.text for cell in table.cells if cell.row == 1]

    assert document.title.endswith("核对说明")
    assert row[0] == "1"
    assert "本年新制作87件" in row[1]
    assert row[2] == "文件只在内部使用。"


def test_that_a_reason_given_for_other_values_is_left_out(new_report: NewReport) -> None:
    report = explained(new_report, CELLS | {"documents.normative_documents.made": "86"})

    assert explanations_list(report, check(report)).blocks[1:] == (
        Paragraph("没有需要说明的事项。"),
    )
