"""The characters of a page, each once and where it is seen.

Left out is what nobody sees: white or clear on white paper, beside the page, and marks across
the page. Text that is not drawn counts only above a picture of the page, where it was recognised.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_float, c_uint
from dataclasses import dataclass
from math import hypot
from typing import Any, NamedTuple

from pypdfium2 import raw

from core.readers.pdf.frame import Box, Frame, Matrix, after, box_of, moved
from core.readers.pdf.shapes import FAINTEST, WHITE, Drawing, address

UNKNOWN = "\ufffd"
MIDDLE = 0.36  # of the size above the base line: the middle of Chinese characters and of digits
SAME_PLACE = 0.15  # of the size: so near stands a character that is drawn twice to look bold
SLANT = 0.05  # how far a line of text may be out of true
WATERMARK = 0.09  # of the page's shorter side: upright type as large is seldom a report's
# Those that Unicode does not say to be characters.
RADICALS = str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车長长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)
NOT_DRAWN = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)


class Glyph(NamedTuple):
    """A character as it is shown.

    `y` is the middle of its line. `quarters` is how its line lies, in quarter turns clockwise;
    `source` tells what was drawn at one go.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    quarters: int
    source: int

    @property
    def x(self) -> float:
        """Its middle."""
        return (self.left + self.right) / 2

    @property
    def blank(self) -> bool:
        """Whether it is a space."""
        return not self.text.strip()

    def turned(self) -> Glyph:
        """The same where its line lies straight: only for glyphs with the same `quarters`."""
        if self.quarters == 0:
            return self
        half = (self.right - self.left) / 2 or self.size / 2
        middle, y = {1: (self.y, -self.x), 2: (-self.x, -self.y), 3: (-self.y, self.x)}[
            self.quarters
        ]
        return self._replace(left=middle - half, right=middle + half, y=y)


@dataclass
class Found:
    """The glyphs of a page in the order they are drawn, and what was noticed on the way."""

    glyphs: list[Glyph]
    recognised: bool = False
    hidden: bool = False


class _Look(NamedTuple):
    """What all the characters of one text object share."""

    size: float
    mode: int
    white: bool
    clear: bool
    stamp: bool


def quarters_of(text_page: Any, count: int, frame: Frame) -> int:
    """How most of a page's text lies, in quarter turns clockwise from upright."""
    lies: Counter[int] = Counter()
    found = raw.FS_MATRIX()
    for index in range(0, count, 1 + count // 500):
        if raw.FPDFText_GetMatrix(text_page, index, byref(found)):
            lies[_lie((found.a, found.b, found.c, found.d, 0, 0), frame)[0]] += 1
    lies.pop(-1, None)
    return max(lies, key=lies.__getitem__, default=0)


def glyphs_of(text_page: Any, count: int, frame: Frame, drawing: Drawing) -> Found:
    """The characters of a text page of PDFium, whose page must still be open."""
    found = Found([])
    page = frame.box
    scanned = any(
        picture.width * picture.height > page.width * page.height / 2
        for picture in drawing.pictures
    )
    backgrounds = [*drawing.areas, *drawing.pictures]
    looks: dict[int, _Look] = {}
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for text, index in _characters(text_page, count):
        drawn = raw.FPDFText_GetTextObject(text_page, index)
        source = address(drawn) if drawn else 0
        if source not in looks:
            looks[source] = _look(drawn, drawing)
        look = looks[source]
        glyph = _glyph(text_page, index, text, frame, source, look.size)
        if glyph is None or look.stamp:
            continue
        if not page.holds(glyph.x, glyph.y):
            _cut_off(found.glyphs, glyph)
            continue
        if look.mode in NOT_DRAWN or look.clear:
            if not scanned:
                found.hidden = found.hidden or not glyph.blank
                continue
            found.recognised = found.recognised or not glyph.blank
        elif look.white and not any(box.holds(glyph.x, glyph.y) for box in backgrounds):
            found.hidden = found.hidden or not glyph.blank
            continue
        if glyph.blank or not _drawn_before(glyph, seen):
            found.glyphs.append(glyph)
    found.glyphs = [glyph for glyph in found.glyphs if not _is_mark(glyph, page)]
    return found


def _cut_off(glyphs: list[Glyph], beyond: Glyph) -> None:
    """Marks a number that goes on beyond the edge of the page, where nobody sees it."""
    last = glyphs[-1] if glyphs else None
    if (
        last
        and last.text.isdecimal()
        and beyond.text.isdecimal()
        and last.source == beyond.source
        and abs(last.y - beyond.y) < last.size / 2
    ):
        glyphs[-1] = last._replace(text=last.text + UNKNOWN)


def _characters(text_page: Any, count: int) -> Iterator[tuple[str, int]]:
    """Every character that stands in the file, and its index; halves of one are put together."""
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text_page, index)
        if raw.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0
        high = 0
        if code in (0x0A, 0x0D):
            continue
        yield _character(code), index


