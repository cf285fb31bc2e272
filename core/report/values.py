"""Text to value and back: what may stand in a cell, and why the rest may not.

A value keeps the canonical text that is stored and printed beside its exact number. Blank is no
value at all (None); "/" is a value that counts as 0. There is no float here.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from core.chinese.numerals import LONGEST
from core.chinese.widths import FULL_TO_HALF
from core.forms.definition import Column
from core.record import record
from core.refusal import Refused, quoted

NOT_APPLICABLE = "/"
LONGEST_TEXT = 200_000  # characters of a text, of a note, and of all explanations together

# Full-width ASCII, the ideographic space and the signs an input method types, as plain ones.
_PLAIN = FULL_TO_HALF | {
    ord("\u3000"): " ",
    ord("\u00a0"): " ",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
    ord("。"): ".",
}
# 1,205 as offices write it, 1 205 as GB/T 15835-2011 does.
_DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)"
_EDGES = re.compile(r"(?<! ) ++(?![0-9])|(?<![0-9 ]) ++")  # spaces that part no digits
_COUNT = re.compile(_DIGITS)
_LESS = re.compile(rf"-{_DIGITS}|减少?{_DIGITS}")
_FRACTION = re.compile(rf"{_DIGITS}\.[0-9]*")
_CHANGE = re.compile(rf"(?P<sign>[+-]|增加?|减少?)?(?P<digits>{_DIGITS})")
_MONEY = re.compile(rf"(?P<digits>{_DIGITS}?(?:\.[0-9]*)?)(?P<unit>[^0-9.,]*)")
_NEGATIVE = re.compile("-[0-9]")
_DIGIT = re.compile("[0-9]")


class ValueRefused(Refused):
    """The text is no value for its cell; the message is one Chinese sentence for the clerk."""


@record
class Value:
    """A filled cell: `text` is canonical, `number` exact, `unit` None where none was written.

    `number` is 0 for "/".
    """

    text: str
    number: int | Decimal
    unit: str | None = None

    @property
    def not_applicable(self) -> bool:
        """Whether the cell says "/"."""
        return self.text == NOT_APPLICABLE


def is_storable(text: str) -> bool:
    """Whether a text can be written as UTF-8: no half of a character beyond U+FFFF."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def parse_value(text: str, column: Column) -> Value | None:
    """The value that `text` means in a cell of `column`; None for a blank.

    Raises ValueRefused with a sentence that says what is wrong and what to do.
    """
    if column.value == "count" and len(text) <= LONGEST and text.isascii() and text.isdigit():
        return _plain_count(text)  # as nearly all are written
    # A space between digits stays: where it parts no thousands, two figures would become one.
    plain = _EDGES.sub("", text.translate(_PLAIN).strip())
    if not plain:
        return None
    if set(plain) <= {"-"} or plain in (NOT_APPLICABLE, "不适用"):
        return Value(NOT_APPLICABLE, 0)
    match column.value:
        case "count":
            return _count(plain, text)
        case "change":
            return _change(plain, text)
        case "money":
            return _money(plain, text, column)


@lru_cache(maxsize=4096)  # reports of many years and offices hold the same few numbers
def _plain_count(digits: str) -> Value:
    number = int(digits)
    return Value(str(number), number)


def _count(plain: str, text: str) -> Value:
    if _COUNT.fullmatch(plain):
        digits = _checked(plain)
        return Value(digits, int(digits))
    if _LESS.fullmatch(plain):
        raise ValueRefused(f"{quoted(text)}是负数，这一格填件数，不能小于 0。")
    if _FRACTION.fullmatch(plain):
        raise ValueRefused(f"{quoted(text)}不是整数，这一格填件数，请填 0、1、2 这样的整数。")
    raise _refusal(text, "请填 0 或正整数，没有这一项的填“/”。")


def _change(plain: str, text: str) -> Value:
    found = _CHANGE.fullmatch(plain)
    if not found:
        raise _refusal(text, "请填增减的项目数，如 3、+3、-8、减8。")
    digits = _checked(found["digits"])
    sign = {"增": "+", "减": "-"}.get((found["sign"] or "")[:1], found["sign"] or "")
    number = int(sign + digits)
    return Value(sign + digits if number else "0", number)


def _money(plain: str, text: str, column: Column) -> Value:
    allowed = (column.unit,) if column.unit else column.units
    example = f"以{column.unit}为单位，如 190.457379" if column.unit else f"如 9800{allowed[0]}"
    if _NEGATIVE.match(plain):
        raise ValueRefused(f"{quoted(text)}是负数，金额不能小于 0。")
    found = _MONEY.fullmatch(plain)
    if not found or not _DIGIT.search(found["digits"]):
        raise _refusal(text, f"请填金额，{example}。")
    unit = found["unit"] or None
    if unit and unit not in allowed:
        raise ValueRefused(f"{quoted(text)}的单位不对，请填金额，{example}。")
    whole, point, fraction = found["digits"].partition(".")
    _checked(fraction)
    digits = _checked(whole or "0") + (point + fraction if fraction else "")
    unit = None if column.unit else unit
    return Value(digits + (unit or ""), Decimal(digits), unit)


def _checked(digits: str) -> str:
    """Digits without separators and leading zeros. Raises ValueRefused where there are too many."""
    plain = digits.replace(",", "").replace(" ", "").lstrip("0") or "0"
    if len(plain) > LONGEST:
        raise ValueRefused(f"{quoted(digits)}太长，一格最多填 {LONGEST} 位数字，请检查是否多输了。")
    return plain


def _refusal(text: str, advice: str) -> ValueRefused:
    return ValueRefused(f"{quoted(text)}不是数字，{advice}")
