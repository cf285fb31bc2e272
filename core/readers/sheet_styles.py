"""The styles of a workbook, as far as they say what a cell shows and where it stands."""

from __future__ import annotations

import re

from core.readers.encodings import without_unseen
from core.readers.number_format import BUILT_IN, GENERAL, Shown, shown_number, shown_text
from core.readers.office_zip import Element
from core.record import record

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SIDES = ("left", "right", "top", "bottom")


@record
class CellStyle:
    """How a cell is shown. `indent` is in characters."""

    code: str = GENERAL
    struck: bool = False
    bordered: bool = False
    centred: bool = False
    indent: int = 0

    def number(self, stored: str, is_1904: bool) -> Shown:
        """What is shown of a stored number."""
        return shown_number(stored, self.code, is_1904)

    def text(self, stored: str) -> Shown:
        """What is shown of a stored text."""
        return shown_text(stored, self.code)


PLAIN = CellStyle()


class Styles:
    """The cell styles by their number."""

    def __init__(self, root: Element) -> None:
        """`root` is that of the part with the styles, None where the file has none."""
        self._styles: list[CellStyle] = []
        if root is None:
            return
        codes = dict(BUILT_IN)
        for code in root.iterfind("{*}numFmts/{*}numFmt"):
            codes[number_of(code.get("numFmtId"))] = code.get("formatCode") or GENERAL
        struck = [_is_struck(font) for font in root.iterfind("{*}fonts/{*}font")]
        bordered = [_has_line(border) for border in root.iterfind("{*}borders/{*}border")]
        for xf in root.iterfind("{*}cellXfs/{*}xf"):
            alignment = xf.find("{*}alignment")
            given = {} if alignment is None else alignment.attrib
            self._styles.append(
                CellStyle(
                    codes.get(number_of(xf.get("numFmtId")), GENERAL),
                    _at(struck, xf.get("fontId")),
                    _at(bordered, xf.get("borderId")),
                    given.get("horizontal", "").startswith("center"),
                    min(number_of(given.get("indent")), 250),
                )
            )

    def of(self, number: str | None) -> CellStyle:
        """The style that a cell names."""
        place = number_of(number)
        return self._styles[place] if place < len(self._styles) else PLAIN


def number_of(text: str | None) -> int:
    """A number of an attribute, 0 for what is none."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def is_on(text: str | None) -> bool:
    """Whether an attribute says yes."""
    return text in ("1", "true", "on")


def shown_string(text: str) -> str:
    """A stored text as it is shown: _x000D_ stands for a character that XML cannot hold."""
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
    return without_unseen(text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_struck(font: Element) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and is_on(strike.get("val", "1"))


def _has_line(border: Element) -> bool:
    sides = (border.find(f"{{*}}{side}") for side in _SIDES)
    return any(side is not None and side.get("style", "none") != "none" for side in sides)


def _at(flags: list[bool], place: str | None) -> bool:
    number = number_of(place)
    return number < len(flags) and flags[number]
