"""The line at the foot: where the clerk is, what goes there, what just happened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from core.report.edits import set_cells
from gui.tables.here import Here, Selected
from gui.window.hint_line import HintLine
from tests.gui.hands import AGENCY, Clerk, Key, choose_file

CARRIED_IN = "applications.carried_in.natural_person"
FIRST = "applications.new_received.natural_person"


def test_that_it_shows_the_path_and_the_hint_of_the_current_cell(draft: Clerk) -> None:
    draft.go_to(FIRST)
    assert draft.said == (
        "三 › 一、本年新收 › 自然人　本年1月1日至12月31日收到的申请。〔本软件提示〕"
    )
    draft.key(Key.Key_Down)
    assert "› 二、上年结转 › 自然人" in draft.said


@pytest.mark.parametrize("year", [2020, 2024])
def test_that_every_cell_has_a_hint_and_where_it_comes_from(clerk: Clerk, year: int) -> None:
    clerk.start_report(AGENCY, year)
    line = clerk.window.hint_line
    for cell_id, cell in clerk.live.report.form.cells.items():
        line.show_cell(clerk.live, cell_id)
        where, _, hint = line.text.partition("　")
        assert where == " › ".join((cell.section.number, *cell.path[1:]))
        parts = [part for part in (cell.row, cell.column) if part.hint]
        assert all(f"{part.hint}〔{part.hint_source}〕" in hint for part in parts)
        if parts:
            assert hint.endswith("〕")


def test_that_a_message_takes_its_place_and_gives_it_back(draft: Clerk) -> None:
    line: HintLine = draft.window.hint_line
    draft.go_to(FIRST)
    place = line.text
    line.say("填写的内容都已经自动保存在本机。")
    assert line.text == "填写的内容都已经自动保存在本机。"
    assert line.icon.isVisible()
    with draft.qtbot.waitSignal(line.message_time.timeout, timeout=1000):
        line.message_time.start(1)
    assert line.text == place
    assert not line.icon.isVisible()


def test_that_a_message_stays_while_the_clerk_stays(draft: Clerk) -> None:
    """The table tells its cell again whenever it gets the focus back, as after a file dialog."""
    view = draft.go_to(FIRST)
    draft.window.hint_line.say("已保存：年报.pdf")
    draft.note("applications")
    view.setFocus()
    assert draft.said == "已保存：年报.pdf"
    draft.key(Key.Key_Right)
    assert "商业企业" in draft.said


def test_that_the_line_never_widens_the_window(draft: Clerk) -> None:
    width = draft.window.minimumSizeHint().width()
    draft.window.hint_line.say("很长的话" * 200)
    assert draft.window.minimumSizeHint().width() <= width
    label = draft.window.hint_line.hint
    shown = label.fontMetrics().elidedText(label.text(), Qt.TextElideMode.ElideRight, label.width())
    assert shown.endswith("…")
    assert label.toolTip() == label.text()


def test_that_a_culprit_has_its_sentence_and_a_button_that_mends_it(filled: Clerk) -> None:
    """In the edition of the sample 表三 has totals, by which one wrong cell is found."""
    before = filled.live.report.cells[FIRST].text
    filled.fill(FIRST, "9")
    filled.go_to(FIRST)
    line = filled.window.hint_line
    line.end_message()
    assert line.button.isVisible()
    assert line.button.text() == f"改为 {before}"
    assert line.hint.text() == filled.live.checked.by_cell[FIRST][0].message
    filled.click_on(line.button)
    assert filled.stored[FIRST] == before
    assert filled.said == "已改正。"
    assert line.button.text() == "撤销"
    filled.click_on(line.button)
    assert filled.stored[FIRST] == "9"


def test_that_an_act_can_be_undone_from_the_line(draft: Clerk) -> None:
    draft.window.actions_["fill_zeros"].trigger()
    line = draft.window.hint_line
    assert line.button.text() == "撤销"
    draft.click_on(line.button)
    assert draft.stored == {}
    assert not line.button.isVisible() or line.button.text() != "撤销"


def test_that_a_selection_has_its_sum_until_the_clerk_moves(draft: Clerk) -> None:
    line = draft.window.hint_line
    draft.go_to(FIRST)
    line.show_here(Here(FIRST, selected=Selected(12, 4)))
    assert line.hint.text() == "合计 12　平均 3　4 格"
    draft.key(Key.Key_Down)
    assert "合计" not in draft.said


def test_that_the_fields_stand_where_they_stood(draft: Clerk) -> None:
    line = draft.window.hint_line
    places = set()
    for message in ("", "很长的话" * 50):
        line.say(message)
        QApplication.processEvents()
        places.add((line.last_year.x(), line.hint.mapTo(line, line.hint.rect().topLeft()).y()))
    assert len(places) == 1


def test_that_a_file_just_saved_is_opened_from_there(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []

    def note(path: Path) -> bool:
        opened.append(path)
        return True

    monkeypatch.setattr("gui.shared.desk.open_path", note)
    line: HintLine = filled.window.hint_line
    path = tmp_path / "年报.pdf"
    choose_file(monkeypatch, path)
    filled.window.actions_["save_pdf"].trigger()
    filled.wait()
    assert line.text == f"已保存：{path}"
    for button, words in ((line.button, "打开"), (line.second, "打开所在文件夹")):
        assert button.text() == words
        filled.click_on(button)
    assert opened == [path, tmp_path]
    line.say("已撤销：填写")
    assert not line.button.isVisible()
    assert not line.second.isVisible()


def test_that_what_came_over_is_held_against_what_last_year_passed_on(clerk: Clerk) -> None:
    clerk.start_report(AGENCY, 2023)
    passed_on = {"applications.carried_out.natural_person": "118", CARRIED_IN: "91"}
    clerk.live.session.apply(set_cells(clerk.live.report, passed_on))
    clerk.start_report(AGENCY, 2024)
    clerk.fill(CARRIED_IN, "91")
    clerk.go_to(CARRIED_IN)
    line = clerk.window.hint_line
    line.end_message()
    assert line.last_year.words.text().startswith("118　")
    assert line.button.text() == "改为 118"
    clerk.click_on(line.button)
    assert clerk.stored[CARRIED_IN] == "118"
