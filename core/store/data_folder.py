"""Where the data are, when the clerk has chosen another folder than the usual one.

The usual folder is where the program looks first, so what was chosen is remembered there.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from core.files import FileRefused, write_whole
from core.forms.definition import Form
from core.refusal import quoted
from core.store.copies import Progress, copy_database, require_good, unheard
from core.store.database import FILE_NAME, StoreRefused
from core.store.reports import Reports
from core.store.salvage import set_aside

POINTER = "数据位置.json"
LARGEST = 64_000  # bytes
LONGEST = 200  # characters of a folder in a sentence


class DataFolderMissing(StoreRefused):
    """The folder that was chosen is not there, such as a stick's that is not plugged in."""


def has_data(folder: Path) -> bool:
    """Whether a data file lies in a folder."""
    return (folder / FILE_NAME).is_file()


def chosen_folder(usual: Path) -> Path:
    """The folder of the data: the usual one unless another was chosen. Raises StoreRefused."""
    pointer = usual / POINTER
    if not pointer.is_file():  # nor a pipe, which would be waited for
        return usual
    try:
        with pointer.open("rb") as file:
            content = json.loads(file.read(LARGEST))
        folder = Path(content["folder"])
        there = has_data(folder)
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise DataFolderMissing(
            f"记着数据位置的文件“{pointer}”读不出来；请选择数据所在的文件夹。"
        ) from error
    if not there:
        raise DataFolderMissing(
            f"数据文件夹{quoted(str(folder), LONGEST)}找不到，或者里面没有年报的数据。"
            "在U盘上的，请插好再试。"
        )
    return folder


def choose_folder(usual: Path, folder: Path) -> None:
    """Has the data looked for in a folder from the next start on. Raises StoreRefused."""
    pointer = usual / POINTER
    try:
        if folder == usual:
            pointer.unlink(missing_ok=True)
            return
        usual.mkdir(mode=0o700, parents=True, exist_ok=True)
        note = json.dumps({"folder": str(folder)}, ensure_ascii=False).encode()
        write_whole(pointer, note, new=0o600)
    except (OSError, FileRefused) as error:
        raise StoreRefused(f"“{usual}”里写不进去，数据位置没有改；请检查权限。") from error


def copy_data(
    reports: Reports, folder: Path, forms: tuple[Form, ...], progress: Progress = unheard
) -> None:
    """Copies the open data file into another folder that has none. Raises StoreRefused."""
    if has_data(folder):
        raise StoreRefused(f"“{folder}”里已经有年报的数据，没有改动；请换一个文件夹。")
    try:
        set_aside(folder, datetime.now())  # a journal left behind would be played into the copy
    except OSError as error:
        raise StoreRefused(f"“{folder}”不能写入，没有复制；请检查权限，或换一个文件夹。") from error
    path = folder / FILE_NAME
    copy_database(
        reports.database.conn, path, lambda copy: require_good(copy, forms), progress, pause=0
    )
