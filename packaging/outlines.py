"""What build_fonts.py does to the outlines of glyphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import hypot

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import GlyphCoordinates

# How far a converted outline may stray, in thousandths of the type size: at the title's 22
# points a twentieth of a point.
CONVERSION_ERROR = 2.0
# The tip of a stroke sharper than this (1 plus the cosine of the turn) stays where it is.
SHARPEST = 1 / 16

Point = tuple[float, float]


def convert_to_truetype(font: TTFont) -> None:
    """Replace cubic outlines by quadratic ones, which ReportLab can embed."""
    order, outlines = font.getGlyphOrder(), font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        outlines[name].draw(Cu2QuPen(pen, CONVERSION_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = newTable("glyf")
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs = glyphs
    del font["CFF "]
    font["maxp"].tableVersion = 0x00010000
    # Saving works out the others.
    hinting = ("Storage", "FunctionDefs", "InstructionDefs", "StackElements", "TwilightPoints")
    for field in hinting:
        setattr(font["maxp"], f"max{field}", 0)
    font["maxp"].maxZones = 1
    font["maxp"].maxSizeOfInstructions = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\0\1\0\0"


def lighten(font: TTFont, characters: Iterable[str], by: float) -> None:
    """Draw in the edges of these characters' simple glyphs, by so many units; widths stay."""
    cmap, outlines = font.getBestCmap(), font["glyf"]
    for name in {cmap[ord(character)] for character in characters if ord(character) in cmap}:
        glyph = outlines[name]
        points: list[Point] = []
        for end in glyph.endPtsOfContours:
            points += _drawn_in(glyph.coordinates[len(points) : end + 1], by)
        glyph.coordinates = GlyphCoordinates([(round(x), round(y)) for x, y in points])
        glyph.recalcBounds(outlines)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = advance, glyph.xMin


def _drawn_in(contour: Sequence[Point], by: float) -> list[Point]:
    """The points of a contour that runs clockwise around ink, each moved into the ink.

    Both edges that meet in a point are moved by as much.
    """
    moved = []
    for number, (x, y) in enumerate(contour):
        others = [point for point in (*contour[number:], *contour[:number]) if point != (x, y)]
        (before_x, before_y), (behind_x, behind_y) = others[-1], others[0]
        from_x, from_y = _direction(x - before_x, y - before_y)
        to_x, to_y = _direction(behind_x - x, behind_y - y)
        turn = 1 + from_x * to_x + from_y * to_y
        if turn < SHARPEST:  # the point of a stroke
            moved.append((x, y))
        else:
            moved.append((x + by * (from_y + to_y) / turn, y - by * (from_x + to_x) / turn))
    return moved


def _direction(x: float, y: float) -> Point:
    length = hypot(x, y)
    return x / length, y / length
