"""The end of the session on Linux: what is being typed is stored."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports

CELL = "applications.new_received.natural_person"

# Types a figure into a cell, and does not press Enter.
TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from core.resources import Resources
from gui import application as program
from gui.window.main_window import MainWindow
make = program.make_application

def made(resources):
    application = make(resources)
    keys = QTimer(application, interval=20)
    keys.timeout.connect(lambda: type_in(application, keys))
    keys.start()
    return application

def type_in(application, keys):
    for window in application.topLevelWidgets():
        if isinstance(window, MainWindow) and window.desk.sheet:
            window.activateWindow()
            if application.focusWidget():
                break
    else:
        return  # not there yet
    keys.stop()
    window.desk.sheet.go_to(sys.argv[3])
    for key in "57":
        QTest.keyClicks(application.focusWidget(), key)  # the first one opens an editor
    print("typed", flush=True)

program.make_application = made
sys.exit(program.run(Resources(Path(sys.argv[1])), Path(sys.argv[2]), None))
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="Windows asks the windows themselves")
def test_that_a_figure_without_enter_is_stored_when_the_session_ends(
    root: Path, folder: Path, session: Session
) -> None:
    forms = session.reports.forms
    session.reports.close()
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(root / "resources"), str(folder), CELL],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
    )
    assert typist.stdout
    with typist, typist.stdout as said:
        assert said.readline() == b"typed\n"
        typist.send_signal(signal.SIGTERM)
    assert typist.returncode == 0
    database = open_database(folder)
    assert Reports(database, forms).load(1).cells[CELL].text == "57"
    database.close()
