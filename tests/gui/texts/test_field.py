"""Texts: stored as they are written, shown as they are stored."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QAction, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from core.chinese.tidying import pasted
from core.report.edits import set_cells, set_note, set_text
from gui.texts.field import TextField
from tests.gui.hands import SHIFT, Clerk, Key, clipboard, put_on_clipboard

HARD = "甲\u00a0乙\u3000丙\u202f丁"
RARE = "𠮷田🀄𬭊"  # beyond the basic plane: two code units each
# What Qt or the clipboard would change on the way: line ends, and Qt's own marks of structure.
STRUCTURE = "\r\x00\u2028\u2029\ufdd0\ufdd1\ufffc"
writing = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters=STRUCTURE), max_size=60
)


def hurry(field: TextField) -> QTimer:
    """Shortens the pause after which a text is stored."""
    pause = field.pause
    pause.setInterval(1)
    return pause


def text_of(clerk: Clerk, key: str) -> str:
    """What the data file holds now."""
    report = clerk.window.desk.reports.load(clerk.live.session.report_id)
    return report.texts.get(key, "")


def test_that_writing_is_stored_after_a_pause(draft: Clerk) -> None:
    field = draft.field("general")
    hurry(field)
    draft.write(field, "全年报送信息603篇。")
    draft.qtbot.waitUntil(lambda: bool(text_of(draft, "general")), timeout=2000)
    assert text_of(draft, "general") == "全年报送信息603篇。"
    assert field.hasFocus()


def test_that_writing_on_puts_the_pause_off(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "全")
    assert field.pause.isActive()
    assert field.pause.isSingleShot()
    assert 500 <= field.pause.interval() <= 2000
    assert text_of(draft, "general") == ""


def test_that_writing_on_without_a_pause_is_stored_all_the_same(draft: Clerk) -> None:
    field = draft.field("general")
    assert field.latest.interval() <= 1500  # 2 s are promised, and storing takes its time
    field.latest.setInterval(50)
    typed = 0

    def type_on() -> bool:
        nonlocal typed
        draft.write(field, "字")
        typed += 1
        assert field.pause.isActive()
        return len(text_of(draft, "general")) > 3

    draft.qtbot.waitUntil(type_on)
    assert field.text == "字" * typed
    assert field.textCursor().position() == typed


def test_that_storing_leaves_a_word_that_the_input_method_still_holds(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "一年来，")
    draft.qtbot.keyClick(field, Key.Key_Left)
    QApplication.sendEvent(field, QInputMethodEvent("shenqing", []))
    with draft.qtbot.waitSignal(draft.live.changed):
        field.latest.start(1)
    assert text_of(draft, "general") == "一年来，"
    assert field.textCursor().block().layout().preeditAreaText() == "shenqing"
    draft.commit("申请", field)
    assert field.text == "一年来申请，"
    assert field.commit_pending_edit()
    assert text_of(draft, "general") == "一年来申请，"


@pytest.mark.parametrize("way", ["other field", "tab", "panel"])
def test_that_leaving_a_field_stores_it(draft: Clerk, way: str) -> None:
    draft.write(draft.field("general"), "一年来")
    match way:
        case "other field":
            draft.key(Key.Key_Tab)
        case "tab":
            draft.click_on(draft.tabs.tabBar(), draft.tabs.tabBar().tabRect(2).center())
        case "panel":
            draft.go_to_panel()
    assert text_of(draft, "general") == "一年来"


def test_that_an_action_stores_what_was_written_first(draft: Clerk) -> None:
    draft.write(draft.field("general"), "一年来")
    draft.window.actions_["next_finding"].trigger()
    assert text_of(draft, "general") == "一年来"


def test_that_a_field_ignores_the_echo_of_its_own_writing(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "公开信息3篇")
    draft.key(Key.Key_Left)
    spy = QSignalSpy(field.textChanged)
    assert field.commit_pending_edit()
    assert text_of(draft, "general") == "公开信息3篇"
    assert spy.count() == 0
    draft.keys("0")
    assert field.text == "公开信息30篇"
    assert field.textCursor().position() == 6


def test_that_other_edits_leave_what_is_being_written(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "还没写完")
    session = draft.live.session
    session.apply(set_cells(session.report, {"documents.regulations.issued": "1"}))
    session.apply(set_text(session.report, "preface", "前言"))
    assert field.text == "还没写完"
    assert field.pause.isActive()
    assert draft.place("preface").text == "前言"


def test_that_a_change_from_elsewhere_is_shown_with_the_cursor_at_it(
    draft: Clerk,
) -> None:
    field = draft.field("general")
    draft.write(field, "第一段\n第二段")
    field.commit_pending_edit()
    cursor = field.textCursor()
    cursor.setPosition(2)
    field.setTextCursor(cursor)
    draft.live.session.apply(set_text(draft.live.report, "general", "第一段\n改过的第二段"))
    assert field.text == "第一段\n改过的第二段"
    assert field.textCursor().position() == len("第一段\n")
    assert not field.pause.isActive()


def test_that_ctrl_z_and_ctrl_y_take_back_and_make_again_what_was_written(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "第一句。")
    field.commit_pending_edit()
    draft.write(field, "第二句。")
    draft.ctrl("Z")
    assert field.text == text_of(draft, "general") == "第一句。"
    assert draft.said == "已撤销：修改文字"
    draft.ctrl("Z")
    assert field.text == text_of(draft, "general") == ""
    draft.ctrl("Y")
    draft.ctrl("Z", shift=True)
    assert field.text == text_of(draft, "general") == "第一句。第二句。"


def test_that_ctrl_z_in_a_text_takes_back_the_last_edit_wherever_it_was(draft: Clerk) -> None:
    cell = "documents.regulations.issued"
    draft.write(draft.field("general"), "一年来")
    draft.fill(cell, "5")
    draft.field("general")
    draft.ctrl("Z")
    assert draft.stored == {}
    assert text_of(draft, "general") == "一年来"


@pytest.mark.parametrize(
    "text", [HARD, RARE, "一\n\n二\n", "\t表\t格", "  前后  ", "a\u200bb\ufeff"]
)
def test_that_what_is_written_is_stored_and_shown_again_exactly(draft: Clerk, text: str) -> None:
    field = draft.field("general")
    draft.write(field, text)
    assert field.commit_pending_edit()
    assert text_of(draft, "general") == text
    draft.window.desk.open_report(draft.live.session.report_id)
    assert draft.field("general").text == text


def test_that_any_text_comes_back_through_the_store_and_the_field(draft: Clerk) -> None:
    field = draft.field("general")

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(writing, writing)
    def round_trip(stored: str, copied: str) -> None:
        draft.live.session.apply(set_text(draft.live.report, "general", stored))
        assert field.text == stored
        field.moveCursor(QTextCursor.MoveOperation.End)
        source = QMimeData()
        source.setText(copied)
        field.insertFromMimeData(source)
        assert field.commit_pending_edit()
        words = pasted(copied).removesuffix("\n")
        assert field.text == text_of(draft, "general") == stored + words

    round_trip()


def test_that_looking_at_a_text_that_qt_shows_otherwise_changes_nothing(draft: Clerk) -> None:
    odd = "甲\u2028乙\x00丙\ufffc\ufdd0丁"
    draft.live.session.apply(set_text(draft.live.report, "general", odd))
    field = draft.field("general")
    draft.key(Key.Key_Tab)
    assert field.commit_pending_edit()
    assert text_of(draft, "general") == odd
    assert draft.live.session.can_undo
    draft.ctrl("Z")
    assert field.text == ""


def test_that_pasting_takes_the_words_and_leaves_the_colours(draft: Clerk) -> None:
    source = QMimeData()
    source.setHtml("<b style='color:red'>红字</b>")
    source.setText("红字\r\n下一段")
    field = draft.field("general")
    field.insertFromMimeData(source)
    assert field.text == "红字\n下一段"
    assert not field.textCursor().charFormat().font().bold()


def test_that_the_title_stays_on_one_line(draft: Clerk) -> None:
    title = draft.field("title")
    draft.write(title, "示例街道")
    draft.key(Key.Key_Return)
    assert title.text == "示例街道"
    assert draft.focus is draft.place("preface")
    put_on_clipboard("政府信息公开\r\n工作\u2028年度报告\n")
    title.setFocus()
    title.moveCursor(QTextCursor.MoveOperation.End)
    draft.ctrl("V")
    assert title.text == "示例街道政府信息公开 工作 年度报告"
    title.commit_pending_edit()
    assert text_of(draft, "title") == title.text


def test_that_copying_from_a_text_takes_the_selection(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "一年来")
    draft.ctrl("A")
    draft.ctrl("C")
    assert clipboard() == "一年来"


def test_that_a_note_below_a_table_is_stored_without_the_space_around_it(draft: Clerk) -> None:
    note = draft.note("disclosure")
    draft.write(note, " 注：按办件数填写。\n")
    assert note.commit_pending_edit()
    assert draft.live.report.notes == {"disclosure": "注：按办件数填写。"}
    with draft.qtbot.assertNotEmitted(draft.live.changed, wait=0):
        assert note.commit_pending_edit()
    draft.live.session.apply(set_note(draft.live.report, "disclosure", ""))
    assert note.text == ""


def test_that_tab_goes_to_the_next_field_and_a_field_grows_with_its_text(draft: Clerk) -> None:
    field = draft.field("preface")
    one_line = field.sizeHint().height()
    draft.write(field, "一\n二\n三\n四")
    assert field.sizeHint().height() > one_line + 2 * field.fontMetrics().height()
    draft.key(Key.Key_Tab)
    assert draft.focus is draft.place("general")


def test_that_writing_that_cannot_be_stored_stays_and_is_stored_later(draft: Clerk) -> None:
    field = draft.field("general")
    draft.stop_writing()
    draft.write(field, "磁盘满了")
    assert not field.commit_pending_edit()
    assert "没有存上：数据文件夹写不进去" in draft.said
    draft.key(Key.Key_Tab)
    assert field.text == "磁盘满了"
    assert not draft.window.desk.commit_pending_edit()
    assert draft.tabs.tab is draft.tabs.tabs["general"]
    draft.let_write()
    assert draft.window.desk.commit_pending_edit()
    assert text_of(draft, "general") == "磁盘满了"
    assert "没有存上" not in draft.said


def undo_and_redo(field: TextField) -> tuple[QAction, QAction]:
    """The first two acts of the field's context menu."""
    undo, redo, *rest = field.context_menu().actions()
    assert (undo.text(), redo.text()) == ("撤销", "重做")
    assert not any("撤" in action.text() or "重做" in action.text() for action in rest)
    return undo, redo


