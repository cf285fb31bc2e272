from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.checks.findings import CheckResult
from core.checks.run import check
from core.forms.equations import equations_of
from core.report.report import Report
from core.report.values import Value, parse_value
from tests.editions import NEWEST, each_shipped_edition

# A complete report without any finding, totals typed, of each edition.
COMPLETE = pytest.mark.parametrize("case", ["000", "010"], ids=["2019", "2021"])
ReportOfCase = Callable[[str], Report]


def failing(result: CheckResult) -> Collection[tuple[str, tuple[str, ...]]]:
    """Rule and cells of every application of an E rule that fails."""
    verdicts = (v for v in result.verdicts if v.rule.code.startswith("E"))
    return {(v.rule.id, v.cells) for v in verdicts if v.outcome == "fail"}


def variants(report: Report) -> Iterator[tuple[str, int, Report]]:
    """The report with one cell one more, and one less where that is not below zero."""
    for cell, value in report.cells.items():
        column = report.form.cells[cell].column
        for step in (1, -1):
            if value.number + step < 0:
                continue
            changed = parse_value(f"{value.number + step}{value.unit or ''}", column)
            assert changed is not None
            cells = report.cells | {cell: changed}
            yield cell, step, replace(report, cells=cells)


@COMPLETE
def test_that_a_complete_consistent_report_passes_every_rule(
    report_of_case: ReportOfCase, case: str
) -> None:
    report = report_of_case(case)
    result = check(report)

    assert set(report.cells) == set(report.form.cells)
    assert {verdict.outcome for verdict in result.verdicts} == {"pass"}
    assert (result.findings, result.not_assessable) == ((), ())


@COMPLETE
def test_that_changing_any_cell_by_one_fails_exactly_the_equations_that_contain_it(
    report_of_case: ReportOfCase, case: str
) -> None:
    report = report_of_case(case)
    equations = equations_of(report.form)
    seen = set()

    for cell, step, changed in variants(report):
        expected = {(e.rule.id, e.cells) for e in equations if cell in e.cells}
        assert failing(check(changed)) == expected, f"{cell} {step:+}"
        seen.add((cell, step))

    assert {cell for cell, step in seen if step == 1} == set(report.form.cells)
    assert len({cell for cell, step in seen if step == -1}) >= 7


@COMPLETE
def test_that_a_difference_of_one_is_reported_as_one(
    report_of_case: ReportOfCase, case: str
) -> None:
    for _, _, changed in variants(report_of_case(case)):
        for finding in check(changed).findings:
            if not finding.rule.code.startswith("E"):
                continue
            assert finding.difference == 1
            assert "相差1。" in finding.message


@COMPLETE
def test_that_blanking_any_cell_fails_no_equation_for_a_blank_is_not_0(
    report_of_case: ReportOfCase, case: str
) -> None:
    report = report_of_case(case)
    equations = equations_of(report.form)

    for cell in report.form.cells.values():
        cells = {key: value for key, value in report.cells.items() if key != cell.id}
        result = check(replace(report, cells=cells))
        waiting = {verdict.cells for verdict in result.not_assessable}
        if cell.is_total:
            assert failing(result) == set()
            assert waiting == set()
        else:
            assert failing(result) == {("form.blank_cells", (cell.id,))}
            # 2019's rule on the items of disclosure waits too, beside the equations.
            assert waiting >= {e.cells for e in equations if cell.id in e.cells}
            assert all(cell.id in cells for cells in waiting)


@COMPLETE
def test_that_all_totals_blank_is_as_good_as_all_totals_typed(
    report_of_case: ReportOfCase, case: str
) -> None:
    report = report_of_case(case)
    for total in report.form.totals:
        del report.cells[total.id]

    assert {verdict.outcome for verdict in check(report).verdicts} == {"pass"}


@each_shipped_edition
def test_that_in_an_empty_report_every_equation_waits(
    new_report: Callable[..., Report], edition: str
) -> None:
    report = new_report(edition)
    result = check(report)

    assert {v.cells for v in result.not_assessable} >= {e.cells for e in equations_of(report.form)}
    assert {f.rule.id for f in result.findings} == {"form.blank_cells", "form.unwritten"}
    unwritten = [f.section for f in result.findings if f.rule.id == "form.unwritten"]
    assert unwritten == [section.id for section in report.form.sections if section.text]
    assert len(result.findings) == len(report.form.tables) + len(unwritten)
    blank = [cell for finding in result.findings for cell in finding.cells]
    assert sorted(blank) == sorted(report.form.cells)


