from collections.abc import Callable
from decimal import Decimal

import pytest

from core.report.report import Report
from core.report.totals import Total, blank_totals, effective_numbers, sum_if_known
from tests.editions import NEWEST, each_edition

APPLICANTS = ("natural_person", "business", "research", "social", "legal", "other")
NewReport = Callable[..., Report]


def row_of(row: str, *texts: str) -> dict[str, str]:
    return {
        f"applications.{row}.{column}": text
        for column, text in zip(APPLICANTS, texts, strict=False)
    }


def test_that_a_total_is_calculated_once_every_addend_is_filled(new_report: NewReport) -> None:
    report = new_report(NEWEST, row_of("granted", "3", "0", "1", "0", "0", "2"))

    assert blank_totals(report)["applications.granted.total"] == Total(6, complete=True)


def test_that_a_blank_addend_leaves_a_partial_sum(new_report: NewReport) -> None:
    report = new_report(NEWEST, row_of("granted", "3", "0", "1", "0", "0"))

    assert blank_totals(report)["applications.granted.total"] == Total(4, complete=False)


def test_that_a_total_without_any_addend_is_left_out(new_report: NewReport) -> None:
    report = new_report(NEWEST, row_of("granted", "3"))

    assert "applications.partly_granted.total" not in blank_totals(report)
    assert blank_totals(new_report(NEWEST)) == {}


def test_that_a_typed_total_is_never_calculated(new_report: NewReport) -> None:
    cells = row_of("granted", "3", "0", "1", "0", "0", "2")
    report = new_report(NEWEST, cells | {"applications.granted.total": "9"})

    assert "applications.granted.total" not in blank_totals(report)
    assert effective_numbers(report, blank_totals(report))["applications.granted.total"] == 9


def test_that_not_applicable_adds_as_0(new_report: NewReport) -> None:
    report = new_report(NEWEST, row_of("granted", "3", "/", "/", "/", "/", "/"))

    assert blank_totals(report)["applications.granted.total"] == Total(3, complete=True)


def test_that_zeros_add_up_to_a_complete_0(new_report: NewReport) -> None:
    report = new_report(NEWEST, row_of("granted", *"000000"))

    assert blank_totals(report)["applications.granted.total"] == Total(0, complete=True)


@each_edition
def test_that_every_total_of_a_filled_form_is_calculated_through_both_levels(
    new_report: NewReport, edition: str
) -> None:
    form = new_report(edition).form
    report = new_report(edition, {c.id: "1" for c in form.cells.values() if not c.is_total})
    totals = blank_totals(report)
    results = len(form.tables["applications"].row("result_total").sum_of)

    assert set(totals) == {cell.id for cell in form.totals}
    assert all(total.complete for total in totals.values())
    assert totals["applications.new_received.total"].number == 6
    assert totals["applications.result_total.natural_person"].number == results
    assert totals["applications.result_total.total"].number == 6 * results
    assert totals["review_litigation.review.total"].number == 4


def test_that_the_corner_is_calculated_along_its_row_from_typed_and_calculated_totals(
    new_report: NewReport,
) -> None:
    form = new_report(NEWEST).form
    results = form.tables["applications"].row("result_total").sum_of
    cells = {f"applications.{row}.natural_person": "1" for row in results}
    cells |= row_of("result_total", "", "2", "3", "4", "5", "6")
    totals = blank_totals(new_report(NEWEST, cells))

    assert totals["applications.result_total.natural_person"] == Total(len(results), complete=True)
    assert totals["applications.result_total.total"] == Total(len(results) + 20, complete=True)


def test_that_a_partial_addend_makes_the_corner_partial(new_report: NewReport) -> None:
    cells = row_of("result_total", "", "2", "3", "4", "5", "6")
    report = new_report(NEWEST, cells | {"applications.granted.natural_person": "1"})

    assert blank_totals(report)["applications.result_total.total"] == Total(21, complete=False)


def test_that_only_typed_values_and_complete_totals_count_in_the_equations(
    new_report: NewReport,
) -> None:
    cells = row_of("granted", "3", "0", "1", "0", "0", "2") | row_of("partly_granted", "5")
    report = new_report(NEWEST, cells | {"fees.administrative_fees.amount": "0.5"})
    numbers = effective_numbers(report, blank_totals(report))

    assert numbers["applications.granted.total"] == 6
    assert "applications.partly_granted.total" not in numbers
    assert "applications.partly_granted.business" not in numbers
    assert numbers["fees.administrative_fees.amount"] == Decimal("0.5")
    assert len(numbers) == len(report.cells) + 1


@pytest.mark.parametrize("case", ["000", "010", "011"])
def test_that_the_totals_of_a_published_report_are_what_is_calculated_without_them(
    report_of_case: Callable[[str], Report], case: str
) -> None:
    report = report_of_case(case)
    published = {cell.id: report.cells.pop(cell.id).number for cell in report.form.totals}
    calculated = blank_totals(report)

    assert {cell: total.number for cell, total in calculated.items()} == published
    assert all(total.complete for total in calculated.values())


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((), 0), ((1, 2), 3), ((1, None), None), ((0, Decimal("0.5")), Decimal("0.5"))],
)
def test_that_a_sum_is_known_where_all_its_numbers_are(
    numbers: tuple[int | Decimal | None, ...], expected: int | Decimal | None
) -> None:
    assert sum_if_known(numbers) == expected
