"""What the window remembers is read as values, and nothing that is read acts."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.shared import settings as module
from gui.shared.settings import FILE_NAME, Place, Settings
from gui.shared.window_place import place_of, put_back
from tests.gui.conftest import OpenWindow
from tests.gui.hands import AGENCY, Clerk


class Payload:
    """Makes a folder when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return os.makedirs, (str(self.path), 0o777, True)


def write_payload(ini: Path, made: Path) -> None:
    """Settings as a stranger would write them; under another name, for Qt remembers files."""
    written = made.with_suffix(".ini")
    settings = QSettings(str(written), QSettings.Format.IniFormat)
    for key in ("geometry", "preview", "report", "folder", "two_sided", "landscape_tables"):
        settings.setValue(key, Payload(made))
    settings.sync()
    written.rename(ini)


def test_that_a_pickle_in_the_former_settings_does_not_run(
    open_window: OpenWindow, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    folder.mkdir()
    write_payload(folder / "窗口.ini", tmp_path / "ran")
    before = (folder / "窗口.ini").read_bytes()
    clerk = Clerk(open_window(), qtbot)
    clerk.start_report(AGENCY, 2024)
    clerk.window.actions_["preview"].trigger()
    clerk.window.close()

    assert not (tmp_path / "ran").exists()
    assert (folder / "窗口.ini").read_bytes() == before
    # And it would have run, had anybody asked for a value.
    QSettings(str(folder / "窗口.ini"), QSettings.Format.IniFormat).value("geometry")
    assert (tmp_path / "ran").exists()


def test_that_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path)
    assert settings == Settings()
    settings.window = Place(-5, 3, 640, 480, maximised=True)
    settings.report = 7
    settings.folder = "/家/年报"
    settings.two_sided = False
    settings.keep()

    assert Settings.of(tmp_path) == settings


def test_that_nothing_is_written_where_nothing_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings.of(tmp_path)
    settings.keep()
    assert list(tmp_path.iterdir()) == []
    settings.report = 1
    settings.keep()
    monkeypatch.setattr(module, "write_whole", lambda *_: pytest.fail("was written"))
    settings.keep()
    Settings.of(tmp_path).keep()


def test_that_a_folder_that_cannot_be_written_disturbs_nothing(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path / "没有")
    settings.report = 1
    settings.keep()
    assert settings.report == 1


def test_that_a_folder_whose_name_is_no_text_disturbs_nothing(tmp_path: Path) -> None:
    settings = Settings.of(tmp_path)
    settings.report, settings.folder = 1, "\udc80"
    settings.keep()
    assert Settings.of(tmp_path) == Settings(report=1)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 60_000,
        b'{"report": ' + b"9" * 5000 + b"}",
        b'{"report": 1}' + b" " * 70_000,
        b"\x80\x04\x95cos\nsystem\n",
    ],
)
def test_that_a_damaged_file_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    assert Settings.of(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("report", "1"),
        ("report", True),
        ("report", 1.5),
        ("report", None),
        ("two_sided", 0),
        ("two_sided", "false"),
        ("folder", 1),
        ("folder", "长" * 5000),
        ("folder", "\ud800"),
        ("window", "01d9d0cb"),
        ("window", [1, 2, 3, 4]),
        ("window", [1, 2, 3, 4, 0]),
        ("window", [1, 2, 3.0, 4, False]),
        ("window", [True, 2, 3, 4, False]),
        ("window", [10**400, 2, 3, 4, False]),
        ("window", {"x": 1}),
        ("_path", "/etc/passwd"),
        ("other", 1),
    ],
)
def test_that_what_is_of_the_wrong_type_is_left_out_and_the_rest_is_taken(
    tmp_path: Path, key: str, value: object
) -> None:
    (tmp_path / FILE_NAME).write_text(json.dumps({"landscape_tables": True, key: value}), "utf-8")
    settings = Settings.of(tmp_path)
    assert settings == Settings(landscape_tables=True)
    settings.keep()
    assert (tmp_path / FILE_NAME).exists()


@pytest.mark.skipif(os.name != "posix", reason="no such files here")
def test_that_a_pipe_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE_NAME)
    settings = Settings.of(tmp_path)
    settings.report = 1
    settings.keep()
    assert (tmp_path / FILE_NAME).is_fifo()


# ---- places ----


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def screen(widget: QWidget) -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_that_a_window_is_put_back_where_it_stood(widget: QWidget, screen: QRect) -> None:
    place = Place(screen.x() + 40, screen.y() + 60, 300, 200)
    assert put_back(widget, place)
    assert widget.geometry() == QRect(*place[:4])
    assert place_of(widget) == place
    assert not widget.isMaximized()


def test_that_a_maximised_window_comes_back_maximised(widget: QWidget, screen: QRect) -> None:
    put_back(widget, Place(screen.x() + 40, screen.y() + 60, 300, 200, maximised=True))
    widget.show()
    assert widget.isMaximized()
    assert place_of(widget).maximised


@pytest.mark.parametrize(
    "place", [Place(), Place(5, 5, 0, 9), Place(5, 5, -9, 9), Place(30_000, 5, 300, 200)]
)
def test_that_a_place_on_no_screen_is_not_taken(widget: QWidget, place: Place) -> None:
    before = widget.geometry()
    assert not put_back(widget, place)
    assert widget.geometry() == before


@pytest.mark.parametrize("place", [(-100, -50, 300, 200), (-16_000, -16_000, 32_500, 32_500)])
def test_that_a_window_is_put_wholly_on_the_screen(
    widget: QWidget, screen: QRect, place: tuple[int, int, int, int]
) -> None:
    assert put_back(widget, Place(*place))
    assert screen.contains(widget.geometry())
