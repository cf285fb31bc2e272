"""The fonts of the office that the page is set in, where the computer has them.

A font is known by its family's name, Chinese or English, and taken if it has TrueType outlines,
may be embedded in part, and has the characters of everyday. What a file holds is remembered, so
that a later search opens only new and changed files, and the fonts it chooses. The memory lies
with the data, which may come from anywhere: it can hide a font, but not pass another off as it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from stat import S_ISREG
from struct import unpack_from
from typing import Any

from core import __version__
from core.files import write_whole
from core.readers.content import file_content
from core.record import record
from core.refusal import Refused
from core.typefaces import FAMILIES, FaceRole
from core.writers.pdf.faces import Faces
from core.writers.pdf.truetype import FontError, FontFile, FontPlace, TrueType

SUFFIXES = (".ttf", ".ttc", ".otf")
MEMORY = "fonts.json"

# Entries of the name table: family, full name, typographic family.
FAMILY_NAMES = (1, 4, 16)

# What OS/2 fsType forbids; the last of the first four bits that is set counts, and of a font
# that may be embedded only as a whole or as pictures a part may not.
USAGE, RESTRICTED, NO_PART_OR_OUTLINES = 0x000F, 0x0002, 0x0300

# The hanzi of the first level of GB 2312 but for the last ones, and the signs of ordinary text.
HANZI = bytes(
    byte for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF) for byte in (row, cell)
)
EVERYDAY = HANZI.decode("gb2312") + "，。、；：？！“”‘’（）《》—…·％0123456789"


@record
class _Entry:
    """What is remembered of a file: its size and time, and its fonts by family."""

    size: int
    time: int
    families: dict[str, int]


def office_faces(fonts: Path, data: Path) -> Faces:
    """The office's own fonts where this computer has them, else the program's, in `fonts`.

    `data` is the folder where the program keeps what it remembers.
    """
    return Faces(fonts, installed_faces(system_folders(), data / MEMORY))


def system_folders() -> list[Path]:
    """Where the system keeps fonts, whether the folders exist or not."""
    if sys.platform == "win32":
        windows = Path(os.environ.get("SYSTEMROOT", r"C:\Windows"))
        own = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
        return [windows / "Fonts", own / "Microsoft" / "Windows" / "Fonts"]
    home = Path.home()
    shared = ("/usr/local/share/fonts", "/usr/share/fonts", "/opt/kingsoft")
    return [home / ".fonts", home / ".local" / "share" / "fonts", *map(Path, shared)]


def installed_faces(folders: Iterable[Path], memory: Path) -> dict[FaceRole, FontPlace]:
    """The faces that the folders have a font for.

    `memory` is the file that remembers what earlier searches found; a damaged one is as good as
    none. A font file that cannot be read counts as holding nothing.
    """
    known = _remembered(memory)
    found = {}
    for path, size, time in _font_files(folders):
        entry = known.get(path)
        if not entry or (entry.size, entry.time) != (size, time):
            entry = _Entry(size, time, _families_in(Path(path)))
        found[path] = entry
    if found != known:
        _remember(found, memory)
    places = {
        family: FontPlace(Path(path), index)
        for path, entry in sorted(found.items(), reverse=True)
        for family, index in entry.families.items()
    }
    faces: dict[FaceRole, FontPlace] = {}
    for role, families in FAMILIES.items():
        for family in families:
            if family in places and family in _usable_names(places[family]):
                faces.setdefault(role, places[family])
    return faces


def _font_files(folders: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each font file."""
    for folder in folders:
        for parent, _, names in os.walk(folder):
            for name in names:
                if name.lower().endswith(SUFFIXES):
                    path = Path(parent, name)
                    with suppress(OSError):
                        status = path.stat()
                        if S_ISREG(status.st_mode):  # to open a pipe would wait for ever
                            yield str(path), status.st_size, status.st_mtime_ns


def _families_in(path: Path) -> dict[str, int]:
    """The families in a file that a page can be set in, and which of its fonts each is."""
    families: dict[str, int] = {}
    with suppress(FontError):
        for index in range(FontFile(FontPlace(path)).count):
            place = FontPlace(path, index)
            usable = _usable_names(place)
            if usable and _has_everyday_characters(place):
                families |= dict.fromkeys(sorted(usable), index)
    return families


def _usable_names(place: FontPlace) -> set[str]:
    """The wanted families that a font is of, if it may be embedded."""
    with suppress(FontError):
        file = FontFile(place)
        if _may_be_embedded(file):
            return _WANTED.intersection(file.names(*FAMILY_NAMES))
    return set()


_WANTED = {family for families in FAMILIES.values() for family in families}


def _may_be_embedded(file: FontFile) -> bool:
    """Whether the licence allows a part of the font in a document (OpenType 1.9, OS/2 fsType)."""
    table = file.table(b"OS/2")
    if len(table) < 10:
        return False
    (rights,) = unpack_from(">H", table, 8)
    return rights & USAGE != RESTRICTED and not rights & NO_PART_OR_OUTLINES


def _has_everyday_characters(place: FontPlace) -> bool:
    glyph_of = TrueType(place).glyph_of
    return all(glyph_of(ord(character)) for character in EVERYDAY)


def _remembered(memory: Path) -> dict[str, _Entry]:
    """What earlier searches of this version of the program found, by the files' paths."""
    try:
        data = json.loads(file_content(memory))
    except (Refused, ValueError, RecursionError):
        return {}
    match data:
        case {"version": str(version), "files": dict(files)} if version == __version__:
            return {path: entry for path in files if (entry := _entry_from(files[path]))}
    return {}


def _entry_from(data: Any) -> _Entry | None:
    match data:
        case {"size": int(size), "time": int(time), "families": dict(families)}:
            if all(type(index) is int and index >= 0 for index in families.values()):
                return _Entry(size, time, families)
    return None


def _remember(found: Mapping[str, _Entry], memory: Path) -> None:
    files = {path: asdict(entry) for path, entry in found.items()}
    with suppress(Refused, OSError):  # then the next search takes longer
        memory.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(memory, json.dumps({"version": __version__, "files": files}).encode())
