"""Seals: a number beside a row that its values give, so that a byte that flips is noticed."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

# The last columns of a row that `m003` added; where nothing is in them, a seal of m002 stays good.
UNSET: Mapping[str, tuple[object, ...]] = {"agency": ("", ""), "report": (1, None)}


def seal_of(table: str, *values: object) -> int:
    """The seal of a row's values. Whatever they are, broken text included, they have one.

    `values` are the columns in their order. The table counts too, for a damaged page may stand in
    another's place. `m002` has its own copy, for data files that are sealed stay sealed: never
    change it.
    """
    unset = UNSET.get(table, ())
    if unset and values[-len(unset) :] == unset:
        values = values[: -len(unset)]
    return crc32("\x1f".join(map(str, (table, *values))).encode("utf-8", "surrogatepass"))
