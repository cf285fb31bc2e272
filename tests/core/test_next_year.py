"""以上年为底稿: texts come over, numbers are offered. All texts are made up."""

import pytest

from core.next_year import begin, is_untouched
from core.report.edits import set_cells, set_text
from core.session import Session
from core.store.reports import Reports
from tests.conftest import AGENCY
from tests.editions import NEWEST, OLDEST

TEXTS = {
    "title": "甲街道年报",
    "preface": "前言一段。",
    "general": "上年的情况。",
    "problems": "上年的问题。",
    "signature": "甲街道\n2024年1月5日",
}


@pytest.fixture
def agency(reports: Reports) -> int:
    return reports.create_agency(AGENCY)


def of_last_year(reports: Reports, agency: int, year: int, cells: dict[str, str]) -> None:
    session = Session(reports, reports.create_report(agency, year))
    session.apply(set_cells(session.report, cells))
    for key, text in TEXTS.items():
        session.apply(set_text(session.report, key, text))


def test_that_texts_come_over_and_numbers_are_offered(reports: Reports, agency: int) -> None:
    carried_out = {"applications.carried_out.business": "3", "applications.carried_out.other": "0"}
    of_last_year(reports, agency, 2023, carried_out)
    session = begin(reports, agency, 2024)
    assert session.report.year == 2024
    assert session.report.texts == {key: TEXTS[key] for key in ("preface", "general", "problems")}
    assert session.report.cells == {}
    assert session.checked.offers == {
        "applications.carried_in.business": 3, "applications.carried_in.other": 0,
    }  # fmt: skip
    assert session.undo() == "以上年为底稿"
    assert session.report.texts == {}


def test_that_offers_are_taken_as_one_step_and_what_is_typed_is_not_offered(
    reports: Reports, agency: int
) -> None:
    carried_out = {"applications.carried_out.business": "3", "applications.carried_out.other": "1"}
    of_last_year(reports, agency, 2023, carried_out)
    session = begin(reports, agency, 2024)
    session.apply(set_cells(session.report, {"applications.carried_in.business": "2"}))
    assert session.checked.offers == {"applications.carried_in.other": 1}
    assert session.take_offers() == 1
    assert session.report.cells["applications.carried_in.other"].text == "1"
    assert session.checked.offers == {}
    session.undo()
    assert "applications.carried_in.other" not in session.report.cells


def test_that_a_stock_is_offered_once_its_changes_are_entered(
    reports: Reports, agency: int
) -> None:
    of_last_year(reports, agency, 2023, {"documents.regulations.in_force": "11"})
    session = begin(reports, agency, 2024)
    assert session.checked.offers == {}
    changes = {"documents.regulations.issued": "2", "documents.regulations.repealed": "1"}
    session.apply(set_cells(session.report, changes))
    assert session.checked.offers == {"documents.regulations.in_force": 12}
    session.apply(set_cells(session.report, {"documents.regulations.repealed": "14"}))
    assert session.checked.offers == {}  # 11 + 2 - 14 is no stock


def test_that_a_report_on_another_edition_is_begun_from_too(reports: Reports, agency: int) -> None:
    of_last_year(reports, agency, 2020, {"applications.carried_out.business": "3"})
    session = begin(reports, agency, 2021)
    assert session.previous is not None
    assert (session.previous.form.id, session.report.form.id) == (OLDEST, NEWEST)
    assert session.report.texts["general"] == TEXTS["general"]
    assert session.checked.offers == {"applications.carried_in.business": 3}


def test_that_a_year_without_one_before_begins_empty(reports: Reports, agency: int) -> None:
    session = begin(reports, agency, 2024)
    assert (session.report.cells, session.report.texts) == ({}, {})
    assert not session.can_undo


def test_that_a_text_is_last_years_until_it_is_touched(reports: Reports, agency: int) -> None:
    of_last_year(reports, agency, 2023, {})
    session = begin(reports, agency, 2024)
    assert is_untouched(session.report, session.previous, "general")
    assert not is_untouched(session.report, session.previous, "other_matters")  # blank both years
    session.apply(set_text(session.report, "general", "今年的情况。"))
    assert not is_untouched(session.report, session.previous, "general")
    assert not is_untouched(session.report, None, "problems")
