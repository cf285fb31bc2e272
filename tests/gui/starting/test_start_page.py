"""The start page: what is due, what there is, how to begin. All texts are made up."""

from datetime import date

import pytest
from PySide6.QtWidgets import QPushButton

from core.agenda import year_to_report
from core.report.edits import set_cells, set_text
from gui.starting.aside import Aside
from gui.starting.report_row import ReportRow
from gui.starting.start_page import StartPage
from tests.gui.hands import AGENCY, Clerk, Key

YEAR = year_to_report(date.today())
PASSED_ON = "applications.carried_out.business"


@pytest.fixture
def last_year(clerk: Clerk) -> Clerk:
    """Hands on the start page of an agency that has last year's report and none since."""
    clerk.start_report(AGENCY, YEAR - 1)
    session = clerk.live.session
    session.apply(set_cells(session.report, {PASSED_ON: "3"}))
    session.apply(set_text(session.report, "general", "街道的情况。"))
    clerk.window.actions_["home"].trigger()
    return clerk


def page_of(clerk: Clerk) -> StartPage:
    (page,) = clerk.window.findChildren(StartPage)
    assert page.isVisible()
    return page


def rows_of(clerk: Clerk) -> list[ReportRow]:
    return [row for row in page_of(clerk).findChildren(ReportRow) if row.isVisible()]


def ways_of(clerk: Clerk) -> list[str]:
    buttons = page_of(clerk).findChildren(QPushButton)
    return [b.accessibleName() for b in buttons if b.isVisible() and not b.text()]


def test_that_enter_begins_this_years_report_from_last_years(last_year: Clerk) -> None:
    assert ways_of(last_year)[0] == "以上年为底稿新建"
    last_year.key(Key.Key_Return)
    report = last_year.live.report
    assert (report.agency, report.year) == (AGENCY, YEAR)
    assert report.texts == {"general": "街道的情况。"}
    assert last_year.live.checked.offers == {"applications.carried_in.business": 3}


def test_that_a_report_that_is_begun_is_gone_on_with(last_year: Clerk) -> None:
    last_year.key(Key.Key_Return)
    last_year.window.actions_["home"].trigger()
    assert ways_of(last_year)[0] == "继续填写"
    ways = [b for b in page_of(last_year).findChildren(QPushButton) if not b.text()]
    last_year.qtbot.waitUntil(lambda: len({b.height() for b in ways if b.isVisible()}) == 1)
    assert [(row.year, row.act) for row in rows_of(last_year)] == [
        (f"{YEAR}年度", "继续填写"), (f"{YEAR - 1}年度", "继续填写"),
    ]  # fmt: skip
    last_year.key(Key.Key_Return)
    assert last_year.live.report.year == YEAR


def test_that_rows_say_how_far_each_report_is_and_lead_to_it(last_year: Clerk) -> None:
    due, kept = rows_of(last_year)
    assert (due.year, due.state, due.act) == (f"{YEAR}年度", "还没有建", "以上年为底稿新建")
    assert kept.state == f"{len(last_year.window.desk.reports.form_for(YEAR).cells) - 1} 格未填"
    assert kept.changed.startswith("今天 ")
    assert kept.accessibleName() == f"{kept.year}，{kept.state}，{kept.changed}；继续填写"
    due.setFocus()
    last_year.key(Key.Key_Down)
    assert kept.hasFocus()
    last_year.key(Key.Key_Return)
    assert last_year.live.report.year == YEAR - 1


def test_that_the_way_home_stores_what_is_being_typed(draft: Clerk) -> None:
    draft.go_to("applications.new_received.business")
    draft.keys("7")
    draft.window.actions_["home"].trigger()
    assert draft.window.desk.live is None
    (entry,) = draft.window.desk.reports.reports()
    report = draft.window.desk.reports.load(entry.id)
    assert report.cells["applications.new_received.business"].text == "7"


def test_that_a_narrow_window_leaves_the_aside_out(last_year: Clerk) -> None:
    (aside,) = [each for each in page_of(last_year).findChildren(Aside) if not each.isHidden()]
    assert aside.isVisible()
    last_year.window.resize(900, 697)
    last_year.qtbot.waitUntil(lambda: not aside.isVisible())
