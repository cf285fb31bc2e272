"""The findings, gravest first; a click goes to the cell."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import SEVERITY_NAMES, WORST_FIRST, CheckResult, Finding, Span
from core.forms.rules import Rule
from gui.shared.index import NO_INDEX, Index
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, tool_tip
from gui.shared.theme import Theme

if TYPE_CHECKING:
    from gui.findings.detail import FindingDetail

ICON, GAP = 16, 6
Place: TypeAlias = tuple[Rule, tuple[str, ...], tuple[Span, ...]]
WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)


class FindingsModel(QAbstractListModel):
    """The findings of the live report, one a line; those that follow from another stand with it.

    Behind them come those that were explained.
    """

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self.findings, self.explanations = _listed(live.checked)
        live.changed.connect(self._on_changed)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.findings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        explained = self.explanations[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return finding.message + (f"（已说明：{explained}）" if explained else "")
            case Qt.ItemDataRole.DecorationRole:
                return self._theme.icon("ok" if explained else finding.severity)
            case Qt.ItemDataRole.ToolTipRole:
                return tool_tip(f"{finding.rule.code}　依据：{finding.rule.source}")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{SEVERITY_NAMES[finding.severity]}：{index.data()}"
        return None

    def _on_changed(self) -> None:
        listed = _listed(self._live.checked)
        if listed != (self.findings, self.explanations):
            self.beginResetModel()
            self.findings, self.explanations = listed
            self.endResetModel()


def _place_of(finding: Finding) -> Place:
    """What tells a finding from the others of its rule."""
    return finding.rule, finding.cells, finding.spans


def _listed(checked: CheckResult) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The findings to list, and beside each the reason it was explained by, or ""."""
    roots = checked.roots
    explained = [(v.finding, v.explanation) for v in checked.explained if v.finding]
    findings = roots + tuple(finding for finding, _ in explained)
    return findings, ("",) * len(roots) + tuple(text for _, text in explained)


class FindingDelegate(QStyledItemDelegate):
    """A finding's sentence beside its icon, wrapped and never cut."""

    def __init__(self, view: QListView, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme

    def sizeHint(self, option: Any, index: Index) -> QSize:
        width = self._view.viewport().width()
        space = QRect(0, 0, width - ICON - 3 * GAP, 10_000)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        height = option.fontMetrics.boundingRect(space, WRAPPED, text).height()
        return QSize(width, max(height, ICON) + 2 * GAP)

    def paint(self, painter: QPainter, option: Any, index: Index) -> None:
        shades = self._theme.shades
        if self._view.selectionModel().isSelected(index):
            painter.fillRect(option.rect, shades.selected)
        inside = option.rect.adjusted(GAP, GAP, -GAP, -GAP)
        icon: QIcon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, inside.left(), inside.top() + 1, ICON, ICON)
        painter.setPen(shades.text)
        painter.drawText(inside.adjusted(ICON + GAP, 0, 0, 0), WRAPPED, index.data())


class FindingsPanel(QFrame):
    """The panel beside the tabs. `chosen` carries the `Finding` to go to."""

    chosen = Signal(object)

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._live = live
        self.model = FindingsModel(live, theme, self)
        self.row = 0
        self._place: Place | None = None  # of the finding gone to last
        self.title = Label()
        self.title.setFont(_bold(self.font()))
        self.waiting = Label()
        self.waiting.setWordWrap(True)
        self.waiting.setStyleSheet(f"color: {theme.shades.faint.name()}")
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindingDelegate(self.list, theme))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName("问题")
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self._theme = theme
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 8, 4)
        column.addWidget(self.title)
        column.addWidget(self.list, 1)
        column.addWidget(self.waiting)
        column.addStretch(0)
        self._describe()
        live.changed.connect(self._describe)

    def go(self, step: int) -> None:
        """Goes to the next (1) or the previous (-1) finding, round and round."""
        findings = self.model.findings
        if not findings:
            return
        places = [_place_of(finding) for finding in findings]
        if self._place in places:
            row = places.index(self._place) + step
        else:  # the finding is mended, and the next one has moved up to its row
            row = self.row if step > 0 else self.row - 1
        index = self.model.index(row % len(findings), 0)
        self.list.setCurrentIndex(index)
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        finding = self.model.findings[index.row()]
        self.row, self._place = index.row(), _place_of(finding)
        self.detail.show_finding(finding, self.model.explanations[index.row()])
        self.chosen.emit(finding)

    @cached_property
    def detail(self) -> FindingDetail:
        """What can be done about the finding gone to last."""
        from gui.findings.detail import FindingDetail  # the window opens without

        detail = FindingDetail(self._live, self._theme, self)
        self._column.insertWidget(self._column.indexOf(self.list) + 1, detail)
        return detail

    def _keep_detail(self) -> None:
        """Shows the detail of the finding gone to last as it is now, as long as it stands."""
        if self._place is None:
            return
        for finding, explanation in zip(self.model.findings, self.model.explanations, strict=True):
            if _place_of(finding) == self._place:
                self.detail.show_finding(finding, explanation)
                return
        self.detail.show_finding(None)

    def _describe(self) -> None:
        findings = self._live.checked.roots
        self._keep_detail()
        counts = [
            f"{sum(f.severity == severity for f in findings)} 处{SEVERITY_NAMES[severity]}"
            for severity in WORST_FIRST
            if any(f.severity == severity for f in findings)
        ]
        reading = self._live.session.texts_wait
        nothing = "正在核对" if reading else "没有发现问题"
        self.title.setText(f"问题　{' · '.join(counts)}" if counts else nothing)
        waiting = ["正文正在核对，正文里的问题稍后列出。"] if reading else []
        if blank := len(self._live.checked.not_assessable):
            waiting.append(f"另有 {blank} 项缺数待核：相关的格还没有填全。")
        self.waiting.setText("\n".join(waiting))
        self.waiting.setVisible(bool(waiting))
        self.list.setVisible(bool(self.model.findings))


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
