"""What the window shows while no report is open: which year is due, and the ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QPalette, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.shared.fields import year_to_report
from gui.shared.plain import Label, caption
from gui.shared.theme import BODY, STYLE, TITLE, UNIT, Theme, lettering

WIDEST = 880


class StartPage(QWidget):
    """A card with a button for each way to begin; the first has the focus, and Enter begins.

    Each of `ways` is an action and what is said about it in a few words.
    """

    def __init__(
        self, ways: Sequence[tuple[QAction, str]], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ways = ways
        self._theme = theme

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.layout() is None:  # the window opens faster on a report
            self._lay_out(self._ways, self._theme)
            self.setFocus()

    def _lay_out(self, ways: Sequence[tuple[QAction, str]], theme: Theme) -> None:
        self.setStyleSheet(STYLE)
        self.setAutoFillBackground(True)
        self._ground(self, theme, window=True)
        title = Label(f"该做{year_to_report(date.today())}年度年报了")
        title.setFont(lettering(TITLE, bold=True))
        card = QFrame()
        card.setFrameShape(QFrame.Shape.StyledPanel)
        card.setAutoFillBackground(True)
        card.setMaximumWidth(WIDEST)
        self._ground(card, theme, window=False)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(6 * UNIT, 4 * UNIT, 6 * UNIT, 6 * UNIT)
        inside.setSpacing(4 * UNIT)
        inside.addWidget(title)
        across = QHBoxLayout()
        across.setSpacing(4 * UNIT)
        for number, (action, about) in enumerate(ways):
            across.addLayout(self._way(action, about, theme, first=number == 0), 1)
        inside.addLayout(across)
        aside = Label("填写的内容随时自动保存，都在这台电脑上，不上网。")
        aside.setEnabled(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * UNIT, 6 * UNIT, 6 * UNIT, 6 * UNIT)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 8)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(4 * UNIT)
        column.addWidget(aside, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def _way(self, action: QAction, about: str, theme: Theme, first: bool) -> QVBoxLayout:
        """A button, and below it what it is for and its key."""
        button = QPushButton(action.icon(), caption(action.text()))
        button.setObjectName("filled" if first else "")
        button.setFont(lettering(BODY, bold=True))
        button.setMinimumHeight(button.fontMetrics().height() + 6 * UNIT)
        button.setAutoDefault(True)  # Enter presses the one that has the focus
        button.clicked.connect(action.trigger)
        if first:
            button.setIcon(theme.icon_on_accent("new"))
            self.setFocusProxy(button)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        words = Label(f"{about}（{'Enter 或 ' if first else ''}{keys}）")
        words.setEnabled(False)
        words.setWordWrap(True)
        way = QVBoxLayout()
        way.setSpacing(2 * UNIT)
        way.addWidget(button)
        way.addWidget(words)
        return way

    def _ground(self, widget: QWidget, theme: Theme, window: bool) -> None:
        palette = widget.palette()
        shades = theme.shades
        palette.setColor(QPalette.ColorRole.Window, shades.window if window else shades.card)
        widget.setPalette(palette)
