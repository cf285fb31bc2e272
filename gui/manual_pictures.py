"""The pictures of the manual, taken of the real program over made-up data: `make manual`."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.formats import writable_format
from core.forms.demands import read_demands
from core.importing import read_file
from core.readers.file import read_report
from core.report.edits import set_cells, set_text
from core.report.report import Report
from core.resources import Resources
from core.store.demands import keep_demands
from gui.application import make_application, make_window
from gui.demands.demands_dialog import DemandsDialog
from gui.history.history_dialog import HistoryDialog
from gui.importing.import_dialog import ImportDialog
from gui.keeping.backup_dialog import BackupDialog
from gui.overview.overview_dialog import OverviewDialog
from gui.texts.tab import TextTab
from gui.window.gate import Gate
from gui.window.main_window import MainWindow
from gui.window.new_report_dialog import NewReportDialog

SIZE = (1280, 680)
PREVIEW_SIZE = QSize(640, 770)
PREVIEW_PAGE = 3
SETTLE = 0.3  # seconds for what is shown a moment later
WRONG = "applications.granted.total"
YEAR = 2025
MOST_COLOURS = 64


class Photographer:
    """A window over an empty data folder, and where its pictures go."""

    def __init__(self, application: QApplication, resources: Resources, data: Path) -> None:
        self._application = application
        self.resources = resources
        self.window: MainWindow = make_window(resources, data)
        self.window.resize(*SIZE)
        self.window.show()
        self.settle()

    def settle(self) -> None:
        """Lets everything show that was begun."""
        end = time.monotonic() + SETTLE
        desk = self.window.desk
        while (
            time.monotonic() < end
            or desk.work.is_on
            or (desk.live and desk.live.session.texts_wait)
        ):
            self._application.processEvents()

    def take(self, widget: QWidget, path: Path, part: QRect | None = None) -> None:
        """Saves a picture of a widget, or of a part of it, in few colours."""
        self.settle()
        image = widget.grab(part or widget.rect()).toImage()
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        colours = Counter(memoryview(image.constBits()).cast("I")).most_common(MOST_COLOURS)
        table = [colour for colour, _ in colours]
        image = image.convertToFormat(
            QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither
        )
        image.save(str(path), quality=0)  # 0: as small as it gets
        print(path, path.stat().st_size)

    def take_dialog(self, dialog: QDialog, path: Path) -> None:
        """Saves a picture of a dialog, which goes then."""
        dialog.show()
        self.take(dialog, path)
        dialog.close()
        dialog.deleteLater()


def save_pictures(resources: Resources) -> None:
    """Takes every picture of the manual anew."""
    application, folder = make_application(resources), resources.help
    with tempfile.TemporaryDirectory() as data:
        camera = Photographer(application, resources, Path(data))
        window = camera.window
        camera.take(window, folder / "start.png")
        camera.take_dialog(NewReportDialog(window.desk.reports, window), folder / "new.png")
        _type_sample(window)
        _take_work(camera, folder)
        _take_dialogs(camera, folder, Path(data))
        window.close()


def _type_sample(window: MainWindow) -> None:
    """The sample as this year's report, with last year's beside it."""
    reports, desk = window.desk.reports, window.desk
    sample = read_report(desk.resources.sample, reports.forms)
    agency = reports.create_agency(sample.agency)
    for year in (YEAR - 1, YEAR):
        desk.open_report(reports.create_report(agency, year))
        assert desk.live
        session = desk.live.session
        known = session.report.form.cells
        cells = {c: v.text for c, v in sample.cells.items() if c in known and not known[c].is_total}
        for cell in known.values():
            if not cell.is_total and cell.column.value == "count":
                cells.setdefault(cell.id, "0")
        session.apply(set_cells(session.report, {**cells, **_made_up(year)}))
        for key, text in sample.texts.items():
            session.apply(set_text(session.report, key, _text(text, year)))


def _text(text: str, year: int) -> str:
    """A text of the sample, of another year and with the figures of `_made_up`."""
    more = 3 if year == YEAR else 0
    answered = f"予以公开{5 + more}件，部分公开1件，不予公开2件，无法提供1件"
    return (
        text.replace("2020", str(year))
        .replace("申请1件，由自然人提出", f"申请{9 + more}件，均由自然人提出")
        .replace("经审查作出部分公开的答复", answered)
    )


def _made_up(year: int) -> dict[str, str]:
    """Applications that make a chart worth looking at."""
    more = 3 if year == YEAR else 0
    return {
        "applications.new_received.natural_person": str(9 + more),
        "applications.granted.natural_person": str(5 + more),
        "applications.refused_law.natural_person": "2",
        "applications.unavailable_not_held.natural_person": "1",
        "fees.administrative_fees.amount": "12.5",
    }


def _take_work(camera: Photographer, folder: Path) -> None:
    """What is seen while a report is filled."""
    window = camera.window
    tabs, live = window.workspace.tabs, window.desk.live
    assert tabs
    assert live
    tabs.show_section("disclosure").setFocus()
    camera.take(window, folder / "tables.png")
    live.session.apply(set_cells(live.report, {WRONG: "18"}))
    tabs.show_section("applications").setFocus()
    camera.settle()
    window.workspace.go_to_finding(1)
    camera.take(window, folder / "findings.png")
    live.session.undo()
    _take_preview(camera, folder)
    text = live.report.texts["general"].replace("申请12件", "申请21件")
    live.session.apply(set_text(live.report, "general", text))
    tab = tabs.show_section("general")
    assert isinstance(tab, TextTab)
    camera.settle()
    at = text.index("申请21件")
    tab.show_words("general", at, at)  # a window without a screen follows no cursor
    camera.settle()
    window.workspace.go_to_finding(1)
    camera.take(window, folder / "texts.png")


def _take_preview(camera: Photographer, folder: Path) -> None:
    camera.window.acts.preview()
    preview = camera.window.acts.printing.preview
    assert preview
    preview.resize(PREVIEW_SIZE)
    while not preview.page_box.suffix():
        camera.settle()
    preview.view.go_to_page(PREVIEW_PAGE - 1)
    camera.take(preview, folder / "preview.png")
    preview.close()


def _take_dialogs(camera: Photographer, folder: Path, data: Path) -> None:
    window, resources = camera.window, camera.resources
    desk, live = window.desk, window.desk.live
    assert live
    camera.take_dialog(Gate(live, desk.theme, lambda _: None, window), folder / "gate.png")
    overview = OverviewDialog(live, desk.theme, lambda: None, window)
    camera.take_dialog(overview, folder / "overview.png")
    demands = read_demands(resources.demands, desk.reports.forms)
    keep_demands(desk.reports, demands, None, datetime.now())
    camera.take_dialog(DemandsDialog(desk), folder / "demands.png")
    window.keeper.make("手动")
    backups = BackupDialog(desk, window.keeper)
    backups.folder.setText("数据文件夹")
    camera.take_dialog(backups, folder / "backups.png")
    _take_import(camera, folder, data)
    _take_published(camera, folder)


def _take_import(camera: Photographer, folder: Path, data: Path) -> None:
    desk = camera.window.desk
    assert desk.live
    page = data / "上年年报.html"
    page.write_bytes(writable_format(page).content(desk.live.report, _no_faces))
    reading = read_file(page, desk.reports.forms)
    assert not isinstance(reading, Report)
    dialog = ImportDialog(desk, reading, page.name, lambda *_: None)
    dialog.resize(*SIZE)
    camera.take_dialog(dialog, folder / "import.png")


def _no_faces() -> None:
    raise AssertionError("a web page needs no faces")


def _take_published(camera: Photographer, folder: Path) -> None:
    desk = camera.window.desk
    assert desk.live
    session = desk.live.session
    text = session.report.texts["general"].replace("申请21件", "申请12件")
    session.apply(set_text(session.report, "general", text))
    session.finalise(date(YEAR + 1, 1, 20))
    session.reopen()
    session.apply(set_text(session.report, "problems", "改过的一段。"))
    acts = camera.window.acts.histories.acts
    camera.take_dialog(HistoryDialog(desk, desk.live, acts), folder / "history.png")
