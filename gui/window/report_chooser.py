"""The button that names the open report, and the list of all others that it opens."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import cast

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.refusal import one_line
from core.report.places import name_of_year
from core.report.report import KINDS
from core.store.agencies import AgencyEntry
from core.store.reports import ReportEntry, Reports
from gui.shared.live_report import LiveReport
from gui.shared.plain import caption
from gui.shared.theme import BODY, ICON_SIZE, LABEL, RADIUS, UNIT, Theme, lettering

WIDTH, MOST_ROWS = 380, 16
GAP = 2 * UNIT
LONGEST_NAME = 24  # characters of an agency on the button
REPORT = Qt.ItemDataRole.UserRole  # the id of the report in a line; None in a heading
STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_PageDown: 10,
}


class ReportChooser(QToolButton):
    """`chosen` carries the id of the report to open."""

    chosen = Signal(int)

    def __init__(self, reports: Reports, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports = reports
        self._theme = theme
        self._open: int | None = None
        self._name, self._chips = "", list[str]()
        self.setToolTip("选择单位和年度")
        self.list = ReportList(self)
        self.list.chosen.connect(self.chosen)
        self.clicked.connect(self.show_list)

    def show_report(self, live: LiveReport | None) -> None:
        """Names the open report; None where none is."""
        self._open = live.session.report_id if live else None
        if live is None:
            self._name, self._chips = "选择年报", []
            self.setText(self._name)
            return
        report = live.report
        year = _year(report.year, report.version)
        self._name = f"{one_line(report.agency.name, LONGEST_NAME)}　{year}"
        self._chips = [_state(report.is_final)]
        if not report.form.covers(report.year):
            self._chips.append(report.form.name)
        name = caption(f"{self._name}（{'，'.join(self._chips)}）")
        if name != self.text():
            self.setText(name)
            self.updateGeometry()

    def add_actions(self, actions: Iterable[QAction]) -> None:
        """Puts what makes, opens or looks back at reports below the list."""
        self.list.add_actions(actions)

    def sizeHint(self) -> QSize:
        chips = sum(self._width_of(chip, LABEL) + 2 * UNIT + GAP for chip in self._chips)
        width = self._width_of(self._name, BODY) + chips + ICON_SIZE + 3 * GAP
        return QSize(width, QFontMetrics(lettering(BODY)).height() + 2 * UNIT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shades = self._theme.shades
        painter.setBrush(shades.hover if self.underMouse() or self.isDown() else shades.card)
        edge = 2 if self.hasFocus() else 1
        painter.setPen(QPen(shades.accent if self.hasFocus() else shades.frame, edge))
        inside = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(inside, RADIUS, RADIUS)
        painter.setPen(shades.ink)
        painter.setFont(lettering(BODY, bold=True))
        left = GAP
        space = QRect(left, 0, self.width(), self.height())
        painter.drawText(space, Qt.AlignmentFlag.AlignVCenter, self._name)
        left += self._width_of(self._name, BODY) + GAP
        painter.setFont(lettering(LABEL))
        for chip in self._chips:
            width = self._width_of(chip, LABEL) + 2 * UNIT
            height = QFontMetrics(lettering(LABEL)).height() + 2
            place = QRect(left, (self.height() - height) // 2, width, height)
            painter.setPen(shades.grid)
            painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
            painter.setPen(shades.ink2)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, chip)
            left += width + GAP
        corner = QPoint(self.width() - GAP - ICON_SIZE, (self.height() - ICON_SIZE) // 2)
        self._theme.icon("down").paint(painter, QRect(corner, QSize(ICON_SIZE, ICON_SIZE)))

    def _width_of(self, words: str, step: int) -> int:
        return QFontMetrics(lettering(step, bold=step == BODY)).horizontalAdvance(words)

    def show_list(self) -> None:
        """Opens the list of the reports there are now."""
        self.list.fill(self._reports.reports(), self._open)
        self.list.popup(self.mapToGlobal(QPoint(0, self.height())))


class ReportList(QFrame):
    """The reports by agency, the latest year first, below a line to search in.

    Every word that is typed must be found in the agency's name, the year or the state.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._button = parent
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search = QLineEdit()
        self.search.setPlaceholderText("输入单位、年度或“草稿”“定稿”来找")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._show_found)
        self.search.installEventFilter(self)
        self.view = QListView()
        self.view.setModel(QStandardItemModel(self))
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setUniformItemSizes(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # keys go to the search
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setAccessibleName("年报")
        self.view.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self.search)
        column.addWidget(self.view)
        self._below = QHBoxLayout()
        column.addLayout(self._below)
        self._entries: list[ReportEntry] = []
        self._open: int | None = None

    @property
    def model(self) -> QStandardItemModel:
        """The lines that are shown, headings among them."""
        return cast("QStandardItemModel", self.view.model())

    def add_actions(self, actions: Iterable[QAction]) -> None:
        """Puts a button for each action below the list."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            action.triggered.connect(self.hide)
            self._below.addWidget(button)
        self._below.addStretch(1)

    def fill(self, entries: list[ReportEntry], open_report: int | None) -> None:
        """Takes the reports to choose from; the open one is the current line."""
        self._entries, self._open = entries, open_report
        self.search.clear()
        self._show_found()

    def popup(self, place: QPoint) -> None:
        """Shows the list with its corner there, as high as its lines need, within the screen."""
        rows = min(max(self.model.rowCount(), 1), MOST_ROWS)
        height = self.view.sizeHintForRow(0) * rows + 2 * self.view.frameWidth() + 4
        self.view.setFixedHeight(height)
        self.setFixedWidth(max(WIDTH, self._button.width()))
        self.adjustSize()
        room = self._button.screen().availableGeometry()
        corner = QPoint(
            min(place.x(), room.right() - self.width()),
            min(place.y(), room.bottom() - self.height()),
        )
        self.move(corner)
        self.show()
        self.search.setFocus()
        self.view.scrollTo(self.view.currentIndex(), QListView.ScrollHint.PositionAtCenter)
        if self.view.currentIndex().row() < MOST_ROWS:
            self.view.scrollToTop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = cast("QKeyEvent", event).key()
        if key in STEPS:
            self._step(STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.view.currentIndex())
        else:
            return super().eventFilter(watched, event)
        return True

    def _show_found(self) -> None:
        words = self.search.text().lower().split()
        found = [e for e in self._entries if all(word in _searched(e) for word in words)]
        self.model.clear()
        for line in self._lines(found):
            self.model.appendRow(line)
        if not found:
            nothing = "没有找到" if self._entries else "还没有年报"
            self.model.appendRow(_heading(nothing))
        reports = self._reports()
        opened = [i for i, line in enumerate(reports) if line.data(REPORT) == self._open]
        self._go_to(opened[0] if opened else 0)

    def _lines(self, found: list[ReportEntry]) -> Iterator[QStandardItem]:
        agencies = {entry.agency.id: entry.agency for entry in self._entries}
        names = Counter(agency.agency.name for agency in agencies.values())
        for agency, entries in groupby(found, key=lambda entry: entry.agency):
            yield _heading(_agency_name(agency, alone=names[agency.agency.name] == 1))
            for entry in entries:
                line = QStandardItem(
                    f"　{_year(entry.year, entry.version)}　{_state(entry.status == 'final')}"
                    f"{'　（正打开）' if entry.id == self._open else ''}"
                )
                line.setData(entry.id, REPORT)
                yield line

    def _reports(self) -> list[QStandardItem]:
        """The lines that can be chosen."""
        lines = (self.model.item(row) for row in range(self.model.rowCount()))
        return [line for line in lines if line.data(REPORT) is not None]

    def _step(self, by: int) -> None:
        rows = [line.row() for line in self._reports()]
        current = self.view.currentIndex().row()
        self._go_to((rows.index(current) if current in rows else 0) + by)

    def _go_to(self, place: int) -> None:
        """Makes a report current, by its place among those that can be chosen."""
        reports = self._reports()
        if not reports:
            return
        place = min(max(place, 0), len(reports) - 1)
        if place == 0:
            self.view.scrollToTop()  # where its heading is
        self.view.setCurrentIndex(reports[place].index())

    def _choose(self, index: QModelIndex) -> None:
        report = index.data(REPORT)
        if report is not None:
            self.hide()
            self.chosen.emit(report)


def _heading(text: str) -> QStandardItem:
    """A line that cannot be chosen."""
    heading = QStandardItem(text)
    heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
    font = heading.font()
    font.setBold(True)
    heading.setFont(font)
    return heading


def _searched(entry: ReportEntry) -> str:
    agency = entry.agency.agency
    state = _state(entry.status == "final")
    return f"{agency.name} {KINDS[agency.kind]} {_year(entry.year, entry.version)} {state}".lower()


def _agency_name(agency: AgencyEntry, alone: bool) -> str:
    name = one_line(agency.agency.name)
    return name if alone else f"{name}　{KINDS[agency.agency.kind]}"


def _year(year: int, version: int) -> str:
    return name_of_year(year, version) if year > 0 else "年度读不出"


def _state(final: bool) -> str:
    return "定稿" if final else "草稿"
