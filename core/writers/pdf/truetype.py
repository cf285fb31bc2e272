"""Reading TrueType files: names, characters, widths, and the part of a font that a PDF needs.

Files are mapped into memory and a glyph is read when it is asked for, so that a face of ten
megabytes costs no more to open than a small one. Source: OpenType 1.9.
"""

from __future__ import annotations

import lzma
import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from struct import Struct, error, iter_unpack, pack, unpack, unpack_from

from core.writers.pdf.outlines import Point, contours_of, path_of

COLLECTION = b"ttcf"
COMPRESSED = ".xz"
TRUETYPE_VERSIONS = (b"\0\1\0\0", b"true")

# What a glyph that consists of others says of each of them (glyf, composite glyph flags).
WORDS, XY, SCALE, MORE, TWO_SCALES, MATRIX, UNSCALED = 0x01, 0x02, 0x08, 0x20, 0x40, 0x80, 0x1000


class FontError(Exception):
    """The file is missing, damaged or no TrueType font."""


@dataclass(frozen=True, slots=True)
class FontPlace:
    """Where a font is: a file, and which one of a collection's."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class Small:
    """A glyph of a font set at a part of the size, and raised by thousandths of the size."""

    glyph: int
    part: float
    rise: float


Glyph = int | Small


class FontFile:
    """The tables of one font. Raises FontError."""

    def __init__(self, place: FontPlace) -> None:
        try:
            self._data = _content(place.path)
            self._places = self._directory(place.index)
        except (OSError, ValueError, lzma.LZMAError, error) as cause:
            raise FontError(f"{place.path}: {cause}") from cause

    def _directory(self, index: int) -> dict[bytes, tuple[int, int]]:
        """Where each table begins and ends."""
        start = 0
        if self._data[:4] == COLLECTION:
            if index >= self.count:
                raise ValueError("no such font in the collection")
            (start,) = unpack_from(">L", self._data, 12 + 4 * index)
        if self._data[start : start + 4] not in TRUETYPE_VERSIONS:
            raise ValueError("no TrueType outlines")
        (count,) = unpack_from(">H", self._data, start + 4)
        records = iter_unpack(">4sLLL", self._data[start + 12 : start + 12 + 16 * count])
        places = {tag: (offset, offset + length) for tag, _, offset, length in records}
        if any(end > len(self._data) for _, end in places.values()):
            raise ValueError("cut off")
        return places

    @property
    def count(self) -> int:
        """How many fonts the file holds."""
        if self._data[:4] != COLLECTION:
            return 1
        fonts: int = unpack_from(">L", self._data, 8)[0]
        return fonts

    def table(self, tag: bytes) -> bytes:
        """A table's bytes, none if the font lacks it."""
        start, end = self._places.get(tag, (0, 0))
        return self._data[start:end]

    def part(self, tag: bytes, start: int, end: int) -> bytes:
        """A table's bytes from start to end."""
        offset, limit = self._places[tag]
        return self._data[offset + start : min(offset + end, limit)]

    def names(self, *kinds: int) -> Iterator[str]:
        """The entries of the name table of these kinds, in every language."""
        table = self.table(b"name")
        _, count, strings = unpack_from(">HHH", table.ljust(6, b"\0"))
        for place in range(6, min(6 + 12 * count, len(table) - 11), 12):
            platform, encoding, _, kind, length, offset = unpack_from(">HHHHHH", table, place)
            if kind in kinds:
                text = table[strings + offset : strings + offset + length]
                yield text.decode(_encoding_of(platform, encoding), "replace").strip("\0 ")


def _content(path: Path) -> mmap.mmap | bytes:
    """A file's bytes; a compressed one is read whole, ten megabytes in a third of a second."""
    if path.suffix == COMPRESSED:
        return lzma.decompress(path.read_bytes())
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _encoding_of(platform: int, encoding: int) -> str:
    """How a name is written; Chinese ones of the Macintosh and of old Windows are in GB 2312."""
    match platform, encoding:
        case 1, 25:
            return "gb18030"
        case 1, _:
            return "mac_roman"
        case 3, 3:
            return "gb18030"
    return "utf-16-be"


