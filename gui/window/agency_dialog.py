"""单位资料: what an agency is called and is, and from which year a new name holds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from core.refusal import Refused, one_line
from core.report.report import KINDS, TIERS, Agency
from core.store.agencies import FIRST_YEAR, AgencyEntry
from core.store.reports import Reports
from gui.shared.desk import Desk
from gui.shared.fields import act_buttons, choice, year_box
from gui.shared.modal import show_modal
from gui.shared.plain import Label

WIDTH = 520
LINES = 3  # of the sentence that says which reports change


def show_agency(desk: Desk) -> None:
    """Has the clerk correct the agency of the open report, which is then opened again."""
    if desk.live:
        report, year = desk.live.session.report_id, desk.live.report.year
        agency = desk.reports.agency_of(report)
        dialog = AgencyDialog(desk.reports, agency, year, desk.window)
        if show_modal(dialog):
            desk.open_report(report)


class AgencyDialog(QDialog):
    """Accepted once what the clerk has changed is stored."""

    def __init__(self, reports: Reports, entry: AgencyEntry, year: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._reports = reports
        self._entry = entry
        self._years = {r.year: r.status for r in reports.reports() if r.agency.id == entry.id}
        agency = entry.agency
        self.setWindowTitle("单位资料")
        self.setMinimumWidth(WIDTH)
        self.name = QLineEdit(agency.name)
        self.tier = choice(TIERS, agency.tier)
        self.kind = choice(KINDS, agency.kind)
        self.code = QLineEdit(agency.code)
        self.code.setPlaceholderText("18 位，可以不填")
        self.superior = QLineEdit(agency.superior)
        self.superior.setPlaceholderText("主管单位或上级政府的全称，可以不填")
        self.since = QRadioButton("从这一年度的年报起(&Y)：")
        self.year = year_box(reports)
        self.year.setSuffix("年度")
        final = [y for y, status in self._years.items() if status == "final"]
        self.year.setValue(max([y + 1 for y in final] + ([] if final else [year])))
        self.always = QRadioButton("全部年报(&A)（原来填错了）")
        self.since.setChecked(True)
        self.consequence = Label()
        self.consequence.setWordWrap(True)
        self.consequence.setAlignment(Qt.AlignmentFlag.AlignTop)
        # Qt does not ask a label in a box in a layout how high its lines make it.
        self.consequence.setMinimumHeight(LINES * self.fontMetrics().lineSpacing())
        self.refusal = Label()
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self._lay_out()
        self.name.textChanged.connect(self._show_consequence)
        for box in (self.tier, self.kind):
            box.currentIndexChanged.connect(self._show_consequence)
        self.year.valueChanged.connect(self._show_consequence)
        self.since.toggled.connect(self._show_consequence)
        self._show_consequence()

    def accept(self) -> None:
        """Stores what is typed; a refusal is shown and keeps the dialog open."""
        try:
            self._reports.correct_agency(self._entry.id, self._typed, self._first_year)
        except Refused as refusal:
            self.refusal.setText(str(refusal))
            self.refusal.show()
            return
        super().accept()

    @property
    def _typed(self) -> Agency:
        return Agency(
            self.name.text(),
            self.tier.currentData(),
            self.kind.currentData(),
            self.code.text(),
            self.superior.text(),
        )

    @property
    def _first_year(self) -> int:
        return self.year.value() if self.since.isChecked() else FIRST_YEAR

    def _lay_out(self) -> None:
        form = QFormLayout()
        for label, field in (
            ("名称(&N)", self.name),
            ("层级(&T)", self.tier),
            ("单位类型(&K)", self.kind),
            ("统一社会信用代码(&C)", self.code),
            ("上级单位(&S)", self.superior),
        ):
            form.addRow(label, field)
        if self._entry.former:
            former = Label(_former_names(self._entry))
            former.setWordWrap(True)
            form.addRow("曾用", former)
        since = QHBoxLayout()
        since.addWidget(self.since)
        since.addWidget(self.year)
        since.addStretch()
        self.when = QGroupBox("新的名称、层级或类型用在哪些年报上")
        when = QVBoxLayout(self.when)
        when.addLayout(since)
        when.addWidget(self.always)
        when.addWidget(self.consequence)
        buttons = act_buttons(self, "保存", "不改")
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.when)
        column.addWidget(self.refusal)
        column.addStretch()
        column.addWidget(buttons)

    def _show_consequence(self) -> None:
        """Says which reports would change, where the change is one that reports show."""
        self.refusal.hide()
        typed = self._typed
        self.when.setVisible(typed.as_printed != self._entry.agency.as_printed)
        self.year.setEnabled(self.since.isChecked())
        after = self._entry.renamed(typed, self._first_year)
        stays = {
            str(year): after.in_year(year).as_printed == self._entry.in_year(year).as_printed
            for year in sorted(self._years)
        }
        changed = [year for year, same in stays.items() if not same]
        kept = [year for year, same in stays.items() if same]
        told = [f"{'、'.join(changed)}年度的年报改用新的" if changed else "现有的年报都不改"]
        told += [f"{'、'.join(kept)}年度的不变"] if changed and kept else []
        self.consequence.setText(f"{'；'.join(told)}。原来的名称会记下来，用旧名称的文件也认得。")
        self.adjustSize()


def _former_names(entry: AgencyEntry) -> str:
    """What the agency was called, a line each."""
    lines = []
    for former in entry.former:
        until = f"（至{former.until}年度）" if former.until else "（没有年报用过）"
        parts = [one_line(former.name), TIERS[former.tier], KINDS[former.kind]]
        lines.append(f"{'，'.join(parts)}{until}")
    return "\n".join(lines)
