"""What is always in sight of how safe the work is: stored, and backed up."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.plain import tool_tip

PADDING = 12  # pixels around the words
GAP = "　"


class StateLabel(QToolButton):
    """Says it at the right of the tool bar, in as many words as there is room for.

    A click leads to the backups. `words` are all of them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._wordings = [""]  # the longest first

    @property
    def words(self) -> str:
        """Everything that is said where there is room."""
        return self._wordings[0]

    def show_state(self, form: str, saved: str, keeper: BackupKeeper) -> None:
        """`form` and `saved` say what is known of the open report; "" where none is open."""
        backup = keeper.words
        short = saved.replace("已自动保存 ", "")
        self._wordings = [
            GAP.join(filter(None, words))
            for words in ((form, saved, backup), (saved, backup), (short, backup))
        ]
        about = keeper.trouble or "点这里查看备份，恢复以前的数据"
        self.setToolTip(tool_tip(f"{self.words}\n{about}".strip()))
        self.setAccessibleName(self.words)
        self._show_what_fits()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._size_of(self._wordings[0])

    def minimumSizeHint(self) -> QSize:
        return self._size_of(self._wordings[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        fitting = (w for w in self._wordings if self._size_of(w).width() <= self.width())
        self.setText(next(fitting, self._wordings[-1]))

    def _size_of(self, words: str) -> QSize:
        width = self.fontMetrics().horizontalAdvance(words) + PADDING
        return QSize(width, super().sizeHint().height())
