"""ReportLab's TrueType font, read in bulk and with text that can be copied.

ReportLab reads the tables value by value, which takes four times as long.
"""

from __future__ import annotations

import re
from struct import iter_unpack, unpack, unpack_from
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace


class Font(TTFont):  # type: ignore[misc]  # ReportLab has no type hints
    """A TrueType font under the name that documents use. Raises TTFError for a bad file."""

    def __init__(self, name: str, path: str) -> None:
        # As the base class does, but for the face.
        self.fontName = name
        self.face = _Face(path)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[PDFDocument, TTFont.State] = WeakKeyDictionary()
        self._asciiReadable = 1
        self.shapable = False

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802
        """Adds the subsets that the document uses.

        ReportLab writes characters beyond U+FFFF as their code points, but they are read as
        UTF-16BE. Source: ISO 32000-1, 9.10.3.
        """
        before = set(document.idToObject)
        super().addObjects(document)
        for name in set(document.idToObject) - before:
            if name.startswith("toUnicodeCMap:"):
                stream = document.idToObject[name]
                stream.content = re.sub("<([0-9A-F]{5,6})>", _as_utf_16, stream.content)


def _as_utf_16(code: re.Match[str]) -> str:
    return f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>"


class _Face(TTFontFace):  # type: ignore[misc]
    """A face whose characters, widths and glyph positions are read in bulk."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803
        """Reads all that a subset needs; `charInfo` is the base class's."""
        characters = _characters(self.get_table("cmap"))
        if 0x20 not in characters:
            super().extractInfo(charInfo)
            return
        super().extractInfo(0)
        self.charToGlyph = {**characters, 0xA0: characters[0x20]}
        self.hmetrics = _metrics(self.get_table("hmtx"), self.get_table("hhea"))
        widths = [self._pdfScale(width) for width, _ in self.hmetrics]
        self.defaultWidth = widths[0]
        self.charWidths = {code: widths[glyph] for code, glyph in self.charToGlyph.items()}
        self.glyphPos = _positions(self.get_table("loca"), self.get_table("head"))


def _characters(cmap: bytes) -> dict[int, int]:
    """The glyph of each code point, from a subtable of format 12; empty if there is none.

    Source of this and the following: OpenType 1.9, cmap, hmtx, loca.
    """
    glyphs: dict[int, int] = {}
    tables = cmap[4 : 4 + 8 * unpack_from(">H", cmap, 2)[0]]
    for offset in {offset for _, _, offset in iter_unpack(">HHL", tables)}:
        if unpack_from(">H", cmap, offset)[0] == 12:
            start, count = offset + 16, unpack_from(">L", cmap, offset + 12)[0]
            for first, last, glyph in iter_unpack(">LLL", cmap[start : start + 12 * count]):
                for code in range(first, last + 1):
                    glyphs[code] = glyph + code - first
    return glyphs


def _metrics(hmtx: bytes, hhea: bytes) -> list[tuple[int, int]]:
    """Advance and left side bearing, as its 16 bits, of each glyph."""
    count = unpack_from(">H", hhea, 34)[0]
    metrics = list(iter_unpack(">HH", hmtx[: 4 * count]))
    return metrics + [
        (metrics[-1][0], bearing) for (bearing,) in iter_unpack(">H", hmtx[4 * count :])
    ]


def _positions(loca: bytes, head: bytes) -> list[int]:
    """Where each glyph begins, and where the last one ends."""
    if unpack_from(">H", head, 50)[0]:
        return list(unpack(f">{len(loca) // 4}L", loca))
    return [2 * position for position in unpack(f">{len(loca) // 2}H", loca)]
