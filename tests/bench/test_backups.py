"""A budget: an edit within 1.2 times while a backup is made."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.report.edits import set_cells, set_text
from core.session import Session
from core.store.backups import Backups
from core.store.reports import Reports
from tests.bench.conftest import Tell, milliseconds

pytestmark = pytest.mark.bench
CELL = "applications.new_received.natural_person"
LARGE = 50_000_000  # bytes
TYPING = 0.003  # seconds between two edits, faster than anyone types


@pytest.fixture
def folder(root: Path) -> Iterator[Path]:
    """A data folder on the disk that the program is on: a temporary one may be in memory."""
    (root / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=root / "build") as folder:
        yield Path(folder)


def test_that_a_backup_slows_no_edit(
    session: Session, reports: Reports, folder: Path, root: Path, tell: Tell
) -> None:
    database = reports.database
    text = "年" * 3300  # 10 kB, written and taken back
    with reports.together():
        for _ in range(LARGE // 20_000):
            session.apply(set_text(session.report, "general", text))
            session.apply(set_text(session.report, "general", ""))
    backups = Backups(folder, reports.forms)
    numbers = itertools.count(1)

    def save() -> None:
        session.apply(set_cells(session.report, {CELL: str(next(numbers))}))

    def saved(runs: int) -> list[float]:
        times = []
        for _ in range(runs):
            times += milliseconds(save, 1)
            time.sleep(TYPING)
        return times

    def verify(path: Path) -> None:
        command = [sys.executable, str(root / "main.py"), "verify", str(path)]
        subprocess.run(command, check=True, capture_output=True)

    def saved_meanwhile() -> list[float]:
        worker = threading.Thread(target=backups.make, args=(database, "手动", verify))
        worker.start()
        times = []
        while worker.is_alive():
            times += saved(1)
        return times

    saved(100)
    alone, meanwhile = [], []
    for _ in range(3):  # in turn, so that the machine's moods hit both alike
        busy = saved_meanwhile()
        meanwhile += busy
        alone += saved(len(busy))
    floor, found = (sorted(times)[len(times) * 99 // 100] for times in (alone, meanwhile))
    tell(
        f"p99 of {len(meanwhile)} edits: {floor:.2f} ms; while 50 MB are backed up and verified: "
        f"{found:.2f} ms; ratio {found / floor:.2f} (budget 1.2)"
    )
    assert found / floor <= 1.2
