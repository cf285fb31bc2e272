"""Reports as files: opening reports, saving packages, asking where to; and what goes for good.

Imported when the first such action runs, for the window opens faster without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.document.compose import compose
from core.files import write_whole
from core.formats import PACKAGE, PDF, writable, writable_format
from core.readers.file import read_report
from core.refusal import Refused, one_line, quoted
from core.report.places import name_of_year
from core.report.report import Report
from core.store.database import StoreRefused
from core.store.reports import ReportEntry
from core.taking_in import take_in
from core.writers.html.fragment import fragment_of
from core.writers.package import write_package
from core.writers.text import text_of
from gui.keeping.backup_keeper import BackupKeeper
from gui.pages.press import Press
from gui.shared.desk import UNSTORED_TOO, Desk
from gui.shared.file_dialogs import ask_what_to_open, ask_where_to_save
from gui.shared.live_report import LiveReport
from gui.shared.questions import confirm, confirm_deletion, tell
from gui.texts.check import TextCheck

WAY_BACK = "删除前先备份；删错了，请尽早用“备份与恢复”找回。"


class ReportFiles:
    """The file actions of one window. Every method raises Refused, having changed nothing."""

    def __init__(self, desk: Desk, press: Press, texts: TextCheck, keeper: BackupKeeper) -> None:
        self._desk = desk
        self._press = press
        self._texts = texts
        self._keeper = keeper

    def ask_package(self) -> None:
        """Asks for a package, or a PDF that carries one, and opens it."""
        if path := ask_what_to_open(self._desk, "打开填报数据包"):
            self.open_package(path)

    def open_package(self, path: Path) -> None:
        """Reads a package, or the one in a PDF, takes it into the store and opens it."""
        self._read(path, partial(self.take_in, path))

    def _read(self, path: Path, then: Callable[[Report], object]) -> None:
        read = partial(read_report, path, self._desk.reports.forms)
        words = f"正在读取{quoted(path.name)}"
        self._desk.work.wait_for(words, partial(self._press.run, read), then)

    def take_in(self, path: Path, report: Report) -> None:
        """Takes a report of this program's own into the store and opens it."""
        reports = self._desk.reports
        kept = reports.find(report.agency, report.year, report.version)
        if kept and not self._may_replace(kept, report):
            return
        if not self._keeper.make_before("导入"):
            return
        session = take_in(reports, report, "打开填报数据包")
        self._desk.open_report(session.report_id)
        self._desk.say(f"已打开{quoted(path.name)}，内容存进了本机。")
        if report.is_final:
            self._texts.when_checked(self._tell_of_errors)

    def _tell_of_errors(self) -> None:
        if self._desk.live and (count := len(self._desk.live.checked.errors)):
            tell(self._desk.window, f"这份年报已经定稿，但有{count}处错误；要改，请先“撤销定稿”。")

    def ask_last_year(self, live: LiveReport) -> None:
        """Has this report checked against last year's: the one that is kept, or one in a file."""
        year = live.report.year - 1
        kept = self._last_year(live)
        if kept and not confirm(
            self._desk.window,
            "对照上年年报",
            f"软件里有{year}年度的年报，已经用来对照。要换成一个文件里的吗？",
            "打开文件",
            "用软件里的",
        ):
            self._compare(live, "软件里的年报", kept)
        elif path := ask_what_to_open(self._desk, f"打开{year}年度的年报"):
            self._read(path, partial(self._compare, live, quoted(path.name)))

    def _last_year(self, live: LiveReport) -> Report | None:
        """Last year's report as it is kept; None where there is none that can be read."""
        try:
            return self._desk.reports.last_year_of(live.session.report_id)
        except StoreRefused:
            return None  # what is wrong was said when the report was opened

    def _compare(self, live: LiveReport, name: str, last: Report) -> None:
        if live is self._desk.live:
            live.session.compare_with(last)
            self._desk.say(f"已与{name}对照；问题列在右边。")

    def delete_report(self, live: LiveReport) -> None:
        """Asks twice, then removes a report, of which a backup is made before."""
        report = live.report
        name = f"{one_line(report.agency.name)}{name_of_year(report.year, report.version)}的年报"
        if confirm_deletion(
            self._desk.window,
            f"要删除{name}吗？",
            f"{name}会连同修改记录一起删除。{WAY_BACK}",
        ) and self._keeper.make_before("删除"):
            self._desk.reports.delete_report(live.session.report_id)
            self._desk.close_report()

    def delete_agency(self, live: LiveReport) -> None:
        """Asks twice, then removes a report's agency with all its reports, after a backup."""
        reports = self._desk.reports
        entry = reports.agency_of(live.session.report_id)
        agency = entry.agency
        count = sum(r.agency.id == entry.id for r in reports.reports())
        if confirm_deletion(
            self._desk.window,
            f"要删除单位{quoted(agency.name)}吗？",
            f"{quoted(agency.name)}和它的 {count} 份年报会全部删除。{WAY_BACK}",
        ) and self._keeper.make_before("删除"):
            reports.delete_agency(entry.id)
            self._desk.close_report()

    def save_package(self, report: Report) -> bool:
        """Asks where to and saves the report's package; False where the clerk cancels."""
        path = ask_where_to_save(self._desk, report.composed_title, "另存数据包", PACKAGE)
        if path is None:
            return False
        write_package(report, path)
        self._say_saved(report, path)
        return True

    def export(self, report: Report) -> None:
        """Asks where to and saves the report in a format that no other action saves it in."""
        formats = [format for format in writable() if format not in (PACKAGE, PDF)]
        if path := ask_where_to_save(self._desk, report.file_title, "导出", *formats):
            make = partial(writable_format(path).content, report)
            start = partial(self._press.run, make)
            self._desk.work.wait_for("正在导出", start, partial(self._keep, report, path))

    def copy_for_web(self, report: Report) -> None:
        """Puts the report on the clipboard: as rich text for web editors, and as plain text."""
        document = compose(report)
        copied = QMimeData()
        # Said as browsers say it, for who would guess another character set.
        copied.setHtml(f'<meta charset="utf-8">{fragment_of(document)}')
        copied.setText(text_of(document))
        QGuiApplication.clipboard().setMimeData(copied)
        mark = f"，上面标着“{document.watermark}”" if document.watermark else ""
        self._desk.say(f"整份年报已复制{mark}；请到网页编辑器里粘贴。" + self._unstored(report))

    def _keep(self, report: Report, path: Path, content: bytes) -> None:
        write_whole(path, content)
        self._say_saved(report, path)

    def _say_saved(self, report: Report, path: Path) -> None:
        self._desk.say_saved(path, self._unstored(report))

    def _unstored(self, report: Report) -> str:
        """What to add where the report has contents that could not be stored."""
        stored = self._desk.live is None or report is self._desk.live.report
        return "" if stored else UNSTORED_TOO

    def _may_replace(self, kept: ReportEntry, report: Report) -> bool:
        """Whether the clerk wants a kept report's contents replaced. Raises Refused."""
        name = f"{one_line(report.agency.name)}{name_of_year(report.year, report.version)}"
        if kept.edition != report.form.id:
            raise Refused(
                f"本机已有{name}的年报，格式与数据包不同，没有打开；请先删除本机的那一份。"
            )
        if kept.status == "final":
            raise Refused(f"本机已有{name}的年报，而且已经定稿，没有打开；要替换，请先撤销定稿。")
        # Undo stops where a report is finalised or made a draft again.
        way_back = "可以" if report.status == kept.status else "不能"
        question = f"本机已有{name}的年报，要用数据包里的内容替换吗？替换后{way_back}撤销。"
        return confirm(self._desk.window, "打开填报数据包", question, "替换", "不替换")
