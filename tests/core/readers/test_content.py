"""Files that are none, or too large, are refused at once."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from core.formats import read_report
from core.forms.definition import Form
from core.readers.content import LARGEST, ContentRefused, file_content

posix = pytest.mark.skipif(os.name != "posix", reason="no such files here")


def refusal(path: Path, largest: int = LARGEST) -> str:
    """What is said of a file; given at once, for a pipe would be waited for."""
    said: list[str] = []

    def read() -> None:
        with pytest.raises(ContentRefused) as refused:
            file_content(path, largest)
        said.append(str(refused.value))

    reading = threading.Thread(target=read, daemon=True)
    reading.start()
    reading.join(5)
    assert said, f"waits for {path}"
    assert said[0].endswith("。")
    assert "\n" not in said[0]
    return said[0]


def sparse(path: Path, size: int) -> Path:
    with path.open("wb") as file:
        file.truncate(size)
    return path


def test_that_a_files_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\r\n\x1a\0\n")
    assert file_content(path) == b"\r\n\x1a\0\n"
    assert len(file_content(sparse(path, LARGEST))) == LARGEST


def test_that_a_file_that_is_too_large_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("was opened"))
    assert "“年报.pdf”超过 20 MB" in refusal(sparse(tmp_path / "年报.pdf", LARGEST + 1))
    assert "超过 20 MB" in refusal(sparse(tmp_path / "b.nianbao", 1 << 40))


def test_that_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = sparse(tmp_path / "a", 10)
    earlier = path.stat()
    monkeypatch.setattr(os, "fstat", lambda _: earlier)
    monkeypatch.setattr(Path, "stat", lambda *_, **__: earlier)
    sparse(path, 2000)
    assert "超过" in refusal(path, 1000)


def test_that_a_folder_is_refused(tmp_path: Path) -> None:
    assert "是文件夹、设备或管道" in refusal(tmp_path)


@posix
def test_that_a_pipe_without_a_writer_is_refused_unopened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "管道.nianbao")
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("was opened"))
    assert "“管道.nianbao”不是文件" in refusal(tmp_path / "管道.nianbao")


@posix
def test_that_a_pipe_put_in_place_of_the_file_meanwhile_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = sparse(tmp_path / "a", 1).stat()
    os.mkfifo(tmp_path / "b")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: looked_at)
    assert "不是文件" in refusal(tmp_path / "b")


@posix
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/stdin"])
def test_that_a_device_is_refused(path: str, root: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(root / "main.py"), "check", path],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={"PYTHONUTF8": "1"},
        timeout=20,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert f"“{Path(path).name}”不是文件" in done.stderr
    assert done.stderr.count("\n") == 1


@posix
def test_that_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # its path may not be long
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("a")
        assert "不是文件" in refusal(Path("a"))


@posix
def test_that_a_link_to_a_device_is_refused(tmp_path: Path) -> None:
    (tmp_path / "年报.nianbao").symlink_to("/dev/zero")
    assert "不是文件" in refusal(tmp_path / "年报.nianbao")


def test_that_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "读不了文件“无.pdf”" in refusal(tmp_path / "无.pdf")


@posix
def test_that_every_report_comes_in_by_this_door(tmp_path: Path, forms: tuple[Form, ...]) -> None:
    for name in ("年报.nianbao", "年报.pdf", "年报"):
        os.mkfifo(tmp_path / name)
        with pytest.raises(ContentRefused):
            read_report(tmp_path / name, forms)
