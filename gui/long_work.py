"""Work that the clerk waits for, while the window stays alive."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QProgressDialog

from gui.plain import Label

if TYPE_CHECKING:
    from gui.main_window import MainWindow

Result = TypeVar("Result")
LONG = 500  # milliseconds after which it is said what is waited for
RETRY = 100  # milliseconds


class LongWork(QObject):
    """One job at a time that is run in another thread, and what comes after it in this one.

    While it runs no other action begins, for what comes after it acts on the window too. After
    half a second a box says what is being done, and lets the clerk stop it.
    """

    _done = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._words = ""
        self._job: Future[Any] | None = None
        self._then: Callable[[Any], object] = lambda _: None
        self._dialog: QProgressDialog | None = None
        self._long = QTimer(self, singleShot=True, interval=LONG)
        self._long.timeout.connect(self._show)
        # Never at once: a job that is done already is told of after what was told before.
        self._done.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    @property
    def is_on(self) -> bool:
        """Whether a job is waited for."""
        return self._job is not None

    def wait_for(
        self, words: str, start: Callable[[], Future[Result]], then: Callable[[Result], object]
    ) -> None:
        """Starts a job and calls `then` with its result; what either refuses is told.

        `words` say what is being done: 正在生成 PDF. Where a job is waited for already, nothing
        is started.
        """
        if self.is_on:
            self.say_wait()
            return
        self._words, self._then = words, then
        self._job = job = start()
        self._long.start()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        job.add_done_callback(self._done.emit)

    def say_wait(self) -> None:
        """Says why nothing else can be begun."""
        self._window.hint_line.say(f"{self._words}，请等它完成。", "hint")

    def stop(self) -> None:
        """Ends the job, whose result comes to nothing; one that cannot be ended runs out unseen."""
        if job := self._job:
            job.cancel()
            self._end()

    def _show(self) -> None:
        dialog = QProgressDialog("", "停止", 0, 0, self._window)
        dialog.setLabel(Label(f"{self._words}…"))
        dialog.setWindowTitle("年报")
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.canceled.connect(self._stop_by_clerk)
        self._dialog = dialog
        dialog.show()

    def _stop_by_clerk(self) -> None:
        self.stop()
        self._window.hint_line.say(f"{self._words}：已停止。", "hint")

    def _finish(self, job: Future[Any]) -> None:
        if job is not self._job:
            return  # it was stopped
        if QApplication.activeModalWidget() not in (None, self._dialog):
            QTimer.singleShot(RETRY, lambda: self._finish(job))  # a box is open, and not ours
            return
        then = self._then
        self._end()
        if not job.cancelled():
            self._window.carry_out(lambda: then(job.result()))

    def _end(self) -> None:
        self._job = None
        self._then = lambda _: None
        self._long.stop()
        QGuiApplication.restoreOverrideCursor()
        if dialog := self._dialog:
            self._dialog = None
            dialog.canceled.disconnect(self._stop_by_clerk)  # closing it counts as cancelling
            dialog.close()
            dialog.deleteLater()