def test_that_the_context_menu_undoes_and_redoes_through_the_report(draft: Clerk) -> None:
    field = draft.field("general")
    undo, redo = undo_and_redo(field)
    assert not undo.isEnabled()
    assert not redo.isEnabled()
    draft.write(field, "一年来")  # not stored yet
    undo, redo = undo_and_redo(field)
    assert undo.isEnabled()
    undo.trigger()
    assert field.text == text_of(draft, "general") == ""
    assert "已撤销：修改文字" in draft.said
    undo, redo = undo_and_redo(field)
    assert redo.isEnabled()
    redo.trigger()
    assert field.text == "一年来"
    assert "已重做：修改文字" in draft.said


def test_that_tables_and_texts_are_undone_in_one_order(draft: Clerk) -> None:
    cell = "applications.new_received.natural_person"
    draft.write(draft.field("general"), "一年来")
    draft.fill(cell, "3")
    draft.write(draft.note("applications"), "含上年")
    said = []
    for _ in range(3):
        draft.window.actions_["undo"].trigger()
        said.append(draft.said)
    assert [words.partition("：")[2] for words in said] == ["填写表注", "填写", "修改文字"]
    assert all(words.startswith("已撤销：") for words in said)
    report = draft.live.report
    assert (dict(report.texts), dict(report.notes), dict(report.cells)) == ({}, {}, {})


