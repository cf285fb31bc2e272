"""Where the data are looked for when the folder that was chosen is not there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from core.store.data_folder import choose_folder, chosen_folder
from core.store.database import open_database
from gui.keeping.data_place import find_data
from tests.gui.hands import choose_folder as choose_in_dialog


@pytest.fixture
def missing(folder: Path, tmp_path: Path, qapp: QApplication) -> Path:
    """A stick's folder that was chosen and is not there."""
    stick = tmp_path / "U盘"
    choose_folder(folder, stick)
    return stick


def press(
    monkeypatch: pytest.MonkeyPatch, name: str, before: Callable[[], object] = lambda: None
) -> list[str]:
    """Presses a button of each box that comes; returns what the boxes said."""
    said: list[str] = []

    def stand_in(self: QMessageBox) -> int:
        said.append(self.text())
        before()
        next(button for button in self.buttons() if button.text() == name).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", stand_in)
    return said


def test_that_nothing_is_asked_where_the_data_are_there(folder: Path) -> None:
    assert find_data(folder) == folder


def test_that_the_clerk_may_plug_the_stick_in_and_try_again(
    folder: Path, missing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = press(monkeypatch, "再试一次", lambda: open_database(missing).close())
    assert find_data(folder) == missing
    assert len(said) == 1
    assert f"数据文件夹“{missing}”找不到" in said[0]


def test_that_the_clerk_may_choose_where_the_data_are_now(
    folder: Path, missing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(tmp_path / "D盘").close()
    choose_in_dialog(monkeypatch, tmp_path / "D盘")
    press(monkeypatch, "另选文件夹…")
    assert find_data(folder) == tmp_path / "D盘"
    assert chosen_folder(folder) == tmp_path / "D盘"


def test_that_the_clerk_may_go_back_to_the_usual_folder(
    folder: Path, missing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(monkeypatch, "用默认文件夹")
    assert find_data(folder) == folder


def test_that_the_clerk_may_give_up_and_nothing_changes(
    folder: Path, missing: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(monkeypatch, "退出")
    assert find_data(folder) is None
    open_database(missing).close()
    assert find_data(folder) == missing
