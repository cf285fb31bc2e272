"""Which cell is wrong: planted errors are found again."""

import random
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checks.equations import effects_of, mending
from core.checks.facts import Facts
from core.checks.findings import CheckResult, Finding, Repair
from core.checks.likeness import is_slip
from core.checks.run import check
from core.forms.definition import Form
from core.report.edits import apply_changes
from core.report.report import Report
from core.report.values import parse_value
from tests.editions import NEWEST
from tests.planted import Planted, double, one_column_off, plus_or_minus_one, single

NewReport = Callable[..., Report]
ReportOfCase = Callable[[str], Report]
EDITIONS = pytest.mark.parametrize("edition", ["2019", "2021"])
TRIES = 250


@dataclass(frozen=True)
class Rates:
    """How often the truth was the only repair, among the smallest, the best, of the best three."""

    unique: float
    among: float
    first: float
    third: float


def roots(result: CheckResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.culprits]


def values_of(repairs: tuple[Repair, ...]) -> list[dict[str, int]]:
    return [dict(repair.values) for repair in repairs]  # type: ignore[arg-type]


def rates(form: Form, plant: Callable[[Form, random.Random], Planted]) -> Rates:
    chance = random.Random(2024)
    unique = among = first = third = 0
    for _ in range(TRIES):
        planted = plant(form, chance)
        found = [r for f in roots(check(planted.report)) for r in values_of(f.culprits)]
        smaller = bool(found) and len(found[0]) < len(planted.truth)
        unique += found == [planted.truth]
        among += planted.truth in found or smaller
        first += found[:1] == [planted.truth]
        third += planted.truth in found[:3]
    return Rates(unique / TRIES, among / TRIES, first / TRIES, third / TRIES)


@EDITIONS
def test_that_one_wrong_cell_is_always_found_and_the_only_one(
    form_of: Callable[[str], Form], edition: str
) -> None:
    assert rates(form_of(edition), single).unique == 1


@EDITIONS
def test_that_two_wrong_cells_of_different_amounts_are_found_and_the_only_ones(
    form_of: Callable[[str], Form], edition: str
) -> None:
    assert rates(form_of(edition), double).unique >= 0.98


@EDITIONS
@pytest.mark.parametrize("plant", [plus_or_minus_one, one_column_off])
def test_that_of_two_alike_errors_the_truth_is_always_among_the_smallest_and_mostly_first(
    form_of: Callable[[str], Form], edition: str, plant: Callable[[Form, random.Random], Planted]
) -> None:
    found = rates(form_of(edition), plant)

    assert found.among == 1
    assert found.first >= 0.9
    assert found.third >= 0.97


def test_that_the_root_is_the_shortest_line_and_the_others_follow(
    report_of_case: ReportOfCase,
) -> None:
    report = report_of_case("000")
    cell = "applications.partly_granted.natural_person"
    set_to(report, cell, "2")
    result = check(report)
    (root,) = roots(result)

    assert root.rule.id == "applications.row_sum"
    assert values_of(root.culprits) == [{cell: 1}]
    assert [f.rule.id for f in root.follow_ons] == ["applications.column_sum"]
    assert [f.is_follow_on for f in result.findings] == [True, False]


def test_that_in_a_row_of_reviews_all_five_cells_are_named(report_of_case: ReportOfCase) -> None:
    report = report_of_case("010")
    set_to(report, "review_litigation.review.total", "444")
    (root,) = roots(check(report))

    assert {cell for v in values_of(root.culprits) for cell in v} == {
        f"review_litigation.review.{column}"
        for column in ("upheld", "corrected", "other", "pending", "total")
    }
    assert values_of(root.culprits)[0] == {"review_litigation.review.total": 440}


def test_that_a_cell_that_would_fall_below_zero_is_no_culprit(new_report: NewReport) -> None:
    texts = ("0", "1", "0", "0", "4")
    columns = ("upheld", "corrected", "other", "pending", "total")
    cells = {f"review_litigation.review.{c}": t for c, t in zip(columns, texts, strict=True)}
    (root,) = roots(check(new_report(NEWEST, cells)))

    assert {"review_litigation.review.total": 1} in values_of(root.culprits)
    assert all(min(values.values()) >= 0 for values in values_of(root.culprits))
    assert len(root.culprits) == 5


def test_that_a_calculated_total_is_no_culprit(report_of_case: ReportOfCase) -> None:
    report = report_of_case("010")
    for total in report.form.totals:
        del report.cells[total.id]
    set_to(report, "applications.new_received.business", "100")
    (root,) = roots(check(report))

    assert root.rule.id == "applications.balance"
    found = {cell for values in values_of(root.culprits) for cell in values}
    assert "applications.new_received.business" in found
    assert not [cell for cell in found if cell.endswith(".total") or "result_total" in cell]


