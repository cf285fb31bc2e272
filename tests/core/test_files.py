import errno
import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.files import FORGOTTEN, FileRefused, file_name, write_whole
from core.store.copies import copy_database

posix = pytest.mark.skipif(os.name != "posix", reason="no such files or permissions here")


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def copied(path: Path, content: bytes) -> None:
    """Writes as backups are."""
    with closing(sqlite3.connect(":memory:")) as source:
        source.execute("create table t as select ? as content", [content])
        copy_database(source, path, lambda _: None)


def test_that_a_new_file_holds_the_content(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    write_whole(path, "内容".encode())

    assert path.read_bytes() == "内容".encode()
    assert names_in(tmp_path) == [path.name]


def test_that_an_older_file_is_replaced_entire(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    path.write_bytes(b"x" * 10_000)
    write_whole(path, b"short")

    assert path.read_bytes() == b"short"
    assert names_in(tmp_path) == [path.name]


@posix
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_that_a_new_file_follows_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "年报.nianbao", b"")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "年报.nianbao").stat().st_mode) == mode


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o666, 0o700])
def test_that_a_file_keeps_its_mode_when_it_is_replaced(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "年报.nianbao"
    path.touch()
    path.chmod(mode)
    write_whole(path, b"newer")

    assert path.read_bytes() == b"newer"
    assert stat.S_IMODE(path.stat().st_mode) == mode


@posix
def test_that_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "别处" / "年报.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older")
    (tmp_path / "近.pdf").symlink_to(target)
    (tmp_path / "远.pdf").symlink_to("近.pdf")
    write_whole(tmp_path / "远.pdf", b"newer")

    assert target.read_bytes() == b"newer"
    assert (tmp_path / "远.pdf").readlink() == Path("近.pdf")
    assert names_in(target.parent) == [target.name]


@pytest.fixture
def terminal() -> Iterator[Path]:
    """A device of the test's own: one of the system's might be lost where the test fails."""
    ends = os.openpty()
    yield Path(os.ttyname(ends[1]))
    for end in ends:
        os.close(end)


@posix
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "link to a device", "dead link"])
def test_that_what_is_no_file_is_refused_and_left(
    tmp_path: Path, terminal: Path, kind: str
) -> None:
    path = terminal if kind == "device" else tmp_path / "年报.pdf"
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to a device":
            path.symlink_to(terminal)
        case "dead link":
            path.symlink_to(tmp_path / "没有")
    before = path.lstat()
    with pytest.raises(FileRefused, match="那里有的不是文件"):
        write_whole(path, b"newer")

    assert path.lstat() == before
    assert names_in(tmp_path) == ([] if kind == "device" else [path.name])


@posix
def test_that_a_link_to_what_is_printed_is_refused_in_a_sentence(
    root: Path, tmp_path: Path
) -> None:
    sample = root / "resources" / "samples" / "sample.nianbao"
    (tmp_path / "a.pdf").symlink_to("/dev/stdout")  # not itself, which might be replaced
    command = [sys.executable, str(root / "main.py"), "pdf", str(sample)]
    done = subprocess.run(
        [*command, "-o", str(tmp_path / "a.pdf")],
        env={"PYTHONUTF8": "1", "HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "那里有的不是文件" in done.stderr.decode()
    assert (tmp_path / "a.pdf").is_symlink()


# Is killed when all is written, and nothing yet in its place.
@posix
@pytest.mark.parametrize("write", [write_whole, copied], ids=["file", "database"])
def test_that_a_file_is_on_the_disk_before_it_has_its_name_and_then_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], None]
) -> None:
    path, sync = tmp_path / "年报.nianbao", os.fsync
    synced: list[tuple[bool, bool]] = []

    def note(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), path.exists()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", note)
    write(path, b"newer")
    assert synced == [(False, False), (True, True)]


KILLED = """
import os, signal, sys
from pathlib import Path
from core.files import write_whole
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
write_whole(Path(sys.argv[1]), b"newer" * 1000)
"""


@posix
def test_that_what_a_killed_program_leaves_goes_with_a_later_writing(
    root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "年报.pdf"
    path.write_bytes(b"older")
    subprocess.run(
        [sys.executable, "-c", KILLED, str(path)], env={"PYTHONPATH": str(root)}, check=False
    )
    assert path.read_bytes() == b"older"
    (left,) = set(tmp_path.iterdir()) - {path}

    write_whole(path, b"newer")
    assert left.exists()  # another program may be writing it
    os.utime(left, (0, time.time() - FORGOTTEN - 60))
    (tmp_path / ".nianbao").touch()
    write_whole(tmp_path / "另一份.pdf", b"")
    assert sorted(names_in(tmp_path)) == [".nianbao", "另一份.pdf", path.name]


def test_that_a_failure_midway_keeps_the_older_file_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    path.write_bytes(b"older")
    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(FileRefused) as refusal:
        write_whole(path, b"newer")

    assert str(path) in str(refusal.value)
    assert str(refusal.value).startswith("磁盘满了")
    assert path.read_bytes() == b"older"
    assert names_in(tmp_path) == [path.name]


def test_that_a_failure_midway_leaves_nothing_where_nothing_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(FileRefused):
        write_whole(tmp_path / "年报.nianbao", b"newer")
    assert names_in(tmp_path) == []


def test_that_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "没有" / "年报.nianbao"

    with pytest.raises(FileRefused) as refusal:
        write_whole(path, b"")
    assert str(refusal.value).endswith("。")
    assert names_in(tmp_path) == []


def test_that_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    (path / "里面").mkdir(parents=True)

    with pytest.raises(FileRefused):
        write_whole(path, b"")
    assert names_in(tmp_path) == [path.name]
    assert names_in(path) == ["里面"]


@pytest.mark.parametrize("length", [200, 245, 255])
def test_that_a_name_as_long_as_the_system_takes_is_written(tmp_path: Path, length: int) -> None:
    path = tmp_path / f"{'a' * (length - 8)}.nianbao"
    for content in (b"older", b"newer"):
        write_whole(path, content)
    assert path.read_bytes() == b"newer"
    assert names_in(tmp_path) == [path.name]


@pytest.mark.parametrize("name", ["a" * 256, "年" * 90])
def test_that_a_name_that_is_too_long_is_refused_saying_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        FileRefused, match=r"^文件名“.{40}…”太长，存不了；请把名字改短，再存一次。$"
    ):
        write_whole(tmp_path / name, b"")
    assert names_in(tmp_path) == []


def test_that_ctrl_c_midway_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def press(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", press)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "年报.nianbao", b"")
    assert names_in(tmp_path) == []


@pytest.mark.parametrize("character", ["a", "年", "𠮷"])
@pytest.mark.parametrize("suffix", [".pdf", ".nianbao"])
def test_that_a_name_that_is_offered_can_be_written(
    tmp_path: Path, character: str, suffix: str
) -> None:
    name = file_name(character * 300, suffix)
    write_whole(tmp_path / name, b"")
    assert name.startswith(character * 50)
    assert name.endswith(f"…{suffix}")


def test_that_a_name_that_is_offered_has_no_sign_that_no_system_takes() -> None:
    assert file_name('县委办/政府办\n"甲"', ".pdf") == "县委办_政府办 _甲_.pdf"
