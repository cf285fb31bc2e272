"""What writers ask of a composed table: its rows, and the headers of its figures."""

from collections.abc import Callable

from core.document.blocks import Table, TableCell
from core.document.compose import compose
from core.report.report import Report
from core.writers.tables import headers_of, rows_of
from tests.editions import each_edition

NewReport = Callable[..., Report]


def tables(report: Report) -> list[Table]:
    return [block for block in compose(report).blocks if isinstance(block, Table)]


@each_edition
def test_that_the_headers_of_a_figure_are_the_labels_that_the_form_prints_around_it(
    new_report: NewReport, edition: str
) -> None:
    report = new_report(edition)
    for table in tables(report):
        headers = headers_of(table)
        for cell in (cell for cell in table.cells if cell.cell_id):
            of_form = report.form.cells[cell.cell_id]
            row, column = of_form.row, of_form.column
            across = [*column.under, column.label]
            down = [*row.under, row.label]
            caption = [of_form.table.caption] if of_form.table.caption else []
            expected = down + across if of_form.table.side_by_side else [*caption, *across, *down]
            assert [header.text for header in headers[cell]] == expected, cell.cell_id


def test_that_a_corner_heads_no_figure_and_a_table_above_none_below() -> None:
    cells = (
        TableCell("甲", 0, 0, columns=2, scope="Column"),
        TableCell("角", 1, 0, scope="Both"),
        TableCell("列", 1, 1, scope="Column"),
        TableCell("行", 2, 0, scope="Row"),
        TableCell("1", 2, 1),
        TableCell("乙", 3, 0, columns=2, scope="Column"),
        TableCell("行二", 4, 0, scope="Row"),
        TableCell("2", 4, 1),
    )
    table = Table("表", 5, (1, 1), 0, cells)
    named = {
        cell.text: [header.text for header in headers]
        for cell, headers in headers_of(table).items()
    }
    assert named == {"1": ["甲", "列", "行"], "2": ["乙", "行二"]}


def test_that_a_row_has_the_cells_that_begin_in_it_from_left_to_right() -> None:
    cells = (
        TableCell("丙", 1, 1),
        TableCell("乙", 0, 1),
        TableCell("甲", 0, 0, rows=2),
    )
    rows = rows_of(Table("表", 2, (1, 1), 0, cells))
    assert [[cell.text for cell in row] for row in rows] == [["甲", "乙"], ["丙"]]