def _character(code: int) -> str:
    if code < 0x20 and code != 0x09:
        return UNKNOWN
    text = chr(code)
    if 0x2F00 <= code <= 0x2FDF:  # a radical, by which some fonts name the character it is
        return unicodedata.normalize("NFKC", text)
    return text.translate(RADICALS)


def _look(drawn: Any, drawing: Drawing) -> _Look:
    if not drawn:
        return _Look(0, 0, False, False, False)
    size = c_float()
    raw.FPDFTextObj_GetFontSize(drawn, byref(size))
    red, green, blue, cover = c_uint(), c_uint(), c_uint(), c_uint()
    mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
    get = raw.FPDFPageObj_GetFillColor
    if mode == raw.FPDF_TEXTRENDERMODE_STROKE:
        get = raw.FPDFPageObj_GetStrokeColor
    plain = get(drawn, byref(red), byref(green), byref(blue), byref(cover))
    return _Look(
        size.value,
        mode,
        bool(plain) and min(red.value, green.value, blue.value) >= WHITE,
        bool(plain) and cover.value < FAINTEST,
        address(drawn) in drawing.stamps,
    )


def _glyph(
    text_page: Any, index: int, text: str, frame: Frame, source: int, size: float
) -> Glyph | None:
    """The character as it is shown; None where its line lies aslant."""
    matrix = raw.FS_MATRIX()
    x, y = c_double(), c_double()
    raw.FPDFText_GetMatrix(text_page, index, byref(matrix))
    raw.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
    own: Matrix = (matrix.a, matrix.b, matrix.c, matrix.d, 0, 0)
    quarters, scale = _lie(own, frame)
    if quarters < 0:
        return None
    size = abs(size) * scale or 1.0
    box = _box(text_page, index, frame, size)
    start_x, start_y = moved(frame.matrix, x.value, y.value)
    if quarters % 2 == 0:
        middle = _middle(start_y, size if quarters == 0 else -size, box.top, box.bottom)
        left, right = box.left, max(box.right, box.left + size / 10)
    else:
        # On its side: as wide as its line is long there, so that it can be turned.
        across = _middle(start_x, -size if quarters == 1 else size, box.left, box.right)
        half = max(box.height, size / 10) / 2
        left, right, middle = across - half, across + half, (box.top + box.bottom) / 2
    return Glyph(text, left, right, middle, size, quarters, source)


def _box(text_page: Any, index: int, frame: Frame, size: float) -> Box:
    """The box of a character with the space that its font gives it."""
    loose = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text_page, index, byref(loose))
    left, bottom, right, top = loose.left, loose.bottom, loose.right, loose.top
    if max(right - left, top - bottom) > 3 * size:
        # That of a font for writing downwards is not scaled; then the box of the ink must do.
        ink = [c_double() for _ in range(4)]
        raw.FPDFText_GetCharBox(text_page, index, *(byref(side) for side in ink))
        left, right, bottom, top = (side.value for side in ink)
    return box_of([moved(frame.matrix, left, bottom), moved(frame.matrix, right, top)])


def _middle(base: float, size: float, low: float, high: float) -> float:
    """The middle of a line of text by its base line, or by its box where that lies elsewhere."""
    middle = base - MIDDLE * size
    return middle if low - abs(size) / 4 <= middle <= high + abs(size) / 4 else (low + high) / 2


def _lie(own: Matrix, frame: Frame) -> tuple[int, float]:
    """How a line of text lies, in quarter turns clockwise, -1 for aslant; and its scale."""
    a, b, c, d, _, _ = after(own, frame.matrix)
    length = hypot(a, b)
    scale = hypot(c, d)
    if abs(b) <= SLANT * length:
        return (0 if a >= 0 else 2), scale
    if abs(a) <= SLANT * length:
        return (1 if b > 0 else 3), scale
    return -1, scale


def _drawn_before(glyph: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same stands there already, drawn at another go; else keeps it in mind."""
    column, row = int(glyph.x // 4), int(glyph.y // 4)
    near = glyph.size * SAME_PLACE
    for other_column in (column - 1, column, column + 1):
        for other_row in (row - 1, row, row + 1):
            for other in seen.get((glyph.text, other_column, other_row), ()):
                if (
                    other.source != glyph.source
                    and abs(other.x - glyph.x) <= near
                    and abs(other.y - glyph.y) <= near
                ):
                    return True
    seen.setdefault((glyph.text, column, row), []).append(glyph)
    return False


def _is_mark(glyph: Glyph, page: Box) -> bool:
    return glyph.size > WATERMARK * min(page.width, page.height)
