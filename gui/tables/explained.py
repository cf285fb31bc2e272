"""What explains a table of a single row, in the room below it: what goes into each column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from core.forms.definition import Column, Table
from gui.shared.plain import Label
from gui.shared.theme import UNIT, Theme, lettering

HINT_WIDTH = 640  # pixels, so that a line can be read at once


class Explained(QWidget):
    """The name of each column beside what is counted in it, and who says so."""

    def __init__(self, table: Table, theme: Theme) -> None:
        super().__init__()
        shades = theme.shades
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6 * UNIT)
        grid.setVerticalSpacing(2 * UNIT)
        title = Label("每一格填什么")
        title.setFont(lettering(bold=True))
        grid.addWidget(title, 0, 0, 1, 3)
        for row, column in enumerate(_explained(table), start=1):
            line = QFrame()
            line.setFixedHeight(1)
            line.setStyleSheet(f"background: {shades.line.name()}")
            grid.addWidget(line, 2 * row - 1, 0, 1, 2)
            grid.addWidget(Label(column.label), 2 * row, 0, Qt.AlignmentFlag.AlignTop)
            source = f"〔{column.hint_source}〕" if column.hint_source else ""
            words = Label(column.hint + source)
            words.setWordWrap(True)
            words.setFixedWidth(HINT_WIDTH)
            words.setStyleSheet(f"color: {shades.ink2.name()}")
            grid.addWidget(words, 2 * row, 1)
        grid.setColumnStretch(2, 1)


def _explained(table: Table) -> list[Column]:
    return [column for column in table.columns if column.hint]
