"""A cell that was committed is there after the program has been killed, whenever that was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.report import Agency
from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports
from tests.editions import NEWEST

KILLS = 10
LATEST = 0.04  # seconds after the first committed cell: a dozen edits

# Types 1, 2, 3 … into one cell after the other, from a given number on, and says so after each.
TYPIST = """
import sys
from itertools import count
from pathlib import Path
from core.forms.loader import load_forms
from core.report.edits import set_cells
from core.session import Session
from core.store.database import open_database
from core.store.reports import Reports
forms, folder, first = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
session = Session(Reports(open_database(folder), load_forms(forms)), 1)
cells = list(session.report.form.cells)
for n in count(first):
    session.apply(set_cells(session.report, {cells[n % len(cells)]: str(n)}))
    print(n, flush=True)
"""


def kill_while_typing(root: Path, folder: Path, first: int, delay: float) -> int:
    """The last number that was announced as committed before the kill."""
    typist = subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(root / "resources" / "forms"), str(folder), str(first)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
    )
    assert typist.stdout
    with typist, typist.stdout as said:
        announced = said.readline()
        time.sleep(delay)
        typist.send_signal(signal.SIGKILL)
        announced += said.read()
    assert typist.returncode == -signal.SIGKILL
    return int(announced.split()[-1])


def typed(cells: list[str], last: int) -> dict[str, str]:
    """What stands in the cells after the numbers 1 … last."""
    return {cells[n % len(cells)]: str(n) for n in range(1, last + 1)}


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_that_a_committed_cell_outlives_a_kill_at_any_moment(
    root: Path, folder: Path, forms: tuple[Form, ...], form_of: Callable[[str], Form]
) -> None:
    database = open_database(folder)
    reports = Reports(database, forms)
    agency = reports.create_agency(Agency("示例镇人民政府", "township", "government"))
    assert reports.create_report(agency, 2024) == 1
    database.close()
    cells = list(form_of(NEWEST).cells)
    last = 0

    for kill in range(KILLS):
        announced = kill_while_typing(root, folder, last + 1, LATEST * kill / KILLS)
        assert announced > last

        database = open_database(folder)
        session = Session(Reports(database, forms), 1)
        found = {cell: value.text for cell, value in session.report.cells.items()}
        edits = database.table("edit").count
        # The kill may fall between a commit and its announcement, never between edit and cell.
        assert edits in (announced, announced + 1)
        assert found == typed(cells, edits)
        assert database.table("change").count == edits
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert session.can_undo
        database.close()
        last = edits
