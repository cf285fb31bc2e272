"""What is asked when the open data file is no longer in its place."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from core.store.data_folder import chosen_folder
from core.store.database import FILE_NAME
from tests.gui.hands import Clerk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete an open file")
CELL, OTHER = "applications.granted.other", "applications.granted.legal"


@pytest.fixture
def click(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], list[str]]:
    """Clicks the button with these words; returns what the boxes said."""

    def on(word: str) -> list[str]:
        said: list[str] = []

        def run(box: QMessageBox) -> int:
            said.append(box.text())
            buttons = [b for b in box.buttons() if b.text().startswith(word)]
            if buttons:  # else it only tells
                buttons[0].click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", run)
        return said

    return on


def test_that_all_is_saved_back_and_what_was_refused_too(
    draft: Clerk, folder: Path, click: Callable[[str], list[str]]
) -> None:
    said = click("存回原处")
    draft.fill(OTHER, "1")
    (folder / FILE_NAME).unlink()
    draft.fill(CELL, "5")
    assert "没有存上" in draft.said
    draft.qtbot.waitUntil(lambda: draft.stored == {OTHER: "1", CELL: "5"})
    (asked,) = said
    assert asked.startswith("数据文件被删除、移走或换掉了，刚才填的没有存上。\n")
    assert f"它原来在“{folder}”" in asked
    assert (folder / FILE_NAME).exists()
    assert f"全部内容已存到“{folder}”" in draft.said


def test_that_all_is_saved_elsewhere(
    draft: Clerk, folder: Path, tmp_path: Path, click: Callable[[str], list[str]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    click("存到别处")
    draft.window.desk.usual = folder
    place = tmp_path / "别处"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(place))
    (folder / FILE_NAME).unlink()
    draft.fill(CELL, "5")
    draft.qtbot.waitUntil(lambda: draft.stored == {CELL: "5"})
    assert (place / FILE_NAME).exists()
    assert not (folder / FILE_NAME).exists()
    assert chosen_folder(folder) == place


def test_that_nothing_is_called_saved_while_the_clerk_puts_it_off(
    draft: Clerk, folder: Path, click: Callable[[str], list[str]]
) -> None:
    said = click("以后再说")
    (folder / FILE_NAME).unlink()
    draft.fill(CELL, "5")
    draft.qtbot.waitUntil(lambda: bool(said))
    assert draft.stored == {}
    assert "已保存" not in draft.window.state_label.text()
    assert "没有存上" in draft.said


def test_that_a_file_in_its_place_is_not_overwritten(
    draft: Clerk, folder: Path, click: Callable[[str], list[str]]
) -> None:
    said = click("存回原处")
    path = folder / FILE_NAME
    path.rename(folder / "old.db")
    path.write_text("somebody's", encoding="utf-8")
    draft.fill(CELL, "5")
    draft.qtbot.waitUntil(lambda: len(said) == 2)
    assert "已经有一个数据文件，请换一个文件夹。" in said[1]
    assert path.read_text(encoding="utf-8") == "somebody's"
