"""A thread beside the window's, for what would make the clerk wait."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class SideThread(QObject):
    """Runs one job at a time, in the order they come, and tells of them in the window's thread.

    `is_closed` can be read from the thread, for a job that can end early.
    """

    _done = Signal(object, object)

    def __init__(self, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._name = name
        self.is_closed = False
        # Never at once: a job that is done already is told of after what was told before.
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def submit(self, act: Callable[..., Result], *arguments: object) -> Future[Result]:
        """The job of running an act, whose result raises what the act does."""
        return self._pool.submit(act, *arguments)

    def when_done(self, job: Future[Result], then: Callable[[Future[Result]], object]) -> None:
        """Calls `then` with the job, in the window's thread, once it is done and not cancelled."""
        job.add_done_callback(lambda done: self._done.emit(done, then))

    def close(self) -> None:
        """Finishes the job at hand, drops the others, and tells of none any more."""
        self.is_closed = True
        if "_pool" in vars(self):
            self._pool.shutdown(cancel_futures=True)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # the window opens without

        return ThreadPoolExecutor(1, self._name)

    def _deliver(self, job: Future[Result], then: Callable[[Future[Result]], object]) -> None:
        if not (job.cancelled() or self.is_closed):
            then(job)
