"""Before 定稿: what must be mended, what needs a reason, what may be looked at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.checks.findings import CheckResult, Finding
from core.refusal import one_line
from core.report.places import name_of_year
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption
from gui.shared.questions import ask_reason
from gui.shared.theme import BODY, HEADING, ICON_SIZE, UNIT, Theme, lettering

MEND = "改正"
WIDTH, HEIGHT, LEAST = 720, 520, 240
AROUND = 140  # pixels of height that the list does not take
ABSENT = "pending"  # what is not filled, as its icon
GROUPS: tuple[tuple[str, str], ...] = (
    ("error", "必须改好"),
    (ABSENT, "还没有填写"),
    ("warning", "改正，或写说明"),
    ("hint", "可以看看"),
)


class Gate(QDialog):
    """Accepted where the clerk presses 定稿, which is off while something must be mended.

    A line that is gone to closes it; `go_to` is given its finding, or the id of an empty section.
    """

    def __init__(
        self,
        live: LiveReport,
        theme: Theme,
        go_to: Callable[[Finding | str], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._theme = theme
        self._go_to = go_to
        self.setWindowTitle("定稿")
        self.headline = Label()
        self.headline.setFont(lettering(HEADING, bold=True))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self.look = QPushButton("再看看")
        self.look.setDefault(True)
        self.look.clicked.connect(self.reject)
        self.finalise = QPushButton("定稿")
        self.finalise.setAutoDefault(False)
        self.finalise.setObjectName("filled")
        self.finalise.clicked.connect(self.accept)
        self._lay_out()
        self._fill()
        live.changed.connect(self._fill)
        self.look.setFocus()

    @property
    def words(self) -> str:
        """All that it says."""
        lines = (label.text() for label in self._area.widget().findChildren(Label))
        return "\n".join((self.headline.text(), *filter(None, lines)))

    def sizeHint(self) -> QSize:
        listed = self._area.widget().sizeHint().height() + AROUND
        screen = self.screen().availableGeometry().size()
        return QSize(WIDTH, min(max(listed, LEAST), HEIGHT)).boundedTo(screen * 0.9)

    def _lay_out(self) -> None:
        report = self._live.report
        about = Label(f"{one_line(report.agency.name)} {name_of_year(report.year, report.version)}")
        about.setEnabled(False)
        top = QHBoxLayout()
        top.addWidget(self.headline)
        top.addSpacing(3 * UNIT)
        top.addWidget(about, 1)
        after = Label("定稿后数字和文字锁住，要改可以撤销定稿。")
        below = QHBoxLayout()
        below.addWidget(after, 1)
        below.addWidget(self.look)
        below.addWidget(self.finalise)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * UNIT, 4 * UNIT, 6 * UNIT, 4 * UNIT)
        column.setSpacing(3 * UNIT)
        column.addLayout(top)
        column.addWidget(self._area, 1)
        column.addLayout(below)

    def _fill(self) -> None:
        """Lists what there is now; what is mended here is gone at once."""
        roots = self._live.checked.roots
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * UNIT)
        grouped = {
            kind: [finding for finding in roots if _kind_of(finding) == kind] for kind, _ in GROUPS
        }
        for kind, title in GROUPS:
            if found := grouped[kind]:
                heading = Label(f"{title}　{len(found)} 处")
                heading.setFont(lettering(BODY, bold=True))
                column.addWidget(heading)
                for finding in found:
                    column.addWidget(self._line(finding))
                column.addSpacing(UNIT)
        column.addStretch(1)
        self._area.setWidget(inside)
        self.headline.setText(_headline(self._live.checked, len(grouped["warning"])))
        self.finalise.setEnabled(not any(finding.severity == "error" for finding in roots))

    def _line(self, finding: Finding) -> QWidget:
        buttons: list[tuple[str, Callable[[], object]]] = []
        if len(finding.culprits) == 1:
            buttons.append((MEND, partial(self._mend, finding)))
        if finding.severity == "warning":
            buttons.append(("写说明…", partial(self._explain, finding)))
        place = finding if finding.cells or not finding.is_absence else finding.section
        go = "去填写" if finding.is_absence else "去看看"
        buttons.append((go, partial(self._leave_for, place)))
        return self._row(_kind_of(finding), finding.message, buttons)

    def _row(
        self, icon: str, sentence: str, buttons: list[tuple[str, Callable[[], object]]]
    ) -> QWidget:
        row = QFrame()
        row.setFrameShape(QFrame.Shape.StyledPanel)
        across = QGridLayout(row)
        across.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        across.setHorizontalSpacing(2 * UNIT)
        mark = Label()
        mark.setPixmap(self._theme.icon(icon).pixmap(ICON_SIZE, ICON_SIZE))
        words = Label(sentence)
        words.setWordWrap(True)
        across.addWidget(mark, 0, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(words, 0, 1)
        across.setColumnStretch(1, 1)
        for place, (text, act) in enumerate(buttons, start=2):
            button = QPushButton(caption(text))
            button.setAutoDefault(False)
            if text == MEND:
                button.setObjectName("filled")
            button.clicked.connect(partial(_press, act))
            across.addWidget(button, 0, place)
        return row

    def _mend(self, finding: Finding) -> None:
        self._live.attempt(partial(self._live.session.mend, finding.culprits[0]))

    def _explain(self, finding: Finding) -> None:
        reason = ask_reason(self, finding.message, "")
        if reason:
            self._live.attempt(partial(self._live.session.explain, finding, reason))

    def _leave_for(self, place: Finding | str) -> None:
        self.reject()
        self._go_to(place)


def _kind_of(finding: Finding) -> str:
    return ABSENT if finding.is_absence else finding.severity


def _headline(checked: CheckResult, warnings: int) -> str:
    """How far it is to 定稿."""
    if errors := sum(finding.severity == "error" for finding in checked.roots):
        return f"还差 {errors} 处，才能定稿"
    return f"还有 {warnings} 处警告没有改正，也没有写说明" if warnings else "可以定稿"


def _press(act: Callable[[], object], _checked: bool = False) -> None:
    act()
