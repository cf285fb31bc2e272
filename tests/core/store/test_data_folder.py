import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from core.report.edits import set_cells
from core.session import Session
from core.store.data_folder import (
    POINTER,
    DataFolderMissing,
    choose_folder,
    chosen_folder,
    copy_data,
)
from core.store.database import FILE_NAME, StoreRefused, open_database
from core.store.reports import Reports

CELL = "applications.new_received.natural_person"


def test_that_the_usual_folder_is_used_until_another_is_chosen(folder: Path) -> None:
    assert chosen_folder(folder) == folder
    assert not folder.exists()


def test_that_a_chosen_folder_is_found_at_the_next_start_and_given_up_again(
    folder: Path, session: Session, tmp_path: Path
) -> None:
    other = tmp_path / "U盘"
    other.mkdir()
    (other / FILE_NAME).touch()
    choose_folder(folder, other)
    assert chosen_folder(folder) == other
    assert os.name == "nt" or stat.S_IMODE((folder / POINTER).stat().st_mode) == 0o600

    choose_folder(folder, folder)
    assert chosen_folder(folder) == folder
    assert not (folder / POINTER).exists()


def test_that_a_chosen_folder_without_its_data_is_missed(folder: Path, tmp_path: Path) -> None:
    choose_folder(folder, tmp_path)  # such as where a stick would be mounted
    with pytest.raises(DataFolderMissing, match="在U盘上的，请插好再试"):
        chosen_folder(folder)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"folder": 3}', b"\xff\xfe"])
def test_that_a_broken_note_of_the_place_never_leads_to_other_data_in_silence(
    folder: Path, content: bytes
) -> None:
    folder.mkdir()
    (folder / POINTER).write_bytes(content)
    with pytest.raises(DataFolderMissing, match="请选择数据所在的文件夹"):
        chosen_folder(folder)


def test_that_a_place_that_cannot_be_noted_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreRefused, match="数据位置没有改"):
        choose_folder(tmp_path / "file" / "data", tmp_path)


def test_that_data_are_copied_to_a_folder_that_has_none(
    session: Session, reports: Reports, tmp_path: Path
) -> None:
    session.apply(set_cells(session.report, {CELL: "7"}))
    other = tmp_path / "新的"
    other.mkdir()
    copy_data(reports, other, reports.forms)

    with closing(open_database(other)) as database:
        assert Reports(database, reports.forms).load(1).cells[CELL].text == "7"
    before = (other / FILE_NAME).read_bytes()
    with pytest.raises(StoreRefused, match="已经有年报的数据"):
        copy_data(reports, other, reports.forms)
    assert (other / FILE_NAME).read_bytes() == before


def test_that_a_journal_left_in_the_new_folder_is_not_played_into_the_data(
    session: Session, reports: Reports, tmp_path: Path
) -> None:
    session.apply(set_cells(session.report, {CELL: "7"}))
    other = tmp_path / "别处"
    other.mkdir()
    journal = other / f"{FILE_NAME}-journal"
    with closing(sqlite3.connect(other / FILE_NAME, isolation_level=None)) as former:
        for step in ("create table t (x)", "pragma cache_size = 1", "begin"):
            former.execute(step)
        former.executemany("insert into t values (?)", [["x" * 1000]] * 100)
        left = journal.read_bytes()  # as a kill would leave it
        former.execute("rollback")
    (other / FILE_NAME).unlink()
    journal.write_bytes(left)

    copy_data(reports, other, reports.forms)

    with closing(open_database(other)) as database:
        assert Reports(database, reports.forms).load(1).cells[CELL].text == "7"
    (aside,) = other.glob("*-损坏-*-journal")
    assert aside.read_bytes() == left
