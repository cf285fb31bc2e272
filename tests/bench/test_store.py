"""Budgets: a saved edit within 1.4 times a bare insert, after 20,000 too; a report held at once."""

import itertools
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pytest

from core.report.edits import (
    apply_changes,
    current_text,
    set_cells,
    set_explanation,
    set_text,
)
from core.session import Session
from core.store.database import FILE_NAME, DataFile
from core.store.reports import Reports
from tests.bench.conftest import Tell, in_turn

pytestmark = pytest.mark.bench
HELD = 20  # milliseconds
LONG = 8000  # characters of a text
CELL = "applications.new_received.natural_person"


@pytest.fixture
def folder(root: Path) -> Iterator[Path]:
    """A data folder on the disk that the program is on: a temporary one may be in memory."""
    (root / "build").mkdir(exist_ok=True)
    with TemporaryDirectory(dir=root / "build") as folder:
        yield Path(folder)


def test_that_a_saved_edit_costs_little_more_than_a_bare_insert(
    session: Session, folder: Path, tell: Tell
) -> None:
    # Rollback journal and full sync, as the program keeps its file.
    floor = sqlite3.connect(folder / "floor.db", isolation_level=None)
    floor.execute("pragma synchronous = full")
    floor.execute("create table entry (target text, value text)")
    numbers = itertools.count(1)

    def save() -> None:
        session.apply(set_cells(session.report, {CELL: str(next(numbers))}))

    def insert() -> None:
        floor.execute("insert into entry values (?, ?)", [CELL, str(next(numbers))])

    save()
    insert()
    saved, bare = in_turn(save, insert, runs=200)
    tell(
        f"saved edit, checks included: {saved:.2f} ms; bare insert: {bare:.2f} ms; "
        f"ratio {saved / bare:.2f} (budget 1.4)"
    )
    assert saved / bare <= 1.4


def test_that_an_edit_costs_the_same_and_the_file_stays_small_after_thousands(
    session: Session, reports: Reports, folder: Path, tell: Tell
) -> None:
    floor = sqlite3.connect(folder / "floor.db", isolation_level=None)
    floor.execute("pragma synchronous = full")
    floor.execute("create table entry (target text, value text)")
    numbers = itertools.count(1)

    def save() -> None:
        session.apply(set_cells(session.report, {CELL: str(next(numbers))}))

    def insert() -> None:
        floor.execute("insert into entry values (?, ?)", [CELL, str(next(numbers))])

    for done, more in ((0, 5_000), (5_000, 15_000), (20_000, 0)):
        saved, bare = in_turn(save, insert, runs=200)
        size = (reports.folder / FILE_NAME).stat().st_size / 1e6
        tell(
            f"after {done} edits: saved edit {saved:.2f} ms; bare insert {bare:.2f} ms; "
            f"ratio {saved / bare:.2f} (budget 1.4); file {size:.1f} MB (budget 8)"
        )
        assert saved / bare <= 1.4
        assert size <= 8
        type_on(session, reports, more)


@pytest.mark.parametrize("kinds", ["cccttx", "t"], ids=["mixed", "one long text"])
def test_that_a_report_is_held_against_its_log_at_once(
    session: Session, reports: Reports, kinds: str, tell: Tell
) -> None:
    type_on(session, reports, 5_000, kinds)
    database = reports.database

    def read() -> None:
        database.execute(
            """select target, start, old, new from edit join change on edit = edit.id
               where report = ? order by edit.id, position""",
            [session.report_id],
        ).fetchall()

    held = processor_time(lambda: reports.audit(session.report_id))
    floor = processor_time(read)
    check = processor_time(lambda: database.execute("pragma integrity_check(1)").fetchall())
    size = (reports.folder / FILE_NAME).stat().st_size / 1e6
    tell(
        f"5,000 edits ({kinds}) held against their log: {held:.1f} ms (budget {HELD}); reading "
        f"them: {floor:.1f} ms; checking the file of {size:.1f} MB: {check:.1f} ms"
    )
    assert held <= HELD
    assert not reports.audit(session.report_id).doubts


def test_that_looking_whether_the_file_is_in_its_place_costs_nothing(
    reports: Reports, tell: Tell
) -> None:
    database = reports.database
    assert isinstance(database, DataFile)
    (cost,) = in_turn(database.require_writable, runs=1000)
    tell(f"looking whether the data file is in its place: {cost * 1000:.0f} µs (budget 100)")
    assert cost <= 0.1


def processor_time(act: Callable[[], object]) -> float:
    """The median, in milliseconds, of what an act computes without waiting for a disk."""
    times = []
    for _ in range(20):
        start = time.process_time()
        act()
        times.append((time.process_time() - start) * 1000)
    return median(times)


def type_on(session: Session, reports: Reports, edits: int, kinds: str = "cccttx") -> None:
    """Types cells, one long text and explanations, stored in one transaction without a check."""
    rnd, report = random.Random(1), deepcopy(session.report, {id(session.report.form): None})
    report.form = session.report.form
    cells = [cell.id for cell in report.form.cells.values() if not cell.is_total]
    rules = [rule.id for rule in report.form.rules]
    with reports.together():
        for n in range(edits):
            match rnd.choice(kinds):
                case "c":
                    edit = set_cells(report, {rnd.choice(cells): str(n)})
                case "t":
                    text = report.texts.get("general", "")
                    begin = rnd.randint(0, len(text))
                    end = begin if len(text) < LONG else begin + 4
                    edit = set_text(report, "general", f"{text[:begin]}公开信息{text[end:]}")
                case _:
                    edit = set_explanation(report, rnd.choice(rules), {CELL: "1"}, f"第{n}次核实")
            if not edit.changes:
                continue
            apply_changes(report, edit.changes)
            entries = {c.target: current_text(report, c.target) for c in edit.changes}
            reports.record(session.report_id, edit, entries, datetime(2025, 1, 9))
    session.report = report
