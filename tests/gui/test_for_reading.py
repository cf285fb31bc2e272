"""The window over data that cannot be written: all is seen, and saved elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.formats import read_report
from core.resources import Resources
from core.store.copies import opened_copy
from gui import application
from tests.gui.conftest import OpenWindow
from tests.gui.hands import Clerk, answer, choose_file
from tests.gui.test_application import stand_in_for_the_event_loop
from tests.unwritable import fill, small_disk

FIRST = "applications.new_received.natural_person"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The data folder: a small disk of its own."""
    folder = tmp_path / "data"
    with small_disk(folder):
        yield folder


@pytest.fixture
def full(filled: Clerk, open_window: OpenWindow, folder: Path) -> Clerk:
    """Hands on the sample, kept on a disk that has become full meanwhile."""
    filled.window.close()
    fill(folder)
    return Clerk(open_window(), filled.qtbot)


def test_that_the_report_is_seen_and_saved_elsewhere(
    full: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.wait_for_texts()
    asked = answer(monkeypatch)
    assert full.shown(FIRST)
    assert "磁盘满了，只读" in full.window.state_label.words
    for name, action in (("年报.nianbao", "save_package"), ("年报.pdf", "save_pdf")):
        choose_file(monkeypatch, tmp_path / name)
        full.window.actions_[action].trigger()
        full.wait()
        assert read_report(tmp_path / name, full.window.desk.reports.forms) == full.live.report
    copy = tmp_path / "U盘.db"
    full.window.keeper.backups.save_copy(full.window.desk.reports.database, copy)
    with opened_copy(copy, full.window.desk.reports.forms) as reports:
        assert reports.load(full.live.session.report_id) == full.live.report
    assert asked == []


def test_that_an_edit_is_refused_and_the_reason_said(full: Clerk) -> None:
    before = full.shown(FIRST)
    full.fill(FIRST, "987")
    assert "没有存上：打开的时候磁盘满了，这次只能看" in full.said
    assert full.live.report.cells[FIRST].text == before


def test_that_the_start_says_why_all_is_read_only(
    filled: Clerk,
    resources: Resources,
    folder: Path,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    filled.window.close()
    fill(folder)
    asked = answer(monkeypatch)
    with stand_in_for_the_event_loop(monkeypatch, qapp) as titles:
        assert application.run(resources, folder, None) == 0
    assert len(asked) == 1
    assert asked[0].startswith("磁盘满了，新填的存不上，所以这次只能看")
    assert len(titles) == 1
