"""The desk alone, over a real data file and without the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.checks.findings import Span
from core.forms.definition import Form
from core.refusal import Refused
from core.report.edits import Edit, set_cells
from core.resources import Resources
from core.store.database import StoreGone, open_database
from core.store.reports import Reports
from gui.shared.desk import Desk
from tests.gui.hands import AGENCY, answer

CELL = "applications.new_received.natural_person"


class SheetOfPaper:
    """Where something is written that may be refused."""

    place = CELL

    def __init__(self, desk: Desk, text: str, refused: bool = False) -> None:
        self.desk, self.text, self.refused = desk, text, refused

    def go_to(self, place: str) -> None:
        self.place = place

    def show_span(self, span: Span) -> None:
        self.place = span.place.key

    def commit_pending_edit(self) -> bool:
        return not self.refused

    def unstored_edits(self) -> list[Edit]:
        assert self.desk.live is not None
        return [set_cells(self.desk.live.report, {CELL: self.text})] if self.refused else []


@pytest.fixture
def desk(
    resources: Resources, tmp_path: Path, forms: tuple[Form, ...], qtbot: QtBot
) -> Iterator[Desk]:
    window = QWidget()
    qtbot.addWidget(window)
    reports = Reports(open_database(tmp_path), forms)
    agency = reports.create_agency(AGENCY)
    for year in (2023, 2024):
        reports.create_report(agency, year)
    yield Desk(window, reports, resources, tmp_path)
    reports.close()


def year_of(desk: Desk) -> int:
    assert desk.live is not None
    return desk.live.report.year


def test_that_the_report_that_was_open_last_is_opened_again(
    resources: Resources, tmp_path: Path, desk: Desk
) -> None:
    desk.open_last_report()
    assert year_of(desk) == 2024
    desk.open_report(1)
    again = Desk(desk.window, desk.reports, resources, tmp_path)
    again.open_last_report()
    assert year_of(again) == 2023


def test_that_another_report_is_told_of_and_so_is_another_content(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignals([desk.opened, desk.report_changed], order="strict"):
        desk.open_report(1)
    assert desk.live is not None
    with qtbot.waitSignal(desk.report_changed), qtbot.assertNotEmitted(desk.opened):
        desk.live.session.apply(set_cells(desk.live.report, {CELL: "1"}))
    assert desk.last_change is not None
    assert desk.last_change.targets == {f"cells.{CELL}"}


def test_that_nothing_is_done_before_what_is_written_is_stored(desk: Desk, qtbot: QtBot) -> None:
    desk.open_report(1)
    desk.sheet = SheetOfPaper(desk, "1", refused=True)
    done: list[str] = []
    with qtbot.waitSignal(desk.said):
        desk.attempt(lambda: done.append("another"))
    desk.attempt(lambda: done.append("saved elsewhere"), saves=True)
    desk.sheet.refused = False
    desk.attempt(lambda: done.append("then"))
    assert done == ["saved elsewhere", "then"]


def test_that_the_report_on_screen_has_what_could_not_be_stored(desk: Desk) -> None:
    desk.open_report(1)
    assert not desk.has_unstored
    desk.sheet = SheetOfPaper(desk, "41", refused=True)
    assert desk.has_unstored
    assert desk.can_be_saved
    assert desk.report_on_screen().cells[CELL].text == "41"
    desk.sheet = SheetOfPaper(desk, "四一", refused=True)
    assert desk.has_unstored
    assert not desk.can_be_saved


def test_that_a_refusal_is_shown_and_the_action_has_ended(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)

    def refuse(refusal: Refused) -> None:
        raise refusal

    with qtbot.waitSignal(desk.acted), qtbot.assertNotEmitted(desk.gone):
        desk.attempt(lambda: refuse(Refused("不行。")))
    with qtbot.waitSignals([desk.gone, desk.acted], order="strict"):
        desk.attempt(lambda: refuse(StoreGone("不在了。")))
    assert asked == ["不行。"]
