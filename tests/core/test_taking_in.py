"""A report from elsewhere takes its place among the kept ones, or is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from core.forms.definition import Form
from core.report.edits import EditRefused, set_cells
from core.report.report import Agency, Report
from core.report.values import parse_value
from core.session import Session, SessionRefused
from core.store.reports import Reports
from core.taking_in import begin, kept_for, take_in

CELL = "applications.new_received.natural_person"


def foreign(session: Session, form: Form | None = None, agency: Agency | None = None) -> Report:
    """The session's report as another has it: one cell is 7."""
    own = session.report
    report = Report(agency or own.agency, own.year, form or own.form)
    value = parse_value("7", report.form.cells[CELL].column)
    assert value
    report.cells[CELL] = value
    return report


def test_that_it_replaces_the_kept_contents_as_one_step_of_undo(
    session: Session, reports: Reports
) -> None:
    session.apply(set_cells(session.report, {CELL: "3"}))
    taken = take_in(reports, foreign(session), "从备份恢复")
    assert taken.report_id == session.report_id
    assert taken.report.cells[CELL].text == "7"
    assert taken.undo() == "从备份恢复"
    assert taken.report.cells[CELL].text == "3"


def test_that_it_is_added_with_its_agency_where_that_is_new(
    session: Session, reports: Reports
) -> None:
    other = Agency("另一个街道办事处", "township", "branch")
    taken = take_in(reports, foreign(session, agency=other), "从备份恢复")
    assert [entry.agency for entry in reports.agencies()] == [session.report.agency, other]
    assert reports.load(taken.report_id).cells[CELL].text == "7"


def test_that_a_final_report_is_not_replaced(final: Session, reports: Reports) -> None:
    before = reports.load(final.report_id)
    with pytest.raises(SessionRefused, match="已经定稿，没有替换"):
        take_in(reports, foreign(final), "从备份恢复")
    assert reports.load(final.report_id) == before
    assert final.report.finalised_on == date(2025, 1, 20).isoformat()


def test_that_a_report_on_another_edition_is_not_replaced(
    session: Session, reports: Reports, form_of: Callable[[str], Form]
) -> None:
    with pytest.raises(SessionRefused, match="格式版本不同，没有替换"):
        take_in(reports, foreign(session, form_of("2019")), "从备份恢复")
    assert not reports.load(session.report_id).cells


CODE = "9144030071526726XG"


def test_that_what_a_package_knows_of_a_kept_agency_is_kept_too(
    session: Session, reports: Reports
) -> None:
    known = replace(session.report.agency, code=CODE, superior="示例县人民政府")
    taken = take_in(reports, foreign(session, agency=known), "打开填报数据包")

    assert taken.report_id == session.report_id
    assert [entry.agency for entry in reports.agencies()] == [known]
    assert taken.report.agency == known


def test_that_a_package_under_a_former_name_is_the_agencys(
    session: Session, reports: Reports
) -> None:
    old = session.report.agency
    new = replace(old, name="新的街道办事处")
    reports.correct_agency(reports.agencies()[0].id, new)
    taken = take_in(reports, foreign(session, agency=old), "打开填报数据包")

    assert taken.report_id == session.report_id
    assert taken.report.agency == new


def test_that_a_code_under_a_name_that_is_not_the_agencys_is_refused(
    session: Session, reports: Reports
) -> None:
    old = session.report.agency
    reports.correct_agency(reports.agencies()[0].id, replace(old, code=CODE))
    other = Agency("另一个街道办事处", "township", "branch", CODE)
    with pytest.raises(SessionRefused, match="请先在“单位资料”里核对。"):
        take_in(reports, foreign(session, agency=other), "打开填报数据包")
    assert len(reports.agencies()) == 1
    assert not reports.load(session.report_id).cells


def test_that_a_new_report_begins_with_one_step_of_undo(reports: Reports, form_2021: Form) -> None:
    empty = Report(Agency("另一个街道办事处", "township", "branch"), 2024, form_2021)
    begun = begin(reports, empty, set_cells(empty, {CELL: "7"}, "从“年报.docx”读入"))
    assert reports.load(begun.report_id).cells[CELL].text == "7"
    assert begun.undo() == "从“年报.docx”读入"
    assert begun.report.cells == {}


def test_that_nothing_is_left_of_a_new_report_that_cannot_begin(
    reports: Reports, form_2021: Form
) -> None:
    empty = Report(Agency("另一个街道办事处", "township", "branch"), 2024, form_2021)
    unfitting = set_cells(empty, {CELL: "7"}).reversed
    with pytest.raises(EditRefused):
        begin(reports, empty, unfitting)
    assert reports.agencies() == []
    assert reports.reports() == []


def test_that_a_kept_report_that_takes_nothing_is_refused_with_what_was_to_be_done(
    final: Session, reports: Reports
) -> None:
    with pytest.raises(SessionRefused, match="已经定稿，没有填入；要填入，请先“撤销定稿”"):
        kept_for(reports, foreign(final), "填入")
