"""The tabs that are written out."""

from itertools import chain

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from core.typefaces import FAMILIES
from gui.texts.field import TextField
from gui.texts.tab import TextTab
from tests.gui.hands import AGENCY, SHIFT, Clerk, Key


def tab_of(clerk: Clerk, section: str) -> TextTab:
    tab = clerk.tabs.tabs[section]
    assert isinstance(tab, TextTab)
    return tab


def test_that_each_text_has_its_tab_in_printed_order(draft: Clerk) -> None:
    fields = [[*tab.fields] for tab in draft.tabs.tabs.values() if isinstance(tab, TextTab)]
    assert fields == [["title", "preface", "general"], ["problems"], ["other_matters", "signature"]]
    assert tuple(chain.from_iterable(fields)) == draft.live.report.form.text_ids


def test_that_a_screen_reader_and_a_blank_field_say_what_goes_there(draft: Clerk) -> None:
    assert [draft.place(key).accessibleName() for key in draft.live.report.form.text_ids] == [
        "标题（留空时按单位和年度自动写成）",
        "前言（可不填）",
        "一、总体情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
        "落款（可不填）",
    ]
    for section in draft.live.report.form.sections:
        if section.text:
            assert draft.place(section.id).placeholderText() == section.hint
    title = draft.place("title").placeholderText()
    assert title == f"{AGENCY.name}2024年政府信息公开工作年度报告"


def test_that_headings_stand_above_their_texts_as_printed(draft: Clerk) -> None:
    for section in draft.live.report.form.sections:
        if section.text:
            labels = [label.text() for label in tab_of(draft, section.id).findChildren(QLabel)]
            assert section.heading in labels


def test_that_a_line_is_set_as_on_the_page(draft: Clerk) -> None:
    field = draft.field("general")
    inside = field.viewport().width() - 2 * field.document().documentMargin()
    assert 28 <= inside / QFontMetrics(field.font()).horizontalAdvance("国") < 29
    assert QFontInfo(field.font()).family() in ("FandolFang", *FAMILIES["body"])
    assert field.font().pointSizeF() == 16


def is_in_sight(field: TextField, tab: TextTab) -> bool:
    cursor = field.cursorRect()
    view = tab.viewport()
    corners = (cursor.topLeft(), cursor.bottomRight())
    return all(view.rect().contains(field.viewport().mapTo(view, c)) for c in corners)


def test_that_the_line_being_written_stays_in_sight(draft: Clerk) -> None:
    field, tab = draft.field("general"), tab_of(draft, "general")
    draft.write(field, "\n".join(f"第{i}段" for i in range(40)))
    draft.qtbot.waitUntil(lambda: tab.verticalScrollBar().maximum() > 0)
    draft.qtbot.waitUntil(lambda: is_in_sight(field, tab), timeout=1000)
    assert tab.verticalScrollBar().value() > 0
    draft.key(Key.Key_Backtab, SHIFT)
    draft.key(Key.Key_Backtab, SHIFT)
    assert draft.place("title").hasFocus()
    assert is_in_sight(draft.place("title"), tab)


def test_that_enter_begins_paragraphs_with_the_same_indent_even_empty_ones(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "一\n\n\n二")
    assert field.text == "一\n\n\n二"
    block = field.document().begin()
    formats = set()
    while block.isValid():
        formats.add((block.blockFormat().textIndent(), block.blockFormat().lineHeight()))
        block = block.next()
    assert len(formats) == 1
    assert formats.pop()[0] > 0


def test_that_opening_a_report_shows_no_window_but_its_own(clerk: Clerk) -> None:
    """A widget that is shown before it has a parent flashes up as a window."""
    shown: list[str] = []

    class Watcher(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            shows = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if shows and watched.isWindow():  # type: ignore[attr-defined]
                shown.append(type(watched).__name__)
            return False

    watcher = Watcher()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watcher)
    clerk.start_report(AGENCY, 2024)
    application.removeEventFilter(watcher)
    assert clerk.place("general").isVisible()
    assert shown == []


def test_that_the_keyboard_goes_through_a_tab_in_order(draft: Clerk) -> None:
    draft.field("title")
    for key in ("preface", "general"):
        draft.key(Key.Key_Tab)
        assert draft.focus is draft.place(key)


def test_that_the_zoom_keeps_the_lines_and_the_text(filled: Clerk) -> None:
    field = filled.field("general")
    field.commit_pending_edit()
    text, edits = field.text, filled.live.session.can_redo
    QApplication.processEvents()
    width, size = field.width(), field.font().pointSizeF()
    filled.window.desk.theme.set_zoom(80)
    QApplication.processEvents()
    assert field.font().pointSizeF() == pytest.approx(size * 0.8)
    assert field.width() < width
    assert field.text == text
    assert field.is_stored
    assert filled.live.session.can_redo == edits
    filled.window.desk.theme.set_zoom(100)
    QApplication.processEvents()
    assert field.width() == width


def test_that_a_report_opens_in_the_zoom_in_force(draft: Clerk) -> None:
    size = draft.place("general").font().pointSizeF()
    draft.window.desk.theme.set_zoom(150)
    draft.start_report(AGENCY, 2023)
    assert draft.place("general").font().pointSizeF() == size * 1.5


def test_that_the_field_with_the_keyboard_has_another_edge(draft: Clerk) -> None:
    def edge(key: str) -> str:
        field = draft.place(key)
        return field.grab().toImage().pixelColor(field.width() // 2, 0).name()

    draft.field("general")
    assert edge("general") != edge("preface")
    draft.field("preface")
    assert edge("general") != edge("preface")
