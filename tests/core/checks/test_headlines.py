"""A finding in a few words."""

from collections.abc import Callable

import pytest

from core.checks.headlines import LONGEST, headline_of, short_name
from core.checks.run import check
from core.forms.definition import Form
from core.report.edits import apply_changes, fill_zeros
from core.report.report import Agency, Report
from core.report.values import parse_value
from tests.core.checks.test_every_rule import FORMS, example_of, report_of, verdicts_on
from tests.editions import NEWEST, each_shipped_edition

NewReport = Callable[..., Report]
GRANTED = "applications.granted.natural_person"


def headlines(report: Report, previous: Report | None = None) -> list[str]:
    return [headline_of(finding, report) for finding in check(report, previous).faults]


def filled(new_report: NewReport, edition: str, cells: dict[str, str], year: int = 0) -> Report:
    report: Report = new_report(edition, cells, year)
    apply_changes(report, fill_zeros(report).changes)
    return report


def test_that_a_wrong_cell_is_named_with_what_it_has_and_should_have(
    new_report: NewReport,
) -> None:
    cells = {"applications.new_received.natural_person": "18", GRANTED: "9"}
    cells |= {"applications.new_received.total": "18", "applications.result_total.total": "18"}
    cells |= {"applications.granted.total": "18"}
    report = filled(new_report, NEWEST, cells)

    assert headlines(report)[0] == "予以公开·自然人 9 → 18"


def test_that_words_with_one_better_wording_show_it(new_report: NewReport) -> None:
    report = filled(new_report, NEWEST, {})
    report.texts["problems"] = "工作工作中,存在三方面的不足，逐一说明如下，并提出改进的办法。"

    assert "工作工作 → 工作" in headlines(report)
    assert "半角标点 1 处" in headlines(report)


def test_that_a_wrong_figure_of_a_text_is_named_with_what_it_speaks_of(
    new_report: NewReport,
) -> None:
    cells = {"review_litigation.review.upheld": "3", "review_litigation.direct_suit.upheld": "1"}
    cells |= {"review_litigation.suit_after_review.upheld": "1"}
    report = filled(new_report, NEWEST, cells)
    report.texts["general"] = "因信息公开引发行政复议2件，行政诉讼5件。"

    assert {"行政复议 2件 → 3件", "行政诉讼 5件 → 2件"} <= set(headlines(report))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_that_every_rule_has_a_headline_of_one_short_line(form: Form) -> None:
    for rule in form.rules:
        example = example_of(rule, form, "fail")
        found = [v.finding for v in verdicts_on(example, rule, form) if v.finding]
        assert found, rule.id
        for finding in found:
            headline = headline_of(finding, report_of(example, rule, form, last=False))
            assert 0 < len(headline) <= LONGEST, (rule.id, headline)
            assert not set("\n{") & set(headline)


@each_shipped_edition
def test_that_the_name_of_a_cell_fits_however_little_room_there_is(
    edition: str, form_of: Callable[[str], Form]
) -> None:
    form = form_of(edition)
    report = Report(Agency("示例街道", "township", "branch"), form.first_year, form)
    for cell in form.cells.values():
        whole = short_name(cell.id, report)
        assert whole.endswith(f"·{cell.column.label}")
        assert len(whole) <= LONGEST
        assert len(short_name(cell.id, report, 12)) <= max(12, len(cell.column.label) + 5)


def test_that_what_was_carried_over_is_offered_where_one_cell_repeats_it(
    new_report: NewReport,
) -> None:
    out, into = "applications.carried_out.natural_person", "applications.carried_in.natural_person"
    last = new_report(NEWEST, {out: "118"}, 2022)
    report = new_report(NEWEST, {into: "91"}, 2023)
    (finding,) = [f for f in check(report, last).faults if f.rule.code == "X01"]

    assert [dict(repair.values) for repair in finding.culprits] == [{into: 118}]
    assert headline_of(finding, report) == "上年结转·自然人 91 → 118"
    value = parse_value("118", report.form.cells[into].column)
    assert value
    report.cells[into] = value
    assert not [f for f in check(report, last).faults if f.rule.code == "X01"]


def test_that_a_total_that_was_carried_over_wrong_is_not_mended_by_itself(
    new_report: NewReport,
) -> None:
    last = new_report(NEWEST, {"applications.carried_out.total": "118"}, 2022)
    report = new_report(NEWEST, {"applications.carried_in.total": "91"}, 2023)
    (finding,) = [f for f in check(report, last).faults if f.rule.code == "X01"]

    assert finding.culprits == ()
    assert headline_of(finding, report) == "总计上年结转91，上年是118"
