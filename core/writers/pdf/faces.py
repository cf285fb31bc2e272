"""The faces that the page is set in, and the characters they can print."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument
from reportlab.pdfbase.ttfonts import TTFError

from core.refusal import Refused
from core.writers.pdf.fonts import Font

# Parts of the type size above and below the base line, the same in every Chinese face.
ASCENT = 0.88
DESCENT = 0.12


class PrintRefused(Refused):
    """The document cannot be printed as it is."""


class Face:
    """One face. `advances` are its characters' widths by code point, in thousandths of the size."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self.name: str = font.fontName
        self.advances: Mapping[int, float] = font.face.charWidths

    def printable(self, text: str, place: str) -> str:
        """The text as it is printed: plain spaces for odd ones, nothing for what has no width.

        Raises PrintRefused for a character that the face lacks. `place` says where the text
        stands, in a phrase that fits behind 在.
        """
        text = text.translate(_PRINTABLE)
        for character in text:
            if ord(character) not in self.advances and character != "\n":
                raise PrintRefused(
                    f"字体里没有{_described(character)}这个字，在{place}；"
                    "请换一个字，或用文字说明它的写法。"
                )
        return text

    def encoded(self, text: str, document: PDFDocument) -> Iterator[tuple[str, bytes]]:
        """The text as the document's fonts encode it: each font's name there, and the codes."""
        for subset, codes in self.font.splitString(text, document):
            yield self.font.getSubsetInternalName(subset, document), codes


class Faces:
    """The program's faces. Each is parsed when it is first used, once a process.

    `folder` holds the font files. Using a face raises PrintRefused if its file is damaged or
    missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def body(self) -> Face:
        """The face of running text and tables, in place of 仿宋 and 宋体."""
        return self._face("NotoSerifSC-Regular")

    @cached_property
    def title(self) -> Face:
        """The face of the title, in place of 小标宋."""
        return self._face("NotoSerifSC-Bold")

    @cached_property
    def heading(self) -> Face:
        """The face of headings, in place of 黑体."""
        return self._face("NotoSansSC-Medium")

    def _face(self, name: str) -> Face:
        if name not in pdfmetrics.getRegisteredFontNames():
            path = self._folder / f"{name}.ttf"
            try:
                pdfmetrics.registerFont(Font(name, str(path)))
            except (TTFError, struct.error) as error:
                raise PrintRefused(
                    f"字体文件“{path.name}”缺失或者已损坏，请重新安装本软件。"
                ) from error
        return Face(pdfmetrics.getFont(name))


class _Printable(dict[int, str | None]):
    """What is printed for a code point, worked out when it is first met; for `str.translate`."""

    def __missing__(self, code: int) -> str | None:
        self[code] = _printed(chr(code))
        return self[code]


def _printed(character: str) -> str | None:
    if character in "\n\u00a0\u3000":
        return character
    if character in "\u2007\u202f":
        return "\u00a0"
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return None  # variation selectors
    match unicodedata.category(character):
        case "Zs":
            return " "
        case "Zl" | "Zp":
            return "\n"
        case "Cc" | "Cf":
            return " " if character == "\t" else None
    return character


_PRINTABLE = _Printable()


def _described(character: str) -> str:
    """A character as a message can show it: a private or broken one has no look."""
    code = f"U+{ord(character):04X}"
    return f"“{character}”（{code}）" if character.isprintable() else code
