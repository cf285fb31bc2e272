"""Numbers as offices write them, to values and back: 12, １２, 1,205, 1.2万, 三百零五, 两."""

from __future__ import annotations

import re
from decimal import Decimal

from core.chinese.widths import full_width_figures, half_width_figures

Number = int | Decimal
LONGEST = 15  # digits before or behind the point: far more than any published figure

CHINESE_DIGITS = "〇零一二两三四五六七八九"
_DIGIT_VALUES = dict(zip(CHINESE_DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
WESTERN_DIGITS = r"[0-9]+(?:,[0-9]{3})*(?![0-9])(?:\.[0-9]+)?"
_WESTERN = re.compile(rf"(?P<digits>{WESTERN_DIGITS})\s*(?P<myriad>万亿|[万亿])?")
_LARGEST = 10**LONGEST
# Place by place, in whatever width and manner: a year is written 2024, ２０２４ or 二〇二四.
_PLACES = str.maketrans("０１２３４５６７８９一二三四五六七八九〇○零", "0123456789123456789000")


class NoFigure(ValueError):
    """The words are no figure of a report."""


def value_of(numeral: str) -> Number:
    """The value of a numeral: 1,205 → 1205, 1.2万 → 12000, 三百零五 → 305, 二〇二四 → 2024.

    Raises NoFigure for what is no numeral, and for one of more than 15 digits, which counts nothing
    and whose arithmetic would not be exact.
    """
    if numeral.isascii() and numeral.isdigit() and len(numeral) <= LONGEST:
        return int(numeral)  # as most are written
    plain = half_width_figures(numeral).strip()
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
    plain = half_width_figures(numeral).strip()
    found = _WESTERN.fullmatch(plain)
    if not found:
        return _in_chinese(value) if isinstance(value, int) and 0 <= value < 10**4 else str(value)
    written = _with_myriad(found["myriad"], value) or _grouped(value, "," in found["digits"])
    return written if numeral.strip() == plain else full_width_figures(written)


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


def digits_of(text: str) -> str:
    """The text with digits of either width and Chinese ones as plain digits: 二〇二四 → 2024."""
    return text.translate(_PLACES)


def small_number(text: str) -> int:
    """The number of a date or a heading: 12, １２, 十二, 三十一, 二〇二四; 0 for what is none."""
    tens, ten, ones = (digits_of(part) for part in text.partition("十"))
    if not ten:
        return int(tens) if tens.isdecimal() else 0
    if len(tens) > 1 or len(ones) > 1 or not (tens + ones or "0").isdecimal():
        return 0
    return int(tens or 1) * 10 + int(ones or 0)
