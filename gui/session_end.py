"""The end of the session, which Linux tells by a signal: the windows close as by their buttons."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication


@contextmanager
def closed_at_session_end(application: QApplication) -> Iterator[None]:
    """Inside, all windows close when the session ends, so that what is being typed is stored.

    Without this, Linux ends the program where it is. Windows asks the windows themselves.
    """
    if sys.platform != "linux":
        yield
        return
    heard, said = os.pipe()
    os.set_blocking(said, False)
    wakes = signal.set_wakeup_fd(said)
    ends = (signal.SIGTERM, signal.SIGHUP)
    former = {number: signal.signal(number, lambda *_: None) for number in ends}

    def close() -> None:
        if os.read(heard, 1)[0] in ends:
            application.closeAllWindows()

    notifier = QSocketNotifier(heard, QSocketNotifier.Type.Read)
    notifier.activated.connect(close)
    try:
        yield
    finally:
        notifier.setEnabled(False)
        for number, handler in former.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(wakes)
        os.close(heard)
        os.close(said)
