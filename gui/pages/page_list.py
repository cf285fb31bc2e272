"""Small pictures of all pages; a click goes to the page."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPalette, QPixmap
from PySide6.QtWidgets import QFrame, QListView, QWidget

from gui.pages.press import Press, Sheets
from gui.shared.index import NO_INDEX, Index
from gui.shared.theme import Theme

PICTURE = QSize(72, 102)
CELL = QSize(96, 132)


class PageListModel(QAbstractListModel):
    """The pages of the sheets, each drawn when it is first looked at."""

    def __init__(self, press: Press, parent: QWidget) -> None:
        super().__init__(parent)
        self._press = press
        self._parent = parent
        self.sheets: Sheets | None = None
        self.pictures: dict[int, QIcon] = {}
        self._jobs: dict[int, Future[QImage]] = {}

    def show_sheets(self, sheets: Sheets | None) -> None:
        """Lists the pages of a document; those of the former stay until the new ones are drawn."""
        before, now = self.rowCount(), len(sheets.sizes) if sheets else 0
        for job in self._jobs.values():
            job.cancel()
        self._jobs.clear()
        if now != before:
            self.beginResetModel()
            self.pictures = {page: icon for page, icon in self.pictures.items() if page < now}
        self.sheets = sheets
        if now != before:
            self.endResetModel()
        elif now:
            self.dataChanged.emit(self.index(0), self.index(now - 1))

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return len(self.sheets.sizes) if self.sheets and not parent.isValid() else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return str(index.row() + 1)
            case Qt.ItemDataRole.DecorationRole:
                self._order(index.row())
                return self.pictures.get(index.row(), self._blank)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"第{index.row() + 1}页"
        return None

    @property
    def _blank(self) -> QIcon:
        blank = QPixmap(PICTURE)
        blank.fill(Qt.GlobalColor.white)
        return QIcon(blank)

    def _order(self, page: int) -> None:
        if self.sheets is None or page in self._jobs:
            return
        ratio = self._parent.devicePixelRatioF()
        width, height = self.sheets.sizes[page]
        scale = ratio * min(PICTURE.width() / width, PICTURE.height() / height)
        self._jobs[page] = job = self._press.picture(self.sheets, page, scale)
        self._press.when_done(job, partial(self._take, page, ratio))

    def _take(self, page: int, ratio: float, job: Future[QImage]) -> None:
        if self._jobs.get(page) is job:  # and stays there: the page is drawn
            pixmap = QPixmap.fromImage(job.result())
            pixmap.setDevicePixelRatio(ratio)
            self.pictures[page] = QIcon(pixmap)
            # Else a chosen page would be tinted over and over.
            self.pictures[page].addPixmap(pixmap, QIcon.Mode.Selected)
            self.dataChanged.emit(self.index(page), self.index(page))


class PageList(QListView):
    """`chosen` carries the page that the clerk wants to see, from 0."""

    chosen = Signal(int)

    def __init__(self, press: Press, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        desk = self.palette()
        desk.setColor(QPalette.ColorRole.Base, theme.shades.back)
        self.setPalette(desk)
        self.page_model = PageListModel(press, self)
        self.setModel(self.page_model)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setDragDropMode(QListView.DragDropMode.NoDragDrop)  # Qt unpickles what is dropped
        self.setUniformItemSizes(True)
        self.setIconSize(PICTURE)
        self.setGridSize(CELL)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("各页")
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(CELL.width() + bar + 4)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_page(self, page: int) -> None:
        """Marks the page that is in sight."""
        self.setCurrentIndex(self.page_model.index(page))

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())
