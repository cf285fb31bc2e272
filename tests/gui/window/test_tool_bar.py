"""The tool bar in a narrow window and in a wide one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QToolButton

from gui.window.tool_bar import ToolBar
from tests.gui.hands import Clerk

WORDS = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


def buttons(clerk: Clerk) -> dict[str, QToolButton]:
    (bar,) = clerk.window.findChildren(ToolBar)
    found = bar.findChildren(QToolButton)
    return {b.text(): b for b in found if b.defaultAction() and b.isVisible()}


def resize(clerk: Clerk, width: int) -> None:
    clerk.window.resize(width, 697)
    QApplication.processEvents()


def test_that_quiet_buttons_give_up_their_words_where_there_is_no_room(filled: Clerk) -> None:
    for width, with_words in ((1366, True), (840, False), (1366, True)):
        resize(filled, width)
        shown = buttons(filled)
        assert {"撤销", "导入", "预览", "保存PDF", "定稿…"} <= shown.keys()
        for name, button in shown.items():
            loud = name in ("保存PDF", "定稿…")
            words = loud or (with_words and name != "起始页")
            assert (button.toolButtonStyle() == WORDS) is words, name
            assert button.geometry().right() < width


@pytest.mark.parametrize(("name", "look"), [("保存PDF", "edged"), ("定稿…", "filled")])
def test_that_two_buttons_stand_out(filled: Clerk, name: str, look: str) -> None:
    loud = {n: b.objectName() for n, b in buttons(filled).items() if b.objectName()}
    assert loud.pop("起始页") == "icon"
    assert loud[name] == look
    assert len(loud) == 2
