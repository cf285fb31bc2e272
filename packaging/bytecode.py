"""marshal, for PyInstaller to write code with, giving the same bytes in every run.

Python's own notes of each text whether it is interned, and of each object whether it has another
reference. Both depend on what else the process holds. Here all texts are interned, and every
object has a second reference.
"""

from __future__ import annotations

import marshal
import sys
from marshal import loads
from types import CodeType
from typing import BinaryIO

__all__ = ["dump", "dumps", "loads"]

PARTS_OF_CODE = ("co_consts", "co_filename", "co_name", "co_names", "co_qualname")


def dumps(value: object) -> bytes:
    """The value as marshal writes it, for `loads`."""
    return marshal.dumps(_settled(value, {}))


def dump(value: object, file: BinaryIO) -> None:
    """Writes what `dumps` returns into a file."""
    file.write(dumps(value))


def _settled(value: object, copies: dict[int, object]) -> object:
    """A copy of the value, in which each text is interned.

    `copies` has all copies, by the identity of what they are of: what was one object stays one,
    and is referred to from there too.
    """
    if id(value) in copies:
        return copies[id(value)]
    copy = value
    if isinstance(value, str):
        copy = sys.intern(value)
    elif isinstance(value, tuple | list | frozenset):
        copy = type(value)(_settled(part, copies) for part in value)
    elif isinstance(value, CodeType):
        parts = {name: _settled(getattr(value, name), copies) for name in PARTS_OF_CODE}
        copy = value.replace(**parts)
    copies[id(value)] = copy
    return copy
