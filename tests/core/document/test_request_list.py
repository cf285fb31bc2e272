"""科室取数单: who is asked for what."""

from collections.abc import Callable

from core.checks.run import check
from core.document.blocks import Document, Heading, Table
from core.document.request_list import NOBODY, request_list
from core.report.report import Report

NewReport = Callable[..., Report]
ISSUED, KEPT = "documents.regulations.issued", "documents.regulations.in_force"
RECEIVED = "applications.new_received.business"


def lists_of(document: Document) -> dict[str, list[list[str]]]:
    """The rows of each list below its header, by its title."""
    found = {}
    for table in (block for block in document.blocks if isinstance(block, Table)):
        rows: list[list[str]] = [[] for _ in range(table.rows - 1)]
        for cell in table.cells:
            if cell.row:
                rows[cell.row - 1].append(cell.text)
        found[table.title] = rows
    return found


def test_that_each_office_is_asked_for_its_numbers_beside_last_years(
    new_report: NewReport,
) -> None:
    report = new_report("2021", {}, 2024)
    last = new_report("2021", {KEPT: "12", RECEIVED: "3"}, 2023)
    last.sources = {KEPT: "法规科", RECEIVED: "办公室"}
    report.sources = {ISSUED: "法规科", RECEIVED: "信访科"}
    document = request_list(report, check(report, last))

    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "信访科", "法规科", NOBODY,
    ]  # fmt: skip
    lists = lists_of(document)
    assert [row[2:] for row in lists["信访科"]] == [["3", ""]]
    assert [row[0] for row in lists["法规科"]] == ["1", "2"]
    assert lists["法规科"][1][1:] == ["二、第二十条第（一）项·规章·现行有效件数", "12", ""]


def test_that_numbers_of_nobody_are_a_line_a_row_without_totals(new_report: NewReport) -> None:
    report = new_report("2021", {}, 2024)
    (rows,) = lists_of(request_list(report, check(report))).values()
    cells = [cell for cell in report.form.cells.values() if not cell.is_total]
    assert len(rows) == len({(cell.table.id, cell.row.id) for cell in cells})
    assert any(row[1].endswith("（6格）") for row in rows)
