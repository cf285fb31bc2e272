"""Below a table of a single row: its totals beside last year's and what the texts say of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from core.checks.beside import Beside, Shares, lines_beside, shares_of
from core.checks.findings import Figure
from core.forms.definition import Table
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import BADGE_SIZE, UNIT, Theme, lettering

NUMBER_WIDTH = 9  # characters of a column of numbers
LINK = """
QPushButton { border: 2px solid transparent; padding: 3px 2px 3px %dpx; text-align: left;
  background: transparent; color: palette(%s); }
QPushButton:hover:enabled { text-decoration: underline; }
QPushButton:focus { border-color: palette(highlight); }
QPushButton:disabled { color: palette(placeholder-text); }
"""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Comparison(QWidget):
    """The lines, each with buttons that lead to its cell and to the words of the text.

    `cell_requested` carries the id of a cell, `span_requested` the `Span` of a figure.
    """

    cell_requested = Signal(str)
    span_requested = Signal(object)

    def __init__(self, live: LiveReport, table: Table, theme: Theme) -> None:
        super().__init__()
        self._live = live
        self._table = table
        self._theme = theme
        self._lines: tuple[Beside, ...] = lines_beside(table, live.checked)
        self.rows = [_Row(line, theme) for line in self._lines]
        self.bars = [_Bars(line.name, theme) for line in self._lines if not line.within]
        self._lay_out()
        self._show()
        live.changed.connect(self._show)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * UNIT)
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * UNIT)
        grid.setVerticalSpacing(0)
        title = Label("和上年、和正文对照")
        title.setFont(lettering(bold=True))
        grid.addWidget(title, 0, 0)
        year = self._live.report.year
        for at, name in enumerate((f"{year}年", f"{year - 1}年", "增减", "正文写的"), start=1):
            head = Label(name)
            head.setEnabled(False)  # in the colour of what only names
            grid.addWidget(head, 0, at, RIGHT)
            width = NUMBER_WIDTH * self.fontMetrics().horizontalAdvance("国")
            grid.setColumnMinimumWidth(at, width)
        for at, row in enumerate(self.rows, start=1):
            for place, widget in enumerate(row.widgets):
                across = Qt.AlignmentFlag.AlignLeft if place in (0, 5) else RIGHT
                grid.addWidget(widget, at, place, across)
            row.name.clicked.connect(partial(self._go_to_cell, at - 1))
            for button in (row.written, row.verdict):
                button.clicked.connect(partial(self._go_to_words, at - 1))
        grid.setColumnStretch(6, 1)
        column.addLayout(grid)
        for bars in self.bars:
            column.addWidget(bars)

    def _show(self) -> None:
        checked = self._live.checked
        self._lines = lines_beside(self._table, checked)
        for row, line in zip(self.rows, self._lines, strict=True):
            row.show_line(line)
        whole = [line for line in self._lines if not line.within]
        for bars, line in zip(self.bars, whole, strict=True):
            bars.show_shares(shares_of(self._table, line, checked.facts) if checked.facts else ())

    def _go_to_cell(self, row: int) -> None:
        self.cell_requested.emit(self._lines[row].cells[0])

    def _go_to_words(self, row: int) -> None:
        if figure := _worst(self._lines[row]):
            self.span_requested.emit(figure.span)


class _Row:
    """The widgets of one line."""

    def __init__(self, line: Beside, theme: Theme) -> None:
        self._theme = theme
        self.name = _link(line.name, "window-text", indent=3 * UNIT * line.within)
        self.name.setToolTip(tool_tip(f"到{line.name}的总计"))
        self.now, self.last, self.change = Label(), Label(), Label()
        self.now.setFont(lettering(bold=True))
        self.written = _link("", "highlight")
        self.verdict = _link("", "window-text")
        self.verdict.setIconSize(QSize(BADGE_SIZE, BADGE_SIZE))
        self.widgets = (self.name, self.now, self.last, self.change, self.written, self.verdict)

    def show_line(self, line: Beside) -> None:
        """Writes this year's number, last year's, the change, and what the text says."""
        self.now.setText("" if line.now is None else str(line.now))
        self.last.setText("" if line.last is None else str(line.last))
        self.change.setText(_change(line))
        figure = _worst(line)
        self.written.setText(caption(figure.text) if figure else "没有写")
        self.written.setEnabled(figure is not None)
        self.written.setToolTip(tool_tip("到正文里的这个数" if figure else ""))
        if figure is None or figure.expected is None:
            self.verdict.hide()
            return
        off = figure.value - figure.expected
        words = f"{'多' if off > 0 else '少'} {abs(off)}" if off else "相符"
        self.verdict.setText(caption(words))
        self.verdict.setIcon(self._theme.icon("warning" if off else "ok"))
        self.verdict.show()


class _Bars(QWidget):
    """What one line is made up of, a bar for each year, their parts as long as their shares."""

    HEIGHT = 5 * UNIT

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._shares: tuple[Shares, ...] = ()

    def show_shares(self, shares: tuple[Shares, ...]) -> None:
        """Shows these; nothing where all are 0."""
        self._shares = tuple(each for each in shares if any(number for _, number in each.parts))
        self.setVisible(bool(self._shares))
        said = (
            f"{each.year}年 " + "，".join(f"{label}{number}" for label, number in each.parts)
            for each in self._shares
        )
        self.setAccessibleName(f"{self._name}：" + "；".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        lines = self.fontMetrics().height() + 2 * UNIT
        return QSize(120 * UNIT, lines + len(self._shares) * (self.HEIGHT + 2 * UNIT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance("2024年") + 4 * UNIT
        right = metrics.horizontalAdvance("000000")
        painter.setFont(lettering(bold=True))
        painter.setPen(shades.ink)
        painter.drawText(0, metrics.ascent(), self._name)
        painter.setFont(self.font())
        grounds = (shades.cross, shades.sel, shades.head, shades.paper)
        y = metrics.height() + 2 * UNIT
        for each in self._shares:
            whole = sum(number for _, number in each.parts)
            painter.setPen(shades.ink2)
            line = QRectF(0, y, self.width(), self.HEIGHT)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(line, middle, f"{each.year}年")
            painter.setPen(shades.ink)
            painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, str(whole))
            x, room = float(left), self.width() - left - right
            for at, (label, number) in enumerate(each.parts):
                width = room * float(number) / float(whole)
                part = QRectF(x, y, width, self.HEIGHT)
                painter.setPen(shades.frame)
                painter.setBrush(grounds[at % len(grounds)])
                painter.drawRect(part)
                words = (f"{label} {number}", str(number))
                fits = [w for w in words if metrics.horizontalAdvance(w) + UNIT <= width]
                if fits:
                    painter.setPen(shades.ink)
                    painter.drawText(part, Qt.AlignmentFlag.AlignCenter, fits[0])
                x += width
            y += self.HEIGHT + 2 * UNIT


def _link(words: str, role: str, indent: int = 0) -> QPushButton:
    """A button that looks like the words of a line; `role` is the palette's for its colour."""
    button = QPushButton(caption(words))
    button.setFlat(True)
    button.setStyleSheet(LINK % (indent, role))
    return button


def _worst(line: Beside) -> Figure | None:
    """What the texts say of a line: a figure that does not agree before those that do."""
    return min(line.figures, key=lambda figure: figure.agrees is not False, default=None)


def _change(line: Beside) -> str:
    """By how much this year's number is another than last year's: −270　−61 %."""
    if line.now is None or line.last is None:
        return ""
    off = line.now - line.last
    share = f"　{round(100 * off / line.last):+} %" if line.last > 0 else ""
    return f"{off:+}{share}".replace("-", "−") if off else "0"
