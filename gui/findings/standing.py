"""How far the report is: what is still to be filled, the sections as bars, and the next step."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from core.checks.progress import Progress, Standing, State
from gui.findings.buttons import small_button
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.theme import BADGE_SIZE, BODY, LABEL, RADIUS, UNIT, Theme, lettering

ICONS: dict[State, str] = {
    "error": "error", "empty": "pending", "blank": "begun", "warning": "warning", "hint": "hint",
    "done": "ok",
}  # fmt: skip
BAR = 4


class Unfilled(QFrame):
    """What is still to be filled or written, in grey: nothing of it is wrong.

    `wanted` carries a section's id to go to, `zeros` one whose blanks are to be filled with 0;
    `offers` asks for all that follows from last year's report.
    """

    wanted = Signal(str)
    zeros = Signal(str)
    offers = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Progress, ...] = ()
        self._offered = 0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        top = QHBoxLayout()
        self._filled, self._all = Label(), Label()
        self._filled.setFont(lettering(BODY, bold=True))
        top.addWidget(self._filled)
        top.addStretch(1)
        top.addWidget(self._all)
        column.addLayout(top)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(UNIT)
        column.addLayout(self._rows)
        self._waiting = Label()
        self._waiting.setFont(lettering(LABEL))
        column.addWidget(self._waiting)

    def show_standing(self, standing: Standing, waiting: int) -> None:
        """Lists the parts that are not filled; hides itself where there is none, or at 定稿.

        `waiting` is how many checks wait for blank cells.
        """
        shown = tuple(each for each in standing.sections if each.blanks or _unwritten(each))
        self.setVisible(bool(shown) and not standing.is_final)
        if standing.cells > standing.blanks:
            self._filled.setText(f"已填 {standing.cells - standing.blanks} 格")
        else:
            self._filled.setText("还没有填")
        self._all.setText(f"共 {standing.cells} 格")
        self._waiting.setText(f"填全后再核对 {waiting} 项。")
        self._waiting.setVisible(waiting > 0)
        for label in (self._all, self._waiting):
            label.setStyleSheet(f"color: {self._theme.shades.ink2.name()}")
        if (shown, standing.offers) != (self._shown, self._offered):
            self._shown, self._offered = shown, standing.offers
            self._list()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.shades.line)
        painter.setBrush(self._theme.shades.card)
        inside = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, RADIUS, RADIUS)

    def _list(self) -> None:
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if self._offered:
            self._rows.addWidget(self._offers_row())
        for each in self._shown:
            self._rows.addWidget(self._row(each))

    def _offers_row(self) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(UNIT)
        icon = Label()
        icon.setPixmap(self._theme.icon("last-year").pixmap(BADGE_SIZE, BADGE_SIZE))
        across.addWidget(icon)
        words = Label(f"按上年年报可填 {self._offered} 格")
        words.setFont(lettering(LABEL))
        across.addWidget(words, 1)
        button = small_button("全部采用", self.offers.emit, self._theme.shades, filled=False)
        button.setToolTip("上年结转等格填上年年报的数，可以撤销；也可以逐格照实填")
        button.setFixedWidth(button.sizeHint().width())
        across.addWidget(button)
        return row

    def _row(self, each: Progress) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(UNIT)
        name = f"{each.section.number} {each.section.tab}"
        go = QPushButton(self._theme.icon(ICONS[each.state]), caption(name))
        go.setFlat(True)
        go.setFont(lettering(LABEL))
        go.setIconSize(QSize(BADGE_SIZE, BADGE_SIZE))
        go.setAccessibleName(f"{name}：{each.words}")
        shades = self._theme.shades
        go.setStyleSheet(
            f"QPushButton {{ color: {shades.ink.name()}; text-align: left; padding: 0;"
            " border: 2px solid transparent; }"
            f"QPushButton:hover {{ color: {shades.accent.name()}; }}"
            f"QPushButton:focus {{ border-color: {shades.accent.name()}; }}"
        )
        section = each.section.id
        go.clicked.connect(partial(self._want, section))
        across.addWidget(go, 1)
        state = Label(f"{each.cells - each.blanks} / {each.cells}" if each.blanks else "未写")
        state.setStyleSheet(f"color: {shades.ink2.name()}")
        across.addWidget(state)
        if each.blanks:
            button = small_button("补零", partial(self.zeros.emit, section), shades, filled=False)
            button.setAccessibleName(f"{name}：补零")
            button.setToolTip("空着的格填 0，不动合计格，可以撤销")
        else:
            button = small_button("去写", partial(self.wanted.emit, section), shades, filled=False)
            button.setAccessibleName(f"{name}：去写")
        button.setFixedWidth(button.sizeHint().width())
        across.addWidget(button)
        return row

    def _want(self, section: str, _checked: bool = False) -> None:
        self.wanted.emit(section)


class Bars(QWidget):
    """A bar for each section, with its number and its state as an icon below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sections: tuple[Progress, ...] = ()
        self.setFont(lettering(LABEL))
        self.setFixedHeight(BAR + 2 * UNIT + self.fontMetrics().height())

    def show_standing(self, standing: Standing) -> None:
        """Draws the sections' states."""
        self._sections = standing.sections
        said = "；".join(f"{s.section.number} {s.section.tab}：{s.words}" for s in self._sections)
        self.setAccessibleName(f"进度：{said}")
        self.setToolTip(tool_tip(said.replace("；", "\n")))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        count = max(len(self._sections), 1)
        width = (self.width() + UNIT) // count
        for i, each in enumerate(self._sections):
            left = i * width
            bar = QRect(left, 0, width - UNIT, BAR)
            painter.fillRect(bar, shades.back)
            painter.fillRect(self._part(bar, each), self._colour(each.state))
            painter.setPen(shades.ink2)
            below = QRect(left, BAR + UNIT, width // 2 - 1, self.height() - BAR - UNIT)
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(below, align, each.section.number)
            top = below.center().y() - BADGE_SIZE // 2 + 1
            icon = self._theme.icon(ICONS[each.state])
            icon.paint(painter, left + width // 2 + 2, top, BADGE_SIZE, BADGE_SIZE)

    def _part(self, bar: QRect, each: Progress) -> QRect:
        """How much of the bar is filled: as much as of the cells, or all of a text."""
        if each.state == "empty":
            return QRect()
        if not each.blanks:
            return bar
        part = bar.width() * (each.cells - each.blanks) // each.cells
        return QRect(bar.left(), bar.top(), max(part, 2), bar.height())

    def _colour(self, state: State) -> object:
        shades = self._theme.shades
        named = {"error": shades.error, "warning": shades.warn, "blank": shades.ink3}
        return named.get(state, shades.ok)


class Foot(QFrame):
    """The fixed lower part of the panel: progress in figures and bars, and the next step."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._figures, self.next_step, self.waiting = Label(), Label(), Label()
        self._bars = Bars(theme)
        title = Label("进度")
        title.setFont(lettering(LABEL, bold=True))
        for label in (self.next_step, self.waiting):
            label.setWordWrap(True)
            label.setFont(lettering(LABEL))
        across = QHBoxLayout()
        across.addWidget(title)
        across.addStretch(1)
        across.addWidget(self._figures)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addLayout(across)
        column.addWidget(self._bars)
        column.addWidget(self.waiting)
        column.addWidget(self.next_step)

    def show_standing(self, standing: Standing, reading: bool) -> None:
        """`reading` says that the texts are still being checked."""
        written = len(standing.texts) - len(standing.unwritten)
        self._figures.setText(
            f"数字 {standing.cells - standing.blanks} / {standing.cells} 格　"
            f"文字 {written} / {len(standing.texts)} 部分"
        )
        grey = f"color: {self._theme.shades.ink2.name()}"
        self._figures.setStyleSheet(grey)
        self.waiting.setStyleSheet(grey)
        self.waiting.setText("正文正在核对，正文里的问题稍后列出。" if reading else "")
        self.waiting.setVisible(reading)
        self.next_step.setText(standing.next_step)
        self.next_step.setVisible(not reading)  # till then nobody knows
        self._bars.show_standing(standing)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, self.width(), 1), self._theme.shades.line)


def _unwritten(each: Progress) -> bool:
    return each.section.text and each.empty
