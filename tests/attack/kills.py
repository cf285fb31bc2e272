"""Kills while a clerk works: whatever was announced as stored is there, and nothing half."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from random import Random

from core.report.edits import Change, apply_changes
from core.report.report import Report
from core.session import Session
from core.store.connection import Database
from core.store.database import open_database
from core.store.reports import Reports
from tests.attack.clerk import act, start_report, state
from tests.attack.row import FINE, Row, Verdict, forms

LATEST = 0.12  # seconds after the first act: some thirty more
MOST = 60  # acts, should the call not come
# The calls that store an edit and announce it, as often as they come in some ten edits. SQLite
# keeps the file to itself and its journal open, so that it unlinks nothing.
CALLS = {"pwrite64": 180, "fdatasync": 40, "write": 10}
STRACE = shutil.which("strace")


def killed_at_any_time(random: Random, folder: Path, _number: int) -> Verdict:
    """Kills a clerk at a random moment."""
    clerk = _Clerk(folder, random.random())
    clerk.begin()
    time.sleep(random.random() * LATEST)
    os.kill(clerk.pid, signal.SIGKILL)
    return clerk.what_is_left()


def killed_at_a_call(random: Random, folder: Path, _number: int) -> Verdict:
    """Kills a clerk just before one call of the system, by strace."""
    (call,) = random.choices(list(CALLS), weights=list(CALLS.values()))
    injection = f"inject={call}:signal=SIGKILL:when={random.randint(1, CALLS[call])}"
    clerk = _Clerk(folder, random.random())
    tracer = ["strace", "-q", "-p", str(clerk.pid), "-e", injection]
    with subprocess.Popen(tracer, stderr=subprocess.DEVNULL):
        if not _is_traced(clerk.pid):
            return Verdict("strace cannot attach", f"to {clerk.pid}")
        clerk.begin()
        return clerk.what_is_left()


def _is_traced(pid: int) -> bool:
    """Whether a process is traced, if need be after a while."""
    for _ in range(500):
        if "TracerPid:\t0" not in Path(f"/proc/{pid}/status").read_text():
            return True
        time.sleep(0.01)
    return False


class _Clerk:
    """Works in a process of its own until that is killed, and announces each act."""

    def __init__(self, folder: Path, chance: float) -> None:
        self._folder = folder
        self._chance = chance
        self._report = start_report(folder / "data")
        self._announced, self._say = os.pipe()
        self._wait, self._go = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            try:
                self._work()
            finally:
                os._exit(1)
        os.close(self._say)

    def _work(self) -> None:
        random = Random(self._chance)
        session = Session(Reports(open_database(self._folder / "data"), forms()), self._report)
        os.read(self._wait, 1)
        for _ in range(MOST):
            act(session, random)
            os.write(self._say, b".")
        os.kill(os.getpid(), signal.SIGKILL)

    def begin(self) -> None:
        """Lets the clerk begin."""
        os.write(self._go, b".")

    def what_is_left(self) -> Verdict:
        """Waits for the end, and holds what is stored against what was announced."""
        done = 0
        while more := len(os.read(self._announced, 1 << 16)):
            done += more
        os.waitpid(self.pid, 0)
        database = open_database(self._folder / "data")
        (integrity,) = database.execute("pragma integrity_check").fetchone()
        if integrity != "ok":
            return Verdict("integrity", integrity)
        session = Session(Reports(database, forms()), self._report)
        if replayed(session.report, database, self._report) != session.report:
            return Verdict("log is not the report", f"after {done} acts")
        if state(session) not in self._expected(done):
            return Verdict("lost", f"{done} acts were announced")
        return Verdict(FINE, f"{done} acts")

    def _expected(self, done: int) -> tuple[object, object]:
        """What so many acts lead to, and one more, which may not have been announced yet."""
        start_report(self._folder / "again")
        reports = Reports(open_database(self._folder / "again"), forms())
        session = Session(reports, self._report)
        random = Random(self._chance)
        for _ in range(done):
            act(session, random)
        before = state(session)
        act(session, random)
        return before, state(session)


def replayed(report: Report, database: Database, number: int) -> Report:
    """What the log of a report makes of an empty one."""
    empty = Report(report.agency, report.year, report.form)
    rows = database.execute(
        """select target, old, new, start from change join edit on edit.id = change.edit
           where edit.report = ? and undone = 0 order by edit.id, position""",
        [number],
    )
    for row in rows:
        apply_changes(empty, [Change(*row)])
    return empty


ROWS = (
    Row("kills", 200, killed_at_any_time, 60, forms),
    Row(
        "kills-at-writes", 200, killed_at_a_call, 60, forms,
        skipped="" if STRACE else "strace is not installed",
    ),
)  # fmt: skip
