"""W04, W06 and X01 to X04: this year's cells against last year's."""

from collections.abc import Callable, Mapping

import pytest

from core.checks.findings import CheckResult
from core.checks.run import check
from core.forms.definition import Form, predecessors
from core.report.report import Report
from tests.editions import NEWEST, each_shipped_edition

NewReport = Callable[..., Report]
ReportOfCase = Callable[[str], Report]
LAST_YEAR = ("W04", "W06", "X01", "X02", "X03", "X04")

# Edition, rule, this year's cells, last year's, outcome and, where it fails, both sides.
CASES: dict[str, tuple[str, str, dict[str, str], dict[str, str], str, tuple[int, int] | None]] = {
    "carried over": (
        "2021", "applications.carried_from_last_year",
        {"applications.carried_in.business": "3"}, {"applications.carried_out.business": "3"},
        "pass", None,
    ),
    "not carried over": (
        "2021", "applications.carried_from_last_year",
        {"applications.carried_in.business": "0"}, {"applications.carried_out.business": "3"},
        "fail", (0, 3),
    ),
    "carried over, last year blank": (
        "2021", "applications.carried_from_last_year",
        {"applications.carried_in.business": "0"}, {}, "not_assessable", None,
    ),
    "in force": (
        "2021", "documents.in_force_from_last_year",
        {"documents.regulations.issued": "2", "documents.regulations.repealed": "1",
         "documents.regulations.in_force": "12"},
        {"documents.regulations.in_force": "11"}, "pass", None,
    ),
    "not in force": (
        "2021", "documents.in_force_from_last_year",
        {"documents.regulations.issued": "2", "documents.regulations.repealed": "1",
         "documents.regulations.in_force": "13"},
        {"documents.regulations.in_force": "11"}, "fail", (13, 12),
    ),
    "in force, this year blank": (
        "2021", "documents.in_force_from_last_year",
        {"documents.regulations.issued": "2", "documents.regulations.in_force": "13"},
        {"documents.regulations.in_force": "11"}, "not_assessable", None,
    ),
    "items": (
        "2019", "enforcement.items_from_last_year",
        {"enforcement.penalties.previous_items": "5"},
        {"enforcement.penalties.previous_items": "8", "enforcement.penalties.change": "-3"},
        "pass", None,
    ),
    "other items": (
        "2019", "enforcement.items_from_last_year",
        {"enforcement.penalties.previous_items": "8"},
        {"enforcement.penalties.previous_items": "8", "enforcement.penalties.change": "-3"},
        "fail", (8, 5),
    ),
    "items, last year blank": (
        "2019", "enforcement.items_from_last_year",
        {"enforcement.penalties.previous_items": "8"},
        {"enforcement.penalties.previous_items": "8"}, "not_assessable", None,
    ),
    "licences of 2019": (
        "2019", "licensing.items_from_last_year", {"licensing.licences.previous_items": "2"},
        {"licensing.licences.previous_items": "1", "licensing.licences.change": "1"}, "pass", None,
    ),
    "other licences": (
        "2019", "licensing.items_from_last_year", {"licensing.licences.previous_items": "3"},
        {"licensing.licences.previous_items": "1", "licensing.licences.change": "1"},
        "fail", (3, 2),
    ),
    "fees of 2019": (
        "2019", "fees.items_from_last_year", {"fees.administrative_fees.previous_items": "1"},
        {"fees.administrative_fees.previous_items": "1", "fees.administrative_fees.change": "0"},
        "pass", None,
    ),
    "other fees": (
        "2019", "fees.items_from_last_year", {"fees.administrative_fees.previous_items": "2"},
        {"fees.administrative_fees.previous_items": "1", "fees.administrative_fees.change": "0"},
        "fail", (2, 1),
    ),
    "public": (
        "2019", "documents.public_from_last_year", {"documents.regulations.total_public": "9"},
        {"documents.regulations.total_public": "8"}, "pass", None,
    ),
    "fewer public": (
        "2019", "documents.public_from_last_year", {"documents.regulations.total_public": "7"},
        {"documents.regulations.total_public": "8"}, "fail", (7, 8),
    ),
    "public blank": (
        "2019", "documents.public_from_last_year", {},
        {"documents.regulations.total_public": "8"}, "not_assessable", None,
    ),
    "pending": (
        "2021", "review_litigation.pending_last_year", {"review_litigation.review.total": "2"},
        {"review_litigation.review.pending": "2"}, "pass", None,
    ),
    "pending left out": (
        "2021", "review_litigation.pending_last_year", {"review_litigation.review.total": "1"},
        {"review_litigation.review.pending": "2"}, "fail", (1, 2),
    ),
    "pending blank": (
        "2021", "review_litigation.pending_last_year", {"review_litigation.review.total": "1"},
        {}, "not_assessable", None,
    ),
    "penalties": (
        "2021", "disclosure.dropped_to_zero", {"enforcement.penalties.decisions": "1"},
        {"enforcement.penalties.decisions": "9"}, "pass", None,
    ),
    "no penalties": (
        "2021", "disclosure.dropped_to_zero", {"enforcement.penalties.decisions": "0"},
        {"enforcement.penalties.decisions": "9"}, "fail", None,
    ),
    "as many penalties": (
        "2021", "disclosure.unchanged", {"enforcement.penalties.decisions": "100"},
        {"enforcement.penalties.decisions": "100"}, "fail", None,
    ),
    "as many, but few penalties": (
        "2021", "disclosure.unchanged", {"enforcement.penalties.decisions": "99"},
        {"enforcement.penalties.decisions": "99"}, "pass", None,
    ),
    "no penalties in either year": (
        "2021", "disclosure.dropped_to_zero", {"enforcement.penalties.decisions": "0"},
        {"enforcement.penalties.decisions": "0"}, "pass", None,
    ),
    "penalties blank": (
        "2021", "disclosure.dropped_to_zero", {}, {"enforcement.penalties.decisions": "9"},
        "not_assessable", None,
    ),
    "five times as many": (
        "2021", "form.big_change", {"applications.new_received.total": "100"},
        {"applications.new_received.total": "20"}, "pass", None,
    ),
    "more than five times as many": (
        "2021", "form.big_change", {"applications.new_received.total": "101"},
        {"applications.new_received.total": "20"}, "fail", None,
    ),
    "less than a fifth": (
        "2021", "form.big_change", {"applications.new_received.total": "3"},
        {"applications.new_received.total": "20"}, "fail", None,
    ),
    "small numbers": (
        "2021", "form.big_change", {"applications.new_received.total": "19"},
        {"applications.new_received.total": "0"}, "pass", None,
    ),
    "yuan where ten thousands are asked for": (
        "2021", "fees.unit", {"fees.administrative_fees.amount": "125000"},
        {"fees.administrative_fees.amount": "12.5"}, "fail", None,
    ),
    "fees where there were none": (
        "2021", "fees.unit", {"fees.administrative_fees.amount": "125000"},
        {"fees.administrative_fees.amount": "0"}, "pass", None,
    ),
    "one of them blank": (
        "2021", "form.big_change", {"applications.new_received.total": "19"}, {},
        "not_assessable", None,
    ),
}  # fmt: skip

