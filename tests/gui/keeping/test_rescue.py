"""What is asked where the data file is damaged."""

import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from core.forms.definition import Form
from core.report.edits import set_cells
from core.resources import Resources
from core.session import Session
from core.store.backups import Backups
from core.store.database import FILE_NAME, DataFile, StoreRefused, open_database
from core.store.reports import Reports
from gui.application import make_window
from gui.keeping.rescue import open_or_rescue
from gui.shared.settings import Settings

SAMPLE = Path(__file__).parents[2] / "core" / "store" / "data" / "m001.sqlite"
CELL = "applications.new_received.natural_person"
Click = Callable[..., list[str]]


@pytest.fixture
def click(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Click:
    """Clicks the buttons with these words, one a box; returns what is said meanwhile."""

    def on(*words: str) -> list[str]:
        said: list[str] = []
        left = list(words)

        def run(box: QMessageBox) -> int:
            said.append(box.text())
            if box.buttons() and left and len(box.buttons()) > 1:
                word = left.pop(0)
                next(b for b in box.buttons() if b.text().startswith(word)).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", run)
        return said

    return on


@pytest.fixture
def damaged(folder: Path) -> Path:
    """A data folder whose file has lost a page."""
    folder.mkdir()
    content = bytearray(SAMPLE.read_bytes())
    content[9 * 4096 : 10 * 4096] = bytes(4096)
    (folder / FILE_NAME).write_bytes(content)
    return folder


@pytest.fixture
def backups(damaged: Path, forms: tuple[Form, ...]) -> Backups:
    """The backups beside it: one, which anybody may read."""
    backups = Backups(damaged, forms)
    backups.folder.mkdir()
    path = backups.folder / "年报备份 2026-11-27 093012 开机.db"
    shutil.copy(SAMPLE, path)
    path.chmod(0o644)
    return backups


def reports_in(database: DataFile) -> int:
    with closing(database):
        return int(database.execute("select count(*) from report").fetchone()[0])


def aside(folder: Path) -> list[Path]:
    return list(folder.glob("nianbao-损坏-*.db"))


def test_that_a_sound_file_is_opened_without_a_question(folder: Path, click: Click) -> None:
    said = click()
    assert reports_in(open_or_rescue(folder)) == 0
    assert said == []


def test_that_what_can_be_read_is_saved(damaged: Path, click: Click) -> None:
    content = (damaged / FILE_NAME).read_bytes()
    said = click("抢救")
    assert reports_in(open_or_rescue(damaged)) == 5
    assert f"“{damaged / FILE_NAME}”已损坏。\n" in said[0]
    assert "全部内容都读出来了，共 5 份年报。" in said[1]
    assert [path.read_bytes() for path in aside(damaged)] == [content]
    assert reports_in(open_or_rescue(damaged)) == 5


def test_that_the_clerk_can_leave_it_as_it_is(damaged: Path, click: Click) -> None:
    content = (damaged / FILE_NAME).read_bytes()
    click("退出")
    with pytest.raises(StoreRefused, match="已损坏"):
        open_or_rescue(damaged)
    assert (damaged / FILE_NAME).read_bytes() == content
    assert aside(damaged) == []


def test_that_a_backup_takes_its_place(
    damaged: Path, backups: Backups, forms: tuple[Form, ...], click: Click
) -> None:
    content = (damaged / FILE_NAME).read_bytes()
    said = click("改用")
    assert reports_in(open_or_rescue(damaged, backups=backups)) == 5
    assert "备份以后填的内容不在里面" in said[1]
    assert [path.read_bytes() for path in aside(damaged)] == [content]
    assert os.name == "nt" or stat.S_IMODE((damaged / FILE_NAME).stat().st_mode) == 0o600
    assert {path.name for path in damaged.iterdir() if path not in aside(damaged)} == {
        FILE_NAME,
        backups.folder.name,
    }


def test_that_what_going_back_would_lose_is_said_report_by_report(
    folder: Path, session: Session, reports: Reports, click: Click
) -> None:
    backups = Backups(folder, reports.forms)
    at = backups.make(reports.database, "手动").backup.at
    session.apply(set_cells(session.report, {CELL: "7"}))
    reports.close()
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection, connection:
        connection.execute("insert into edit (report, at, what) values (9, '', '无主')")
    said = click("退出")
    with pytest.raises(StoreRefused):
        open_or_rescue(folder, backups=backups)
    assert f"最近的备份是 {at:%Y-%m-%d %H:%M} 做的；改用它，下面这些" in said[0]
    assert "“示例街道办事处”2024年度（1处不同）" in said[0]


def test_that_where_too_little_can_be_read_the_time_of_the_backup_is_said(
    damaged: Path, backups: Backups, click: Click
) -> None:
    (damaged / FILE_NAME).write_bytes(b"\0" * 9000)
    said = click("退出")
    with pytest.raises(StoreRefused):
        open_or_rescue(damaged, backups=backups)
    assert "最近的备份是 2026-11-27 09:30 做的；改用它，那以后填的内容就不在里面了。" in said[0]


def test_that_where_nothing_can_be_read_a_new_file_is_begun_if_the_clerk_wants(
    folder: Path, click: Click
) -> None:
    folder.mkdir()
    (folder / FILE_NAME).write_bytes(b"\0" * 9000)
    said = click("抢救", "另起")
    assert reports_in(open_or_rescue(folder)) == 0
    assert "什么也读不出来" in said[1]
    assert [path.read_bytes() for path in aside(folder)] == [b"\0" * 9000]


def test_that_other_refusals_pass_through(folder: Path, click: Click, qtbot: QtBot) -> None:
    said = click()
    with closing(open_database(folder)), pytest.raises(StoreRefused, match="已经打开了"):
        open_or_rescue(folder)
    assert said == []


@pytest.fixture(params=["missing", "empty"])
def lost(
    request: pytest.FixtureRequest, folder: Path, session: Session, forms: tuple[Form, ...]
) -> Path:
    """A data folder with a backup, whose file is missing or empty."""
    Backups(folder, forms).make(session.reports.database, "手动")
    session.reports.close()
    (folder / FILE_NAME).unlink()
    if request.param == "empty":
        (folder / FILE_NAME).touch()
    return folder


@pytest.mark.parametrize(("word", "left"), [("改用", 1), ("另起", 0)])
def test_that_a_backup_is_offered_where_the_data_file_is_missing_or_empty(
    lost: Path, forms: tuple[Form, ...], click: Click, word: str, left: int
) -> None:
    said = click(word)
    assert reports_in(open_or_rescue(lost, backups=Backups(lost, forms))) == left
    assert "不见了，或者是空的" in said[0]
    assert len(Backups(lost, forms).all()) == 1


def test_that_nothing_is_begun_where_the_clerk_looks_for_the_missing_file(
    lost: Path, forms: tuple[Form, ...], click: Click
) -> None:
    before = sorted(path.name for path in lost.iterdir())
    click("退出")
    with pytest.raises(StoreRefused, match="放回原处"):
        open_or_rescue(lost, backups=Backups(lost, forms))
    assert sorted(path.name for path in lost.iterdir()) == before


def test_that_a_backup_in_the_second_folder_is_offered_at_the_start(
    lost: Path, resources: Resources, tmp_path: Path, click: Click
) -> None:
    second = Backups(lost, (), tmp_path).folders[1]
    Backups(lost, ()).folder.rename(second)
    settings = Settings.of(lost)
    settings.second_backup_folder = str(tmp_path)
    settings.keep()
    click("改用")
    window = make_window(resources, lost)
    assert len(window.desk.reports.reports()) == 1
    window.let_go()
    window.deleteLater()
