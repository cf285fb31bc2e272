"""Where a reading goes: whose report, of which year, a new one or one that is kept."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from core.matching.reading import Reading
from core.record import record
from core.refusal import Refused, one_line
from core.report.names import parse_name
from core.report.places import name_of_year
from core.report.report import KINDS, TIERS, Agency, Report
from core.store.reports import Reports
from core.taking_in import kept_for
from gui.shared.fields import choice, year_box
from gui.shared.live_report import LiveReport
from gui.shared.plain import Label, caption

NAME, CHOSEN = 120, 80  # pixels, at least, on a screen that has no more
NOT_READ = "没读出"


@record
class Destination:
    """A report that a reading goes into; `report_id` is None for a new one, which is empty."""

    report: Report
    report_id: int | None


class DestinationLine(QWidget):
    """Asks for agency, year and report, as the file says at first. `changed` says that one is."""

    changed = Signal()

    def __init__(self, reading: Reading, reports: Reports, live: LiveReport | None) -> None:
        super().__init__()
        self._reading = reading
        self._reports = reports
        self._live = live
        agency = reading.agency
        self._known = {one_line(e.agency.name): e.agency for e in reports.agencies()}
        self.name = QComboBox()
        self.name.setEditable(True)
        self.name.addItems(list(self._known))
        self.name.setMinimumWidth(NAME)
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.name.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        line = self.name.lineEdit()
        assert line
        line.setPlaceholderText("单位全称")
        line.setObjectName("agency")
        self.tier = choice(TIERS, agency.tier)
        self.kind = choice(KINDS, agency.kind)
        self.year = year_box(reports)
        self.year.setMinimum(self.year.minimum() - 1)
        self.year.setSpecialValueText(NOT_READ)
        self.year.setValue(reading.year)
        self.into = QComboBox()
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for box in (self.tier, self.kind, self.into):
            box.setMinimumWidth(CHOSEN)
        self._lay_out()
        self.name.setCurrentText(one_line(agency.name, 200))
        self._show_known()
        self._offer()
        if not agency.name:  # as in a table that was copied to go on with the open report
            self.into.setCurrentIndex(self.into.count() - 1)
        self._show_fixed()
        self.name.editTextChanged.connect(self._on_name)
        for box in (self.tier, self.kind):
            box.currentIndexChanged.connect(self._on_changed)
        self.year.valueChanged.connect(self._on_changed)
        self.into.currentIndexChanged.connect(self._on_into)

    def destination(self) -> Destination:
        """The report that is asked for. Raises Refused where nothing can go there."""
        if self.into.currentData() is not None and self._live:
            return Destination(self._live.report, self._live.session.report_id)
        report = self._asked()
        kept = kept_for(self._reports, report, "填入")
        if kept is None:
            return Destination(report, None)
        if self._live and self._live.session.report_id == kept.id:
            return Destination(self._live.report, kept.id)
        return Destination(self._reports.load(kept.id), kept.id)

    @property
    def _agency(self) -> Agency:
        """The agency as it is typed, with the code that is known of it."""
        typed = Agency(
            parse_name(self.name.currentText()),
            self.tier.currentData(),
            self.kind.currentData(),
        )
        read = self._reading.agency
        if typed.name == read.name:
            return replace(typed, code=read.code, superior=read.superior)
        return typed

    def _asked(self) -> Report:
        """An empty report as it is asked for. Raises Refused where something lacks."""
        agency = self._agency
        if not agency.name:
            raise Refused("文件里没有读出单位名称，请先在上面填写。")
        if self.year.value() == self.year.minimum():
            raise Refused("文件里没有读出年度，请先在上面选定。")
        return Report(agency, self.year.value(), self._reading.form)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for words, field, stretch in (
            ("单位(&U)", self.name, 1),
            ("层级", self.tier, 0),
            ("类型", self.kind, 0),
            ("年度(&Y)", self.year, 0),
            ("填入(&R)", self.into, 0),
        ):
            label = Label(words)
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field, stretch)

    def _offer(self) -> None:
        """Offers the report of this agency and year, and the open one where that is another."""
        chosen = self.into.currentData()
        kept = None
        try:
            asked = self._asked()
            kept = self._reports.find(asked.agency, asked.year, asked.version)
        except Refused:
            pass
        live = self._live
        is_open = bool(live and kept and live.session.report_id == kept.id)
        own = "打开着的这一份" if is_open else "本机已有的这一份" if kept else "新建的年报"
        self.into.blockSignals(True)  # what is offered is another, not what was chosen
        self.into.clear()
        self.into.addItem(own, None)
        if live and not is_open and self._can_take(live):
            report = live.report
            year = name_of_year(report.year, report.version)
            self.into.addItem(caption(f"打开着的{one_line(report.agency.name)}{year}"), 1)
        self.into.setCurrentIndex(max(0, self.into.findData(chosen)))
        self.into.blockSignals(False)

    def _show_fixed(self) -> None:
        """Has agency and year be those of the open report where it goes there."""
        for field in (self.name, self.tier, self.kind, self.year):
            field.setEnabled(self.into.currentData() is None)

    def _can_take(self, live: LiveReport) -> bool:
        """Whether the open report can be written in, and has the same cells."""
        closed = live.report.is_final or live.session.doubts
        return not closed and live.report.form.id == self._reading.form.id

    def _on_into(self) -> None:
        self._show_fixed()
        self.changed.emit()

    def _on_name(self) -> None:
        self._show_known()
        self._on_changed()

    def _show_known(self) -> None:
        """Gives a kept agency the tier and kind that it has."""
        if agency := self._known.get(self.name.currentText()):
            for box, value in ((self.tier, agency.tier), (self.kind, agency.kind)):
                box.setCurrentIndex(box.findData(value))

    def _on_changed(self) -> None:
        self._offer()
        self.changed.emit()
