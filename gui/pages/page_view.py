"""The pages of a PDF, one below the other, as large as the clerk wants them."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.pages.press import Press, Sheets
from gui.shared.theme import Theme

if TYPE_CHECKING:
    from core.writers.pdf.page import Place

GAP = 12  # pixels around each page
FULL_SIZE = 96 / 72  # pixels per point at 100 %
SMALLEST, LARGEST = 0.25, 4.0  # zoom
STEP = 1.25
CONTEXT = 60  # pixels kept in sight above and below a place that is shown
MARK_SHADE = 48  # of 255

Fit = Literal["width", "page"]


class PageView(QAbstractScrollArea):
    """Shows sheets, or a sentence in their place.

    `page_changed` carries the page in sight, from 0. `zoomed` says that zoom or fit changed.
    `place_chosen` carries the cell or section that was clicked on, where `leads` is true.
    `zoom` is 1 for full size. `fit` is what the zoom keeps to when the view is resized, None for
    nothing.
    """

    page_changed = Signal(int)
    zoomed = Signal()
    place_chosen = Signal(str)

    def __init__(self, press: Press, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._press = press
        self._theme = theme
        self.sheets: Sheets | None = None
        self.sentence = ""
        self.zoom = 1.0
        self.fit: Fit | None = "width"
        self.page = 0
        self.leads = False
        self._place = ""
        self._place_waits = False
        self.rects: list[QRect] = []
        self.pictures: dict[int, tuple[Sheets, float, QImage]] = {}
        self.jobs: dict[int, tuple[Sheets, float, Future[QImage]]] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("预览")
        self.viewport().setMouseTracking(True)
        # With one that comes and goes, fitting the width could go back and forth for ever.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.horizontalScrollBar().setSingleStep(40)

    # ---- what is shown ----

    def show_sheets(self, sheets: Sheets) -> None:
        """Shows a document in place of the former one, at the same place of the same page."""
        self.sheets, self.sentence = sheets, ""
        self._arrange()
        if self._place_waits:
            self.show_place(self._place)

    def say(self, sentence: str) -> None:
        """Shows a sentence in place of the pages."""
        self.sheets, self.sentence = None, sentence
        self.pictures.clear()
        self._arrange()

    def show_place(self, name: str) -> None:
        """Marks a cell or a section's heading and brings it into sight; "" for no mark.

        That waits for the first sheets while there are none.
        """
        self._place, self._place_waits = name, self.sheets is None
        self.viewport().update()
        if place := self._marked:
            box = self.box_of(place)
            bar, height = self.verticalScrollBar(), self.viewport().height()
            if box.top() < bar.value() + CONTEXT or box.bottom() > bar.value() + height - CONTEXT:
                bar.setValue(round(box.center().y() - height / 3))
            across, width = self.horizontalScrollBar(), self.viewport().width()
            if box.left() < across.value() or box.right() > across.value() + width:
                across.setValue(round(box.center().x() - width / 2))

    def go_to_page(self, page: int) -> None:
        """Brings the top of a page into sight, counted from 0."""
        if page < len(self.rects):
            self.verticalScrollBar().setValue(self.rects[page].top() - GAP)

    # ---- zoom ----

    def zoom_to(self, zoom: float) -> None:
        """Shows the pages at a zoom, whatever the view's size."""
        self.fit = None
        self._set_zoom(zoom)

    def zoom_in(self) -> None:
        """Shows the pages a step larger."""
        self.zoom_to(self.zoom * STEP)

    def zoom_out(self) -> None:
        """Shows the pages a step smaller."""
        self.zoom_to(self.zoom / STEP)

    def fit_to(self, fit: Fit) -> None:
        """Shows the pages as wide as the view, or each page whole."""
        self.fit = fit
        self._set_zoom(self._fitting())

    def _fitting(self) -> float:
        """The zoom at which the largest page fits."""
        if self.sheets is None or self.fit is None:
            return self.zoom
        room = self.viewport().size() - QSize(2 * GAP, 2 * GAP)
        zoom = room.width() / max(width for width, _ in self.sheets.sizes)
        if self.fit == "page":
            zoom = min(zoom, room.height() / max(height for _, height in self.sheets.sizes))
        return zoom / FULL_SIZE

    def _set_zoom(self, zoom: float) -> None:
        self.zoom = min(max(zoom, SMALLEST), LARGEST)
        self._arrange()
        self.zoomed.emit()

    # ---- layout: pixels from the upper left corner of what can be scrolled ----

    def _arrange(self) -> None:
        """Lays the pages out anew, with the same part of the same page in sight."""
        page, part = self.page, self._part_above()
        sizes = self.sheets.sizes if self.sheets else ()
        scale = self.zoom * FULL_SIZE
        width = max((round(width * scale) for width, _ in sizes), default=0) + 2 * GAP
        room, top = max(width, self.viewport().width()), GAP
        self.rects = []
        for size in sizes:
            sheet = (QSizeF(*size) * scale).toSize()
            self.rects.append(QRect(QPointF((room - sheet.width()) / 2, top).toPoint(), sheet))
            top += sheet.height() + GAP
        view = self.viewport().size()
        for bar, whole, seen in (
            (self.horizontalScrollBar(), width, view.width()),
            (self.verticalScrollBar(), top, view.height()),
        ):
            bar.setPageStep(seen)
            bar.setRange(0, max(0, whole - seen))
        if self.rects:
            rect = self.rects[min(page, len(self.rects) - 1)]
            self.verticalScrollBar().setValue(round(rect.top() + part * rect.height()) - GAP)
        self._look_again()

    def _part_above(self) -> float:
        """How much of the page in sight is above the upper edge, 1 for all of it."""
        if self.page >= len(self.rects):
            return 0.0
        rect = self.rects[self.page]
        return (self.verticalScrollBar().value() + GAP - rect.top()) / rect.height()

    @property
    def _marked(self) -> Place | None:
        return self.sheets.pdf.places.get(self._place) if self.sheets else None

    def box_of(self, place: Place) -> QRectF:
        """Where a place is: it is given in points from the lower left corner of its page."""
        assert self.sheets is not None
        scale = self.zoom * FULL_SIZE
        rect, height = self.rects[place.page], self.sheets.sizes[place.page][1]
        corner = QPointF(place.left, height - place.top) * scale
        size = QSizeF(place.right - place.left, place.top - place.bottom) * scale
        return QRectF(QPointF(rect.topLeft()) + corner, size)

    def place_at(self, point: QPoint) -> str:
        """The cell or heading at a point of the view; "" for none, or where none leads."""
        if self.sheets is None or not self.leads:
            return ""
        spot = QPointF(point + self.offset)
        places = self.sheets.pdf.places.items()
        return next((name for name, place in places if self.box_of(place).contains(spot)), "")

    @property
    def offset(self) -> QPoint:
        """How far the pages are scrolled, in pixels."""
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def visible(self) -> list[int]:
        """The pages in sight."""
        seen = self.viewport().rect().translated(self.offset)
        return [page for page, rect in enumerate(self.rects) if rect.intersects(seen)]

    # ---- pictures ----

    def _look_again(self) -> None:
        """After any change of what is in sight: says which page, and has it drawn."""
        visible = self.visible()
        self._drop_all_but(visible)
        for page in visible:
            self._order(page)
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        above = [i for i, rect in enumerate(self.rects) if rect.top() - GAP <= middle]
        page = above[-1] if above else 0
        if page != self.page:
            self.page = page
            self.page_changed.emit(page)
        self.viewport().update()

    def _drop_all_but(self, visible: list[int]) -> None:
        """Keeps the pictures of the pages in sight only: a large one takes megabytes."""
        for page in self.jobs.keys() - set(visible):
            self.jobs.pop(page)[2].cancel()
        for page in self.pictures.keys() - set(visible):
            del self.pictures[page]

    def _order(self, page: int) -> None:
        """Has a page drawn, unless it is there as it should be, or on its way."""
        assert self.sheets is not None
        scale = self.zoom * FULL_SIZE * self.devicePixelRatioF()
        wanted = self.sheets, scale
        if page in self.jobs:
            if self.jobs[page][:2] == wanted:
                return
            self.jobs.pop(page)[2].cancel()
        if page in self.pictures and self.pictures[page][:2] == wanted:
            return
        job = self._press.picture(self.sheets, page, scale)
        self.jobs[page] = (*wanted, job)
        self._press.when_done(job, partial(self._take, page))

    def _take(self, page: int, job: Future[QImage]) -> None:
        if page in self.jobs and self.jobs[page][2] is job:
            sheets, scale, _ = self.jobs.pop(page)
            picture = job.result()
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.pictures[page] = (sheets, scale, picture)
            self.viewport().update()

    # ---- Qt's events ----

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_zoom(self._fitting())

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._look_again()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_to(self.zoom * STEP ** (event.angleDelta().y() / 120))
        else:
            super().wheelEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        leads = self.place_at(event.position().toPoint()) != ""
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place and event.button() is Qt.MouseButton.LeftButton:
            self.place_chosen.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Home:
                self.go_to_page(0)
            case Qt.Key.Key_End:
                self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.shades.back)
        if self.sentence:
            self._paint_sentence(painter)
        painter.translate(-self.offset)
        for page in self.visible():
            self._paint_page(painter, page)
        if place := self._marked:
            box = self.box_of(place).adjusted(-1, -1, 1, 1)
            shade = QColor(self._theme.shades.accent)
            painter.setPen(QPen(shade, 1.5))
            shade.setAlpha(MARK_SHADE)
            painter.setBrush(shade)
            painter.drawRect(box)

    def _paint_page(self, painter: QPainter, page: int) -> None:
        """A page, on white until its picture is there; one of another zoom stands in for it."""
        rect = self.rects[page]
        painter.fillRect(rect, Qt.GlobalColor.white)
        if page in self.pictures:
            _, _, picture = self.pictures[page]
            size = picture.deviceIndependentSize()
            fits = abs(size.width() - rect.width()) < 2  # then it is sharp only as it is
            shown = QRectF(QPointF(rect.topLeft()), size) if fits else QRectF(rect)
            painter.drawImage(shown, picture)
        painter.setPen(self._theme.shades.ink2)
        painter.drawRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5))

    def _paint_sentence(self, painter: QPainter) -> None:
        room = self.viewport().rect().adjusted(4 * GAP, 4 * GAP, -4 * GAP, -4 * GAP)
        painter.setPen(self._theme.shades.ink)
        wrapped = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, int(wrapped), self.sentence)
