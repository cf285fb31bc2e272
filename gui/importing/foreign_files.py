"""The ways in for what others made: a file, the clipboard, a table that is pasted."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from core.formats import PACKAGE, format_of
from core.forms.definition import Form
from core.matching.choosing import Choosing
from core.matching.reading import Reading
from core.readers.file import read_report
from core.refusal import Refused, quoted
from core.report.report import Report
from core.session import Session
from core.taking_in import begin
from gui.importing.destination import Destination
from gui.keeping.backup_keeper import BackupKeeper
from gui.pages.press import Press
from gui.shared.desk import Desk
from gui.shared.file_dialogs import ask_what_to_read
from gui.shared.modal import show_modal
from gui.shared.questions import choose

TakeIn = Callable[[Path, Report], object]
CLIPBOARD = "剪贴板"


class ForeignFiles:
    """The acts of one window on files of others. Every method raises Refused.

    A file of this program's own is given to `take_in`.
    """

    def __init__(self, desk: Desk, press: Press, keeper: BackupKeeper, take_in: TakeIn) -> None:
        self._desk = desk
        self._press = press
        self._keeper = keeper
        self._take_in = take_in

    def ask(self) -> None:
        """Asks for a file and has it confirmed."""
        if path := ask_what_to_read(self._desk, "导入"):
            self.open(path)

    def open(self, path: Path) -> None:
        """Reads a file and has it confirmed, or opens it where it is this program's own."""
        forms = self._desk.reports.forms
        read = partial(_read_file, path, forms)
        words = f"正在读取{quoted(path.name)}"
        start = partial(self._press.run, read)
        self._desk.work.wait_for(words, start, partial(self._take, path))

    def open_clipboard(self) -> None:
        """Reads what is on the clipboard and has it confirmed."""
        content, is_rich = _copied(QGuiApplication.clipboard().mimeData())
        if not content:
            raise Refused("剪贴板里没有文字或表格；请先在网页、Word 或 WPS 里复制。")
        read = partial(_read_copied, content, is_rich, self._desk.reports.forms)
        start = partial(self._press.run, read)
        self._desk.work.wait_for("正在读取剪贴板", start, partial(self._confirm, CLIPBOARD))

    def ask_pasted(self, fill: Callable[[], object] | None) -> None:
        """Asks what to do with a pasted table that does not fit, and does it.

        `fill` enters what falls on the selected cells; None where that cannot be asked for.
        """
        question = "复制的表格与选中的格对不上。要按表头找到每个数的位置，逐格确认以后再填吗？"
        ways = ["按表头识别…"] + (["只填选中的格"] if fill else [])
        way = choose(self._desk.window, question, ways, "不粘贴")
        if way == 0:
            self.open_clipboard()
        elif way == 1 and fill:
            fill()

    def _take(self, path: Path, read: Report | Reading) -> None:
        if isinstance(read, Report):
            self._take_in(path, read)
        else:
            self._confirm(path.name, read)

    def _confirm(self, name: str, reading: Reading) -> None:
        from gui.importing.import_dialog import ImportDialog  # not for a package

        dialog = ImportDialog(self._desk, reading, name, partial(self._enter, name))
        show_modal(dialog)

    def _enter(self, name: str, choosing: Choosing, goal: Destination) -> None:
        """Enters what the clerk took, as one step of undo, and opens the report."""
        desk = self._desk
        edit = choosing.edit(f"从{quoted(name)}读入")
        if not self._keeper.make_before("导入"):
            raise Refused("没有备份，也没有填入。")
        if goal.report_id is None:
            desk.open_report(begin(desk.reports, goal.report, edit).report_id)
        elif desk.live and desk.live.session.report_id == goal.report_id:
            desk.live.session.apply(edit)
        else:
            Session(desk.reports, goal.report_id).apply(edit)
            desk.open_report(goal.report_id)
        cells, texts = choosing.count()
        told = [f" {cells} 格"] if cells or not texts else []
        told += [f"{texts} 段文字"] if texts else []
        desk.say(f"已从{quoted(name)}填入{'、'.join(told)}，可以撤销。")


def _copied(data: QMimeData | None) -> tuple[bytes, bool]:
    """What was copied, in UTF-8, and whether that is rich text; nothing for nothing."""
    if data is None:  # which Qt's type hints leave out
        return b"", False
    is_rich = data.hasHtml() and "<" in data.html()
    words = data.html() if is_rich else data.text() if data.hasText() else ""
    return (codecs.BOM_UTF8 + words.encode("utf-8", "replace") if words else b""), is_rich


# The libraries that these take are imported with the first file that is read.


def _read_file(path: Path, forms: Sequence[Form]) -> Report | Reading:
    """What a file holds."""
    if format_of(path) is PACKAGE:
        return read_report(path, forms)
    from core.importing import read_file

    return read_file(path, forms)


def _read_copied(content: bytes, is_rich: bool, forms: Sequence[Form]) -> Reading:
    from core.importing import read_copied

    return read_copied(content, is_rich, forms)
