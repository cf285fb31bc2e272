"""The find bar: real keys over all tabs of the sample report. All words are made up."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QTextFormat
from PySide6.QtWidgets import QWidget

from core.report.edits import set_note, set_text
from gui.tables.tab import TableTab
from gui.window.find_bar import HEIGHT, FindBar
from tests.gui.hands import SHIFT, Clerk, Key

DAY = date(2025, 1, 20)
BACKGROUND = QTextFormat.Property.BackgroundBrush
CELL = "documents.normative_documents.issued"


@pytest.fixture
def writer(draft: Clerk) -> Clerk:
    """Hands on a report with 甲乙 in six places of five parts."""
    session = draft.live.session
    for key, text in (
        ("title", "甲乙年报"),
        ("general", "𬭎街道甲乙丙，甲乙。"),
        ("problems", "有（１）项。"),
        ("signature", "甲乙办"),
    ):
        session.apply(set_text(session.report, key, text))
    session.apply(set_note(session.report, "applications", "甲乙口径"))
    session.apply(set_note(session.report, CELL, "（甲乙1件）"))
    return draft


def bar_of(clerk: Clerk) -> FindBar:
    bar = clerk.window.workspace.find_bar
    assert bar is not None
    return bar


def look_for(clerk: Clerk, words: str) -> FindBar:
    clerk.ctrl("F")
    bar = bar_of(clerk)
    assert bar.words.hasFocus()
    clerk.keys(words)
    return bar


def test_that_find_goes_over_all_tabs_and_counts(writer: Clerk) -> None:
    writer.field("title")
    bar = look_for(writer, "甲乙")
    assert bar.count.text() == "共6处"
    seen = []
    for number in range(1, 8):
        writer.key(Key.Key_F3)
        assert bar.count.text() == f"第{(number - 1) % 6 + 1}处，共6处"
        assert bar.isVisible()
        assert bar.words.hasFocus()
        seen.append(writer.tabs.section.id)
    assert seen == [
        *("general",) * 3, "disclosure", "applications", "other_matters", "general",
    ]  # fmt: skip
    writer.key(Key.Key_F3, SHIFT)
    assert writer.tabs.section.id == "other_matters"


def test_that_a_hit_is_selected_and_has_the_keyboard_once_the_bar_is_left(writer: Clerk) -> None:
    look_for(writer, "甲乙。")
    writer.key(Key.Key_Return)
    field = writer.place("general")
    assert field.textCursor().selectedText() == "甲乙。"
    writer.key(Key.Key_Escape)
    assert not bar_of(writer).isVisible()
    assert writer.focus is field


def test_that_a_note_behind_a_figure_is_found_in_its_cell(writer: Clerk) -> None:
    look_for(writer, "乙1件")
    writer.key(Key.Key_Return)
    assert isinstance(writer.tabs.tab, TableTab)
    assert writer.current == CELL


def test_that_what_is_selected_is_looked_for(writer: Clerk) -> None:
    field = writer.field("general")
    field.select_words(3, 5)
    writer.ctrl("F")
    assert bar_of(writer).words.text() == "甲乙"


def test_that_finding_begins_at_the_cursor(writer: Clerk) -> None:
    field = writer.field("general")
    field.select_words(5, 5)
    look_for(writer, "甲乙")
    writer.key(Key.Key_Return)
    assert bar_of(writer).count.text() == "第3处，共6处"


def test_that_widths_are_folded_only_where_that_is_chosen(writer: Clerk) -> None:
    bar = look_for(writer, "(1)")
    assert bar.count.text() == "没有找到"
    assert not bar.down.isEnabled()
    writer.click_on(bar.any_width)
    bar.any_width.setChecked(True)
    assert bar.count.text() == "共1处"


def test_that_hits_are_replaced_one_by_one_from_the_keyboard(writer: Clerk) -> None:
    writer.field("title")
    look_for(writer, "甲乙")
    writer.ctrl("H")
    bar = bar_of(writer)
    assert bar.other.hasFocus()
    writer.keys("丁")
    writer.key(Key.Key_Return)  # goes to the first
    assert bar.count.text() == "第1处，共6处"
    writer.key(Key.Key_Return)
    assert writer.live.report.texts["title"] == "丁年报"
    assert bar.count.text() == "第1处，共5处"
    assert bar.other.hasFocus()
    assert writer.live.session.undo() == "替换"


def test_that_all_are_replaced_as_one_step_of_undo_and_counted(writer: Clerk) -> None:
    before = (dict(writer.live.report.texts), dict(writer.live.report.notes))
    bar = look_for(writer, "甲乙")
    bar.other.setFocus()
    writer.keys("丁")
    writer.click_on(bar.all)
    assert "替换了 6 处" in writer.said
    assert bar.count.text() == "没有找到"
    assert writer.place("general").text == "𬭎街道丁丙，丁。"
    assert writer.live.report.notes[CELL] == "（丁1件）"
    writer.window.actions_["undo"].trigger()
    assert "已撤销：全部替换" in writer.said
    assert (dict(writer.live.report.texts), dict(writer.live.report.notes)) == before


def test_that_what_was_just_typed_is_found(writer: Clerk) -> None:
    writer.write(writer.field("other_matters"), "戊己")
    assert look_for(writer, "戊己").count.text() == "共1处"


def test_that_nothing_is_replaced_in_a_final_report(filled: Clerk) -> None:
    text = filled.live.report.texts["general"]
    bar = look_for(filled, text[:2])
    filled.window.desk.attempt(lambda: filled.window.desk.live.session.finalise(DAY))  # type: ignore[union-attr]
    assert filled.live.report.is_final
    assert bar.down.isEnabled()
    assert not any(part.isEnabled() for part in (bar.other, bar.one, bar.all))
    assert not filled.window.actions_["replace"].isEnabled()
    filled.key(Key.Key_F3)
    assert bar.count.text().startswith("第")
    assert filled.live.report.texts["general"] == text


def test_that_another_report_has_a_bar_of_its_own(writer: Clerk) -> None:
    former = look_for(writer, "甲乙")
    writer.start_report(writer.live.report.agency, 2023)
    assert bar_of(writer) is not former
    writer.key(Key.Key_F3)
    assert bar_of(writer).isVisible()


@pytest.mark.parametrize(
    ("width", "key", "rows"), [(1366, "F", 1), (1366, "H", 1), (800, "F", 1), (800, "H", 2)]
)
def test_that_replacing_takes_a_second_row_where_there_is_no_room(
    writer: Clerk, width: int, key: str, rows: int
) -> None:
    writer.window.resize(width, 600)
    look_for(writer, "甲乙")
    writer.ctrl(key)
    bar = bar_of(writer)
    writer.qtbot.waitUntil(lambda: bar.height() == rows * HEIGHT)
    writer.qtbot.waitUntil(lambda: cut_off(bar) == [])
    assert bar.one.isVisible() == (key == "H" or width == 1366)


def cut_off(bar: FindBar) -> list[QWidget]:
    """The visible parts that are not wholly in the bar."""
    seen = [part for part in bar.findChildren(QWidget) if part.isVisible()]
    places = [part.rect().translated(part.mapTo(bar, QPoint())) for part in seen]
    return [
        part for part, place in zip(seen, places, strict=True) if not bar.rect().contains(place)
    ]


def highlighted(clerk: Clerk, key: str) -> list[str]:
    """The words of a text that stand on a ground of their own."""
    field = clerk.place(key)
    selections: list[Any] = field.extraSelections()
    marks = [each for each in selections if each.format.hasProperty(BACKGROUND)]
    return [each.cursor.selectedText() for each in marks]


def test_that_every_hit_is_shown_while_the_bar_is_open(writer: Clerk) -> None:
    bar = look_for(writer, "甲乙")
    assert highlighted(writer, "general") == ["甲乙", "甲乙"]
    assert highlighted(writer, "title") == ["甲乙"]
    writer.live.session.apply(set_text(writer.live.report, "general", "𬭎甲乙。"))
    assert highlighted(writer, "general") == ["甲乙"]
    bar.leave()
    assert highlighted(writer, "general") == highlighted(writer, "title") == []
