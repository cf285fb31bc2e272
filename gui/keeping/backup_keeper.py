"""Backups made beside the clerk's work: on opening, once a day, and before what changes much."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from core.refusal import Refused
from core.store.backups import Backup, Backups, Made
from core.store.copies import CopyRefused, Progress
from gui.shared.days import when
from gui.shared.desk import Desk
from gui.shared.questions import confirm
from gui.shared.side_thread import SideThread

if TYPE_CHECKING:
    import subprocess

Result = TypeVar("Result")
LOOK = 10 * 60 * 1000  # milliseconds between two looks whether a backup is due


class BackupKeeper(QObject):
    """Makes the backups of what a window works on, in one thread.

    `changed` says that `last` or `trouble` is another: the newest backup, None where there is
    none, and a sentence where the last attempt was not, or not wholly, a success.
    """

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._reports = desk.reports
        self._settings = desk.settings
        self.backups = Backups(desk.data, desk.reports.forms, self.second)
        desk.reports.in_backup = self.backups.newest_of
        self.last: Backup | None = None
        self.trouble = ""
        self._thread = SideThread("backup", self)
        self._looked = False
        self._closing = Event()
        self._verifying: subprocess.Popen[bytes] | None = None
        self.look = QTimer(self, interval=LOOK)
        self.look.timeout.connect(lambda: self._make_if_due("每日"))

    @property
    def second(self) -> Path | None:
        """The second folder that the clerk named; None for none."""
        named = self._settings.second_backup_folder
        return Path(named) if named else None

    def set_second(self, folder: Path | None) -> None:
        """Names the second folder, or none."""
        self._settings.second_backup_folder = str(folder) if folder else ""
        self._settings.keep()
        self.backups.second = folder

    @property
    def words(self) -> str:
        """When the last backup was made, for the window's state; "" until that is known."""
        if self.trouble and not self.last:
            return "备份没有做成"
        if self.last is None:
            return "还没有备份" if self._looked else ""
        return f"备份 {when(self.last.at, datetime.now())}"

    def start(self) -> None:
        """Makes a backup where one is due, now and from now on."""
        self._make_if_due("开机")
        self.look.start()

    def make(self, reason: str) -> Made | None:
        """Makes a backup while the clerk waits; None where there is nothing to keep yet.

        Raises StoreRefused, or WorkStopped where the clerk does not want to wait.
        """
        if not self._reports.reports():
            return None
        made = self.wait(
            "正在备份",
            lambda told: self.backups.make(self._reports.database, reason, progress=told, pause=0),
        )
        self._take_over((made.backup, made.trouble))
        return made

    def make_before(self, act: str) -> bool:
        """Makes a backup before an act; whether to go on, which the clerk is asked where it fails.

        `act` is as in 导入前.
        """
        try:
            self.make(f"{act}前")
        except Refused as refusal:
            question = f"{refusal}\n\n没有备份，仍要{act}吗？"
            return confirm(self._desk.window, act, question, f"仍要{act}", "先不做")
        return True

    def check(self, backup: Backup, then: Callable[[str], object]) -> None:
        """Reads a backup through, and calls `then` with what is wrong with it, "" for nothing."""
        self._run(partial(self._trouble_with, backup.paths[0]), then)

    def wait(self, words: str, work: Callable[[Progress], Result]) -> Result:
        """Runs work on backups in their thread; see `LongWork.result_of`."""
        return self._desk.work.result_of(words, self._thread, work)

    def close(self) -> None:
        """Stops what is being made, of which nothing is left."""
        self.look.stop()
        self._closing.set()
        if self._verifying:
            self._verifying.kill()
        self._thread.close()

    def _make_if_due(self, reason: str) -> None:
        # Nothing changes in a file that can only be read.
        empty = bool(self._reports.hindrance) or not self._reports.reports()
        self._run(partial(self._make_beside, reason, empty), self._take_over)

    def _run(self, act: Callable[[], Result], then: Callable[[Result], object]) -> None:
        """Runs an act in the thread and hands its result over in the window's."""
        self._thread.when_done(self._thread.submit(act), lambda job: then(job.result()))

    def _take_over(self, found: tuple[Backup | None, str]) -> None:
        self.last, self.trouble = found
        self._looked = True
        self.changed.emit()

    # ---- in the thread, beside the clerk's work ----

    def _make_beside(self, reason: str, empty: bool) -> tuple[Backup | None, str]:
        if empty or not self.backups.is_due(datetime.now()):
            return next(iter(self.backups.all()), None), ""
        try:
            made = self.backups.make(
                self._reports.database, reason, self._verify_elsewhere, self._go_on
            )
        except Refused as refusal:
            return next(iter(self.backups.all()), None), str(refusal)
        return made.backup, made.trouble

    def _trouble_with(self, path: Path) -> str:
        try:
            self.backups.require_good(path)
        except Refused as refusal:
            return str(refusal)
        return ""

    def _go_on(self, _done: float) -> None:
        if self._closing.is_set():
            raise CopyRefused("窗口关闭，备份没有做完。")

    def _verify_elsewhere(self, path: Path) -> None:
        """Has another process read the copy: in this one, edits would wait for the interpreter."""
        import subprocess  # like the next one, not needed to open the window

        from core.readers.confined import own_program

        self._go_on(1)
        command = [*own_program(), "verify", str(path)]
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            self._verifying = process
            self._go_on(1)
        self._verifying = None
        if process.returncode:
            raise CopyRefused(
                "备份没有通过核对，没有留下，可能有年报损坏；请逐份打开，有对不上的就核对。"
            )
