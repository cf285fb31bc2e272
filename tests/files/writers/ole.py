"""Old office files: a compound file with streams of these names, as .doc, .xls and .wps are.

A .docx with a password is such a file, too.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def ole_bytes(streams: Mapping[str, bytes]) -> bytes:
    """A compound file of at most 127 sectors; streams are filled up to the least that is no mini."""
    sectors: list[bytes] = [b"", b""]  # the table and the directory come first
    table = [_FAT, _END]
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        content = content.ljust(4096, b"\0")
        start = len(sectors)
        pieces = [content[i : i + _SECTOR] for i in range(0, len(content), _SECTOR)]
        sectors += [piece.ljust(_SECTOR, b"\0") for piece in pieces]
        table += [*range(start + 1, start + len(pieces)), _END]
        right = number + 1 if number < len(streams) else _FREE
        entries.append(_entry(name, 2, start, len(content), right=right))
    sectors[0] = struct.pack("<128I", *(table + [_FREE] * 128)[:128])
    sectors[1] = b"".join(entries).ljust(_SECTOR, b"\0")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _END, 0, _END, 0
    )
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + b"".join(sectors)


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE
) -> bytes:
    label = (name + "\0").encode("utf-16-le")
    links = struct.pack("<III", _FREE, right, child)
    return (
        label.ljust(64, b"\0")
        + struct.pack("<HBB", len(label), kind, 1)
        + links
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
