"""Asking for files, in the folder where the clerk was last."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from core.files import file_name
from core.formats import Format, importable, readable
from core.refusal import quoted
from gui.shared.desk import Desk
from gui.shared.questions import confirm


def ask_what_to_open(desk: Desk, title: str) -> Path | None:
    """The file to open, of any format that can be read; None where the clerk cancels."""
    formats = readable()
    names = "、".join(format.readable_name or format.name for format in formats)
    kinds = _kind(names, *_suffixes(formats))
    chosen, _ = QFileDialog.getOpenFileName(desk.window, title, str(_folder(desk)), kinds)
    return _remembered(desk, chosen) if chosen else None


def ask_what_to_import(desk: Desk) -> Path | None:
    """The file to import, of any kind, for what cannot be read is refused with what to do.

    None where the clerk cancels.
    """
    kinds = [_kind("可以导入的文件", *_suffixes(importable())), "全部文件 (*)"]
    folder = str(_folder(desk))
    chosen, _ = QFileDialog.getOpenFileName(desk.window, "导入", folder, ";;".join(kinds))
    return _remembered(desk, chosen) if chosen else None


def ask_where_to_save(desk: Desk, name: str, title: str, *formats: Format) -> Path | None:
    """Where to save in one of the formats; None where the clerk cancels.

    It is asked with a name to begin with. The path has the suffix of one of the formats.
    """
    offered = _folder(desk) / file_name(name, formats[0].suffix)
    kinds = [_kind(format.name, format.suffix) for format in formats]
    chosen, kind = QFileDialog.getSaveFileName(desk.window, title, str(offered), ";;".join(kinds))
    if not chosen:
        return None
    path = _remembered(desk, chosen)
    if path.suffix.lower() in [format.suffix for format in formats]:
        return path
    suffix = formats[kinds.index(kind) if kind in kinds else 0].suffix
    path = path.with_name(path.name + suffix)  # which the file dialog has not asked about
    question = f"{quoted(path.name)}已经有了，要替换它吗？"
    # A name that is too long raises an error in Path.exists.
    is_free = not os.path.exists(path)  # noqa: PTH110
    return path if is_free or confirm(desk.window, title, question, "替换", "不替换") else None


def _kind(name: str, *suffixes: str) -> str:
    """A line of a file dialog: 年报数据包 (*.nianbao)."""
    return f"{name} ({' '.join(f'*{suffix}' for suffix in suffixes)})"


def _suffixes(formats: Iterable[Format]) -> Iterator[str]:
    """All endings of files that are read; what we write has the first of its format."""
    return (suffix for format in formats for suffix in format.suffixes)


def _folder(desk: Desk) -> Path:
    return Path(desk.settings.folder) if desk.settings.folder else Path.home()


def _remembered(desk: Desk, chosen: str) -> Path:
    """What was chosen, and from now on its folder comes first."""
    path = Path(chosen)
    desk.settings.folder = str(path.parent)
    desk.settings.keep()
    return path
