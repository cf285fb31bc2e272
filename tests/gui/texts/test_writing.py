"""Sub-headings, sentences and tidying, from menu and keyboard. All texts are made up."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton
from pytestqt.modeltest import ModelTester

from core.report.edits import fill_zeros, set_cells, set_text
from gui.texts.tidy_dialog import TidyDialog, TidyModel
from tests.gui.hands import Clerk, Key

FLOW = "本年新收政府信息公开申请3件，上年结转0件；办结3件，结转下年度0件。"
UNTIDY = "　　甲,乙。\n\n丙（２）丁。"


def offered(clerk: Clerk) -> list[QAction]:
    """What the menu at the cursor offers, without its title."""
    return [a for a in clerk.window.acts.writing.menu.actions() if not a.isSeparator()]


def choose(clerk: Clerk, words: str) -> None:
    next(action for action in offered(clerk) if words in action.text()).trigger()
    clerk.window.acts.writing.menu.close()


def test_that_a_subheading_is_inserted_and_numbered_on(draft: Clerk) -> None:
    field = draft.field("general")
    draft.window.actions_["subheading"].trigger()
    choose(draft, "主动公开")
    assert field.text == "（一）主动公开\n"
    assert draft.focus is field
    draft.write(field, "全年公开。")
    draft.window.actions_["subheading"].trigger()
    assert not offered(draft)[0].isEnabled()  # it is there
    choose(draft, "依申请公开")
    assert field.text == "（一）主动公开\n全年公开。\n（二）依申请公开\n"
    assert field.textCursor().atEnd()
    draft.window.actions_["undo"].trigger()
    assert field.text == "（一）主动公开\n全年公开。"
    assert "已撤销：插入小标题" in draft.said


def test_that_all_subheadings_that_are_missing_are_inserted_at_once(draft: Clerk) -> None:
    field = draft.field("problems")
    draft.window.actions_["subheading"].trigger()
    choose(draft, "都插入")
    section = draft.tabs.section
    assert field.text.count("\n") == len(section.subheadings) - 1
    assert all(words in field.text for words in section.subheadings)


def test_that_a_sentence_is_drafted_at_the_cursor_as_one_step(draft: Clerk) -> None:
    session = draft.live.session
    cells = {
        "applications.new_received.natural_person": "3",
        "applications.granted.natural_person": "3",
    }
    session.apply(set_cells(session.report, cells))
    session.apply(fill_zeros(session.report))
    field = draft.field("general")
    draft.write(field, "甲。乙。")
    field.select_words(2, 2)
    draft.window.actions_["sentence"].trigger()
    choose(draft, "本年新收")
    assert field.text == f"甲。{FLOW}乙。"
    assert field.position == 2 + len(FLOW)
    assert session.report.texts["general"] == field.text
    draft.window.actions_["undo"].trigger()
    assert field.text == "甲。乙。"
    assert "已撤销：起草一句" in draft.said


def test_that_a_sentence_asked_for_in_the_title_goes_into_the_section(filled: Clerk) -> None:
    title = filled.field("title").text
    filled.window.actions_["sentence"].trigger()
    choose(filled, "行政许可")
    assert filled.place("title").text == title
    assert "本年作出行政许可" in filled.live.report.texts["general"]


def test_that_it_is_said_why_there_is_nothing_to_insert(draft: Clerk) -> None:
    draft.field("general")
    draft.window.actions_["sentence"].trigger()
    assert "请先填表" in draft.said
    draft.tabs.show_section("applications")
    for name in ("sentence", "subheading"):
        draft.window.actions_[name].trigger()
        assert "请先" in draft.said


def test_that_the_tools_of_texts_are_shown_while_a_text_is_in_front(draft: Clerk) -> None:
    def seen() -> set[str]:
        buttons = draft.window.findChildren(QToolButton)
        return {button.text() for button in buttons if button.isVisible()}

    draft.tabs.show_section("problems")
    draft.qtbot.waitUntil(lambda: {"整理段落", "小标题", "起草一句"} <= seen())
    assert "补零" not in seen()
    draft.tabs.show_section("applications")
    draft.qtbot.waitUntil(lambda: "补零" in seen())
    assert {"整理段落", "小标题", "起草一句"}.isdisjoint(seen())


# ---------------------------------------------------------------- 整理段落


Reply = Callable[[TidyDialog], None]


@pytest.fixture
def tidy(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> Callable[[Reply, bool], None]:
    """Runs 整理段落 on an untidy report, answering the dialog."""
    session = draft.live.session
    session.apply(set_text(session.report, "general", UNTIDY))
    session.apply(set_text(session.report, "problems", "戊 己。"))

    def run(reply: Reply, accepted: bool) -> None:
        def answer(dialog: TidyDialog) -> int:
            reply(dialog)
            (dialog.do if accepted else dialog.leave).click()
            return dialog.result()

        monkeypatch.setattr(TidyDialog, "exec", answer)
        draft.window.actions_["tidy"].trigger()

    return run


def set_box(model: TidyModel, row: int, on: bool) -> None:
    state = Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
    assert model.setData(model.index(row, 0), state.value, Qt.ItemDataRole.CheckStateRole)


def test_that_what_differs_is_shown_before_it_is_done(
    draft: Clerk, tidy: Callable[[Reply, bool], None]
) -> None:
    rows: list[list[str]] = []

    def look(dialog: TidyDialog) -> None:
        model = dialog.model
        for row in range(model.rowCount()):
            rows.append([model.index(row, column).data() for column in range(3)])
        assert dialog.do.text() == "整理这 4 处"
        assert "□□甲,乙。" in dialog.before.toPlainText()
        assert dialog.after.toPlainText() == "甲，乙。"

    tidy(look, False)
    assert rows == [
        ["第一部分 第1段", "□□甲,乙。", "甲，乙。"],
        ["第一部分 第2段之前", "↵↵", "（去掉空行）"],
        ["第一部分 第2段", "丙（２）丁。", "丙（2）丁。"],
        ["第五部分 第1段", "戊·己。", "戊己。"],
    ]
    assert draft.live.report.texts["general"] == UNTIDY


def test_that_what_is_taken_off_stays_and_the_rest_is_one_step(
    draft: Clerk, tidy: Callable[[Reply, bool], None]
) -> None:
    tidy(lambda dialog: set_box(dialog.model, 0, on=False), True)
    assert draft.live.report.texts == {"general": "　　甲,乙。\n丙（2）丁。", "problems": "戊己。"}
    assert "整理了 3 处" in draft.said
    draft.window.actions_["undo"].trigger()
    assert draft.live.report.texts == {"general": UNTIDY, "problems": "戊 己。"}
    assert "已撤销：整理段落" in draft.said


def test_that_wide_digits_can_stay(draft: Clerk, tidy: Callable[[Reply, bool], None]) -> None:
    tidy(lambda dialog: dialog.digits.setChecked(False), True)
    assert draft.live.report.texts["general"] == "甲，乙。\n丙（２）丁。"


def test_that_nothing_is_done_with_everything_taken_off(
    draft: Clerk, tidy: Callable[[Reply, bool], None]
) -> None:
    def take_off(dialog: TidyDialog) -> None:
        for row in range(dialog.model.rowCount()):
            set_box(dialog.model, row, on=False)
        assert not dialog.do.isEnabled()
        set_box(dialog.model, 0, on=True)
        assert dialog.do.isEnabled()
        set_box(dialog.model, 0, on=False)

    tidy(take_off, False)
    assert draft.live.report.texts["general"] == UNTIDY


def test_that_a_tidy_report_needs_no_dialog(filled: Clerk) -> None:
    filled.window.actions_["tidy"].trigger()
    assert "不用整理" in filled.said


def test_that_the_list_is_a_sound_model(
    draft: Clerk, qtmodeltester: ModelTester, tidy: Callable[[Reply, bool], None]
) -> None:
    tidy(lambda dialog: qtmodeltester.check(dialog.model), False)


def test_that_a_personal_number_is_deleted_by_one_click_in_the_text(draft: Clerk) -> None:
    session = draft.live.session
    secret = "身份证号11010519491231002X。"  # the example of GB 11643-1999
    session.apply(set_text(session.report, "general", secret))
    field = draft.field("general")
    field.select_words(6, 6)
    tab = draft.tabs.tab
    underlines = tab.underlines["general"]  # type: ignore[index]
    underlines.select(6)
    bubble = underlines.bubble
    assert bubble.replace.text() == "删去号码"
    draft.click_on(bubble.replace)
    assert field.text == "身份证号。"
    draft.key(Key.Key_Escape)
    draft.window.actions_["undo"].trigger()
    assert "已撤销：删去号码" in draft.said
    assert field.text == secret
