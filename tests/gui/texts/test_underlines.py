"""Figures in the texts: underlined, explained, and two clicks from table or correction."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from core.report.edits import set_cells, set_note, set_text
from gui.tables.tab import TableTab
from gui.texts.marks import TextMark
from gui.texts.tab import TextTab
from gui.texts.underlines import TextUnderlines
from tests.gui.hands import Clerk, Key

TOTAL = "applications.new_received.total"
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline
DOTS = QTextCharFormat.UnderlineStyle.DotLine


@pytest.fixture
def writer(draft: Clerk) -> Clerk:
    """Hands on a text with a right figure, behind a rare character, and a wrong one."""
    session = draft.live.session
    session.apply(set_cells(session.report, {TOTAL: "3", "applications.carried_in.total": "1"}))
    text = "𬭎街道全年新收政府信息公开申请3件，上年结转政府信息公开申请2件。"
    session.apply(set_text(session.report, "general", text))
    return draft


def underlines_of(clerk: Clerk, key: str = "general") -> TextUnderlines:
    tab = clerk.tabs.tab
    if isinstance(tab, TableTab):
        return tab.underlines
    assert isinstance(tab, TextTab)
    return tab.underlines[key]


def underlined(clerk: Clerk) -> list[tuple[str, QTextCharFormat.UnderlineStyle]]:
    """The words that the general text shows underlined, and how, in order."""
    tab = clerk.tabs.tab
    assert isinstance(tab, TextTab)
    selections: list[Any] = tab.fields["general"].extraSelections()
    selections.sort(key=lambda s: s.cursor.selectionStart())
    return [(s.cursor.selectedText(), s.format.underlineStyle()) for s in selections]


def click(clerk: Clerk, field: QTextEdit, words: str) -> None:
    cursor = field.document().find(words)
    middle = QTextCursor(field.document())
    middle.setPosition(cursor.selectionStart() + 1)
    place: QPoint = field.cursorRect(middle).center()
    clerk.qtbot.mouseClick(field.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_that_a_number_is_known_from_one_that_may_be_the_tables_and_one_that_is_not_read(
    draft: Clerk,
) -> None:
    session = draft.live.session
    session.apply(set_cells(session.report, {"applications.new_received.other": "4"}))
    text = "召开会议12次。收到政府信息公开申请8件，其中自然人5件，其他3件。"
    session.apply(set_text(session.report, "general", text))

    marks = {text[m.span.start : m.span.end]: m for m in underlines_of(draft).marks}

    assert marks["12次"].read is False
    assert marks["12次"].words == "这个数没有与表格核对。"
    assert marks["3件"].read is None
    assert marks["3件"].severity is None
    assert "是4；没有把握" in marks["3件"].words
    assert marks["8件"].read is True


def test_that_right_and_wrong_figures_are_underlined_differently(writer: Clerk) -> None:
    assert underlined(writer) == [("3件", DOTS), ("2件", WAVE)]


def test_that_a_click_says_what_the_table_has_and_leads_there(writer: Clerk) -> None:
    tab = writer.tabs.tab
    assert isinstance(tab, TextTab)
    click(writer, tab.fields["general"], "3件")
    bubble = underlines_of(writer).bubble

    assert bubble.isVisible()
    assert "一、本年新收·总计，3" in bubble.words.text()
    assert not bubble.replace.isVisible()
    writer.click_on(bubble.to_cell)
    assert isinstance(writer.tabs.tab, TableTab)
    assert writer.current == TOTAL


def test_that_a_wrong_figure_is_replaced_by_one_more_click(writer: Clerk) -> None:
    tab = writer.tabs.tab
    assert isinstance(tab, TextTab)
    click(writer, tab.fields["general"], "2件")
    bubble = underlines_of(writer).bubble
    assert bubble.replace.text() == "改为“1件”"
    writer.click_on(bubble.replace)

    assert writer.live.report.texts["general"].endswith("上年结转政府信息公开申请1件。")
    assert underlined(writer) == [("3件", DOTS), ("1件", DOTS)]
    assert not bubble.isVisible()
    writer.ctrl("Z")
    assert underlined(writer) == [("3件", DOTS), ("2件", WAVE)]


def test_that_the_underlines_follow_the_table(writer: Clerk) -> None:
    session = writer.live.session
    session.apply(set_cells(session.report, {TOTAL: "4"}))

    assert underlined(writer) == [("3件", WAVE), ("2件", WAVE)]


def test_that_underlines_move_with_what_is_typed_before_them_and_a_late_click_does_no_harm(
    writer: Clerk,
) -> None:
    tab = writer.tabs.tab
    assert isinstance(tab, TextTab)
    field = tab.fields["general"]
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.Start)
    writer.keys("abc")
    assert underlined(writer) == [("3件", DOTS), ("2件", WAVE)]
    click(writer, field, "2件")
    assert underlines_of(writer).bubble.isVisible()
    writer.click_on(underlines_of(writer).bubble.replace)

    assert writer.live.report.texts["general"].startswith("abc𬭎街道")
    assert "政府信息公开申请2件" in writer.live.report.texts["general"]


def test_that_a_finding_leads_to_its_words(writer: Clerk) -> None:
    panel = writer.window.workspace.panel
    assert panel is not None
    writer.tabs.show_section("problems")
    row = next(i for i, x in enumerate(panel.model.lines) if x.finding and x.finding.spans)
    writer.click_on(panel.list.viewport(), panel.list.visualRect(panel.model.index(row)).center())
    tab = writer.tabs.tab

    assert isinstance(tab, TextTab)
    field = tab.fields["general"]
    assert writer.focus is field
    assert field.toPlainText()[field.textCursor().position() - 1 :].startswith("2件") or (
        field.document().find("2件").selectionStart() == field.textCursor().position()
    )
    assert underlines_of(writer).bubble.isVisible()


def test_that_typing_hides_the_box(writer: Clerk) -> None:
    tab = writer.tabs.tab
    assert isinstance(tab, TextTab)
    click(writer, tab.fields["general"], "3件")
    writer.key(Key.Key_Right)
    writer.keys("1")

    assert not underlines_of(writer).bubble.isVisible()


def test_that_a_note_below_a_table_has_its_figures_underlined_too(draft: Clerk) -> None:
    session = draft.live.session
    session.apply(set_cells(session.report, {TOTAL: "3", "applications.carried_in.total": "0"}))
    note = "注：全年新收政府信息公开申请5件。"
    session.apply(set_note(session.report, "applications", note))
    draft.tabs.show_section("applications")

    assert [mark.severity for mark in underlines_of(draft).marks] == ["warning"]


def test_that_a_wrong_figure_that_was_explained_is_not_called_right(writer: Clerk) -> None:
    session = writer.live.session
    finding = next(f for f in session.checked.findings if f.spans and f.severity == "warning")
    session.explain(finding, "口径不同。")
    (mark,) = (mark for mark in underlines_of(writer).marks if mark.span == finding.spans[0])

    assert mark.severity is None
    assert mark.words.startswith("表里是：二、上年结转·总计，1")


def test_that_the_box_is_as_high_as_what_it_says_now(writer: Clerk) -> None:
    """Made-up words: first many lines, then one."""
    underlines = underlines_of(writer)
    bubble, line = underlines.bubble, QRect(0, 0, 1, 20)
    span = underlines.marks[0].span
    bubble.show_mark(TextMark(span, "短"), line)
    low = bubble.height()
    bubble.show_mark(TextMark(span, "长" * 200), line)
    high = bubble.height()
    assert high > 3 * low
    assert bubble.words.height() >= bubble.words.heightForWidth(bubble.words.width())
    bubble.show_mark(None, line)
    bubble.show_mark(TextMark(span, "短"), line)
    assert bubble.height() == low


def test_that_what_is_said_of_the_last_line_in_sight_stands_above_it(writer: Clerk) -> None:
    underlines = underlines_of(writer)
    bubble = underlines.bubble
    room = bubble.desk.visibleRegion().boundingRect()
    mark = TextMark(underlines.marks[0].span, "短")
    low = QRect(10, room.bottom() - 24, 1, 20)
    bubble.show_mark(mark, low)
    assert bubble.geometry().bottom() < low.top()
    high = QRect(10, room.top(), 1, 20)
    bubble.show_mark(mark, high)
    assert bubble.geometry().top() > high.bottom()
