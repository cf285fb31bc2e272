"""The numbers that a page shows in front of its list items."""

from __future__ import annotations

from collections.abc import Callable

from core.readers.html_style import Style
from core.readers.office_zip import Element

_DIGITS = "零一二三四五六七八九"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST = 99  # to which numbers are written in letters or Chinese; browsers go on in digits


class Numbers:
    """The numbers of one list, as its items come."""

    def __init__(self, element: Element, style: Style) -> None:
        """`element` is the list's, an <ol> or another that its style numbers."""
        ordered = element.tag == "ol"
        reverse = ordered and element.get("reversed") is not None
        self._step = -1 if reverse else 1
        first = sum(child.tag == "li" for child in element) if reverse else 1
        self._next = whole(element.get("start"), first) if ordered else 1
        self._default = _kind(style) or (
            _TYPES.get(element.get("type") or "1", "decimal") if ordered else ""
        )

    def of(self, element: Element, style: Style) -> str:
        """What stands in front of the next item, "" for a bullet or nothing."""
        number = whole(element.get("value"), self._next)
        self._next = number + self._step
        written = _WRITTEN.get(_kind(style) or self._default)
        return written(number) if written else ""


def whole(text: str | None, otherwise: int, most: int = 99_999) -> int:
    """The whole number that an attribute begins with, as browsers read it."""
    digits = (text or "").strip()
    sign = digits[:1] if digits[:1] in ("+", "-") else ""
    digits = digits[len(sign) :][:9]
    while digits and not (digits.isascii() and digits.isdecimal()):
        digits = digits[:-1]
    return min(int(sign + digits), most) if digits else otherwise


def _kind(style: Style) -> str:
    """The numbering that a style asks for, "" for none that is known: then the list's own."""
    words = style.get("list-style-type", style.get("list-style", "")).split()
    return next((word for word in words if word in _WRITTEN or word in _BULLETS), "")


def chinese(number: int) -> str:
    """一 to 九十九."""
    tens, ones = divmod(number, 10)
    ten = (_DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        written += sign * (number // value)
        number %= value
    return written if len(written) < 12 else ""


def _letter(number: int) -> str:
    letters = ""
    while number:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("a") + place) + letters
    return letters


def _small(write: Callable[[int], str], mark: str) -> Callable[[int], str]:
    def written(number: int) -> str:
        return f"{write(number) if 1 <= number <= MOST else number}{mark}"

    return written


def _upper(write: Callable[[int], str]) -> Callable[[int], str]:
    return lambda number: write(number).upper()


_BULLETS = {"none", "disc", "circle", "square"}
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha"} | {
    "i": "lower-roman",
    "I": "upper-roman",
}
_CHINESE = _small(chinese, "、")
_WRITTEN: dict[str, Callable[[int], str]] = {
    "decimal": "{}.".format,
    "decimal-leading-zero": "{:02}.".format,
    "lower-alpha": _small(_letter, "."),
    "lower-latin": _small(_letter, "."),
    "upper-alpha": _small(_upper(_letter), "."),
    "upper-latin": _small(_upper(_letter), "."),
    "lower-roman": _small(_roman, "."),
    "upper-roman": _small(_upper(_roman), "."),
    "cjk-ideographic": _CHINESE,
    "simp-chinese-informal": _CHINESE,
    "trad-chinese-informal": _CHINESE,
    "cjk-decimal": _CHINESE,
}
