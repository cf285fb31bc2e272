import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import datetime
from itertools import cycle, islice
from pathlib import Path

import pytest
import sqlite_utils

from core.forms.definition import Form
from core.report.edits import Change, Edit, set_cells
from core.report.report import Agency
from core.session import Session
from core.store.backups import Backups
from core.store.connection import Database
from core.store.copies import (
    CopyRefused,
    copy_database,
    copy_file,
    opened_copy,
    require_good,
    require_whole,
    restore,
)
from core.store.database import FILE_NAME, StoreGone, StoreRefused, open_database
from core.store.migrations import MIGRATIONS
from core.store.reports import Reports
from core.store.rows import log_edit

DATA = Path(__file__).parent / "data"
CELL = "applications.new_received.natural_person"


class Stopped(Exception):
    pass


def stop(_done: float) -> None:
    raise Stopped


def cells(reports: Reports, report: int = 1) -> dict[str, str]:
    return {cell: value.text for cell, value in reports.load(report).cells.items()}


def fatten(database: Database, pages: int = 400) -> None:
    """Has the database take many stretches to copy, by edits that lead nowhere."""
    text = "填" * 1200
    with database.atomic():
        for old, new in islice(cycle([("", text), (text, "")]), pages):
            edit = Edit("充数", (Change("texts.general", old, new),))
            log_edit(database, 1, edit, datetime.now())


@pytest.fixture
def copy(session: Session, database: Database, tmp_path: Path, forms: tuple[Form, ...]) -> Path:
    """A copy of a data file in which one cell is 7."""
    session.apply(set_cells(session.report, {CELL: "7"}))
    path = tmp_path / "备份 1.db"
    copy_database(database.conn, path, lambda copied: require_good(copied, forms))
    return path


def test_that_a_copy_of_an_open_database_holds_what_is_stored_and_is_for_its_owner_alone(
    copy: Path, forms: tuple[Form, ...]
) -> None:
    with opened_copy(copy, forms) as reports:
        assert cells(reports) == {CELL: "7"}
    assert os.name == "nt" or stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert [path.name for path in copy.parent.iterdir() if path.is_file()] == [copy.name]


def test_that_a_copy_may_have_as_long_a_name_as_the_system_takes(
    copy: Path, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    named = tmp_path / f"{'年' * 84}.db"
    copy_file(copy, named)
    require_good(named, forms)


def test_that_edits_go_on_while_a_copy_is_made_and_are_in_it(
    session: Session, database: Database, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    fatten(database)
    path = tmp_path / "备份.db"
    arguments = (database.conn, path, lambda copied: require_good(copied, forms))
    worker = threading.Thread(target=copy_database, args=arguments)
    worker.start()
    n = 0
    while worker.is_alive():
        n += 1
        session.apply(set_cells(session.report, {CELL: str(n)}))
    worker.join()

    assert n > 1
    with opened_copy(path, forms) as reports:
        copied = int(cells(reports)[CELL])
        logged = reports.last_done(1)
    assert 1 <= copied <= n
    assert logged
    assert logged[1].changes[0].new == str(copied)


def test_that_a_copy_that_is_not_good_is_not_left(
    session: Session, database: Database, tmp_path: Path
) -> None:
    def refuse(copied: Path) -> None:
        raise CopyRefused(f"“{copied}”不好。")

    folder = tmp_path / "放这里"
    folder.mkdir()
    with pytest.raises(CopyRefused):
        copy_database(database.conn, folder / "备份.db", refuse)
    assert list(folder.iterdir()) == []


def test_that_a_copy_that_is_stopped_is_not_left(
    session: Session, database: Database, tmp_path: Path
) -> None:
    fatten(database)
    folder = tmp_path / "放这里"
    folder.mkdir()
    with pytest.raises(Stopped):
        copy_database(database.conn, folder / "备份.db", require_whole, stop)
    assert list(folder.iterdir()) == []
    session.apply(set_cells(session.report, {CELL: "8"}))
    assert session.report.cells[CELL].text == "8"


def test_that_a_folder_that_cannot_be_written_is_refused_in_words(
    session: Session, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "文件").touch()
    with pytest.raises(CopyRefused, match="可能是磁盘满了"):
        copy_database(database.conn, tmp_path / "文件" / "备份.db", require_whole)


def test_that_a_full_disk_is_refused_in_words(
    session: Session, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CopyRefused, match="可能是磁盘满了"):
        copy_database(database.conn, tmp_path / "备份.db", require_whole)
    assert not list(tmp_path.glob("*备份*"))


def test_that_a_database_with_a_broken_page_is_not_good(
    copy: Path, forms: tuple[Form, ...]
) -> None:
    content = bytearray(copy.read_bytes())
    content[2 * 4096 : 2 * 4096 + 200] = b"\xff" * 200
    copy.write_bytes(content)
    with pytest.raises(StoreRefused, match="请换一个备份"):
        require_good(copy, forms)


def test_that_a_report_that_cannot_be_read_makes_a_copy_no_good(
    copy: Path, forms: tuple[Form, ...]
) -> None:
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("insert into entry values (1, 'cells.nothing.at.all', '1', 0)")
    with pytest.raises(StoreRefused, match="示例街道办事处2024年度的年报有内容"):
        require_good(copy, forms)


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 400])
def test_that_what_is_no_copy_is_refused_in_words(
    tmp_path: Path, content: bytes | None, forms: tuple[Form, ...]
) -> None:
    path = tmp_path / "备份.db"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StoreRefused, match=r"。$"):
        require_good(path, forms)