def test_that_a_report_that_is_final_has_nothing_to_undo_in_its_menu(draft: Clerk) -> None:
    field = draft.field("general")
    field.setReadOnly(True)
    words = [action.text() for action in field.context_menu().actions()]
    assert not any("撤销" in word for word in words)


def test_that_what_was_just_typed_is_undone_by_ctrl_z(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "一年来")
    draft.ctrl("Z")
    assert field.text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（二）依申请公开。", "（二）依申请公开。\n（三）"),
        ("1.加强学习", "1.加强学习\n2."),
        ("没有编号。", "没有编号。\n"),
    ],
)
def test_that_enter_numbers_on_at_the_end_of_a_numbered_paragraph(
    draft: Clerk, text: str, expected: str
) -> None:
    field = draft.field("general")
    draft.commit(text, field)
    draft.key(Key.Key_Return)
    assert field.text == expected
    assert field.textCursor().atEnd()


def test_that_enter_on_a_number_alone_ends_the_numbering(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "（一）甲。全年。")
    draft.key(Key.Key_Return)
    draft.key(Key.Key_Return)
    assert field.text == "（一）甲。全年。\n"
    draft.key(Key.Key_Return)
    assert field.text == "（一）甲。全年。\n\n"
    assert field.textCursor().blockFormat().textIndent() > 0


