"""The box that says what the program is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core import __version__
from gui.shared.questions import confirm, show_about

LICENCES = Path(__file__).parents[3] / "resources" / "licences"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The folders that the system was asked to show."""
    folders: list[str] = []

    def open_url(url: QUrl) -> bool:
        folders.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return folders


def press(monkeypatch: pytest.MonkeyPatch, words: str) -> list[str]:
    """Has the next box answered with a button; what the box said is in the list."""
    said: list[str] = []

    def answer(box: QMessageBox) -> int:
        said.append(box.text())
        next(b for b in box.buttons() if b.text() == words).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    return said


def test_that_the_licences_of_others_can_be_reached(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    said = press(monkeypatch, "第三方软件许可")
    show_about(parent, LICENCES)

    assert __version__ in said[0]
    assert opened == [str(LICENCES)]


def test_that_closing_the_box_opens_nothing(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    press(monkeypatch, "关闭")
    show_about(parent, LICENCES)

    assert opened == []


@pytest.mark.parametrize("text", ["说明.txt", "LGPL-3.0.txt", "GPL-3.0.txt"])
def test_that_the_licence_of_qt_goes_along(text: str) -> None:
    assert (LICENCES / text).read_text(encoding="utf-8").strip()


def test_that_no_button_says_yes_no_or_ok(root: Path) -> None:
    """Qt's own words stand on a standard button that is given no verb."""
    given = {"questions.py"}  # which puts verbs on them
    found = {
        (path.name, word)
        for path in (root / "gui").rglob("*.py")
        for word in (
            "StandardButton.Ok",
            "StandardButton.Yes",
            "StandardButton.Cancel",
            "确定",
            '"取消"',
        )
        if word in path.read_text(encoding="utf-8") and path.name not in given
    }
    assert found == set()


@pytest.mark.parametrize("button", ["删除", "不删"])
def test_that_a_question_is_answered_by_its_verb(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    shown: list[list[str]] = []

    def answer(box: QMessageBox) -> int:
        shown.append([b.text() for b in box.buttons()])
        clicked = next(b for b in box.buttons() if b.text() == button)
        return box.standardButton(clicked).value

    monkeypatch.setattr(QMessageBox, "exec", answer)
    assert confirm(parent, "删除", "要删除吗？", "删除", "不删") is (button == "删除")
    assert set(shown[0]) == {"删除", "不删"}