# The cell to look at where nothing of this year is filled.
BLANK_NOW = {
    "documents.public_from_last_year": "documents.regulations.total_public",
    "disclosure.dropped_to_zero": "enforcement.penalties.decisions",
}


def checked(
    new_report: NewReport, edition: str, now: Mapping[str, str], last: Mapping[str, str]
) -> CheckResult:
    form = new_report(edition).form
    report = new_report(edition, now, year=form.first_year + 1)
    return check(report, new_report(edition, last))


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_that_a_rule_on_two_years_judges(
    new_report: NewReport,
    case: tuple[str, str, dict[str, str], dict[str, str], str, tuple[int, int] | None],
) -> None:
    edition, rule, now, last, outcome, sides = case
    cell = next(iter(now), None) or BLANK_NOW[rule]
    result = checked(new_report, edition, now, last)
    (verdict,) = (v for v in result.verdicts if v.rule.id == rule and cell in v.cells)

    assert verdict.outcome == outcome
    if sides:
        assert verdict.finding is not None
        assert (verdict.finding.left, verdict.finding.right) == sides


@each_shipped_edition
def test_that_every_rule_on_two_years_has_its_examples_here(
    form_of: Callable[[str], Form], edition: str
) -> None:
    outcomes: dict[str, set[str]] = {}
    for _, rule, _, _, outcome, _ in CASES.values():
        outcomes.setdefault(rule, set()).add(outcome)
    declared = {rule.id for rule in form_of(edition).rules if rule.code in LAST_YEAR}

    assert declared
    assert all(outcomes[rule] >= {"pass", "fail"} for rule in declared)


def test_that_without_last_year_nothing_is_compared(report_of_case: ReportOfCase) -> None:
    verdicts = check(report_of_case("011")).verdicts

    assert not {verdict.rule.code for verdict in verdicts} & set(LAST_YEAR)


def test_that_the_city_of_2024_begins_with_what_2023_left(report_of_case: ReportOfCase) -> None:
    last = report_of_case("010")
    last.texts = {}
    result = check(report_of_case("011"), last)
    outcomes = {v.outcome for v in result.verdicts if v.rule.code in ("X01", "X02", "X04")}

    assert outcomes == {"pass"}
    assert result.findings == ()


def test_that_each_column_that_does_not_carry_over_is_told(report_of_case: ReportOfCase) -> None:
    last = report_of_case("010")
    last.texts = {}
    del last.cells["applications.carried_out.business"]
    last.cells["applications.carried_out.natural_person"] = last.cells[
        "applications.new_received.business"
    ]
    found = [f.message for f in check(report_of_case("011"), last).findings]

    assert [message[:4] for message in found] == ["自然人列"]


def test_that_across_the_editions_only_what_follows_is_compared(
    form_2019: Form, form_2021: Form
) -> None:
    former = predecessors(form_2021, form_2019)

    assert former["applications.refused_law.total"] == "applications.refused_law.total"
    assert former["enforcement.penalties.decisions"] == "enforcement.penalties.decisions"
    assert not [cell for cell in former if cell.startswith(("documents.", "fees."))]
    assert not [cell for cell in former if ".other_" in cell]
    assert predecessors(form_2019, form_2021) == {}
    assert predecessors(form_2021, form_2021) == {cell: cell for cell in form_2021.cells}


def test_that_a_report_of_2021_carries_over_from_the_edition_of_2019(
    new_report: NewReport,
) -> None:
    last = new_report("2019", {"applications.carried_out.total": "4"}, year=2020)
    now = new_report(NEWEST, {"applications.carried_in.total": "3"}, year=2021)
    (finding,) = (f for f in check(now, last).findings if f.rule.code == "X01")

    assert finding.message == (
        "总计列：二、上年结转填了3，上年年报的四、结转下年度是4，相差1；"
        "上年公布的数有误的，请写说明。"
    )
