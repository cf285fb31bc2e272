"""The check of texts that are too long for the clerk to wait for it, beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QTimer

from core.checks.findings import CheckResult
from core.proceed import Overtaken, Proceed
from core.report.report import Report
from gui.shared.desk import Desk
from gui.shared.live_report import LiveReport
from gui.shared.side_thread import SideThread

if TYPE_CHECKING:
    from concurrent.futures import Future

    Checked: TypeAlias = Future[CheckResult | None]

PAUSE = 300  # milliseconds that a report takes to show before its texts are checked


class TextCheck(QObject):
    """Checks the texts of the window's report in a thread of its own, whenever they wait.

    An edit overtakes the check of what was there before it, which is broken off.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._live: LiveReport | None = None
        self._job: Checked | None = None
        self._overtaken = Event()  # of the job
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._on_changed)
        desk.opened.connect(lambda: self.watch(desk.live))
        self._thread = SideThread("texts", self)

    def watch(self, live: LiveReport | None) -> None:
        """Checks the texts of this report from now on, and no longer those of another."""
        if self._live:
            self._live.changed.disconnect(self._on_changed)
        self._overtaken.set()
        self._live = live
        if live:
            live.changed.connect(self._on_changed)
            self._pause.start()

    def when_checked(self, act: Callable[[], object]) -> None:
        """Runs an act that needs the verdicts on the texts, once they are there.

        The clerk is shown what is waited for, and can stop it.
        """
        if self._live and self._live.session.texts_wait:
            self._desk.work.wait_for("正在核对正文", self._begin, lambda _: self.when_checked(act))
        else:
            act()

    def close(self) -> None:
        """Ends the check at hand at its next paragraph."""
        self.watch(None)
        self._pause.stop()
        self._thread.close()

    def _on_changed(self) -> None:
        self._overtaken.set()
        if self._live and self._live.session.texts_wait:
            self._begin()

    def _begin(self) -> Checked:
        """The check of the report as it is now, begun unless it is under way."""
        assert self._live is not None
        if self._job is None or self._job.done() or self._overtaken.is_set():
            self._pause.stop()
            report = self._live.report
            self._overtaken = Event()
            self._job = self._thread.submit(run, self._live.session.whole_check(), self._overtaken)
            self._thread.when_done(self._job, partial(self._take, report))
        return self._job

    def _take(self, report: Report, job: Checked) -> None:
        if self._live and (checked := job.result()):
            self._live.session.take_checked(report, checked)


def run(check: Callable[[Proceed], CheckResult], overtaken: Event) -> CheckResult | None:
    """The result of a check; None where it was overtaken."""

    def proceed() -> None:
        if overtaken.is_set():
            raise Overtaken

    try:
        return check(proceed)
    except Overtaken:
        return None
