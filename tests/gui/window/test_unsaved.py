"""With the disk full: what could not be stored is kept on screen, and can be saved elsewhere."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from core.readers.file import read_report
from core.readers.package import read_package
from core.report.report import Report
from gui.window.unsaved import ELSEWHERE, GIVE_UP
from tests.gui.hands import Clerk, Key, answer, choose_file, note_reports

FIRST = "applications.new_received.natural_person"
WORDS = "磁盘满了以后写的。"


@pytest.fixture
def full(filled: Clerk) -> Clerk:
    """Hands on a report with a text, a note and a figure that could not be stored."""
    filled.stop_writing()
    filled.write(filled.note("disclosure"), "没存上的注。")
    filled.go_to(FIRST)
    filled.keys("41")
    field = filled.field("problems")
    filled.key(Key.Key_End)
    filled.write(field, WORDS)
    assert not field.commit_pending_edit()
    return filled


def is_whole(report: Report) -> bool:
    """Whether all that is on screen is in it."""
    return (
        WORDS in report.texts["problems"]
        and "没存上的注。" in report.notes["disclosure"]
        and report.cells[FIRST].text == "41"
    )


def test_that_the_message_says_what_can_be_done(full: Clerk) -> None:
    assert "没有存上" in full.said
    assert "“另存数据包”或“保存PDF”" in full.said
    assert "按 Esc 放弃" in full.said


def test_that_nothing_is_called_stored_while_something_is_not(filled: Clerk) -> None:
    def state() -> str:
        return filled.window.state_label.words

    filled.fill(FIRST, "3")
    assert "已自动保存" in state()
    filled.stop_writing()
    filled.fill(FIRST, "4")
    filled.qtbot.waitUntil(lambda: "有内容没有存上" in state())
    assert "已自动保存" not in state()
    filled.key(Key.Key_Escape)
    assert "已自动保存" in state()
    field = filled.field("problems")
    filled.write(field, WORDS)
    assert not field.commit_pending_edit()
    filled.qtbot.waitUntil(lambda: "有内容没有存上" in state())
    filled.key(Key.Key_Escape)
    assert "没有存上" not in state()


def test_that_the_package_has_what_could_not_be_stored(
    full: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    choose_file(monkeypatch, path)
    full.ctrl("S", shift=True)
    assert is_whole(read_package(path, full.window.desk.reports.forms))
    assert full.said == f"已保存：{path}（没有存进本机的内容也在里面）"
    assert not is_whole(full.window.desk.reports.load(full.live.session.report_id))
    assert WORDS in full.place("problems").text  # and is stored as soon as it can be
    full.let_write()
    assert full.window.desk.commit_pending_edit()
    assert is_whole(full.window.desk.reports.load(full.live.session.report_id))


def test_that_the_pdf_has_what_could_not_be_stored(
    full: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = note_reports(monkeypatch)
    path = tmp_path / "年报.pdf"
    choose_file(monkeypatch, path)
    full.window.actions_["save_pdf"].trigger()
    full.wait()
    assert is_whole(made[-1])
    assert is_whole(read_report(path, full.window.desk.reports.forms))
    assert "没有存进本机的内容也在里面" in full.said


@pytest.mark.parametrize("action", ["print", "fill_zeros", "finalise", "new", "undo"])
def test_that_every_other_action_waits_until_it_is_stored(
    full: Clerk, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    asked = answer(monkeypatch)
    monkeypatch.setattr("gui.window.new_report_dialog.NewReportDialog.exec", pytest.fail)
    monkeypatch.setattr("gui.pages.print_job.printer_for", pytest.fail)
    full.window.actions_[action].trigger()
    assert asked == []
    assert "没有存上" in full.said
    assert WORDS in full.place("problems").text


def test_that_a_figure_that_is_none_is_put_right_first(
    filled: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_file(monkeypatch, tmp_path / "年报.nianbao")
    filled.stop_writing()
    filled.go_to(FIRST)
    filled.keys("x")
    filled.window.actions_["save_package"].trigger()
    assert not (tmp_path / "年报.nianbao").exists()
    assert filled.said.endswith("改好它，或按 Esc 放弃。")


def test_that_esc_goes_back_to_what_is_stored(full: Clerk) -> None:
    field = full.field("problems")
    full.key(Key.Key_Escape)
    assert field.text == full.live.report.texts["problems"]
    assert WORDS not in field.text
    assert field.commit_pending_edit()


def test_that_esc_leaves_what_is_still_being_written(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "还没写完")
    draft.key(Key.Key_Escape)
    assert field.text == "还没写完"


def test_that_a_text_that_is_too_long_stays_until_it_is_shortened_or_given_up(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.report.edits.LONGEST_TEXT", 10)
    field = draft.field("general")
    draft.write(field, "一二三四五六七八九十")
    assert field.commit_pending_edit()
    draft.write(field, "多出来的")
    assert not field.commit_pending_edit()
    assert draft.said == (
        "这段文字有 14 字，太长，最多 10 字，没有保存；请删短一些。改好它，或按 Esc 放弃。"
    )
    assert field.text == "一二三四五六七八九十多出来的"
    draft.key(Key.Key_Escape)
    assert field.text == "一二三四五六七八九十"
    assert draft.live.report.texts == {"general": "一二三四五六七八九十"}


# ---- closing ----


def reply(monkeypatch: pytest.MonkeyPatch, way: int | None) -> list[str]:
    """Takes one of the ways out on closing; what was asked or told is returned."""
    asked = answer(monkeypatch)

    def choose(_parent: object, sentence: str, *_: object) -> int | None:
        asked.append(sentence)
        return way

    monkeypatch.setattr("gui.window.unsaved.choose", choose)
    return asked


def test_that_closing_offers_to_save_elsewhere_first(
    full: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    choose_file(monkeypatch, path)
    asked = reply(monkeypatch, ELSEWHERE)
    full.window.close()
    assert len(asked) == 1
    assert "另存成数据包" in asked[0]
    assert not full.window.isVisible()
    assert is_whole(read_package(path, full.window.desk.reports.forms))


@pytest.mark.parametrize(("way", "closed"), [(GIVE_UP, True), (None, False)])
def test_that_closing_can_be_gone_through_with_or_called_off(
    full: Clerk, monkeypatch: pytest.MonkeyPatch, way: int | None, closed: bool
) -> None:
    reply(monkeypatch, way)
    full.window.close()
    assert full.window.isVisible() is not closed


@pytest.mark.parametrize("place", ["", "没有这个文件夹/年报.nianbao"])
def test_that_the_window_stays_where_it_was_not_saved(
    full: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    choose_file(monkeypatch, str(tmp_path / place) if place else "")
    asked = reply(monkeypatch, ELSEWHERE)
    full.window.close()
    assert full.window.isVisible()
    assert len(asked) == (2 if place else 1)
    reply(monkeypatch, GIVE_UP)


def test_that_what_is_refused_is_tried_again_with_the_next_word(full: Clerk) -> None:
    field = full.field("problems")
    full.let_write()
    timer: QTimer = field.latest
    assert not timer.isActive()
    full.write(field, "再写。")
    assert timer.isActive()
    field.pause.setInterval(1)
    field.pause.start()
    full.qtbot.waitUntil(lambda: "再写。" in full.live.report.texts["problems"])
