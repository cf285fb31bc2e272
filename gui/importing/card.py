"""The place at hand: what was read there, what would enter, why not for sure, and the keys."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import Theme

FIELD = 120  # pixels


class ValueField(QLineEdit):
    """A line whose Enter ends here: passed on, it would take what the clerk has not seen yet.

    `entered` carries what was typed.
    """

    entered = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _with_ctrl(event):
            event.accept()
            self.entered.emit(self.text())
        else:
            super().keyPressEvent(event)


class PlaceCard(QFrame):
    """One place. `taken`, `left` and `passed` are the clerk's; `typed` carries another value."""

    taken = Signal()
    left = Signal()
    passed = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._icon, self.headline, self._position = Label(), Label(), Label()
        self.reason = Label()
        self.reason.setWordWrap(True)
        self.refusal = Label()
        self.refusal.setWordWrap(True)
        self.take = QPushButton()
        self.leave = QPushButton()
        self.field = ValueField()
        self.field.setPlaceholderText("另填一个数")
        self.field.setFixedWidth(max(FIELD, self.fontMetrics().horizontalAdvance("国" * 9)))
        self.pass_on = QPushButton("下一处　F8")
        self.pass_on.setFlat(True)
        for button in (self.take, self.leave, self.pass_on):
            button.setAutoDefault(False)
        self._lay_out()
        self.take.clicked.connect(self.taken)
        self.leave.clicked.connect(self.left)
        self.pass_on.clicked.connect(self.passed)
        self.field.entered.connect(self.typed)

    def show_place(
        self, icon: str, headline: str, reason: str, position: str, is_loud: bool
    ) -> None:
        """Says what the place is; one that waits for the clerk `is_loud`."""
        self._icon.setPixmap(self._theme.icon(icon or "ok").pixmap(QSize(14, 14)))
        self.headline.setText(headline)
        self.headline.setToolTip(tool_tip(headline))
        self.reason.setText(reason)
        self._position.setText(position)
        self.field.clear()
        self.refuse("")
        shades = self._theme.shades
        palette = self.palette()
        edge = shades.state["warning"] if is_loud else shades.back
        palette.setColor(QPalette.ColorRole.WindowText, edge)
        self.setPalette(palette)
        ink = QPalette()  # else the words would take over the colour of the edge
        ink.setColor(QPalette.ColorRole.WindowText, shades.ink)
        for label in (self.headline, self.reason, self._position):
            label.setPalette(ink)

    def show_ways(self, take: str, leave: str, *, can_type: bool) -> None:
        """What can be done, by the words of the two buttons; "" for what cannot."""
        for button, words in ((self.take, take), (self.leave, leave)):
            button.setText(caption(words))
            button.setVisible(bool(words))
        self.field.setVisible(can_type)

    def begin_typing(self, text: str) -> None:
        """Types the first character of another value."""
        if self.field.isVisible():
            self.field.setFocus()
            self.field.setText(text)

    def refuse(self, sentence: str) -> None:
        """Says why what was typed is no value."""
        self.refusal.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self.field.selectAll()

    def _lay_out(self) -> None:
        bold = QFont(self.headline.font())
        bold.setBold(True)
        self.headline.setFont(bold)
        colour = self._theme.shades.state["error"].name()
        self.refusal.setStyleSheet(f"color: {colour}")
        self.setFrameShape(QFrame.Shape.Box)
        self.setFrameShadow(QFrame.Shadow.Plain)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setForegroundRole(QPalette.ColorRole.WindowText)
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self.headline, 1)
        head.addWidget(self._position)
        foot = QHBoxLayout()
        for part in (self.take, self.leave, self.field):
            foot.addWidget(part)
        foot.addStretch(1)
        foot.addWidget(self.pass_on)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.reason)
        column.addWidget(self.refusal)
        column.addLayout(foot)
        self.refusal.hide()


def _with_ctrl(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
