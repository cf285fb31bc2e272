"""A TrueType font in PDF files: as one font of two-byte codes, of which only the used part.

ReportLab's own fonts hold 256 characters each, so that Chinese text changes its font every few
characters, and are slow to read. Source: ISO 32000-1, 9.7 (composite fonts).
"""

from __future__ import annotations

import hashlib
import unicodedata
import zlib
from collections.abc import Sequence
from types import SimpleNamespace
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

from core.writers.pdf.truetype import FontPlace, Glyph, Small, TrueType

SYMBOLIC = 4
NO_BREAK_SPACE, SPACE = 0xA0, 0x20
# Raised and lowered characters are the plain ones at this part of the size; by how much.
SMALL = 0.6
RISES = {"<super>": 340.0, "<sub>": -120.0}

_TO_UNICODE = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def /CMapType 2 def
1 begincodespacerange <0000> <FFFF> endcodespacerange
{}
endcmap CMapName currentdict /CMap defineresource pop end end"""


class _Part:
    """The part of a font that has these characters: a font program of so many glyphs.

    `widths` are those of the characters, in the spelling of a PDF.
    """

    def __init__(
        self,
        codes: tuple[int, ...] = (),
        advances: Sequence[float] = (),
        program: bytes = b"",
        count: int = 0,
    ) -> None:
        self.codes = codes
        # Six capital letters that differ with the part (ISO 32000-1, 9.6.4).
        self.tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
        self.widths = f"[1[{' '.join(f'{advance:g}' for advance in advances)}]]"
        self._length = len(program)
        self._deflated = zlib.compress(program)
        self._glyphs = zlib.compress(_first_bits(count))
        self._to_unicode = zlib.compress(_to_unicode(codes))

    def program(self) -> PDFStream:
        """The font program in a PDF file."""
        return _stream(self._deflated, Length1=self._length)

    def glyphs(self) -> PDFStream:
        """Which glyphs it has, in a PDF file."""
        return _stream(self._glyphs)

    def to_unicode(self) -> PDFStream:
        """The characters of its codes, in a PDF file."""
        return _stream(self._to_unicode)


class _Codes(dict[str, str]):
    """What stands for each character in one document, given when it is first met."""

    def __missing__(self, character: str) -> str:
        self[character] = code = f"{len(self) + 1:04x}"
        return code


class Font:
    """A font for any number of documents. Raises FontError for a bad file.

    A character's code is its place in the order in which a document uses the characters. Raised
    and lowered ones, which few fonts have all of, are made of the plain ones: CO₂, 10⁶. The
    attributes in ReportLab's spelling are those that it asks of a font.
    """

    _dynamicFont = True  # noqa: N815  # it puts itself into a document, when this is complete
    _multiByte = False  # noqa: N815  # and has no family

    def __init__(self, place: FontPlace) -> None:
        self.fontName = f"{place.path}:{place.index}"
        self.face = SimpleNamespace(name=self.fontName)
        self._font = TrueType(place)
        # Of a preview that follows the typing, most fonts have the same part as the time before.
        self._part = _Part()
        self._used: WeakKeyDictionary[PDFDocument, _Codes] = WeakKeyDictionary()

    def __contains__(self, code: int) -> bool:
        return self._glyph(code) != 0

    def advance(self, code: int) -> float:
        """A character's width in thousandths of the type size."""
        return self._font.advance(self._glyph(code))

    def path(self, code: int, right: float) -> str:
        """The operators that draw a character from there on, in thousandths of the type size."""
        return self._font.path(self._glyph(code), right)

    def _glyph(self, code: int) -> Glyph:
        match unicodedata.decomposition(chr(code)).split():
            case [("<super>" | "<sub>") as how, plain]:
                glyph = self._font.glyph_of(int(plain, 16))
                return Small(glyph, SMALL, RISES[how]) if glyph else 0
        # A space that must not break looks like any other, and not every font has it.
        return self._font.glyph_of(SPACE if code == NO_BREAK_SPACE else code)

    def encoded(self, text: str, document: PDFDocument) -> tuple[str, str]:
        """The font's name in the document, and the text as it encodes it, in hexadecimal."""
        used = self._used.get(document)
        if used is None:
            document.fontMapping[self.fontName] = f"/F{len(document.fontMapping) + 1}"
            document.delayedFonts.append(self)
            used = self._used[document] = _Codes()
        return document.fontMapping[self.fontName], "".join(map(used.__getitem__, text))

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802
        """Adds the part of the font that the document uses."""
        codes = tuple(map(ord, self._used.pop(document)))
        part = self._part
        if part.codes != codes:
            advances = [self.advance(code) for code in codes]
            program, count = self._font.subset([0, *map(self._glyph, codes)])
            part = self._part = _Part(codes, advances, program, count)
        base_font = PDFName(f"{part.tag}+{self._font.postscript_name}")
        name = document.fontMapping[self.fontName][1:]

        def added(kind: str, entry: PDFDictionary | PDFStream) -> PDFObjectReference:
            return document.Reference(entry, f"{kind} {name}")

        descriptor = {
            "Type": PDFName("FontDescriptor"),
            "FontName": base_font,
            "Flags": SYMBOLIC,
            "FontBBox": PDFArray(self._font.box),
            "ItalicAngle": 0,
            "Ascent": self._font.ascent,
            "Descent": self._font.descent,
            "CapHeight": self._font.ascent,
            "StemV": 80,
            "FontFile2": added("FontFile2", part.program()),
            # Not for readers of today, but PDF/A-1 asks for it (ISO 19005-1, 6.3.5).
            "CIDSet": added("CIDSet", part.glyphs()),
        }
        system = {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity")}
        descendant = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType2"),
            "BaseFont": base_font,
            "CIDSystemInfo": PDFDictionary({**system, "Supplement": 0}),
            "CIDToGIDMap": PDFName("Identity"),
            "FontDescriptor": added("FontDescriptor", PDFDictionary(descriptor)),
            "W": part.widths,
        }
        composite = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": base_font,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([added("CIDFont", PDFDictionary(descendant))]),
            "ToUnicode": added("ToUnicode", part.to_unicode()),
        }
        fonts = document.idToObject["BasicFonts"].dict
        fonts[name] = added("Font", PDFDictionary(composite))


def _stream(deflated: bytes, **entries: int) -> PDFStream:
    return PDFStream(PDFDictionary({"Filter": PDFName("FlateDecode"), **entries}), deflated)


def _first_bits(count: int) -> bytes:
    """Bytes that begin with this many set bits, the rest of the last byte being clear."""
    bits = -count % 8
    return ((1 << count) - 1 << bits).to_bytes((count + bits) // 8)


def _to_unicode(codes: tuple[int, ...]) -> bytes:
    """The map from the font's codes to characters, in UTF-16. Source: ISO 32000-1, 9.10.3."""
    entries = [
        f"<{number:04X}> <{chr(code).encode('utf-16-be').hex()}>"
        for number, code in enumerate(codes, 1)
    ]
    blocks = (entries[start : start + 100] for start in range(0, len(entries), 100))
    return _TO_UNICODE.format(
        "\n".join("\n".join((f"{len(b)} beginbfchar", *b, "endbfchar")) for b in blocks)
    ).encode()