def test_that_the_open_data_file_is_not_called_a_damaged_backup(
    database: Database, session: Session, forms: tuple[Form, ...], folder: Path
) -> None:
    with pytest.raises(CopyRefused, match="正在用的数据文件"):
        restore(database, folder / FILE_NAME, forms)
    session.apply(set_cells(session.report, {CELL: "9"}))


def test_that_a_trigger_in_a_copy_never_comes_into_the_data(
    copy: Path, database: Database, session: Session, forms: tuple[Form, ...]
) -> None:
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("create trigger t after insert on edit begin delete from entry; end")
    with pytest.raises(StoreRefused, match="不是本软件做的备份"):
        restore(database, copy, forms)
    session.apply(set_cells(session.report, {CELL: "9"}))
    assert session.report.cells[CELL].text == "9"


def test_that_restoring_puts_everything_back_and_work_goes_on(
    copy: Path, database: Database, reports: Reports, forms: tuple[Form, ...], folder: Path
) -> None:
    reports.delete_report(1)
    reports.create_agency(Agency("另一个街道办事处", "township", "branch"))

    restore(database, copy, forms)

    assert cells(reports) == {CELL: "7"}
    assert len(reports.agencies()) == 1
    session = Session(reports, 1)
    session.apply(set_cells(session.report, {CELL: "8"}))
    session.undo()
    assert session.report.cells[CELL].text == "7"
    database.close()
    with closing(open_database(folder)) as again:
        assert cells(Reports(again, forms)) == {CELL: "7"}


def test_that_a_restore_that_is_stopped_changes_nothing(
    session: Session, database: Database, tmp_path: Path, reports: Reports, forms: tuple[Form, ...]
) -> None:
    fatten(database)
    copy = tmp_path / "备份.db"
    copy_database(database.conn, copy, require_whole, pause=0)
    session.apply(set_cells(session.report, {CELL: "8"}))
    with pytest.raises(Stopped):
        restore(database, copy, forms, stop)
    assert cells(reports) == {CELL: "8"}


