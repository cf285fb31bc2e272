"""What stands in a cell of a sheet: numbers as typed, sums, and what is no number as text."""

from decimal import Decimal

import pytest

from core.document.blocks import Table, TableCell
from core.writers.xlsx.figures import Figure, figures_of


def figure(*values: str, total: str, note: str = "") -> Figure:
    """The total of a table that has these values in a row, as in rows from 5 of a sheet."""
    cells = [TableCell(value, 0, i, cell_id=f"c{i}", value=value) for i, value in enumerate(values)]
    names = tuple(cell.cell_id for cell in cells)
    last = TableCell(total + note, 0, len(cells), cell_id="sum", value=total, sum_of=names)
    table = Table("表", 1, (1,) * (len(cells) + 1), 0, (*cells, last))
    return figures_of(table, 5)["sum"]


@pytest.mark.parametrize(
    ("value", "number", "shown"),
    [
        ("0", "0", "0"),
        ("1573179", "1573179", "0"),
        ("190.457379", "190.457379", "0.000000"),
        ("2590.10", "2590.10", "0.00"),
        ("+3", "3", "+0;-0;0"),
        ("-3", "-3", "0"),
        ("999999999999999", "999999999999999", "0"),
    ],
)
def test_that_a_number_is_a_number_shown_as_it_was_typed(
    value: str, number: str, shown: str
) -> None:
    assert figure(total=value) == Figure(Decimal(number), shown)


@pytest.mark.parametrize(
    "value", ["", "/", "780877.39元", "1234567890123456", "0.1234567890123456"]
)
def test_that_what_a_spreadsheet_holds_as_no_number_is_text(value: str) -> None:
    assert figure(total=value) == Figure(value)
    assert figure(total=value, note="（注）") == Figure(f"{value}（注）")


def test_that_a_total_is_the_sum_of_its_addends() -> None:
    assert figure("1", "2", "3", total="6").formula == "=SUM(A5:C5)"
    assert figure("1", "/", "3", total="4").formula == "=SUM(A5:C5)"
    assert figure("7", total="7").formula == "=SUM(A5)"


def test_that_a_total_that_differs_stays_and_says_what_the_sum_is() -> None:
    differs = figure("1", "2", total="4")
    assert (differs.content, differs.formula) == (Decimal(4), "")
    assert differs.comment == "各项相加是3，与填写的4不同。"
    noted = figure("1", "2", total="4", note="（含1件）")
    assert noted.comment == "（含1件）\n各项相加是3，与填写的4不同。"


@pytest.mark.parametrize("addend", ["", "3元", "1234567890123456"])
def test_that_a_total_whose_sum_is_not_known_is_a_number_alone(addend: str) -> None:
    assert figure("1", addend, total="4") == Figure(Decimal(4), "0")


def test_that_a_blank_total_stays_blank() -> None:
    assert figure("1", "", total="") == Figure("")


def test_that_a_note_is_said_beside_the_number() -> None:
    assert figure(total="22", note="（其中修订16件）") == Figure(
        Decimal(22), "0", comment="（其中修订16件）"
    )


def test_that_addends_apart_are_named_one_by_one() -> None:
    places = [(0, 0), (1, 0), (2, 0), (2, 2), (2, 3), (4, 0)]
    cells = [TableCell("1", *place, cell_id=f"c{i}", value="1") for i, place in enumerate(places)]
    names = tuple(cell.cell_id for cell in cells)
    total = TableCell("6", 5, 0, cell_id="sum", value="6", sum_of=names)
    table = Table("表", 6, (1,) * 4, 0, (*cells, total))
    assert figures_of(table, 2)["sum"].formula == "=SUM(A2:A4,C4:D4,A6)"
