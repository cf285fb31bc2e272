"""The faces that the page is set in, and the characters they can print."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property, partial
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument

from core.refusal import Refused
from core.typefaces import OWN_FONTS, FaceRole
from core.writers.pdf.fonts import Font
from core.writers.pdf.kept import Kept
from core.writers.pdf.truetype import COMPRESSED, FontError, FontPlace

# For the characters that a font lacks.
FALLBACKS = ("NotoSerifSC-Light", "NotoSerifSC-ExtraLight", "NotoSerifSC-Rare")

# Parts of the type size above and below the base line, the same in every Chinese face.
ASCENT = 0.88
DESCENT = 0.12
# At most so many characters that no font has are named at once.
MOST_NAMED = 10


class PrintRefused(Refused):
    """The document cannot be printed as it is."""


class Face:
    """What text of one role is set in: a font, and others for the characters that it lacks.

    `fonts` goes through them in order, and opens each only when it comes to it. `advances` are
    the characters' widths by code point, in thousandths of the size. `kept` is what has been set
    in it and others.
    """

    def __init__(self, fonts: Callable[[], Iterator[Font]], kept: Kept) -> None:
        self._font_of = _FontOf(fonts)
        self.name = next(fonts()).fontName
        self.advances: Mapping[int, float] = _Advances(self._font_of)
        self.kept = kept

    def printable(self, text: str, place: str) -> str:
        """The text as it is printed: plain spaces for odd ones, nothing for what has no width.

        Raises PrintRefused, naming the characters that the face lacks. `place` says where the
        text stands, in a phrase that fits behind 在.
        """
        text = text.translate(_PRINTABLE)
        missing = [
            character
            for character in dict.fromkeys(text)
            if ord(character) not in self.advances and character != "\n"
        ]
        if missing:
            named = "、".join(map(_described, missing[:MOST_NAMED]))
            more, these = ("等", "这些字") if len(missing) > MOST_NAMED else ("", "这几个字")
            raise PrintRefused(
                f"字体里没有{named}{more}{these if len(missing) > 1 else '这个字'}，在{place}；"
                "请换一个字，或用文字说明它的写法。"
            )
        return text

    def encoded(self, text: str, document: PDFDocument) -> Iterator[tuple[str, str]]:
        """The text as the document's fonts encode it: each font's name there, and the codes."""
        fonts = list(map(self._font_of.__getitem__, map(ord, text)))
        if len(set(fonts)) == 1:
            yield fonts[0].encoded(text, document)
            return
        for font, run in groupby(zip(fonts, text, strict=True), itemgetter(0)):
            yield font.encoded("".join(character for _, character in run), document)

    def path(self, text: str) -> str:
        """The operators that draw a line of text, in thousandths of the type size."""
        codes = list(map(ord, text))
        rights = accumulate(map(self.advances.__getitem__, codes), initial=0.0)
        drawn = zip(codes, rights, strict=False)
        return " ".join(self._font_of[code].path(code, right) for code, right in drawn)


class _FontOf(dict[int, Font]):
    """The first font that has a code point, looked for when it is first met."""

    def __init__(self, fonts: Callable[[], Iterator[Font]]) -> None:
        super().__init__()
        self._fonts = fonts

    def __missing__(self, code: int) -> Font:
        for font in self._fonts():
            if code in font:
                self[code] = font
                return font
        raise KeyError(code)


class _Advances(dict[int, float]):
    """The width of a code point in the font that it is set in, worked out when it is first met."""

    def __init__(self, font_of: Mapping[int, Font]) -> None:
        super().__init__()
        self._font_of = font_of

    def __missing__(self, code: int) -> float:
        self[code] = self._font_of[code].advance(code)
        return self[code]

    def __contains__(self, code: object) -> bool:
        try:
            return isinstance(code, int) and self[code] >= 0
        except KeyError:
            return False


class Faces:
    """The faces by role. Each is opened when it is first used.

    `folder` holds the program's own fonts; the `installed` ones are used in their place. Using a
    face raises PrintRefused if a file of the program's is damaged or missing; an installed one
    that is, is passed over. `kept` is what has been set in them. Threads may share them: fonts keep
    what they use by document.
    """

    def __init__(
        self, folder: Path, installed: Mapping[FaceRole, FontPlace] = MappingProxyType({})
    ) -> None:
        self._folder = folder
        self._installed = installed
        self._fonts: dict[FontPlace, Font] = {}
        self.kept = Kept()

    @cached_property
    def body(self) -> Face:
        """仿宋, of running text."""
        return self._face("body")

    @cached_property
    def title(self) -> Face:
        """小标宋, of the title."""
        return self._face("title")

    @cached_property
    def heading(self) -> Face:
        """黑体, of the headings of sections."""
        return self._face("heading")

    @cached_property
    def subheading(self) -> Face:
        """楷体, of the headings within a section."""
        return self._face("subheading")

    @cached_property
    def table(self) -> Face:
        """宋体, of tables and page numbers."""
        return self._face("table")

    def _face(self, role: FaceRole) -> Face:
        installed = []
        with suppress(KeyError, FontError):
            installed.append(self._font(self._installed[role]))
        return Face(partial(self._chain, installed, (OWN_FONTS[role], *FALLBACKS)), self.kept)

    def _chain(self, installed: Iterable[Font], own: Iterable[str]) -> Iterator[Font]:
        yield from installed
        yield from map(self._own_font, own)

    def _own_font(self, name: str) -> Font:
        path = self._folder / f"{name}.ttf"
        packed = path.with_suffix(COMPRESSED)  # as installed, the one that is seldom used
        try:
            return self._font(FontPlace(packed if packed.exists() else path))
        except FontError as error:
            raise PrintRefused(
                f"字体文件“{path.name}”缺失或者已损坏，请重新安装本软件。"
            ) from error

    def _font(self, place: FontPlace) -> Font:
        """The font there, known to ReportLab: a canvas asks for its first one by name.

        It is the same for all roles and threads, for a document tells fonts apart by their names.
        """
        if place not in self._fonts:
            font = self._fonts.setdefault(place, Font(place))
            pdfmetrics.registerFont(font)
        return self._fonts[place]


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
