"""The dialog that makes a new report."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from core.agenda import year_to_report
from core.next_year import begin
from core.refusal import Refused, one_line
from core.report.agency_kind import guess_of
from core.report.report import KINDS, TIERS, Agency
from core.store.agencies import AgencyEntry
from core.store.reports import Reports
from gui.shared.desk import Desk
from gui.shared.fields import act_buttons, choice, year_box
from gui.shared.modal import show_modal
from gui.shared.plain import Label


def show_new_report(desk: Desk) -> None:
    """Has the clerk make a report, which is then opened."""
    dialog = NewReportDialog(desk.reports, desk.window)
    if show_modal(dialog) and dialog.report_id is not None:
        desk.open_report(dialog.report_id)


class NewReportDialog(QDialog):
    """Asks for agency and year, and makes the report. `report_id` is None until it is made."""

    def __init__(self, reports: Reports, parent: QWidget) -> None:
        super().__init__(parent)
        self._reports = reports
        self.report_id: int | None = None
        self.setWindowTitle("新建年报")
        self.agency = QComboBox()
        for entry in reports.agencies():
            self.agency.addItem(one_line(entry.agency.name), entry)
        self.agency.addItem("新的单位…", None)
        self.name = QLineEdit()
        self.name.setPlaceholderText("单位全称，印在标题里")
        self.name.setMinimumWidth(280)
        self.tier = choice(TIERS, "township")
        self.kind = choice(KINDS, "branch")
        self.year = year_box(reports)
        self.year.setValue(year_to_report(date.today()))
        self.edition = Label()
        self.base = QCheckBox()
        self.base.setToolTip("文字照抄过来逐段改；上年结转按列带过来，采用了才算填")
        self.refusal = Label()
        self.refusal.setWordWrap(True)
        self._lay_out()
        self._guesses = True  # until the clerk says what the agency is
        self.name.textEdited.connect(self._guess)
        for field in (self.tier, self.kind):
            field.activated.connect(self._leave_alone)
        self.agency.currentIndexChanged.connect(self._show_agency)
        self.year.valueChanged.connect(self._show_edition)
        for changed in (self.agency.currentIndexChanged, self.year.valueChanged):
            changed.connect(self._show_base)
        self._show_agency()
        self._show_edition()
        self._show_base()
        (self.year if self.agency.currentData() else self.name).setFocus()

    def accept(self) -> None:
        """Makes the report; a refusal is shown and keeps the dialog open."""
        try:
            self.report_id = self._make()
        except Refused as refusal:
            self.refusal.setText(str(refusal))
            self.refusal.show()
            return
        super().accept()

    def _make(self) -> int:
        year = self.year.value()
        self._reports.form_for(year)
        entry: AgencyEntry | None = self.agency.currentData()
        if entry and self.base.isChecked() and not self.base.isHidden():
            return begin(self._reports, entry.id, year).report_id
        if entry:
            return self._reports.create_report(entry.id, year)
        agency = Agency(self.name.text(), self.tier.currentData(), self.kind.currentData())
        with self._reports.together():
            return self._reports.create_report(self._reports.create_agency(agency), year)

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        for label, field in (
            ("单位(&U)", self.agency),
            ("名称(&N)", self.name),
            ("层级(&T)", self.tier),
            ("单位类型(&K)", self.kind),
            ("年度(&Y)", self.year),
            ("格式", self.edition),
            ("底稿", self.base),
        ):
            self._form.addRow(label, field)
        buttons = act_buttons(self, "新建", "不建")
        self.refusal.hide()
        column = QVBoxLayout(self)
        column.addLayout(self._form)
        column.addWidget(self.refusal)
        column.addWidget(buttons)

    def _show_agency(self) -> None:
        new = self.agency.currentData() is None
        for field in (self.name, self.tier, self.kind):
            self._form.setRowVisible(field, new)
        self.refusal.hide()
        self.adjustSize()

    def _guess(self, name: str) -> None:
        """Shows what the name tells of the agency, for the clerk to correct."""
        guess = guess_of(name.strip()) if self._guesses else None
        if guess:
            for field, value in zip((self.tier, self.kind), guess, strict=True):
                field.setCurrentIndex(field.findData(value))

    def _leave_alone(self) -> None:
        self._guesses = False

    def _show_base(self) -> None:
        """Offers last year's report where it is kept."""
        entry: AgencyEntry | None = self.agency.currentData()
        last = self.year.value() - 1
        kept = entry is not None and any(
            (each.agency.id, each.year) == (entry.id, last) for each in self._reports.reports()
        )
        self.base.setText(f"以{last}年度年报为底稿(&B)")
        self.base.setChecked(kept)
        self._form.setRowVisible(self.base, kept)
        self.adjustSize()

    def _show_edition(self) -> None:
        form = self._reports.form_for(self.year.value())
        self.refusal.hide()
        self.edition.setText(f"{form.name}（{form.authority}），由年度决定")
