"""A window that is open when the system turns dark."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel

from gui.shared.theme import DARK
from tests.gui.hands import Clerk


def test_that_an_open_window_takes_the_colours_of_a_system_that_turns_dark(filled: Clerk) -> None:
    def ink(button: str) -> float:
        icon = filled.window.actions_[button].icon().pixmap(32, 32).toImage()
        every = (icon.pixelColor(x, y) for x in range(32) for y in range(32))
        return max((colour.lightnessF() for colour in every if colour.alpha() > 200), default=0.0)

    filled.go_to("applications.granted.other")
    hints, before = QGuiApplication.styleHints(), QGuiApplication.palette()
    light = ink("find")
    try:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
        filled.qtbot.waitUntil(lambda: ink("find") > light + 0.3)
        filled.wait_for_texts()
        title = filled.tabs.tab.findChild(QLabel)
        assert title is not None
        assert title.palette().color(QPalette.ColorRole.WindowText) == DARK.ink
        assert filled.current == "applications.granted.other"
        assert filled.said.startswith("三 ›")
    finally:
        hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
        QGuiApplication.setPalette(before)