class TrueType:
    """A font to print with. Raises FontError if a part that it needs is missing or damaged.

    Glyphs are meant by their index, or as small ones made of them. A damaged glyph counts as an
    empty one.
    """

    def __init__(self, place: FontPlace) -> None:
        self._file = FontFile(place)
        try:
            self._read()
        except (KeyError, ValueError, ZeroDivisionError, error) as cause:
            raise FontError(f"{place.path}: {cause!r}") from cause

    def _read(self) -> None:
        table = self._file.table
        head, hhea, maxp = table(b"head"), table(b"hhea"), table(b"maxp")
        self._scale: float = 1000 / unpack_from(">H", head, 18)[0]
        self.box = tuple(side * self._scale for side in unpack_from(">4h", head, 36))
        self.ascent, self.descent = (side * self._scale for side in unpack_from(">hh", hhea, 4))
        (self._count,) = unpack_from(">H", maxp, 4)
        (self._advances,) = unpack_from(">H", hhea, 34)
        if not self._advances:
            raise ValueError("no widths")
        self._hmtx, self._loca = table(b"hmtx"), table(b"loca")
        (is_long,) = unpack_from(">H", head, 50)
        self._start_and_end = Struct(">LL" if is_long else ">HH")
        self._unit = 1 if is_long else 2
        self.glyph_of = _glyphs_by_code(table(b"cmap"))
        # The last glyph tells whether the tables are complete.
        self.advance(self._count - 1)
        self._outline(self._count - 1)

    @property
    def postscript_name(self) -> str:
        """Its name for printers: ASCII without spaces."""
        names = ("".join(filter(_is_plain, name)) for name in self._file.names(6))
        return next(filter(None, names), "Font")

    def advance(self, glyph: Glyph) -> float:
        """How wide a glyph is, in thousandths of the type size."""
        if isinstance(glyph, Small):
            return round(self._width(glyph.glyph) * glyph.part) * self._scale
        return self._width(glyph) * self._scale

    def _width(self, glyph: int) -> int:
        width: int = unpack_from(">H", self._hmtx, 4 * min(glyph, self._advances - 1))[0]
        return width

    def subset(self, glyphs: list[Glyph]) -> tuple[bytes, int]:
        """A font of these glyphs in their order, and how many it has.

        Those that others consist of stand behind them. It has what an embedded CIDFontType2
        needs (ISO 32000-1, 9.9) and no characters.
        """
        glyphs, outlines = self._with_parts(glyphs)
        count, table = len(glyphs), self._file.table
        head, hhea, maxp = table(b"head"), table(b"hhea"), table(b"maxp")
        lengths = accumulate((len(outline) for outline in outlines), initial=0)
        tables = {
            b"cvt ": table(b"cvt "),
            b"fpgm": table(b"fpgm"),
            b"glyf": b"".join(outlines),
            b"head": head[:8] + bytes(4) + head[12:50] + pack(">H", 1) + head[52:],
            b"hhea": hhea[:34] + pack(">H", count),
            b"hmtx": b"".join(self._metrics_of(glyph) for glyph in glyphs),
            b"loca": pack(f">{count + 1}L", *lengths),
            b"maxp": _limits(maxp, count),
            b"prep": table(b"prep"),
        }
        return _font_of({tag: data for tag, data in tables.items() if data}), count

    def _with_parts(self, glyphs: list[Glyph]) -> tuple[list[Glyph], list[bytes]]:
        """The glyphs and all that they consist of, and the outlines with new numbers in them."""
        glyphs, outlines = list(glyphs), []
        numbers = {glyph: number for number, glyph in enumerate(glyphs)}
        for glyph in glyphs:  # grows while it is walked
            outline = bytearray(self._outline(glyph))
            for place in _parts_of(outline):
                (part,) = unpack_from(">H", outline, place)
                if part not in numbers:
                    numbers[part] = len(glyphs)
                    glyphs.append(part)
                outline[place : place + 2] = pack(">H", numbers[part])
            outlines.append(bytes(outline) + bytes(-len(outline) % 4))
        return glyphs, outlines

    def _outline(self, glyph: Glyph) -> bytes:
        if isinstance(glyph, Small):
            return self._small_outline(glyph)
        if glyph >= self._count:
            return b""
        place = glyph * self._start_and_end.size // 2
        start, end = self._start_and_end.unpack_from(self._loca, place)
        return self._file.part(b"glyf", start * self._unit, end * self._unit)

    def _small_outline(self, small: Small) -> bytes:
        """A glyph that consists of one other, at a part of its size and higher."""
        outline = self._outline(small.glyph)
        if len(outline) < 10:
            return b""
        rise = round(small.rise / self._scale)
        x, y, right, top = (round(side * small.part) for side in unpack_from(">4h", outline, 2))
        return pack(
            ">h4h HH hh h",
            *(-1, x, y + rise, right, top + rise),
            *(WORDS | XY | SCALE | UNSCALED, small.glyph),
            *(0, rise),
            round(small.part * (1 << 14)),
        )

    def path(self, glyph: Glyph, right: float) -> str:
        """The operators that draw a glyph from there on, in thousandths of the type size."""
        try:
            return " ".join(path_of(self._contours(glyph), self._scale, right))
        except (error, IndexError, RecursionError):
            return ""

    def _contours(self, glyph: Glyph) -> Iterator[list[Point]]:
        """The contours of a glyph, or of those that it consists of."""
        outline = self._outline(glyph)
        if outline and outline[0] < 0x80:
            yield from contours_of(outline)
        for place in _parts_of(outline):
            flags, part = unpack_from(">HH", outline, place - 2)
            right, up = unpack_from(">hh" if flags & WORDS else ">bb", outline, place + 2)
            behind = place + (6 if flags & WORDS else 4)
            scale = unpack_from(">h", outline, behind)[0] / (1 << 14) if flags & SCALE else 1
            for contour in self._contours(part):
                yield [(x * scale + right, y * scale + up, on) for x, y, on in contour]

    def _metrics_of(self, glyph: Glyph) -> bytes:
        """Advance and left side bearing; all glyphs from a certain one on share one advance."""
        if isinstance(glyph, Small):
            (bearing,) = unpack_from(">h", self._metrics_of(glyph.glyph), 2)
            width = round(self._width(glyph.glyph) * glyph.part)
            return pack(">Hh", width, round(bearing * glyph.part))
        last = self._advances - 1
        advance, bearing = 4 * min(glyph, last), 4 * glyph + 2
        if glyph > last:
            bearing = 4 * self._advances + 2 * (glyph - self._advances)
        return self._hmtx[advance : advance + 2] + self._hmtx[bearing : bearing + 2].ljust(2, b"\0")