def test_that_a_copy_of_an_older_version_is_read_and_restored_in_todays_shape(
    copy: Path,
    database: Database,
    reports: Reports,
    forms: tuple[Form, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    later = type(MIGRATIONS)("nianbao")
    for migration in MIGRATIONS.pending(sqlite_utils.Database(memory=True)):
        later(name=migration.name)(migration.fn)

    @later()
    def m999_add_a_table(db: sqlite_utils.Database) -> None:
        db.execute("create table later (id integer primary key) strict")

    before = copy.read_bytes()
    monkeypatch.setattr("core.store.migrations.MIGRATIONS", later)
    require_good(copy, forms)
    later.apply(database.sqlite_utils)
    restore(database, copy, forms)

    assert cells(reports) == {CELL: "7"}
    assert database.table("later").exists()
    assert copy.read_bytes() == before


def test_that_a_copy_from_before_the_seals_is_held_against_its_log_and_restored_with_seals(
    database: Database, reports: Reports, forms: tuple[Form, ...], folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "旧.db"
    path.write_bytes((DATA / "m001.sqlite").read_bytes())
    require_good(path, forms)
    restore(database, path, forms)

    assert len(reports.reports()) == 5
    session = Session(reports, next(e.id for e in reports.reports() if e.status == "draft"))
    session.apply(set_cells(session.report, {CELL: "8"}))
    database.close()
    with closing(open_database(folder)) as again:
        kept = Reports(again, forms)
        assert all(
            audit.log_sound and not audit.doubts
            for audit in (kept.audit(entry.id) for entry in kept.reports())
        )

    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("update entry set value = '9' where target = ?", [f"cells.{CELL}"])
    with pytest.raises(CopyRefused, match="年度的年报有内容或修改记录对不上"):
        require_good(path, forms)


@pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete an open file")
def test_that_nothing_is_restored_into_a_data_file_that_is_gone(
    copy: Path, session: Session, database: Database, forms: tuple[Form, ...], folder: Path
) -> None:
    session.apply(set_cells(session.report, {CELL: "8"}))
    (folder / FILE_NAME).unlink()
    with pytest.raises(StoreGone):
        restore(database, copy, forms)
    assert session.report.cells[CELL].text == "8"


COPIER = """
import sys
from pathlib import Path
from core.forms.loader import load_forms
from core.store.backups import Backups
from core.store.copies import copy_database
from core.store.database import open_database
folder = Path(sys.argv[2])
database = open_database(folder)
print("开始", flush=True)
Backups(folder, load_forms(Path(sys.argv[1]))).make(database, "手动")
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("delay", [0.01, 0.05])
def test_that_a_kill_leaves_no_half_backup_that_counts(
    root: Path,
    folder: Path,
    session: Session,
    database: Database,
    forms: tuple[Form, ...],
    delay: float,
) -> None:
    fatten(database, 2000)
    database.close()
    copier = subprocess.Popen(
        [sys.executable, "-c", COPIER, str(root / "resources" / "forms"), str(folder)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
    )
    assert copier.stdout
    backups = Backups(folder, forms)
    with copier, copier.stdout as said:
        assert said.readline()
        while not backups.folder.exists():
            time.sleep(0.001)
        time.sleep(delay)
        copier.send_signal(signal.SIGKILL)
    assert [path.suffix for path in backups.folder.iterdir()] == [".part"]
    assert backups.all() == []
    with closing(open_database(folder)) as again:
        made = backups.make(again, "手动", pause=0)
    assert [path.name for path in backups.folder.iterdir()] == [made.backup.paths[0].name]
    assert (folder / FILE_NAME).exists()


RESTORER = """
import sys
from pathlib import Path
from core.forms.loader import load_forms
from core.store.copies import restore
from core.store.database import open_database
database = open_database(Path(sys.argv[2]))
print("开始", flush=True)
restore(database, Path(sys.argv[3]), load_forms(Path(sys.argv[1])))
"""


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03])
def test_that_a_kill_while_restoring_leaves_all_of_the_one_or_all_of_the_other(
    root: Path,
    folder: Path,
    session: Session,
    database: Database,
    tmp_path: Path,
    forms: tuple[Form, ...],
    delay: float,
) -> None:
    fatten(database, 2000)
    session.apply(set_cells(session.report, {CELL: "7"}))
    copy = tmp_path / "备份.db"
    copy_database(database.conn, copy, require_whole, pause=0)
    session.apply(set_cells(session.report, {CELL: "8"}))
    with database.atomic():
        database.execute("delete from edit where what = '充数'")
    database.close()
    restorer = subprocess.Popen(
        [sys.executable, "-c", RESTORER, str(root / "resources" / "forms"), str(folder), str(copy)],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
    )
    assert restorer.stdout
    journal = folder / f"{FILE_NAME}-journal"
    with restorer, restorer.stdout as said:
        assert said.readline()
        while not journal.exists() and restorer.poll() is None:
            time.sleep(0.001)
        time.sleep(delay)
        restorer.send_signal(signal.SIGKILL)
    with closing(open_database(folder)) as again:
        assert again.execute("pragma integrity_check").fetchone() == ("ok",)
        found = cells(Reports(again, forms))[CELL], again.table("edit").count > 2000
    assert found in (("8", False), ("7", True))
