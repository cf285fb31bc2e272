"""What can be done about the finding that was chosen: mend it, rewrite it, or give a reason."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from core.checks.equations import effects_of
from core.checks.explanations import quoted
from core.checks.facts import Facts
from core.checks.findings import Finding, Repair, Rewrite
from core.report.report import Report
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption, tool_tip
from gui.shared.questions import ask_reason
from gui.shared.theme import Theme

HIGHEST = 300


class FindingDetail(QScrollArea):
    """Below the list of findings. Hidden while none is chosen, or the chosen one is gone.

    As high as what it says, until it would take the list's room: then it scrolls.
    """

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._finding: Finding | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        inside = QWidget()
        self.setWidget(inside)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(8, 8, 8, 8)
        self._column.setSpacing(6)
        self.hide()

    def show_finding(self, finding: Finding | None, explanation: str = "") -> None:
        """Shows what can be done about a finding; None hides the detail."""
        self._finding = finding
        self._empty()
        if finding is None:
            self.hide()
            return
        draft = not self._live.report.is_final
        if finding.culprits:
            self._add_culprits(finding, draft)
        for rewrite in finding.rewrites if draft else ():
            self._add_rewrite(rewrite)
        if finding.follow_ons:
            lines = "\n".join(f"· {follow_on.message}" for follow_on in finding.follow_ons)
            heading = "一同没能核对的" if finding.undecided else "同一处错误还引起"
            self._add(f"{heading}：\n{lines}", faint=True)
        if finding.beside:
            self._add(f"上年的原文：\n{finding.beside}", faint=True)
        if explanation:
            self._add(f"说明：{explanation}")
        if finding.severity != "error" and draft:
            words = "修改说明…" if explanation else "写说明，保留不改…"
            self._add_button(words, partial(self._explain, explanation))
        self._column.addStretch(1)
        self.setVisible(self._column.count() > 1)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.viewport().width()
        height = self._column.totalHeightForWidth(width) + 2 * self.frameWidth()
        return QSize(width, min(height, HIGHEST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # the lines break elsewhere

    def _add_culprits(self, finding: Finding, draft: bool) -> None:
        report = self._live.report
        certain = len(finding.culprits) == 1
        self._add("从合计推算，错的应是：" if certain else "从合计推算，错的可能是：")
        choice = QComboBox()
        choice.setAccessibleName("可能错的格")
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for repair in finding.culprits:
            choice.addItem(repair_in_words(repair, report), repair)
        choice.setToolTip(tool_tip(choice.currentText()))
        effects = self._label("", faint=True)
        show = partial(self._show_effects, choice, effects)
        choice.currentIndexChanged.connect(show)
        show()
        if certain:
            self._add(choice.currentText())
            choice.deleteLater()
            mend = partial(self._mend, finding.culprits[0])
        else:
            self._column.addWidget(choice)
            mend = partial(self._mend_chosen, choice)
        self._column.addWidget(effects)
        if draft:
            self._add_button("改正", mend)

    def _show_effects(self, choice: QComboBox, label: Label, *_index: int) -> None:
        choice.setToolTip(tool_tip(choice.currentText()))
        assert self._live.checked.facts  # without, there are no findings with repairs
        label.setText(effects_in_words(choice.currentData(), self._live.checked.facts))

    def _add_rewrite(self, rewrite: Rewrite) -> None:
        words = quoted(rewrite.span, self._live.report)
        deleted = rewrite.what if rewrite.called else f"删去“{words}”"
        meant = f"“{words}”改为“{rewrite.text}”" if rewrite.text else deleted
        self._add_button(meant, partial(self._rewrite, rewrite))

    def _mend(self, repair: Repair) -> None:
        self._live.attempt(partial(self._live.session.mend, repair))

    def _mend_chosen(self, choice: QComboBox) -> None:
        self._mend(choice.currentData())

    def _rewrite(self, rewrite: Rewrite) -> None:
        self._live.attempt(partial(self._live.session.rewrite, rewrite))

    def _explain(self, explanation: str) -> None:
        finding = self._finding
        reason = ask_reason(self, finding.message, explanation) if finding else None
        if finding and reason is not None:
            self._live.attempt(partial(self._live.session.explain, finding, reason))

    def _add(self, text: str, faint: bool = False) -> None:
        self._column.addWidget(self._label(text, faint))

    def _label(self, text: str, faint: bool = False) -> Label:
        label = Label(text)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if faint:
            label.setStyleSheet(f"color: {self._theme.shades.faint.name()}")
        return label

    def _add_button(self, text: str, act: object) -> None:
        button = QPushButton(caption(text))
        button.clicked.connect(act)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def _empty(self) -> None:
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
            elif layout := item.layout():
                while inner := layout.takeAt(0):
                    if widget := inner.widget():
                        widget.hide()
                        widget.deleteLater()


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
