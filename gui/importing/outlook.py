"""What the checks say of the report as it would be, found out beside the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from core.checks.run import check
from core.proceed import Overtaken
from gui.shared.side_thread import SideThread

if TYPE_CHECKING:
    from concurrent.futures import Future

    from core.checks.findings import CheckResult
    from core.report.report import Report

PAUSE = 150  # milliseconds without another answer


class Outlook(QObject):
    """Checks what `report` gives, a while after it was last asked to. `checked` has the result."""

    checked = Signal(object)

    def __init__(self, report: Callable[[], Report], parent: QObject) -> None:
        super().__init__(parent)
        self._report = report
        self._overtaken = Event()
        self._thread = SideThread("outlook", self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._begin)

    def ask(self) -> None:
        """Has the report checked anew, soon."""
        self._overtaken.set()
        self._pause.start()

    def close(self) -> None:
        """Ends the check at hand."""
        self._pause.stop()
        self._overtaken.set()
        self._thread.close()

    def _begin(self) -> None:
        self._overtaken = overtaken = Event()
        job = self._thread.submit(_checked, self._report(), overtaken)
        self._thread.when_done(job, partial(self._tell, overtaken))

    def _tell(self, overtaken: Event, job: Future[CheckResult | None]) -> None:
        if not overtaken.is_set() and (result := job.result()):
            self.checked.emit(result)


def _checked(report: Report, overtaken: Event) -> CheckResult | None:
    """The result of checking a report; None where another was asked for meanwhile."""

    def proceed() -> None:
        if overtaken.is_set():
            raise Overtaken

    try:
        return check(report, proceed=proceed)
    except Overtaken:
        return None