def test_that_two_tables_are_located_apart(report_of_case: ReportOfCase) -> None:
    report = report_of_case("010")
    set_to(report, "applications.granted.business", "13")
    set_to(report, "review_litigation.review.total", "441")
    found = [values_of(f.culprits)[0] for f in roots(check(report))]

    assert found == [
        {"applications.granted.business": 12},
        {"review_litigation.review.total": 440},
    ]


def test_that_three_errors_that_stand_apart_are_named_together(
    report_of_case: ReportOfCase,
) -> None:
    report = report_of_case("010")
    wrong = {
        "applications.granted.business": "15",
        "applications.refused_law.legal": "7",
        "applications.declined_repeat.natural_person": "999",
    }
    truth = {cell: report.cells[cell].number for cell in wrong}
    for cell, text in wrong.items():
        set_to(report, cell, text)
    (root,) = roots(check(report))

    assert values_of(root.culprits) == [truth]
    assert len(root.follow_ons) == 5


def test_that_no_value_too_long_for_a_cell_is_proposed(new_report: NewReport) -> None:
    columns = ("upheld", "corrected", "other", "pending", "total")
    texts = ("9" * 15, "9" * 15, "0", "0", "9" * 15)
    cells = {f"review_litigation.review.{c}": t for c, t in zip(columns, texts, strict=True)}
    (root,) = roots(check(new_report(NEWEST, cells)))

    assert all("total" not in cell for values in values_of(root.culprits) for cell in values)


def test_that_nothing_is_named_for_disclosure_or_where_too_much_is_wrong(
    report_of_case: ReportOfCase,
) -> None:
    report = report_of_case("010")
    for i, row in enumerate(("granted", "refused_law", "carried_in", "new_received", "other_rest")):
        set_to(report, f"applications.{row}.{'business' if i % 2 else 'legal'}", str(7000 + 13**i))
    set_to(report, "documents.regulations.in_force", "1")
    result = check(report)

    assert roots(result) == []
    assert len(result.errors) >= 7
    assert not [finding for finding in result.findings if finding.is_follow_on]


def test_that_the_two_rows_of_2021_left_out_of_their_totals_are_named(
    report_of_case: ReportOfCase,
) -> None:
    found = [values_of(f.culprits)[0] for f in roots(check(report_of_case("030")))]

    assert {"applications.new_received.total": 1} in found
    assert {"applications.granted.total": 1} in found


def test_that_the_cell_typed_last_is_named_before_its_like(new_report: NewReport) -> None:
    columns = ("upheld", "corrected", "other", "pending", "total")
    ids = [f"review_litigation.review.{column}" for column in columns]
    report = new_report(NEWEST, dict(zip(ids, ("3", "3", "3", "3", "13"), strict=True)))
    for latest in ids[:4]:
        (root,) = roots(check(report, recent=[latest]))
        addends = [values for values in values_of(root.culprits) if ids[4] not in values]
        assert addends[0] == {latest: 4}


@pytest.mark.parametrize(
    ("meant", "typed", "slip"),
    [
        ("12", "13", True), ("12", "112", True), ("112", "12", True), ("12", "21", True),
        ("120", "102", True), ("12", "34", False), ("1", "100", False), ("123", "321", False),
        ("5", "5", False),
    ],
)  # fmt: skip
def test_that_slips_of_the_hand_are_told_from_other_errors(
    meant: str, typed: str, slip: bool
) -> None:
    assert is_slip(meant, typed) == slip


def test_that_a_repair_says_what_it_does_to_every_line(report_of_case: ReportOfCase) -> None:
    report = report_of_case("000")
    set_to(report, "applications.partly_granted.natural_person", "2")
    (root,) = roots(check(report))
    effects = effects_of(root.culprits[0], Facts.of(report))

    assert [(e.line, e.before, e.after, e.holds) for e in effects] == [
        ("自然人列", (2, 1), (1, 1), True),
        ("“（二）部分公开”一行", (2, 1), (1, 1), True),
    ]
    assert mending(root.culprits[0], report).what == "改正"


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_that_every_repair_clears_what_it_says_and_breaks_nothing(
    data: st.DataObject, forms: tuple[Form, ...]
) -> None:
    form = data.draw(st.sampled_from(forms))
    plant = data.draw(st.sampled_from([single, double, plus_or_minus_one, one_column_off]))
    report = plant(form, random.Random(data.draw(st.integers(0, 10**6)))).report
    before = broken(report)

    for finding in roots(check(report)):
        cleared = {finding.cells, *(follow_on.cells for follow_on in finding.follow_ons)}
        for repair in finding.culprits:
            mended = Report(report.agency, report.year, form, cells=dict(report.cells))
            apply_changes(mended, mending(repair, report).changes)
            assert broken(mended) == before - cleared


def broken(report: Report) -> set[tuple[str, ...]]:
    """The cells of each equation that does not hold."""
    return {finding.cells for finding in check(report).findings if finding.rule.code <= "E04"}


def set_to(report: Report, cell: str, text: str) -> None:
    value = parse_value(text, report.form.cells[cell].column)
    assert value is not None
    report.cells[cell] = value
