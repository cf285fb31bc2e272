"""Places in a text, which the report counts in code points and Qt in halves of UTF-16."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

_WIDE = re.compile("[\U00010000-\U0010ffff]")


class QtPositions:
    """The positions of a text's code points in Qt's count, where one beyond U+FFFF takes two."""

    def __init__(self, text: str) -> None:
        self._wide = [found.start() for found in _WIDE.finditer(text)]

    def __getitem__(self, index: int) -> int:
        return index + bisect_left(self._wide, index)

    def code_point(self, position: int) -> int:
        """The code point at a position of Qt's."""
        units = [index + before for before, index in enumerate(self._wide)]
        return position - bisect_left(units, position)


def cursor_over(
    document: QTextDocument, positions: QtPositions, start: int, end: int
) -> QTextCursor:
    """A cursor that has selected code points of a document's text."""
    cursor = QTextCursor(document)
    cursor.setPosition(positions[start])
    cursor.setPosition(positions[end], QTextCursor.MoveMode.KeepAnchor)
    return cursor


def marked(cursor: QTextCursor, style: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """What a cursor has selected, drawn in a style that is no part of the text."""
    selection: Any = QTextEdit.ExtraSelection()  # its fields have no type hints
    selection.cursor, selection.format = cursor, style
    mark: QTextEdit.ExtraSelection = selection
    return mark
