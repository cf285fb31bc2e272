"""Budget: a saved edit within 1.5 times a bare insert at the same sync level."""

import itertools
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from core.report.edits import set_cells
from core.session import Session
from tests.bench.conftest import Tell, in_turn

pytestmark = pytest.mark.bench
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
        f"ratio {saved / bare:.2f} (budget 1.5)"
    )
    assert saved / bare <= 1.5
