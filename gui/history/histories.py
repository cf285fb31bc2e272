"""历史: what the window does with the versions of the open report, and with its log."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from core.files import write_whole
from core.formats import PACKAGE
from core.matching.reading import Reading
from core.readers.package import report_from_bytes
from core.refusal import quoted
from core.report.places import name_of_moment, name_of_year
from core.report.report import Report
from core.store.history import history_of
from core.versions import Version, versions_of
from gui.comparing.versions_window import Side, VersionsWindow
from gui.history.history_dialog import HistoryDialog, VersionActs
from gui.pages.press import Press
from gui.pages.printing import Printing
from gui.shared.desk import Desk
from gui.shared.file_dialogs import ask_what_to_read, ask_where_to_save
from gui.shared.modal import show_modal


class Histories:
    """The acts of one window on the past. Every method raises Refused."""

    def __init__(self, desk: Desk, press: Press, printing: Printing) -> None:
        self._desk = desk
        self._press = press
        self._printing = printing
        self.window: VersionsWindow | None = None
        desk.opened.connect(self.close)

    def show(self, place: str = "") -> None:
        """The versions and changes of the open report; of a place, by its id, if one is named."""
        if live := self._desk.live:
            dialog = HistoryDialog(self._desk, live, self.acts, place)
            show_modal(dialog)

    @property
    def acts(self) -> VersionActs:
        """What the dialog does with a version."""
        return VersionActs(self.load, self.look_at, self.save_pdf, self.save_package, self.compare)

    def load(self, version: Version) -> Report:
        """A version as a report: as it was at its 定稿, or as it stands now."""
        if version.package is not None:
            return report_from_bytes(version.package, self._desk.reports.forms)
        live = self._desk.live
        if live and live.session.report_id == version.row:
            return live.report
        return self._desk.reports.load(version.row)

    def look_at(self, version: Version) -> None:
        """Shows the pages of a version, to be read, saved and printed."""
        self._printing.show_report(self.load(version))

    def save_pdf(self, version: Version) -> None:
        """Asks where to and saves a version's PDF."""
        self._printing.save_report(self.load(version))

    def save_package(self, version: Version) -> None:
        """Asks where to and writes the package, byte for byte as it was frozen."""
        assert version.package is not None
        name = f"{self.load(version).composed_title}（{version.name}）"
        if path := ask_where_to_save(self._desk, name, "另存当时的数据包", PACKAGE):
            write_whole(path, version.package)
            self._desk.say_saved(path)

    # ---- comparing ----

    def compare(self, version: Version | None = None) -> None:
        """Opens two versions side by side: this one, else the one before, and what stands now."""
        if not (live := self._desk.live):
            return
        versions = versions_of(self._desk.reports, live.session.report_id)
        sides = [self._side(each) for each in versions]
        sides += self._last_years(live.report)
        chosen = versions.index(version) if version else 0
        left = chosen or min(1, len(sides) - 1)
        self.close()
        window = VersionsWindow(self._desk, sides, left, 0)
        window.print_requested.connect(self._printing.try_to_print)
        window.save_requested.connect(self._printing.try_to_save)
        window.file_wanted.connect(self._ask_file)
        self.window = window
        window.bring_to_front()

    def close(self) -> None:
        """Closes the comparison, whose report is no longer the open one."""
        if self.window:
            self.window.close()
            self.window.deleteLater()
            self.window = None

    def _side(self, version: Version, year: str = "") -> Side:
        told = partial(self._told, version)
        return Side(f"{year}{version.name}", partial(self.load, version), told)

    def _last_years(self, report: Report) -> list[Side]:
        reports = self._desk.reports
        office = reports.office_of(report.agency)
        rows = [
            entry.id
            for entry in reports.reports()
            if office and entry.agency.id == office.id and entry.year == report.year - 1
        ]
        year = name_of_year(report.year - 1)
        return [self._side(v, year) for v in (versions_of(reports, rows[0]) if rows else [])]

    def _told(self, version: Version, target: str) -> str:
        """When and how a place was changed last in a version; "" where it never was."""
        pasts = history_of(self._desk.reports.database, version.row, None, (target,))
        before = (p for p in pasts if not p.undone and not _is_after(p.at, version.at))
        past = next(before, None)
        return f"{name_of_moment(past.at)} {past.what}" if past else ""

    def _ask_file(self, place: int) -> None:
        self._desk.attempt(partial(self._read_file, place))

    def _read_file(self, place: int) -> None:
        path = ask_what_to_read(self._desk, "对照哪个文件")
        if path:
            read = partial(_report_in, path, self._desk)
            words = f"正在读取{quoted(path.name)}"
            start = partial(self._press.run, read)
            self._desk.work.wait_for(words, start, partial(self._add_file, place, path.name))

    def _add_file(self, place: int, name: str, report: Report) -> None:
        if self.window:
            self.window.add_side(place, Side(quoted(name), lambda: report))
            self.window.bring_to_front()


def _is_after(at: datetime | None, end: datetime | None) -> bool:
    return bool(at and end and at > end)


def _report_in(path: Path, desk: Desk) -> Report:
    """The report in a file that anybody made."""
    from core.importing import read_file  # with the libraries that it takes

    found = read_file(path, desk.reports.forms)
    return found.report(take_unsure=True) if isinstance(found, Reading) else found
