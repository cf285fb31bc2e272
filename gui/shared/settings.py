"""What the window remembers from one start to the next, in a file of the data folder.

The file may come from anywhere on a stick: it is read as plain JSON, strictly, and can do nothing
but give these values. What it lacks, or has of the wrong type, is as at the first start.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple

from core.files import write_whole
from core.readers.content import file_content
from core.refusal import Refused
from core.report.values import LONGEST_TEXT, is_storable

FILE_NAME = "窗口.json"
LARGEST = 64_000  # bytes
FARTHEST = 1 << 15  # pixels; no screen reaches so far
LONGEST = 4096  # characters of a text
MOST_LIMITS = 100


class Place(NamedTuple):
    """Where a window stands, in pixels of the screens; a width of 0 says that it never stood."""

    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    maximised: bool = False


NOWHERE = Place()


@dataclass
class Settings:
    """One line for each thing that is remembered: its name in the file, and what it is at first.

    Who changes one calls `keep`.
    """

    window: Place = NOWHERE
    preview: Place = NOWHERE
    preview_apart: bool = False  # in a window of its own, however wide the screen
    report: int = 0  # the id of the report that was open last
    place: str = ""  # where the clerk was in it: the id of a cell, or of a section
    zoom: int = 100  # per cent of the size that the report is shown in
    folder: str = ""  # where the clerk last took a file from, or put one
    two_sided: bool = True
    landscape_tables: bool = False
    last_year_beside: bool = False  # last year's value in each cell of a table
    totals_by_program: bool = True  # Tab passes over totals
    second_backup_folder: str = ""  # where every backup is put once more; none at first
    limits: dict[str, int] = field(default_factory=dict)  # words by section; none at first

    def __post_init__(self) -> None:
        self._path: Path | None = None
        self._stored = asdict(self)

    @classmethod
    def of(cls, data: Path) -> Settings:
        """The settings kept in a data folder."""
        settings = cls(**_read(data / FILE_NAME))
        settings._path = data / FILE_NAME
        return settings

    def keep(self) -> None:
        """Writes them, where one has changed; that it fails disturbs nothing."""
        values = asdict(self)
        if self._path and values != self._stored:
            with suppress(Refused):
                write_whole(self._path, json.dumps(values, indent=1).encode())
            self._stored = values


def _read(path: Path) -> dict[str, Any]:
    """The values of a file that may be had; none where there is no such file, or a damaged one."""
    try:
        data = json.loads(file_content(path, LARGEST))
    except (Refused, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    usual = Settings()
    return {
        each.name: _accepted(data[each.name], getattr(usual, each.name))
        for each in fields(Settings)
        if each.name in data
    }


def _accepted(value: Any, default: Any) -> Any:
    """A value of the file if it is of the default's type and size, else the default."""
    match default, value:
        case Place(), [int(x), int(y), int(width), int(height), bool(maximised)]:
            numbers = (x, y, width, height)
            if all(type(n) is int and abs(n) < FARTHEST for n in numbers):
                return Place(*numbers, maximised)
        case dict(), dict() if len(value) <= MOST_LIMITS:
            if all(type(n) is int and 0 < n <= LONGEST_TEXT for n in value.values()):
                return value
        case str(), str() if len(value) <= LONGEST and is_storable(value):
            return value
        case (bool(), bool()) | (int(), int()) if type(value) is type(default):
            return value
    return default
