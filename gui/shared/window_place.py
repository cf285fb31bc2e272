"""Where a window stands, noted and found again."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from gui.shared.settings import Place

TITLE_BAR = 31  # pixels, about, for what the system draws above a window


def place_of(window: QWidget) -> Place:
    """Where a window stands, or would if it were not maximised."""
    stands = window.normalGeometry()
    return Place(
        stands.x(), stands.y(), stands.width(), stands.height(), maximised=window.isMaximized()
    )


def resize_within_screen(window: QWidget, size: QSize) -> None:
    """Gives a window that has not been shown its size, or as much of it as its screen has."""
    room = window.screen().availableGeometry().size() - QSize(0, TITLE_BAR)
    window.resize(size.boundedTo(room))


def put_back(window: QWidget, place: Place) -> bool:
    """Puts a window where it stood; False where that is on no screen that there is now.

    It is never larger than the screen, and wholly on it.
    """
    stood = QRect(place.x, place.y, place.width, place.height)
    screen = QGuiApplication.screenAt(stood.center()) if stood.isValid() else None
    if screen is None:
        return False
    room = screen.availableGeometry().adjusted(0, TITLE_BAR, 0, 0)
    stood.setSize(stood.size().boundedTo(room.size()))
    stood.moveLeft(min(max(stood.left(), room.left()), room.right() - stood.width() + 1))
    stood.moveTop(min(max(stood.top(), room.top()), room.bottom() - stood.height() + 1))
    window.setGeometry(stood)
    if place.maximised:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    return True