def test_that_enter_elsewhere_begins_a_plain_paragraph(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "（一）甲乙")
    draft.key(Key.Key_Left)
    draft.key(Key.Key_Return)
    assert field.text == "（一）甲\n乙"
    draft.key(Key.Key_End)
    field.select_words(4, 4)
    draft.key(Key.Key_Return, SHIFT)
    assert field.text == "（一）甲\n\n乙"


def test_that_a_number_that_follows_already_is_not_given_twice(draft: Clerk) -> None:
    field = draft.field("general")
    field.insertPlainText("（一）甲\n（二）乙")
    field.select_words(4, 4)
    draft.key(Key.Key_Return)
    assert field.text == "（一）甲\n\n（二）乙"


def test_that_what_word_and_tables_give_is_pasted_as_plain_paragraphs(draft: Clerk) -> None:
    field = draft.field("general")
    put_on_clipboard("　　甲。\r\n\r\n　　乙\v丙\r\n自然人\t企业\r\n")
    draft.ctrl("V")
    assert field.text == "甲。\n乙\n丙\n自然人 企业"
    field.select_words(0, 0)
    put_on_clipboard("丁。\r\n")
    draft.ctrl("V")
    assert field.text == "丁。\n甲。\n乙\n丙\n自然人 企业"


def test_that_text_follows_a_subheading_that_has_the_paragraph_to_itself(draft: Clerk) -> None:
    field = draft.field("general")
    draft.write(field, "（一）主动公开")
    draft.key(Key.Key_Return)
    assert field.text == "（一）主动公开\n"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("（二）乙。", "（二）乙。"),
        ("1.乙", "1.乙"),
        ("乙。", "（二）乙。"),
        ("12件。", "（二）12件。"),
    ],
)
def test_that_a_number_that_the_clerk_types_takes_the_place_of_the_one_given(
    draft: Clerk, typed: str, expected: str
) -> None:
    field = draft.field("general")
    draft.write(field, "（一）甲。全年。")
    draft.key(Key.Key_Return)
    if typed[0].isascii():
        draft.keys(typed)
    else:
        draft.commit(typed, field)
    assert field.text == f"（一）甲。全年。\n{expected}"
