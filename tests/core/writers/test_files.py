import errno
import os
import stat
from pathlib import Path

import pytest

from core.writers.files import FileRefused, write_whole


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def full_disk(_: int) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


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


@pytest.mark.skipif(os.name != "posix", reason="no POSIX permissions here")
def test_that_others_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "年报.nianbao"
    write_whole(path, b"")

    assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_that_a_failure_midway_keeps_the_older_file_and_leaves_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "年报.nianbao"
    path.write_bytes(b"older")
    monkeypatch.setattr(os, "fsync", full_disk)

    with pytest.raises(FileRefused) as refusal:
        write_whole(path, b"newer")

    assert str(path) in str(refusal.value)
    assert str(refusal.value).endswith("。")
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
