"""Seals: a number beside a row that its values give, so that a byte that flips is noticed."""

from __future__ import annotations

from zlib import crc32


def seal_of(table: str, *values: object) -> int:
    """The seal of a row's values. Whatever they are, broken text included, they have one.

    The table counts too, for a damaged page may stand in another's place. `m002` has its own
    copy, for data files that are sealed stay sealed: never change it.
    """
    return crc32("\x1f".join(map(str, (table, *values))).encode("utf-8", "surrogatepass"))
