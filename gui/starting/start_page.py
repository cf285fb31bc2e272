"""What the window shows while no report is open: what is due, what there is, how to begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from gui.shared.desk import Desk

if TYPE_CHECKING:
    from gui.keeping.backup_keeper import BackupKeeper

WIDE = 1000  # pixels that a window needs for what stands at the right


class StartPage(QWidget):
    """Made anew each time it is shown. The first way to begin has the focus, and Enter begins."""

    def __init__(
        self,
        desk: Desk,
        actions: Mapping[str, QAction],
        keeper: BackupKeeper,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._keeper = keeper
        self._aside: QScrollArea | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
        self.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fill(self) -> None:
        from gui.starting.agenda_view import AgendaView  # the window opens faster on a report
        from gui.starting.aside import WIDTH, Aside

        across = self.layout()
        assert across is not None
        while item := across.takeAt(0):
            if gone := item.widget():
                gone.hide()
                gone.deleteLater()
        view = AgendaView(self._desk, self._actions)
        self._aside = QScrollArea()  # for a window that is too low for all of it
        self._aside.setFrameShape(QFrame.Shape.NoFrame)
        self._aside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._aside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._aside.setWidgetResizable(True)
        self._aside.setFixedWidth(WIDTH)
        self._aside.setWidget(Aside(self._desk, self._actions, self._keeper))
        across.addWidget(view)
        across.addWidget(self._aside)
        view.show()  # at once, for it is to get the keyboard
        self.setFocusProxy(view.first)
        self._fit()

    def _fit(self) -> None:
        if self._aside:
            self._aside.setVisible(self.width() >= WIDE)
