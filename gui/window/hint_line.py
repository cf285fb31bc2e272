"""The line at the foot, in fixed fields: 位置, 上年, 提示 and 缩放.

提示 says what goes into the current cell; on one that is wrong, what is, with a button that mends
it; on a selection its sum; and for a while what just happened, with 撤销 after an act.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from core.forms.definition import Cell
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import BADGE_SIZE, UNIT, ZOOM_STEP, Theme
from gui.tables.here import Here

MESSAGE_TIME = 8000  # milliseconds
SAVED_TIME = 60_000  # in which the clerk may want to open what was saved
LOWEST = 30
# How wide the fields are: in characters, and of the window at most.
WHERE, LAST_YEAR = (25, 0.22), (16, 0.14)


class ElidedLabel(Label):
    """A label of one line that ends in … where it does not fit; the whole is in its tool tip."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setToolTip(tool_tip(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        elide = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), elide, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class Field(QWidget):
    """A part of the line: a word that names it, and what it says."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = Label(name)
        self.name.setEnabled(False)  # in the colour of what only names
        self.words = ElidedLabel()
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        self.row.setSpacing(2 * UNIT)
        self.row.addWidget(self.name)
        self.row.addWidget(self.words, 1)


class HintLine(QWidget):
    """The fields. `mend_asked` carries the repair that 改为… stands for, `undo_asked` 撤销.

    `zoom_asked` carries a zoom in per cent, `open_asked` a file or folder to be opened.
    """

    mend_asked = Signal(object)
    undo_asked = Signal()
    zoom_asked = Signal(int)
    open_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._live: LiveReport | None = None
        self._cell = ""
        self._here: Here | None = None
        self.where, self.last_year = Field("位置"), Field("上年")
        self._hint = Field("提示")
        self.hint = self._hint.words
        self.icon = Label()
        self.icon.hide()
        self._hint.row.insertWidget(1, self.icon)
        self.button, self.second = QPushButton(), QPushButton()
        self._acts: dict[QPushButton, Callable[[], object]] = {}
        for button in (self.button, self.second):
            button.setObjectName("foot")
            button.clicked.connect(partial(self._press, button))
            button.hide()
            self._hint.row.addWidget(button)
        self.zoom = self._zoom_button("回到 100 %（Ctrl＋滚轮放大或缩小）", lambda: 100)
        self.smaller = self._zoom_button("缩小（Ctrl+-）", lambda: theme.zoom - ZOOM_STEP, "－")
        self.larger = self._zoom_button("放大（Ctrl+=）", lambda: theme.zoom + ZOOM_STEP, "＋")
        theme.zoomed.connect(self._show_zoom)
        self._lay_out()
        self._show_zoom()
        self.message_time = QTimer(self, singleShot=True, interval=MESSAGE_TIME)
        self.message_time.timeout.connect(self.end_message)

    def add(self, widget: QWidget) -> None:
        """Puts something before 缩放 that stays there."""
        self._across.insertWidget(self._across.indexOf(self.smaller), widget)

    def show_cell(self, live: LiveReport | None, cell_id: str) -> None:
        """Describes a cell; "" for none. A message stays while the place is the same."""
        moved = (live, cell_id) != (self._live, self._cell)
        self._live, self._cell = live, cell_id
        cell = live.report.form.cells[cell_id] if live and cell_id else None
        self.where.words.setText(" › ".join((cell.section.number, *cell.path[1:])) if cell else "")
        self.last_year.words.setText(_last_year(live, cell) if live and cell else "")
        if moved or not self.message_time.isActive():
            self.end_message()

    def show_here(self, here: Here | None) -> None:
        """Takes what there is to say of the current cell and what is selected; None in a text."""
        self._here = here
        if not self.message_time.isActive():
            self.end_message()

    def say(self, sentence: str, icon: str = "ok", undoable: bool = False) -> None:
        """Shows a message; `icon` is a state's name. One that is `undoable` has 撤销 beside it."""
        self._show(sentence, icon)
        if undoable:
            self._offer("撤销", self.undo_asked.emit)
        self.message_time.start(MESSAGE_TIME)

    def say_saved(self, sentence: str, icon: str, path: Path) -> None:
        """Shows that a file was saved, with the ways to open it."""
        self._show(sentence, icon)
        self._offer("打开", partial(self.open_asked.emit, path))
        self._offer("打开所在文件夹", partial(self.open_asked.emit, path.parent), self.second)
        self.message_time.start(SAVED_TIME)

    def end_message(self) -> None:
        """Says again what there is to say of the current cell."""
        self.message_time.stop()
        live = self._live
        cell = live.report.form.cells.get(self._cell) if live else None
        here = self._here if self._here and self._here.cell == self._cell else None
        if live is None or cell is None:
            self._show("")
        elif here and here.selected:
            self._show(here.selected.words)
        elif here and here.sentence:
            self._show(here.sentence, here.severity or "")
            if here.repair and not live.report.is_final:
                act = "改为" if here.severity else "采用"
                words = f"{act} {here.repair.values[cell.id]}"
                self._offer(words, partial(self.mend_asked.emit, here.repair))
        else:
            source = f"数据来源：{here.source}　" if here and here.source else ""
            self._show(source + _hint(cell))

    @property
    def text(self) -> str:
        """What the line says now, its message or the place and what goes there."""
        if self.message_time.isActive():
            return self.hint.text()
        last = self.last_year.words.text()
        parts = (self.where.words.text(), last and f"上年 {last}", self.hint.text())
        return "　".join(part for part in parts if part)

    def minimumSizeHint(self) -> QSize:
        return QSize(1, super().minimumSizeHint().height())  # it never widens the window

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._share_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.shades.chrome)
        painter.setPen(self._theme.shades.line)
        painter.drawLine(0, 0, self.width(), 0)
        for field in (self.where, self.last_year, self._hint):
            edge = field.geometry().right() + 1
            painter.drawLine(edge, 0, edge, self.height())

    def _share_out(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        for field, (characters, share) in ((self.where, WHERE), (self.last_year, LAST_YEAR)):
            field.setFixedWidth(min(characters * em, round(share * self.width())))

    def _lay_out(self) -> None:
        self._across = across = QHBoxLayout(self)
        across.setContentsMargins(0, 1, 0, 0)
        across.setSpacing(1)  # for the line between two fields
        across.addWidget(self.where)
        across.addWidget(self.last_year)
        across.addWidget(self._hint, 1)
        for button in (self.smaller, self.zoom, self.larger):
            across.addWidget(button)
        self.setMinimumHeight(max(LOWEST, self.fontMetrics().height() + 3 * UNIT))

    def _show(self, sentence: str, icon: str = "") -> None:
        self.icon.setVisible(bool(icon))
        if icon:
            self.icon.setPixmap(self._theme.icon(icon).pixmap(BADGE_SIZE, BADGE_SIZE))
        self.hint.setText(sentence)
        self.button.hide()
        self.second.hide()

    def _offer(
        self, words: str, act: Callable[[], object], button: QPushButton | None = None
    ) -> None:
        button = button or self.button
        self._acts[button] = act
        button.setText(caption(words))
        button.show()

    def _press(self, button: QPushButton) -> None:
        self._acts[button]()

    def _zoom_button(self, tip: str, zoom: Callable[[], int], sign: str = "") -> QPushButton:
        button = QPushButton(sign)
        button.setFlat(True)
        button.setObjectName("zoom")
        button.setToolTip(tool_tip(tip))
        button.setAccessibleName(tip)
        button.clicked.connect(lambda: self.zoom_asked.emit(zoom()))
        return button

    def _show_zoom(self) -> None:
        self.zoom.setText(f"缩放　{self._theme.zoom} %")


def _last_year(live: LiveReport, cell: Cell) -> str:
    """Last year's number, and by how much this year's is another: 706　本年 +64 %."""
    last = live.session.last_year(cell.id)
    if last is None:
        return ""
    value = live.report.cells.get(cell.id)
    if value is None or value.not_applicable or cell.column.value != "count" or last <= 0:
        return str(last)
    if value.number == last:
        return f"{last}　本年相同"
    share = f"{round(100 * (value.number - last) / last):+}".replace("-", "−")
    return f"{last}　本年 {share} %"


def _hint(cell: Cell) -> str:
    """The row's hint, or where the row has none the column's; where it comes from in brackets."""
    row, column = cell.row, cell.column
    parts = [f"{part.hint}〔{part.hint_source}〕" for part in (row, column) if part.hint]
    return "　".join(parts)
