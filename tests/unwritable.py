"""Data folders that cannot be written, for real: a full disk, and a folder that is read-only."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest


def _mounted(*arguments: str) -> None:
    """Mounts something, or skips the test where that is not allowed."""
    try:
        subprocess.run(["mount", *arguments], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("mounting is not allowed here")


@contextmanager
def small_disk(folder: Path) -> Iterator[None]:
    """The folder is a disk of its own, of 1 MB."""
    folder.mkdir(parents=True, exist_ok=True)
    _mounted("-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder))
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path) -> Path:
    """Fills a small disk to its last byte, with the file that is returned."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))
    return filler


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Nobody can write into the folder, a superuser neither."""
    if os.name != "posix":
        pytest.skip("no such folder here")
    if os.geteuid() == 0:
        _mounted("--bind", str(folder), str(folder))
        try:
            _mounted("-o", "remount,bind,ro", str(folder))
            yield
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
