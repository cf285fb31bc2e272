"""Words on the screen as they are: nothing that was read is taken for markup or for a key.

Qt takes a text that looks like HTML for HTML, and then opens the files that it names; an & in a
button or menu makes a key of the next letter. All labels, tool tips and captions of the window are
made here, so that neither can happen; boxes in questions.py.
"""

from __future__ import annotations

from PySide6.QtGui import Qt
from PySide6.QtWidgets import QLabel, QWidget

from core.refusal import one_line

LONGEST_CAPTION = 80  # characters of a button, a menu entry or a title


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


def title(text: str) -> str:
    """A text for the title of a window: in one line, which a system can take."""
    return one_line(text, LONGEST_CAPTION)


def caption(text: str) -> str:
    """A text for a button, a menu or a tab: in one line, and every & an &."""
    return title(text).replace("&", "&&")
