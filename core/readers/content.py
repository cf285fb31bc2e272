"""What is in a file: every file that the program is given comes in by this door.

A file may be anything: as large as a disk, or a pipe or a device that is never read to its end.
"""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG

from core.refusal import Refused, quoted

MEGABYTE = 1 << 20
LARGEST = 20 * MEGABYTE  # bytes; a report with everything in it has one or two megabytes

# A pipe would else be waited for before it can be told from a file; Windows would change line ends.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class ContentRefused(Refused):
    """The file cannot be read, is none, or is too large."""


def file_content(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a file, of which there are at most `largest`. Raises ContentRefused.

    Looked at before it is opened, for that alone makes some devices act, and after, for it may
    have been put in place of another meanwhile.
    """
    try:
        _require_file(path, path.stat(), largest)
        with os.fdopen(os.open(path, _FLAGS), "rb") as file:
            _require_file(path, os.fstat(file.fileno()), largest)
            content = file.read(largest + 1)
    except OSError as error:
        raise ContentRefused(
            f"读不了文件{quoted(path.name)}，请检查文件是否还在、有没有读取权限。"
        ) from error
    if content is None:  # the system's own that look like files and are pipes
        raise _no_file(path)
    if len(content) > largest:
        raise _too_large(path, largest)
    return content


def _require_file(path: Path, status: os.stat_result, largest: int) -> None:
    if not S_ISREG(status.st_mode):
        raise _no_file(path)
    if status.st_size > largest:
        raise _too_large(path, largest)


def _no_file(path: Path) -> ContentRefused:
    return ContentRefused(
        f"{quoted(path.name)}不是文件（是文件夹、设备或管道），没有打开；请另选一个文件。"
    )


def _too_large(path: Path, largest: int) -> ContentRefused:
    return ContentRefused(
        f"文件{quoted(path.name)}超过 {largest // MEGABYTE} MB，不会是年报，没有打开；请另选一个。"
    )
