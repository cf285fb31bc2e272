"""Where a window stands and how large it is."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.shared.window_place import TITLE_BAR, resize_within_screen


def test_that_a_window_has_its_size_and_never_more_than_its_screen(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    resize_within_screen(window, QSize(320, 240))
    assert window.size() == QSize(320, 240)
    resize_within_screen(window, QSize(9000, 9000))
    room = window.screen().availableGeometry().size()
    assert window.size() == room - QSize(0, TITLE_BAR)