def test_that_findings_come_gravest_first_and_then_in_the_order_of_the_rules(
    new_report: Callable[..., Report],
) -> None:
    report = new_report(
        "2019",
        {
            "licensing.licences.previous_items": "1",
            "licensing.licences.change": "-2",
            "licensing.licences.decisions": "/",
        },
        year=2021,
    )
    result = check(report)
    findings = [(finding.severity, finding.rule.id) for finding in result.findings]

    assert findings[0] == ("error", "form.blank_cells")
    assert findings[-3:] == [
        ("error", "form.edition"),
        ("warning", "form.negative_items"),
        ("hint", "form.not_applicable"),
    ]
    assert [finding.severity for finding in result.errors] == ["error"] * (len(findings) - 2)


def test_that_findings_are_looked_up_by_cell_and_have_their_section(
    report_of_case: ReportOfCase,
) -> None:
    report = report_of_case("010")
    report.cells["applications.new_received.business"] = Value("100", 100)
    report.cells["fees.administrative_fees.amount"] = Value("/", 0)
    result = check(report)

    assert [f.rule.id for f in result.by_cell["applications.new_received.business"]] == [
        "applications.balance",
        "applications.row_sum",
    ]
    assert [f.rule.id for f in result.by_cell["applications.carried_in.business"]] == [
        "applications.balance"
    ]
    assert "applications.granted.business" not in result.by_cell
    places = [(f.section, f.rule.code) for f in result.findings]
    assert places == [("applications", "E01"), ("applications", "E03"), ("disclosure", "E07")]


def test_that_blanks_are_found_but_not_marked_cell_by_cell(
    new_report: Callable[..., Report],
) -> None:
    result = check(new_report(NEWEST))

    assert len(result.errors) == 9
    assert result.by_cell == {}


def test_that_a_finding_leads_to_the_cell_to_look_at_first(
    new_report: Callable[..., Report],
) -> None:
    cells = {
        "applications.granted.business": "2",
        "applications.granted.total": "1",
        "enforcement.penalties.previous_items": "1",
        "enforcement.penalties.change": "-2",
        "enforcement.penalties.decisions": "/",
    }
    result = check(new_report("2019", cells, year=2021))
    anchors = {(f.rule.id, f.section): f.anchor for f in result.findings}

    assert anchors["applications.row_sum", "applications"] == "applications.granted.total"
    assert anchors["form.negative_items", "disclosure"] == "enforcement.penalties.previous_items"
    assert anchors["form.not_applicable", "disclosure"] == "enforcement.penalties.decisions"
    assert anchors["form.blank_cells", "review_litigation"] == "review_litigation.review.upheld"
    assert anchors["form.edition", "general"] == ""


@COMPLETE
def test_that_a_result_has_the_totals_it_was_reached_with(
    report_of_case: ReportOfCase, case: str
) -> None:
    report = report_of_case(case)
    assert check(report).totals == {}

    typed = {total.id: report.cells.pop(total.id).number for total in report.form.totals}
    assert {cell: t.number for cell, t in check(report).totals.items()} == typed


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_report_can_be_checked_and_every_finding_is_a_sentence(
    data: st.DataObject, any_report: SearchStrategy[Report]
) -> None:
    report = data.draw(any_report)
    result = check(report)

    for verdict in result.verdicts:
        assert (verdict.outcome in ("fail", "explained")) == (verdict.finding is not None)
        assert set(verdict.cells) <= set(report.form.cells)
    quotable = "".join([*report.texts.values(), *report.notes.values()])
    for finding in result.findings:
        assert finding.message.endswith("。")
        assert "{" not in finding.message or "{" in quotable
        assert "None" not in finding.message or "None" in quotable


def test_that_checking_changes_nothing(report_of_case: ReportOfCase) -> None:
    report = report_of_case("001")
    check(report)

    assert report == report_of_case("001")
    assert check(report) == check(report)
