"""Waiting for what may take a while: its progress is shown, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, wait
from threading import Event
from typing import TypeVar

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from core.refusal import Refused
from core.store.copies import Progress

Result = TypeVar("Result")
AT_ONCE = 0.15  # seconds within which work needs no dialog
LOOK = 30  # milliseconds between two looks at how far it is


class WorkStopped(Refused):
    """The clerk stopped the work."""


def wait_for(
    parent: QWidget,
    title: str,
    thread: Executor,
    work: Callable[[Progress], Result],
) -> Result:
    """What `work` gives; it is handed a function to tell how much is done, 0 to 1.

    That function raises WorkStopped once the clerk wants to stop. Meanwhile nothing else can be
    done in the window. Raises what the work raises.
    """
    stop, done = Event(), 0.0

    def told(part: float) -> None:
        nonlocal done
        done = part
        if stop.is_set():
            raise WorkStopped("已经停止，没有改动。")

    job = thread.submit(work, told)
    if not wait([job], AT_ONCE).done:
        dialog = QProgressDialog(title, "停止", 0, 100, parent)
        dialog.setWindowTitle("年报")
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        dialog.canceled.connect(stop.set)
        dialog.show()
        loop = QEventLoop()
        timer = QTimer(interval=LOOK)

        def look() -> None:
            if job.done():
                loop.quit()
            elif not stop.is_set():  # which hides the dialog, and a value would show it again
                dialog.setValue(int(done * 100))

        timer.timeout.connect(look)
        timer.start()
        loop.exec()
        timer.stop()
        dialog.canceled.disconnect(stop.set)
        dialog.close()
        dialog.deleteLater()
    return job.result()
