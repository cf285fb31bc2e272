"""Numbers as offices write them, to values and back: 12, １２, 1,205, 1.2万, 三百零五, 两."""

from __future__ import annotations

import re
from decimal import Decimal

from core.report.values import LONGEST

Number = int | Decimal

CHINESE_DIGITS = "〇零一二两三四五六七八九"
_DIGIT_VALUES = dict(zip(CHINESE_DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_FULL_WIDTH = {ord("０") + i: ord("0") + i for i in range(10)} | {
    ord("．"): ".",
    ord("％"): "%",
    ord("，"): ",",
}
_TO_FULL_WIDTH = {ord("0") + i: ord("０") + i for i in range(10)} | {ord("."): "．"}
WESTERN_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?![0-9])(?:\.[0-9]+)?"
_WESTERN = re.compile(rf"(?P<digits>{WESTERN_DIGITS})\s*(?P<myriad>万亿|[万亿])?")
_LARGEST = 10**LONGEST


class NoFigure(ValueError):
    """The words are no figure of a report."""


def half_width(text: str) -> str:
    """The text with full-width digits, points and signs as plain ones; no longer, no shorter."""
    return text.translate(_FULL_WIDTH)


def value_of(numeral: str) -> Number:
    """The value of a numeral: 1,205 → 1205, 1.2万 → 12000, 三百零五 → 305, 二〇二四 → 2024.

    Raises NoFigure for what is no numeral, and for one of more than 15 digits, which counts nothing
    and whose arithmetic would not be exact.
    """
    plain = half_width(numeral).strip()
    number = _western(found) if (found := _WESTERN.fullmatch(plain)) else _chinese(plain)
    if number >= _LARGEST:
        raise NoFigure
    return number


def _western(found: re.Match[str]) -> Number:
    digits = found["digits"].replace(",", "")
    if len(digits.replace(".", "")) > LONGEST:
        raise NoFigure
    if not found["myriad"] and digits.isdecimal():
        return int(digits)
    number = Decimal(digits)
    for sign in found["myriad"] or "":
        number *= _MYRIADS[sign]
    return int(number) if number == number.to_integral_value() else number


def _chinese(numeral: str) -> int:
    if not numeral or not set(numeral) <= set(CHINESE_DIGITS) | set(_STEPS) | set(_MYRIADS):
        raise NoFigure
    if set(numeral) <= set(CHINESE_DIGITS):
        if len(numeral) > LONGEST:
            raise NoFigure
        return int("".join(str(_DIGIT_VALUES[sign]) for sign in numeral))
    if numeral[0] in _MYRIADS:  # 上万件 counts nothing exactly
        raise NoFigure
    total = part = digit = 0
    for sign in numeral:
        if sign in _DIGIT_VALUES:
            digit = _DIGIT_VALUES[sign]
        elif sign in _STEPS:
            part += (digit or 1) * _STEPS[sign]
            digit = 0
        else:
            total = min((total + part + digit) * _MYRIADS[sign], _LARGEST)
            part = digit = 0
    return total + part + digit


def written_like(numeral: str, value: Number) -> str:
    """`value` in the manner of `numeral`: its width of digits, separators, 万, Chinese numerals."""
    plain = half_width(numeral).strip()
    found = _WESTERN.fullmatch(plain)
    if not found:
        return _in_chinese(value) if isinstance(value, int) and 0 <= value < 10**4 else str(value)
    written = _with_myriad(found["myriad"], value) or _grouped(value, "," in found["digits"])
    return written if numeral.strip() == plain else written.translate(_TO_FULL_WIDTH)


def _with_myriad(myriad: str | None, value: Number) -> str:
    """The value in 万 or 亿 where that is exact to four places, else nothing."""
    if myriad not in _MYRIADS:
        return ""
    part = Decimal(value) / _MYRIADS[myriad]
    written = f"{part.normalize():f}"
    return f"{written}{myriad}" if len(written.partition(".")[2]) <= 4 else ""


def _grouped(value: Number, separated: bool) -> str:
    return (
        f"{value:,f}"
        if separated and isinstance(value, Decimal)
        else (f"{value:,}" if separated else str(value))
    )


def _in_chinese(value: int) -> str:
    if value == 0:
        return "零"
    if value == 2:
        return "两"
    written = ""
    for step, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, step)
        if digit:
            written += "零一二三四五六七八九"[digit] + name
        elif written and value and not written.endswith("零"):
            written += "零"
    return written.removeprefix("一") if written.startswith("一十") else written
