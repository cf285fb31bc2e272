"""What stands above the findings: how many of each kind; and the strip that is all of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST
from core.checks.progress import Standing
from core.forms.rules import Severity
from gui.findings.buttons import small_button
from gui.shared.plain import Label, tool_tip
from gui.shared.theme import BADGE_SIZE, BODY, LABEL, UNIT, Theme, lettering

STRIP = 28  # pixels: the width of the folded panel
HEIGHT = 34


def counted(standing: Standing) -> dict[Severity, int]:
    """How many findings there are of each severity, those left out of which there is none."""
    counts = zip(WORST_FIRST, (standing.errors, standing.warnings, standing.hints), strict=True)
    return {severity: count for severity, count in counts if count}


def in_words(standing: Standing, reading: bool) -> str:
    """The counts in words: 1 错误 · 5 提示; 还没有矛盾 while there are blanks and nothing else."""
    counts = counted(standing)
    if counts:
        return " · ".join(f"{n} {SEVERITY_NAMES[severity]}" for severity, n in counts.items())
    if reading:
        return "正在核对"
    return "没有发现问题" if standing.is_filled else "还没有矛盾"


class Head(QWidget):
    """Name and counts of the panel, and the button to the next finding."""

    def __init__(
        self,
        theme: Theme,
        go: Callable[[], object],
        fold: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._counts: list[Label] = []
        self.setFixedHeight(HEIGHT)
        name = Label("核对")
        name.setFont(lettering(BODY, bold=True))
        self._across = QHBoxLayout()
        self._across.setSpacing(UNIT)
        self.next = small_button("F8 下一处", go, theme.shades, filled=False)
        self.fold = QToolButton()
        self.fold.setText("»")
        self.fold.setAutoRaise(True)
        self.fold.setToolTip("收起核对")
        self.fold.setAccessibleName("收起核对")
        self.fold.clicked.connect(lambda _checked: fold())
        across = QHBoxLayout(self)
        across.setContentsMargins(3 * UNIT, 0, 2 * UNIT, 0)
        across.setSpacing(2 * UNIT)
        across.addWidget(name)
        across.addLayout(self._across)
        across.addStretch(1)
        across.addWidget(self.next)
        across.addWidget(self.fold)

    def show_standing(self, standing: Standing, reading: bool) -> None:
        """Shows the counts, each with its icon, or in words that there is none."""
        for label in self._counts:
            self._across.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._counts = []
        counts = counted(standing)
        for severity, count in counts.items():
            icon = Label()
            icon.setPixmap(self._theme.icon(severity).pixmap(BADGE_SIZE, BADGE_SIZE))
            self._add(icon)
            self._add(
                Label(f"{count} {SEVERITY_NAMES[severity]}" if len(counts) < 3 else f"{count}")
            )
        if not counts:
            self._add(Label(in_words(standing, reading)))
        self.setAccessibleName(f"核对：{in_words(standing, reading)}")
        wanted = bool(counts) or not standing.is_filled
        self.next.setText("F8 下一处" if counts else "F8 下一空格")
        self.next.setVisible(wanted and not standing.is_final)

    def _add(self, label: Label) -> None:
        label.setFont(lettering(LABEL))
        label.setStyleSheet(f"color: {self._theme.shades.ink2.name()}")
        self._across.addWidget(label)
        self._counts.append(label)


class Strip(QToolButton):
    """The folded panel: the three counts one above the other. A click unfolds it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._standing = Standing(())
        self.setFixedWidth(STRIP)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(STRIP, 6 * STRIP)

    def show_standing(self, standing: Standing, reading: bool) -> None:
        """Shows the counts."""
        self._standing = standing
        self.setAccessibleName(f"核对：{in_words(standing, reading)}；展开")
        self.setToolTip(tool_tip(f"核对：{in_words(standing, reading)}"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, shades = QPainter(self), self._theme.shades
        painter.setFont(lettering(LABEL))
        if self.underMouse():
            painter.fillRect(self.rect(), shades.hover)
        painter.setPen(shades.accent if self.hasFocus() else shades.ink2)
        row = self.rect().adjusted(0, 2 * UNIT, 0, 0)
        row.setHeight(STRIP)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, "«")
        counts = counted(self._standing)
        for severity in WORST_FIRST:
            row.translate(0, STRIP)
            count = counts.get(severity, 0)
            mode = QIcon.Mode.Normal if count else QIcon.Mode.Disabled  # grey: there is none
            badge = QRect((STRIP - BADGE_SIZE) // 2, row.top(), BADGE_SIZE, BADGE_SIZE)
            self._theme.icon(severity).paint(painter, badge, mode=mode)
            row.translate(0, STRIP - 2 * UNIT)
            painter.setPen(shades.ink if count else shades.ink3)
            painter.drawText(row, Qt.AlignmentFlag.AlignHCenter, str(count))
        if self.hasFocus():
            painter.setPen(shades.accent)
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
