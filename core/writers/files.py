"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from core.refusal import Refused


class FileRefused(Refused):
    """The file cannot be written."""


def write_whole(path: Path, content: bytes) -> None:
    """Writes `content` to a neighbour of `path` and then puts it in its place.

    So an older file is either kept or replaced entire. Raises FileRefused.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _refusal(path) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # some network folders know no modes
            Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        Path(temporary).unlink(missing_ok=True)
        raise _refusal(path) from error


def _refusal(path: Path) -> FileRefused:
    return FileRefused(
        f"写不了“{path}”：文件夹不存在、不能写入，或者文件正被别的程序打开；请关闭它，或换一个位置。"
    )
