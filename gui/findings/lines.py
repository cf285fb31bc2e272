"""What the panel lists: findings by section, that in front first, the explained ones last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, TypeAlias

from PySide6.QtCore import QAbstractListModel, Qt, Signal
from PySide6.QtWidgets import QWidget

from core.checks.findings import SEVERITY_NAMES, Finding, Span
from core.checks.headlines import headline_of
from core.checks.progress import by_section
from core.forms.rules import Rule
from core.record import record
from gui.shared.index import NO_INDEX, Index
from gui.shared.live_report import LiveReport
from gui.shared.plain import tool_tip
from gui.shared.theme import Theme

Kind = Literal["heading", "finding", "fold"]
Place: TypeAlias = tuple[Rule, tuple[str, ...], tuple[Span, ...]]
LINE = Qt.ItemDataRole.UserRole  # the Line itself


@record
class Line:
    """One line of the list: a section's name, a finding, or what folds the explained ones."""

    kind: Kind
    words: str
    finding: Finding | None = None
    explanation: str = ""


def place_of(finding: Finding) -> Place:
    """What tells a finding from the others of its rule, before and after an edit."""
    return finding.rule, finding.cells, finding.spans


def spoken(finding: Finding, headline: str, explanation: str = "") -> str:
    """A finding as a screen reader says it: how grave, what, and why."""
    explained = f"已说明：{explanation}。" if explanation else ""
    return f"{SEVERITY_NAMES[finding.severity]}：{headline}。{finding.message}{explained}"


class FindingsModel(QAbstractListModel):
    """The lines of the live report. `findings` are all that have one, in their order.

    `changed` says that there are others, and comes after the model's own reset.
    """

    changed = Signal()

    def __init__(self, live: LiveReport, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._front = live.report.form.sections[0].id
        self._unfolded = False
        self.lines = tuple(self._listed())
        live.changed.connect(self.refresh)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings in sight, from above."""
        return tuple(line.finding for line in self.lines if line.finding)

    def in_order(self) -> tuple[Finding, ...]:
        """The same in the order of the form, whichever section is in front."""
        groups = by_section(self._live.report, self._live.checked.faults)
        found = tuple(finding for group in groups.values() for finding in group)
        return found + tuple(f for f in self.findings if f not in found)

    def row_of(self, place: Place | None) -> int | None:
        """The row of a finding; None where it is not listed."""
        rows = (
            row
            for row, line in enumerate(self.lines)
            if line.finding and place_of(line.finding) == place
        )
        return next(rows, None)

    def show_front(self, section: str) -> None:
        """Puts the findings of the section in front before the others."""
        if section != self._front:
            self._front = section
            self.refresh()

    def unfold(self) -> None:
        """Shows the explained findings, or folds them again."""
        self._unfolded = not self._unfolded
        self.refresh()

    def refresh(self) -> None:
        """Lists what is found now."""
        lines = tuple(self._listed())
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()
            self.changed.emit()

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags  # keys pass over it
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.words
            case Qt.ItemDataRole.DecorationRole if line.finding:
                return self._theme.icon("ok" if line.explanation else line.finding.severity)
            case Qt.ItemDataRole.ToolTipRole if finding := line.finding:
                about = f"{finding.rule.code}　依据：{finding.rule.source}"
                return tool_tip(f"{line.words}\n{finding.message}\n{about}")
            case Qt.ItemDataRole.AccessibleTextRole if line.finding:
                return spoken(line.finding, line.words, line.explanation)
        return line if role == LINE else None

    def _listed(self) -> Iterator[Line]:
        report, checked = self._live.report, self._live.checked
        groups = by_section(report, checked.faults)
        for section in sorted(report.form.sections, key=lambda each: each.id != self._front):
            if section.id in groups:
                yield Line("heading", f"{section.number} {section.tab}")
                for finding in groups[section.id]:
                    yield Line("finding", headline_of(finding, report), finding)
        if checked.explained:
            yield Line("fold", f"已说明 {len(checked.explained)} 处")
            for verdict in checked.explained if self._unfolded else ():
                assert verdict.finding is not None
                headline = headline_of(verdict.finding, report)
                yield Line("finding", headline, verdict.finding, verdict.explanation)
