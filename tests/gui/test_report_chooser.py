"""The button that names the open report and lists the others."""

import pytest
from PySide6.QtGui import QAction

from core.report.report import Agency
from tests.gui.hands import AGENCY, Clerk, answer

OTHER = Agency("示例县财政局", "county", "department")


def offered(clerk: Clerk) -> list[QAction]:
    """What its menu lists when it opens; names of agencies stand above as separators."""
    menu = clerk.window.chooser.menu()
    menu.aboutToShow.emit()
    return list(menu.actions())


def test_that_it_lists_reports_by_agency_the_latest_year_first(clerk: Clerk) -> None:
    for agency, year in ((AGENCY, 2020), (OTHER, 2023), (AGENCY, 2024)):
        clerk.start_report(agency, year)
    assert [(action.text(), action.isSeparator()) for action in offered(clerk)] == [
        (AGENCY.name, True),
        (f"{AGENCY.name}　2024年度（草稿）", False),
        (f"{AGENCY.name}　2020年度（草稿）", False),
        (OTHER.name, True),
        (f"{OTHER.name}　2023年度（草稿）", False),
    ]
    assert clerk.window.chooser.text() == f"{AGENCY.name}　2024年度（草稿）"


def test_that_choosing_opens_the_report_and_stores_what_was_being_typed(clerk: Clerk) -> None:
    cell = "applications.granted.other"
    clerk.start_report(AGENCY, 2020)
    clerk.start_report(OTHER, 2024)
    clerk.go_to(cell)
    clerk.keys("5")
    actions = offered(clerk)
    actions[1].trigger()
    assert (clerk.live.report.agency, clerk.live.report.year) == (AGENCY, 2020)
    assert clerk.stored == {}
    offered(clerk)[3].trigger()
    assert clerk.stored == {cell: "5"}


def test_that_a_refused_entry_keeps_its_report_open(clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2020)
    clerk.start_report(OTHER, 2024)
    clerk.go_to("applications.granted.other")
    clerk.keys("x")
    offered(clerk)[1].trigger()
    assert clerk.live.report.agency == OTHER
    assert "“x”不是数字" in clerk.said


def test_that_it_says_when_there_is_nothing_to_choose(clerk: Clerk) -> None:
    (only,) = offered(clerk)
    assert only.text() == "还没有年报"
    assert not only.isEnabled()
    assert clerk.window.chooser.text() == "选择年报"


def test_that_a_report_that_cannot_be_read_is_refused_in_words(
    clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    clerk.start_report(AGENCY, 2020)
    broken = clerk.live.session.report_id
    clerk.start_report(OTHER, 2024)
    clerk.window.reports._database.table("entry").insert(
        {"report": broken, "target": "cells.no.such.cell", "value": "1"}
    )
    offered(clerk)[1].trigger()
    assert asked == ["这份年报的数据读不出来，没有改动；请联系软件提供方。"]
    assert clerk.live.report.agency == OTHER
