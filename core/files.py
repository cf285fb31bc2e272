"""Writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import time
from contextlib import suppress
from pathlib import Path
from stat import S_IMODE, S_ISREG

from core.refusal import Refused, one_line, quoted

# A neighbour that is being written. One of a program that was killed meanwhile is taken away by
# a later writing in the same folder.
UNFINISHED, UNFINISHED_END = ".nianbao-", ".tmp"
FORGOTTEN = 24 * 60 * 60  # seconds after which nobody writes it any more
WINDOWS_NAME_TOO_LONG = 206
NEW = 0o666  # who may do what with a new file, less what the umask takes away

# Bytes of a name that is offered, its ending included: a system takes 255, a hanzi has 3 or 4.
LONGEST_NAME = 230
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')


class FileRefused(Refused):
    """The file cannot be written."""


def file_name(text: str, suffix: str) -> str:
    """A text as the name of a file, on any system, with an ending such as .pdf.

    What cannot stand in a name is replaced, and a long one is shortened.
    """
    name = _NOT_IN_NAMES.sub("_", one_line(text, LONGEST_NAME))
    room = LONGEST_NAME - len(suffix.encode())
    if len(name.encode()) > room:
        name = name.encode()[: room - len("…".encode())].decode(errors="ignore").rstrip() + "…"
    return name + suffix


def write_whole(path: Path, content: bytes, new: int = NEW) -> None:
    """Writes `content` to a neighbour of `path` and then puts it in its place.

    So an older file is either kept or replaced entire; who may read it stays as it was, and `new`
    is the mode of one that was not there. A link stays one: what it leads to is replaced. Raises
    FileRefused, also where that is no file.
    """
    try:
        path, mode = _place(path)
        _remove_forgotten(path.parent)
        temporary = path.with_name(f"{UNFINISHED}{os.urandom(8).hex()}{UNFINISHED_END}")
        handle = os.open(temporary, _FLAGS, new if mode is None else mode)
    except OSError as error:
        raise _refusal(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            with suppress(OSError):  # some network folders know no modes
                temporary.chmod(mode)
        temporary.replace(path)
        sync_folder(path.parent)
    except BaseException as error:  # Ctrl+C, too
        with suppress(OSError):
            temporary.chmod(NEW)  # Windows removes nothing that is read-only
            temporary.unlink()
        if isinstance(error, OSError):
            raise _refusal(path, error) from error
        raise


def sync_folder(folder: Path) -> None:
    """Has a renamed file outlive a power cut or a pulled stick, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _place(path: Path) -> tuple[Path, int | None]:
    """The file that is to be replaced, and who may do what with it; None where there is none.

    Raises FileRefused for what is no file.
    """
    try:
        status = path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise _no_file(path) from None
        return path, None
    if not S_ISREG(status.st_mode):
        raise _no_file(path)
    if path.is_symlink():
        path = path.resolve(strict=True)
    return path, S_IMODE(status.st_mode) & 0o777


def _remove_forgotten(folder: Path) -> None:
    latest = time.time() - FORGOTTEN
    with suppress(OSError):
        for left in folder.glob(f"{UNFINISHED}*{UNFINISHED_END}"):
            if left.lstat().st_mtime < latest:
                left.unlink()


def _refusal(path: Path, error: OSError) -> FileRefused:
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", 0) == WINDOWS_NAME_TOO_LONG:
        return FileRefused(f"文件名{quoted(path.name)}太长，存不了；请把名字改短，再存一次。")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return FileRefused(f"磁盘满了，写不了“{path}”；请腾出空间再试，或换一个位置。")
    return FileRefused(
        f"写不了“{path}”：文件夹不存在、不能写入，或者文件正被别的程序打开；请关闭它，或换一个位置。"
    )


def _no_file(path: Path) -> FileRefused:
    return FileRefused(
        f"写不了“{path}”：那里有的不是文件，而是文件夹、设备、管道或失效的链接；请换一个文件名。"
    )
