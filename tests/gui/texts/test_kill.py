"""What was typed two seconds before the program is killed is there, however it was typed."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.report import Agency
from core.store.database import open_database
from core.store.reports import Reports

KILLS = int(os.environ.get("NIANBAO_KILLS", "1"))  # more of them prove more
MOST_LOST = 2.0  # seconds of typing
SHORTEST, LONGEST = 2.2, 4.5  # seconds from the first key to the kill

# Types on into section one without a pause, from what is stored there on, and says after each key
# how many characters the field has.
TYPIST = """
import sys, time
from itertools import cycle
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QInputMethodEvent
from core.resources import Resources
from gui.application import make_application, make_window
resources, data = Resources(Path(sys.argv[1])), Path(sys.argv[2])
application = make_application(resources)
window = make_window(resources, data)
window.desk.open_report(1)
window.show()
window.activateWindow()
field = window.workspace.tabs.show_section("general").fields["general"]
field.setFocus()
cursor = field.textCursor()
cursor.movePosition(cursor.MoveOperation.End)
field.setTextCursor(cursor)
def type_on():
    event = QInputMethodEvent()
    event.setCommitString(chr(0x4e00 + len(field.text) % 5000))
    application.sendEvent(field, event)
    print(time.monotonic(), len(field.text), flush=True)
keys = QTimer(interval=40)
keys.timeout.connect(type_on)
keys.start()
application.exec()
"""


def kill_while_writing(root: Path, folder: Path, delay: float) -> int:
    """How many characters were announced as typed `MOST_LOST` seconds before the kill."""
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(root / "resources"), str(folder)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert typist.stdout
    with typist, typist.stdout as said:
        announced = [said.readline()]
        time.sleep(delay)
        killed = time.monotonic()
        typist.send_signal(signal.SIGKILL)
        announced += said.readlines()
    assert typist.returncode == -signal.SIGKILL
    whole = (line.split() for line in announced if line.endswith("\n"))
    typed = {float(at): int(count) for at, count in whole}
    assert len(typed) > delay * 5  # it typed without a pause
    return max((count for at, count in typed.items() if at <= killed - MOST_LOST), default=0)


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_that_a_kill_while_typing_loses_two_seconds_at_most(
    root: Path, folder: Path, forms: tuple[Form, ...]
) -> None:
    database = open_database(folder)
    reports = Reports(database, forms)
    agency = reports.create_agency(Agency("示例镇人民政府", "township", "government"))
    assert reports.create_report(agency, 2024) == 1
    database.close()

    for _ in range(KILLS):
        typed = kill_while_writing(root, folder, random.uniform(SHORTEST, LONGEST))
        assert typed > 0
        database = open_database(folder)
        stored = Reports(database, forms).load(1).texts.get("general", "")
        database.close()
        assert stored == "".join(chr(0x4E00 + n % 5000) for n in range(len(stored)))
        assert len(stored) >= typed
