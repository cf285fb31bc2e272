"""Words on the screen as they are: nothing that was read is taken for markup."""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Label(QLabel):
    """A label that shows its text as it is."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)


def tool_tip(text: str) -> str:
    """What to give Qt for a tool tip that says just this; it asks for no format there."""
    if not Qt.mightBeRichText(text):
        return text
    return Qt.convertFromPlainText(text)
