"""A data file that cannot be written is opened for reading, and nothing is locked out."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.report.edits import set_cells
from core.report.report import Agency
from core.session import Session
from core.store.backups import Backups
from core.store.copies import opened_copy, restore
from core.store.database import (
    FILE_NAME,
    StoreDamaged,
    StoreRefused,
    StoreUnwritable,
    open_database,
    open_for_reading,
)
from core.store.reports import Reports
from tests.unwritable import fill, read_only, small_disk

CELL = "applications.new_received.natural_person"
AGENCY = Agency("示例街道办事处", "township", "branch")
DATA = Path(__file__).parent / "data"
SAID = {"full": "磁盘满了", "read-only": "数据文件夹不能写入"}


def store(folder: Path, forms: tuple[Form, ...]) -> None:
    """Leaves a report with one answer in a data folder."""
    reports = Reports(open_database(folder), forms)
    session = Session(reports, reports.create_report(reports.create_agency(AGENCY), 2024))
    session.apply(set_cells(session.report, {CELL: "7"}))
    reports.close()


Lock = Callable[[], None]


@pytest.fixture(params=["full", "read-only"])
def way(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def disk(tmp_path: Path, way: str) -> Iterator[tuple[Path, Lock]]:
    """A data folder, and what makes it one that cannot be written."""
    folder = tmp_path / "盘"
    folder.mkdir()
    with ExitStack() as stack:
        if way == "full":
            stack.enter_context(small_disk(folder))
            yield folder, lambda: void(fill(folder))
        else:
            yield folder, lambda: stack.enter_context(read_only(folder))


def void(_: object) -> None:
    """Nothing of a result."""


def opened(folder: Path, forms: tuple[Form, ...]) -> Reports:
    with pytest.raises(StoreUnwritable) as unwritable:
        open_database(folder)
    return Reports(open_for_reading(folder, unwritable.value), forms)


def test_that_what_is_stored_can_be_read_checked_and_saved_elsewhere(
    disk: tuple[Path, Lock], way: str, forms: tuple[Form, ...], tmp_path: Path
) -> None:
    folder, lock = disk
    store(folder, forms)
    before = (folder / FILE_NAME).read_bytes()
    lock()
    reports = opened(folder, forms)
    session = Session(reports, reports.reports()[0].id)

    assert reports.hindrance == SAID[way]
    assert reports.folder == folder
    assert session.report.cells[CELL].text == "7"
    assert session.checked.findings
    Backups(tmp_path, forms).save_copy(reports.database, tmp_path / "U盘.db")
    with opened_copy(tmp_path / "U盘.db", forms) as copy:
        assert copy.load(session.report_id).cells == session.report.cells
    reports.move_to(tmp_path / "别处")
    session.apply(set_cells(session.report, {CELL: "8"}))
    assert reports.hindrance == ""
    reports.close()
    assert (folder / FILE_NAME).read_bytes() == before


def test_that_nothing_can_be_changed_and_the_reason_is_said(
    disk: tuple[Path, Lock], way: str, forms: tuple[Form, ...], tmp_path: Path
) -> None:
    folder, lock = disk
    store(folder, forms)
    shutil.copy(folder / FILE_NAME, tmp_path / "备份.db")
    lock()
    reports = opened(folder, forms)
    session = Session(reports, reports.reports()[0].id)
    for change in (
        lambda: session.apply(set_cells(session.report, {CELL: "8"})),
        session.undo,
        lambda: reports.create_agency(Agency("另一个", "city", "department")),
        lambda: reports.delete_report(session.report_id),
        lambda: restore(reports.database, tmp_path / "备份.db", forms),
    ):
        with pytest.raises(StoreRefused, match=rf"^没有存上：打开的时候{SAID[way]}，这次只能看；"):
            change()
    assert session.report.cells[CELL].text == "7"
    assert reports.load(session.report_id).cells == session.report.cells
    with pytest.raises(sqlite3.OperationalError):
        reports.database.execute("delete from entry")
    reports.close()


def test_that_a_file_of_an_older_version_is_read_without_being_touched(
    disk: tuple[Path, Lock], forms: tuple[Form, ...]
) -> None:
    folder, lock = disk
    shutil.copy(DATA / "m001.sqlite", folder / FILE_NAME)
    lock()
    reports = opened(folder, forms)

    assert reports.reports()
    assert all(Session(reports, entry.id).report for entry in reports.reports())
    reports.close()
    assert (folder / FILE_NAME).read_bytes() == (DATA / "m001.sqlite").read_bytes()


def test_that_where_nothing_is_stored_yet_the_reason_is_said(
    disk: tuple[Path, Lock], way: str
) -> None:
    folder, lock = disk
    lock()
    with pytest.raises(StoreUnwritable) as first:
        open_database(folder)
    with pytest.raises(StoreUnwritable) as second:
        open_for_reading(folder, first.value)
    assert first.value is second.value
    assert ("磁盘满了" in str(first.value)) is (way == "full")


def test_that_a_damaged_file_is_told_as_such(disk: tuple[Path, Lock]) -> None:
    folder, lock = disk
    (folder / FILE_NAME).write_bytes(b"no database" * 1000)
    lock()
    with pytest.raises(StoreDamaged):
        open_database(folder)
    with pytest.raises(StoreDamaged):
        open_for_reading(folder, StoreUnwritable(folder, OSError()))


def test_that_a_file_that_another_program_holds_is_not_waited_for(
    tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    store(tmp_path, forms)
    held = open_database(tmp_path)
    with pytest.raises(StoreRefused, match="年报已经打开了"):
        open_for_reading(tmp_path, StoreUnwritable(tmp_path, OSError()))
    held.close()


def test_that_a_report_whose_log_is_damaged_opens_all_the_same(
    disk: tuple[Path, Lock], forms: tuple[Form, ...]
) -> None:
    folder, lock = disk
    store(folder, forms)
    database = open_database(folder)
    database.execute("delete from change")
    database.close()
    lock()
    reports = opened(folder, forms)
    assert Session(reports, 1).report.cells[CELL].text == "7"
    reports.close()
