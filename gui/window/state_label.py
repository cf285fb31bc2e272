"""What is always in sight of how safe the work is: stored, backed up, and when it is due."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QMenuBar, QToolButton

from gui.keeping.backup_keeper import BackupKeeper
from gui.shared.plain import tool_tip
from gui.shared.theme import UNIT

PADDING = 6 * UNIT  # around the words
GAP = "　"
FOR_MENUS = 24  # characters that the menus take at the left


class StateLabel(QToolButton):
    """Says it at the right of the menu line, in as many words as there is room for.

    A click leads to the backups. `words` are all of them.
    """

    def __init__(self, bar: QMenuBar) -> None:
        super().__init__(bar)
        self._bar = bar
        bar.installEventFilter(self)
        self.setAutoRaise(True)
        self.setObjectName("state")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._wordings = [""]  # the longest first

    @property
    def words(self) -> str:
        """Everything that is said where there is room."""
        return self._wordings[0]

    def show_state(self, saved: str, keeper: BackupKeeper, due: str = "") -> None:
        """`saved` and `due` say what is known of the open report; "" where nothing is."""
        backup = keeper.words
        short = saved.replace("已自动保存 ", "")
        self._wordings = [
            GAP.join(filter(None, words))
            for words in ((saved, backup, due), (short, backup, due), (short, backup))
        ]
        about = keeper.trouble or "点这里查看备份，恢复以前的数据"
        self.setToolTip(tool_tip(f"{self.words}\n{about}".strip()))
        self.setAccessibleName(self.words)
        self._take_place()

    def sizeHint(self) -> QSize:
        """What fits beside the menus."""
        room = self._bar.width() - FOR_MENUS * self.fontMetrics().horizontalAdvance("国")
        sizes = [self._size_of(words) for words in self._wordings]
        return next((size for size in sizes if size.width() <= room), sizes[-1])

    def minimumSizeHint(self) -> QSize:
        return self._size_of(self._wordings[-1])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._take_place()
        return super().eventFilter(watched, event)

    def _take_place(self) -> None:
        """Stands at the right end of the line; Qt's own corner does not follow what is said."""
        size = self.sizeHint()
        words = next(words for words in self._wordings if self._size_of(words) == size)
        self.setText(words)
        corner = QPoint(self._bar.width() - size.width(), (self._bar.height() - size.height()) // 2)
        self.setGeometry(QRect(corner, size))
        self.setVisible(bool(words))

    def _size_of(self, words: str) -> QSize:
        width = self.fontMetrics().horizontalAdvance(words) + PADDING
        return QSize(width, self.fontMetrics().height() + UNIT)
