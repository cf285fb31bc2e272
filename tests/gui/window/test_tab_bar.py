import pytest
from PySide6.QtGui import QFontMetrics, QImage
from pytestqt.qtbot import QtBot

from core.resources import Resources
from gui.shared.theme import BADGE_SIZE, BODY, UNIT, Theme, lettering
from gui.window.badges import Badge
from gui.window.tab_bar import EDGE, TabBar

NAME = "三 收到和处理申请"


@pytest.fixture
def bar(qtbot: QtBot, resources: Resources) -> TabBar:
    made = TabBar([NAME], Theme(resources))
    qtbot.addWidget(made)
    return made


def shown(bar: TabBar, width: int, words: str) -> QImage:
    bar.resize(width, 40)
    bar.show_badge(0, Badge("begun", words), "")
    return bar.grab().toImage()


def test_that_a_name_is_whole_before_its_state_is_said_in_words(bar: TabBar) -> None:
    name = QFontMetrics(lettering(BODY, bold=True)).horizontalAdvance(NAME)
    enough = EDGE + name + UNIT + BADGE_SIZE + 2 * UNIT + 2
    assert shown(bar, enough, "168 格未填") == shown(bar, enough, "")
    assert shown(bar, 2 * enough, "168 格未填") != shown(bar, 2 * enough, "")
