"""The card of the finding at hand: what is wrong, why, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.checks.equations import effects_of
from core.checks.explanations import quoted
from core.checks.facts import Facts
from core.checks.findings import Repair, Rewrite
from core.report.report import Report
from gui.findings.buttons import in_rows, small_button
from gui.findings.lines import Line, spoken
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, tool_tip
from gui.shared.questions import ask_reason
from gui.shared.theme import BODY, ICON_SIZE, LABEL, RADIUS, UNIT, Theme, lettering

EDGE = 3  # pixels at the left, in the colour of the finding
MOST_LINES = 3  # of the reason, until all of it is asked for
MOST_REWRITES = 2  # buttons; what else is to be rewritten comes when these are done
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


class Card(QFrame):
    """A finding opened in its place of the list, `width` pixels wide.

    `went` carries the target (`cells.ID` or `texts.KEY`) that an act has changed; `wanted` asks to
    go where the finding is; `unfolded` asks for the card with all of its reason. `buttons` are in
    order, the first the likeliest act; `stops` is all that Tab comes to.
    """

    went = Signal(str)
    wanted = Signal()
    unfolded = Signal()

    def __init__(
        self, live: LiveReport, theme: Theme, line: Line, width: int, whole: bool = False
    ) -> None:
        super().__init__()
        assert line.finding is not None
        self._live = live
        self._theme = theme
        self._line = line
        self._draft = not live.report.is_final
        self.finding = line.finding
        self.buttons: list[QPushButton] = []
        self.stops: list[QWidget] = []
        self._room = width - EDGE - 5 * UNIT - ICON_SIZE
        self.setAccessibleName(spoken(self.finding, line.words, line.explanation))
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE + 2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addLayout(self._headline())
        self._column = QVBoxLayout()
        self._column.setContentsMargins(ICON_SIZE + UNIT, 0, 0, 0)
        self._column.setSpacing(UNIT)
        column.addLayout(self._column)
        self._add_reason(whole)
        self._add_acts()
        self.setFixedSize(width, column.totalHeightForWidth(width))

    def shows(self, line: Line) -> bool:
        """Whether it says all that is to be said of a line now, and offers what can be done."""
        return line == self._line and self._draft is not self._live.report.is_final

    def paintEvent(self, _event: QPaintEvent) -> None:
        shades = self._theme.shades
        colour = shades.ink3 if self._line.explanation else shades.state[self.finding.severity]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(shades.card)
        inside = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, RADIUS, RADIUS)
        painter.fillRect(QRect(0, 1, EDGE, self.height() - 2), colour)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()):
            self.wanted.emit()

    # ---- what it says ----

    def _headline(self) -> QHBoxLayout:
        icon = Label()
        name = "ok" if self._line.explanation else self.finding.severity
        icon.setPixmap(self._theme.icon(name).pixmap(ICON_SIZE, ICON_SIZE))
        words = Label()
        words.setFont(lettering(BODY, bold=True))
        shown = words.fontMetrics().elidedText(
            self._line.words, Qt.TextElideMode.ElideRight, self._room
        )
        words.setText(shown)
        words.setToolTip(tool_tip(self._line.words))
        across = QHBoxLayout()
        across.setSpacing(UNIT)
        across.addWidget(icon)
        across.addWidget(words, 1)
        return across

    def _add_reason(self, whole: bool) -> None:
        reason, metrics = self._reason(), QFontMetrics(lettering(LABEL))
        cut = not whole and first_lines(reason, metrics, self._room, MOST_LINES) != reason
        sentence = first_lines(self.finding.message, metrics, self._room, MOST_LINES)
        self._add_words(sentence if cut else reason)
        if cut:
            self._add_quiet("全文", self.unfolded.emit)
        if self._line.explanation:
            self._add_words(f"说明：{self._line.explanation}")

    def _reason(self) -> str:
        finding = self.finding
        lines = [finding.message]
        if finding.follow_ons:
            lines.append("一同没能核对的：" if finding.undecided else "同一处错误还引起：")
            lines += [f"· {follow_on.message}" for follow_on in finding.follow_ons]
        if finding.beside:
            lines.append(f"上年的原文：\n{finding.beside}")
        return "\n".join(lines)

    def _add_words(self, text: str) -> Label:
        words = Label(text)
        words.setFont(lettering(LABEL))
        words.setWordWrap(True)
        words.setStyleSheet(f"color: {self._theme.shades.ink2.name()}")
        words.setFixedWidth(self._room)
        if text:
            words.setMinimumHeight(words.heightForWidth(self._room))
        self._column.addWidget(words)
        return words

    def _add_quiet(self, text: str, act: Callable[[], object]) -> None:
        """A link, which is no act of the finding."""
        link = QPushButton(text)
        link.setFlat(True)
        link.setFont(lettering(LABEL))
        accent = self._theme.shades.accent.name()
        link.setStyleSheet(
            f"QPushButton {{ color: {accent}; border: 2px solid transparent; padding: 0; }}"
            f"QPushButton:focus {{ border-color: {accent}; }}"
        )
        link.clicked.connect(act)
        self.stops.append(link)
        self._column.addWidget(link, alignment=Qt.AlignmentFlag.AlignLeft)

    # ---- what can be done ----

    def _add_acts(self) -> None:
        finding, draft = self.finding, self._draft
        if finding.culprits and draft:
            self._add_repairs()
        for rewrite in finding.rewrites[:MOST_REWRITES] if draft else ():
            self._add_act(self._named(rewrite), partial(self._rewrite, rewrite))
        where = "到单元格" if finding.anchor and not finding.spans else "到正文"
        if not finding.anchor and not finding.spans:
            where = "去填写" if draft else "去看看"
        self._add_act(where, self.wanted.emit)
        if finding.severity != "error" and draft:
            words = "修改说明…" if self._line.explanation else "写说明…"
            self._add_act(words, self._explain)
        self._column.addSpacing(UNIT)
        self._column.addLayout(in_rows(self.buttons, self._room))

    def _add_act(self, text: str, act: Callable[[], object]) -> None:
        first = not self.buttons
        button = small_button(text, act, self._theme.shades, filled=first)
        if first:
            button.setToolTip("Alt+Enter")
        self.buttons.append(button)
        self.stops.append(button)

    def _add_repairs(self) -> None:
        culprits = self.finding.culprits
        if len(culprits) == 1:
            self._add_act("改正", partial(self._mend, culprits[0]))
            return
        self._add_words("错的可能是：")
        choice = QComboBox()
        choice.setAccessibleName("可能错的格")
        choice.setFont(lettering(LABEL))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for repair in culprits:
            choice.addItem(repair_in_words(repair, self._live.report), repair)
        choice.setFixedWidth(self._room)
        self.stops.append(choice)
        self._column.addWidget(choice)
        effects = self._add_words("")
        lines = effects.fontMetrics().lineSpacing() * MOST_LINES
        effects.setFixedHeight(lines)
        effects.setAlignment(Qt.AlignmentFlag.AlignTop)
        show = partial(self._show_effects, choice, effects)
        choice.currentIndexChanged.connect(show)
        show()
        self._add_act("改正", lambda: self._mend(choice.currentData()))

    def _show_effects(self, choice: QComboBox, label: Label, *_index: int) -> None:
        choice.setToolTip(tool_tip(choice.currentText()))
        assert self._live.checked.facts  # without, there are no findings with repairs
        words = effects_in_words(choice.currentData(), self._live.checked.facts)
        label.setText(first_lines(words, label.fontMetrics(), self._room, MOST_LINES))
        label.setToolTip(tool_tip(words))

    def _named(self, rewrite: Rewrite) -> str:
        words = quoted(rewrite.span, self._live.report)
        if not rewrite.text:
            return rewrite.what if rewrite.called else f"删去“{words}”"
        first = len(self.finding.rewrites) == 1
        return f"改为“{rewrite.text}”" if first else f"“{words}”改为“{rewrite.text}”"

    def _mend(self, repair: Repair) -> None:
        live, went = self._live, self.went  # the card goes with its finding
        if live.attempt(partial(live.session.mend, repair)):
            went.emit(f"cells.{next(iter(repair.values))}")

    def _rewrite(self, rewrite: Rewrite) -> None:
        live, went = self._live, self.went
        if live.attempt(partial(live.session.rewrite, rewrite)):
            went.emit(rewrite.span.place.target)

    def _explain(self) -> None:
        live, finding = self._live, self.finding
        reason = ask_reason(self.window(), finding.message, self._line.explanation)
        if reason is not None:
            live.attempt(partial(live.session.explain, finding, reason))


def first_lines(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """As much of a text as fits into so many lines, with … where that is not all."""

    def height(words: str) -> int:
        return metrics.boundingRect(QRect(0, 0, width, 100_000), WRAPPED, words).height()

    room = height("\n".join("字" * lines))

    def fits(words: str) -> bool:
        return height(words) <= room

    if fits(text):
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(f"{text[:middle]}…") else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def repair_in_words(repair: Repair, report: Report) -> str:
    """Each cell with what it has and what it should have: （二）部分公开·自然人 2 → 1."""
    return "；".join(
        f"{'·'.join(report.form.cells[cell].path[-2:])} {report.cells[cell].text} → {value}"
        for cell, value in repair.values.items()
    )


def effects_in_words(repair: Repair, facts: Facts) -> str:
    """What the repair does to each line it touches, both sides before and after."""
    return "\n".join(
        f"{effect.line}：{effect.before[0]} 与 {effect.before[1]} → "
        f"{effect.after[0]} 与 {effect.after[1]}{'，相等' if effect.holds else '，仍不相等'}"
        for effect in effects_of(repair, facts)
    )
