"""The button that names the open report and lists the others."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from core.refusal import one_line
from core.report.report import KINDS
from core.store.reports import ReportEntry, Reports
from gui.plain import caption


class ReportChooser(QToolButton):
    """`chosen` carries the id of the report to open."""

    chosen = Signal(int)

    def __init__(self, reports: Reports, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports = reports
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip("选择单位和年度")
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    def show_report(self, report_id: int | None) -> None:
        """Names the open report; None where none is."""
        found = next((e for e in self._reports.reports() if e.id == report_id), None)
        self.setText(caption(_name(found)) if found else "选择年报")

    def fill(self) -> None:
        """Lists the reports as they are now."""
        menu = self.menu()
        menu.clear()
        kept = None
        names = [entry.agency.name for entry in self._reports.agencies()]
        for entry in self._reports.reports():
            agency = entry.agency.agency
            if entry.agency != kept:
                name = one_line(agency.name)
                alone = names.count(agency.name) == 1
                menu.addSection(caption(name if alone else f"{name}　{KINDS[agency.kind]}"))
                kept = entry.agency
            action = QAction(caption(_name(entry)), menu)
            action.setData(entry.id)
            action.triggered.connect(self._choose)
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("还没有年报").setEnabled(False)

    def _choose(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.chosen.emit(action.data())


def _name(entry: ReportEntry) -> str:
    status = "定稿" if entry.status == "final" else "草稿"
    return f"{one_line(entry.agency.agency.name)}　{entry.year}年度（{status}）"