def _limits(maxp: bytes, count: int) -> bytes:
    """The limits (maxp) for so many glyphs, which consist of others one level deeper."""
    points, contours, most_points, most_contours, *others, parts, depth = unpack(
        ">13H", maxp[6:32].ljust(26, b"\0")
    )
    most = max(points, most_points), max(contours, most_contours)
    limits = points, contours, *most, *others, max(parts, 1), depth + 1
    return pack(">4s14H", maxp[:4], count, *limits)


def _parts_of(outline: bytes | bytearray) -> Iterator[int]:
    """Where a composite glyph has the numbers of its parts."""
    if len(outline) < 10 or outline[0] < 0x80:  # a negative number of contours means parts
        return
    place, flags = 10, MORE
    while flags & MORE and place + 4 <= len(outline):
        (flags,) = unpack_from(">H", outline, place)
        yield place + 2
        place += 8 if flags & WORDS else 6
        place += 2 * bool(flags & SCALE) + 4 * bool(flags & TWO_SCALES) + 8 * bool(flags & MATRIX)


def _is_plain(character: str) -> bool:
    return character.isascii() and (character.isalnum() or character in "-_")


def _font_of(tables: dict[bytes, bytes]) -> bytes:
    """A font file of these tables."""
    count = len(tables)
    power = count.bit_length() - 1
    directory = [
        pack(">4s4H", TRUETYPE_VERSIONS[0], count, 16 << power, power, 16 * count - (16 << power))
    ]
    offset = 12 + 16 * count
    for tag, table in sorted(tables.items()):
        directory.append(pack(">4sLLL", tag, _checksum(table), offset, len(table)))
        offset += len(table) + -len(table) % 4
    padded = (table + bytes(-len(table) % 4) for _, table in sorted(tables.items()))
    return b"".join((*directory, *padded))


def _checksum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    numbers: tuple[int, ...] = unpack(f">{len(padded) // 4}L", padded)
    return sum(numbers) & 0xFFFFFFFF


def _glyphs_by_code(cmap: bytes) -> Callable[[int], int]:
    """The function from a code point to its glyph, 0 if there is none.

    Raises ValueError if the font has no table of Unicode characters.
    """
    tables = {
        (platform, encoding): offset
        for platform, encoding, offset in iter_unpack(
            ">HHL", cmap[4 : 4 + 8 * unpack_from(">H", cmap, 2)[0]]
        )
    }
    for key in ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0)):
        if key in tables:
            subtable = cmap[tables[key] :]
            match unpack_from(">H", subtable)[0]:
                case 12:
                    return _groups(subtable)
                case 4:
                    return _segments(subtable)
    raise ValueError("no Unicode characters")


def _groups(table: bytes) -> Callable[[int], int]:
    """That of a subtable of format 12."""
    (count,) = unpack_from(">L", table, 12)
    numbers = unpack_from(f">{3 * count}L", table, 16)
    columns: list[tuple[int, ...]] = [numbers[column::3] for column in range(3)]
    firsts, lasts, glyphs = columns

    def glyph_of(code: int) -> int:
        at = bisect_right(firsts, code) - 1
        return glyphs[at] + code - firsts[at] if at >= 0 and code <= lasts[at] else 0

    return glyph_of


def _segments(table: bytes) -> Callable[[int], int]:
    """That of a subtable of format 4."""
    count = unpack_from(">H", table, 6)[0] // 2
    columns: list[tuple[int, ...]] = [
        unpack_from(f">{count}H", table, 14 + 2 * count * column + 2 * (column > 0))
        for column in range(4)
    ]
    lasts, firsts, deltas, offsets = columns

    def glyph_of(code: int) -> int:
        at = bisect_left(lasts, code)
        if at == count or code < firsts[at]:
            return 0
        glyph = code
        if offsets[at]:
            place = 16 + 6 * count + 2 * at + offsets[at] + 2 * (code - firsts[at])
            glyph = int.from_bytes(table[place : place + 2])
            if not glyph:
                return 0
        return (glyph + deltas[at]) & 0xFFFF

    return glyph_of
