"""Work that the clerk waits for, while the window stays alive: what is done, how far, and 停止."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Event
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from core.refusal import Refused
from core.store.copies import Progress
from gui.shared.plain import Label
from gui.shared.side_thread import SideThread

Result = TypeVar("Result")
LONG = 500  # milliseconds after which it is said what is waited for
RETRY = 100  # milliseconds
AT_ONCE = 0.15  # seconds within which what is needed here and now needs no box
LOOK = 30  # milliseconds between two looks at how far it is


class WorkStopped(Refused):
    """The clerk stopped the work."""


class ProgressBox(QProgressDialog):
    """Says what is being done and how many of the `steps` are, 0 where that is not known.

    `canceled` says that the clerk wants to stop.
    """

    def __init__(self, words: str, parent: QWidget, steps: int = 0) -> None:
        super().__init__("", "停止", 0, steps, parent)
        self.setLabel(Label(f"{words}…"))
        self.setWindowTitle("年报")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setAutoReset(False)
        self.setAutoClose(False)

    def end(self) -> None:
        """Takes the box away."""
        self.hide()  # closing it would count as stopping
        self.deleteLater()


class LongWork(QObject):
    """One job at a time that is run in another thread, and what comes after it in this one.

    While it runs no other action begins, for what comes after it acts on the window too. After
    a while a box says what is being done, and lets the clerk stop it. What is said otherwise goes
    to `say`, and what comes after a job is run by `carry_out`, which tells what it refuses.
    """

    _done = Signal(object)

    def __init__(
        self,
        window: QWidget,
        say: Callable[[str, str], object],
        carry_out: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._say = say
        self._carry_out = carry_out
        self._words = ""
        self._job: Future[Any] | None = None
        self._then: Callable[[Any], object] = lambda _: None
        self._box: ProgressBox | None = None
        self.long = QTimer(self, singleShot=True, interval=LONG)
        self.long.timeout.connect(self._show)
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
        self.long.start()
        QGuiApplication.setOverrideCursor(Qt.CursorShape.BusyCursor)
        job.add_done_callback(self._done.emit)

    def result_of(
        self, words: str, thread: SideThread, work: Callable[[Progress], Result]
    ) -> Result:
        """What `work` gives, where the next step is taken with it in hand.

        The work is handed a function to tell how much is done, 0 to 1, which raises WorkStopped
        once the clerk wants to stop. Meanwhile nothing else can be done in the window. Raises what
        the work raises.
        """
        stop, done = Event(), 0.0

        def told(part: float) -> None:
            nonlocal done
            done = part
            if stop.is_set():
                raise WorkStopped("已经停止，没有改动。")

        job = thread.submit(work, told)
        if not wait([job], AT_ONCE).done:
            box = ProgressBox(words, QApplication.activeModalWidget() or self._window, steps=100)
            box.canceled.connect(stop.set)
            box.show()
            loop = QEventLoop()
            timer = QTimer(interval=LOOK)

            def look() -> None:
                if job.done():
                    loop.quit()
                elif not stop.is_set():  # which hides the box, and a value would show it again
                    box.setValue(int(done * 100))

            timer.timeout.connect(look)
            timer.start()
            loop.exec()
            timer.stop()
            box.end()
        return job.result()

    def say_wait(self) -> None:
        """Says why nothing else can be begun."""
        self._say(f"{self._words}，请等它完成。", "hint")

    def stop(self) -> None:
        """Ends the job, whose result comes to nothing; one that cannot be ended runs out unseen."""
        if job := self._job:
            job.cancel()
            self._end()

    def _show(self) -> None:
        self._box = ProgressBox(self._words, self._window)
        self._box.canceled.connect(self._stop_by_clerk)
        self._box.show()

    def _stop_by_clerk(self) -> None:
        self.stop()
        self._say(f"{self._words}：已停止。", "hint")

    def _finish(self, job: Future[Any]) -> None:
        if job is not self._job:
            return  # it was stopped
        if QApplication.activeModalWidget() not in (None, self._box):
            QTimer.singleShot(RETRY, lambda: self._finish(job))  # a box is open, and not ours
            return
        then = self._then
        self._end()
        if not job.cancelled():
            self._carry_out(lambda: then(job.result()))

    def _end(self) -> None:
        self._job = None
        self._then = lambda _: None
        self.long.stop()
        QGuiApplication.restoreOverrideCursor()
        if self._box:
            self._box.end()
            self._box = None
