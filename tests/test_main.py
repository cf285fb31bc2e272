"""The entrance: what opens the window and what needs no screen."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.resources import Resources
from main import PORTABLE_MARK, default_data_folder, main


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What the window was opened with, without opening one."""
    opened: list[Any] = []

    def run(resources: Resources, data: Path, package: Path | None, movable: bool) -> int:
        opened.append(package)
        return 0

    monkeypatch.setattr("gui.application.run", run)
    yield opened
    gc.unfreeze()
    gc.enable()


@pytest.mark.parametrize("name", ["年报.nianbao", "年报.pdf", "年报.PDF"])
def test_that_a_reports_file_opens_in_the_window(name: str, opened: list[Any]) -> None:
    assert main([name]) == 0
    assert opened == [Path(name)]


def test_that_the_window_opens_without_a_file(opened: list[Any]) -> None:
    assert main([]) == 0
    assert opened == [None]


def test_that_a_command_opens_no_window(
    opened: list[Any], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(root / "resources" / "samples" / "sample.nianbao")]) == 0
    assert opened == []


def test_that_a_portable_copy_keeps_its_data_beside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nianbao.exe"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert tmp_path not in default_data_folder().parents
    (tmp_path / PORTABLE_MARK).touch()
    assert default_data_folder() == tmp_path / "data"


def test_that_a_python_with_such_a_mark_beside_it_is_no_portable_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    (tmp_path / PORTABLE_MARK).touch()
    assert tmp_path not in default_data_folder().parents


@pytest.mark.parametrize("option", ["--data", "--screenshots"])
@pytest.mark.parametrize("folder", ["", " "])
def test_that_an_option_without_a_folder_is_refused(
    option: str, folder: str, opened: list[Any], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([option, folder])
    assert ended.value.code == 2
    assert capsys.readouterr().err == "--data 和 --screenshots 后面要写文件夹，不能空着。\n"
    assert opened == []
