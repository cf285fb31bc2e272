"""What the window shows while no report is open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QFont
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.shared.plain import Label


class StartPage(QWidget):
    """Says what to do next, with a button for each of the given actions."""

    def __init__(self, actions: list[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = Label("还没有打开年报")
        advice = Label("新建一份，选好单位和年度就可以填写；或者打开别处带来的数据包。")
        font = QFont()
        font.setPointSizeF(16)
        title.setFont(font)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(title, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(8)
        column.addWidget(advice, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(16)
        for action in actions:
            button = QPushButton(action.icon(), action.text())
            button.setAutoDefault(True)  # Enter presses the one that has the focus
            if action is actions[0]:
                self.setFocusProxy(button)
            button.setMinimumSize(240, 36)
            button.clicked.connect(action.trigger)
            column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(8)
        column.addStretch(3)
