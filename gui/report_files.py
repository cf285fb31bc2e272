"""Reports as files: opening reports, saving packages, asking where to; and what goes for good.

Imported when the first such action runs, for the window opens faster without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from core.formats import PACKAGE, PDF, Format, read_report, readable, writable, writable_format
from core.refusal import Refused, one_line, quoted
from core.report.places import name_of_year
from core.report.report import Report
from core.session import take_in
from core.store.reports import ReportEntry
from core.writers.files import file_name, write_whole
from core.writers.package import write_package
from gui.live_report import LiveReport
from gui.questions import confirm, confirm_twice, tell
from gui.settings import Settings
from gui.unsaved import UNSTORED_TOO

if TYPE_CHECKING:
    from gui.main_window import MainWindow


class ReportFiles:
    """The file actions of one window. Every method raises Refused, having changed nothing."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def ask_package(self) -> None:
        """Asks for a package, or a PDF that carries one, and opens it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, "打开填报数据包", self._folder(), _kinds_to_open()
        )
        if name:
            self._remember_folder(name)
            self.open_package(Path(name))

    def open_package(self, path: Path) -> None:
        """Reads a package, or the one in a PDF, takes it into the store and opens it."""
        self._read(path, partial(self._take_in, path))

    def _read(self, path: Path, then: Callable[[Report], object]) -> None:
        read = partial(read_report, path, self._window.reports.forms)
        words = f"正在读取{quoted(path.name)}"
        self._window.work.wait_for(words, partial(self._window.press.run, read), then)

    def _take_in(self, path: Path, report: Report) -> None:
        reports = self._window.reports
        kept = reports.find(report.agency, report.year, report.version)
        if kept and not self._may_replace(kept, report):
            return
        if not self._window.keeper.make_before("导入"):
            return
        session = take_in(reports, report, "打开填报数据包")
        self._window.open_report(session.report_id)
        self._window.hint_line.say(f"已打开{quoted(path.name)}，内容存进了本机。")
        if report.is_final:
            self._window.texts.when_checked(self._tell_of_errors)

    def _tell_of_errors(self) -> None:
        if self._window.live and (count := len(self._window.live.checked.errors)):
            tell(self._window, f"这份年报已经定稿，但有{count}处错误；要改，请先“撤销定稿”。")

    def ask_last_year(self, live: LiveReport) -> None:
        """Asks for last year's report and has this one checked against it."""
        year = live.report.year - 1
        name, _ = QFileDialog.getOpenFileName(
            self._window, f"打开{year}年度的年报", self._folder(), _kinds_to_open()
        )
        if name:
            self._remember_folder(name)
            self._read(Path(name), partial(self._compare, live, Path(name)))

    def _compare(self, live: LiveReport, path: Path, last: Report) -> None:
        if live is self._window.live:
            live.session.compare_with(last)
            self._window.hint_line.say(f"已与{quoted(path.name)}对照；问题列在右边。")

    def delete_report(self, live: LiveReport) -> None:
        """Asks twice, then removes a report for good."""
        report = live.report
        name = f"{one_line(report.agency.name)}{name_of_year(report.year, report.version)}的年报"
        if confirm_twice(
            self._window,
            f"要删除{name}吗？",
            f"{name}会连同修改记录一起删除，不能恢复。确定删除吗？",
        ):
            self._window.reports.delete_report(live.session.report_id)
            self._window.close_report()

    def delete_agency(self, live: LiveReport) -> None:
        """Asks twice, then removes a report's agency with all its reports for good."""
        reports = self._window.reports
        entry = reports.agency_of(live.session.report_id)
        agency = entry.agency
        count = sum(r.agency.id == entry.id for r in reports.reports())
        if confirm_twice(
            self._window,
            f"要删除单位{quoted(agency.name)}吗？",
            f"{quoted(agency.name)}和它的 {count} 份年报会全部删除，不能恢复。确定删除吗？",
        ):
            reports.delete_agency(entry.id)
            self._window.close_report()

    def save_package(self, report: Report) -> bool:
        """Asks where to and saves the report's package; False where the clerk cancels."""
        path = self.ask_path(report.composed_title, "另存数据包", PACKAGE)
        if path is None:
            return False
        write_package(report, path)
        self._say_saved(report, path)
        return True

    def export(self, report: Report) -> None:
        """Asks where to and saves the report in a format that no other action saves it in."""
        formats = [format for format in writable() if format not in (PACKAGE, PDF)]
        if path := self.ask_path(report.composed_title, "导出", *formats):
            make = partial(writable_format(path).content, report)
            start = partial(self._window.press.run, make)
            self._window.work.wait_for("正在导出", start, partial(self._keep, report, path))

    def _keep(self, report: Report, path: Path, content: bytes) -> None:
        write_whole(path, content)
        self._say_saved(report, path)

    def _say_saved(self, report: Report, path: Path) -> None:
        stored = self._window.live is None or report is self._window.live.report
        self._window.hint_line.say(f"已保存：{path}" + ("" if stored else UNSTORED_TOO))

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
        return confirm(self._window, "打开填报数据包", question)

    def ask_path(self, name: str, title: str, *formats: Format) -> Path | None:
        """Where to save in one of the formats; None where the clerk cancels.

        It is asked with a name to begin with. The path has the suffix of one of the formats.
        """
        offered = Path(self._folder()) / file_name(name, formats[0].suffix)
        kinds = [_kind(format.name, format) for format in formats]
        chosen, kind = QFileDialog.getSaveFileName(
            self._window, title, str(offered), ";;".join(kinds)
        )
        if not chosen:
            return None
        self._remember_folder(chosen)
        path = Path(chosen)
        if path.suffix.lower() in [format.suffix for format in formats]:
            return path
        suffix = formats[kinds.index(kind) if kind in kinds else 0].suffix
        path = path.with_name(path.name + suffix)  # which the file dialog has not asked about
        question = f"{quoted(path.name)}已经有了，要替换它吗？"
        # A name that is too long raises an error in Path.exists.
        is_free = not os.path.exists(path)  # noqa: PTH110
        return path if is_free or confirm(self._window, title, question) else None

    def _folder(self) -> str:
        return self._settings.folder or str(Path.home())

    def _remember_folder(self, chosen: str) -> None:
        self._settings.folder = str(Path(chosen).parent)
        self._settings.keep()


def _kinds_to_open() -> str:
    """What a file dialog shows of the files that can be opened."""
    formats = readable()
    return _kind("、".join(format.readable_name or format.name for format in formats), *formats)


def _kind(name: str, *formats: Format) -> str:
    """A line of a file dialog: 年报数据包 (*.nianbao)."""
    return f"{name} ({' '.join(f'*{format.suffix}' for format in formats)})"
