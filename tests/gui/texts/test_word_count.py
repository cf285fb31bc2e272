"""The count at the foot of the window."""

import pytest
from PySide6.QtWidgets import QDialog, QInputDialog

from gui.shared.settings import Settings
from gui.texts.word_count import WordCount
from tests.gui.hands import Clerk


def count_of(clerk: Clerk) -> WordCount:
    return clerk.window.acts.word_count


def set_limit(monkeypatch: pytest.MonkeyPatch, clerk: Clerk, limit: int | None) -> None:
    codes = QDialog.DialogCode

    def reply(dialog: QInputDialog) -> int:
        dialog.setIntValue(limit or 0)
        return codes.Rejected if limit is None else codes.Accepted

    monkeypatch.setattr(QInputDialog, "exec", reply)
    clerk.click_on(count_of(clerk))


def test_that_the_words_of_the_text_in_front_are_counted_as_they_are_stored(draft: Clerk) -> None:
    count = count_of(draft)
    field = draft.field("general")
    assert count.isVisible()
    assert count.text() == "0 字"
    draft.write(field, "全年收到申请12件。")
    field.commit_pending_edit()
    assert count.text() == "9 字"
    assert "字符数（不计空格）10" in count.toolTip()
    draft.tabs.show_section("problems")
    assert count.text() == "0 字"


def test_that_tables_have_no_count(draft: Clerk) -> None:
    draft.tabs.show_section("applications")
    assert not count_of(draft).isVisible()
    draft.window.actions_["limit"].trigger()
    assert "先到要写的那一部分" in draft.said


def test_that_a_limit_is_kept_and_warned_of_once_it_is_past(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = count_of(draft)
    field = draft.field("general")
    draft.write(field, "全年收到申请12件。")
    field.commit_pending_edit()
    set_limit(monkeypatch, draft, 9)
    assert count.text() == "9 字　限 9"
    assert count.styleSheet() == ""
    draft.write(field, "完")
    field.commit_pending_edit()
    assert count.text() == "10 字　限 9　超 1 字"
    assert draft.window.desk.theme.shades.state["warning"].name() in count.styleSheet()
    assert not count.icon().isNull()
    set_limit(monkeypatch, draft, None)
    assert Settings.of(draft.window.desk.data).limits == {"general": 9}
    draft.tabs.show_section("problems")
    assert count.text() == "0 字"
    draft.tabs.show_section("general")
    set_limit(monkeypatch, draft, 0)
    assert Settings.of(draft.window.desk.data).limits == {}
    assert count.text() == "10 字"
