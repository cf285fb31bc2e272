"""F1 in the windows beside the main one, whose own keys do not reach there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

# The page on what a window beside the main one, or a part of that, is for, by its class.
PAGES: Mapping[str, str] = {
    "FindingsPanel": "findings",
    "NewReportDialog": "start",
    "AgencyDialog": "start",
    "ImportDialog": "import",
    "TidyDialog": "texts",
    "FiguresDialog": "texts",
    "OverviewDialog": "next-year",
    "Gate": "final",
    "HistoryDialog": "history",
    "VersionsWindow": "history",
    "CopyWindow": "copying",
    "BackupDialog": "backups",
    "BackupPreview": "backups",
    "DemandsDialog": "demands",
    "CompareWindow": "published",
    "Preview": "output",
}


class HelpKey(QObject):
    """Gives such a window its key when it is first used; `show` opens the manual at a page."""

    def __init__(self, show: Callable[[str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._show = show
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        window = now.window() if now else None
        page = PAGES.get(type(window).__name__)
        if window and page and not window.findChild(QShortcut, "help"):
            key = QShortcut(QKeySequence(Qt.Key.Key_F1), window)
            key.setObjectName("help")
            key.activated.connect(partial(self._show, page))
