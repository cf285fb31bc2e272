"""What a spreadsheet shows of a number, by its number format.

Source: ISO/IEC 29500-1, 18.8.30 and 18.8.31. The exact number counts where what is shown only
rounds or groups it; where the two differ in more, that is a doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

GENERAL = "General"
_DATE, _TIME = 'yyyy"年"m"月"d"日"', "h:mm:ss"
# Those that have no code in a file; Chinese Excel has dates where others have nothing.
BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '#,##0;-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '#,##0.00;-#,##0.00;"-"', 49: "@",
} | dict.fromkeys((15, 16, 17, *range(27, 32), 36, *range(50, 59)), _DATE) | dict.fromkeys(
    (18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47), _TIME
) | {22: "yyyy/m/d h:mm"}  # fmt: skip
LONGEST = 255  # characters of a format, as Excel has it
_DIGITS = Context(prec=15)  # what Excel keeps and shows

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]{0,255})\]'
    r"|(?P<number>[0#?][0#?,]*(?:\.[0#?]*)?|\.[0#?]+)(?P<power>E[+-][0#?]+)?"
    r"|(?P<date>[yYmMdDhHsS]+|AM/PM|am/pm|上午/下午|aaaa?)|(?P<usual>General|G/通用格式)|(?P<sign>.)",
    re.DOTALL,
)
_SECTION = re.compile(
    r'(?:"[^"]*"|[\\!_*].|\[[^\]]{0,255}\]|[^;"\\!_*\[]|["\\!_*\[])*?(?=;|$)', re.DOTALL
)
_NONE = set("-—–－")  # what stands for nothing where 0 is not written

HIDDEN = "单元格里有内容，但按它的格式不显示。"
BLANK_ZERO = "单元格里是 0，但显示为空白。"


class Shown(NamedTuple):
    """What a cell says, and why that may not be what is meant, "" for no doubt."""

    text: str
    doubt: str = ""


@dataclass
class _Section:
    """One of a format's parts: what stands before and behind the digits, and how many those are.

    `places` is how many digits stand behind the point, None where there is no number in it.
    """

    before: str = ""
    behind: str = ""
    digits: bool = False  # whether the number or text has its place in it
    between: bool = False  # whether something stands within the digits
    places: int | None = None
    general: bool = False
    text: bool = False
    power: int = 0  # of ten, by which what is shown is larger
    loose: bool = False  # scientific or a fraction: digits are as they come
    writes_zero: bool = False
    condition: bool = False
    is_date: bool = False
    date: list[str] = field(default_factory=list)  # its tokens, literals behind a quotation mark

    def add(self, literal: str) -> None:
        """What stands there as it is."""
        self.date.append(f'"{literal}')
        if self.digits:
            self.behind += literal
        else:
            self.before += literal


def shown_number(stored: str, code: str, is_1904: bool = False) -> Shown:
    """What is shown of a stored number. `is_1904` tells which day the file counts from."""
    try:
        number = _DIGITS.create_decimal(stored)
        if not number.is_finite() or abs(number.adjusted()) > 300:
            return Shown(stored)
    except ArithmeticError:
        return Shown(stored)
    sections = _sections(code[:LONGEST])
    if any(section.condition for section in sections):
        return Shown(_plain(number), "单元格的显示格式带条件，读的是存着的数。")
    if sections[0].is_date:
        return _date(number, sections[0].date, is_1904)
    numeric = [section for section in sections if not section.text] or [_GENERAL_SECTION]
    if number == 0 and len(numeric) > 2:
        return _zero(numeric[2])
    section = numeric[0]
    if number < 0 and len(numeric) > 1:
        return _negative(numeric[1], number)
    if section.places is None and not section.general:
        return _zero(section) if number == 0 else _without_digits(section, number)
    if number == 0:
        return _zero(section)
    return _positive(section, number)


def shown_text(text: str, code: str) -> Shown:
    """What is shown of a stored text, which a format can hide or put something around."""
    sections = _sections(code[:LONGEST])
    last = sections[-1]
    if text and len(sections) == 4 and not last.text and not last.before:
        return Shown("", HIDDEN)
    return Shown(last.before + text + last.behind if last.text else text)


def _zero(section: _Section) -> Shown:
    """A 0 that may be shown by a sign of its own."""
    if section.general or section.writes_zero:
        return _around(section, "0")
    said = section.before.strip()
    if said and set(said) <= _NONE:
        return Shown("0")
    return Shown("0", f"单元格里是 0，但显示为“{said}”。" if said else BLANK_ZERO)


def _without_digits(section: _Section, number: Decimal) -> Shown:
    said = f"“{section.before.strip()}”" if section.before.strip() else "空白"
    return Shown(_plain(number), f"单元格里是 {_plain(number)}，但显示为{said}。")


def _negative(section: _Section, number: Decimal) -> Shown:
    """A number below 0 in a part of its own, which writes no sign but those that stand in it."""
    if section.places is None and not section.general:
        return _without_digits(section, number)
    before, behind = section.before.strip(), section.behind.strip()
    has_sign = before.startswith("-") or (before.endswith("(") and behind.startswith(")"))
    bare = replace(section, before=before.strip("-( "), behind=behind.removeprefix(")"))
    shown = _positive(bare, -number)
    if has_sign:
        return Shown(f"-{shown.text}", shown.doubt)
    if bare.before or shown.doubt:  # 减7
        return shown
    return Shown(_plain(number), f"单元格里是 {_plain(number)}，但显示时没有负号。")


def _positive(section: _Section, number: Decimal) -> Shown:
    """A number in the digits of a part of its format; one below 0 with its sign."""
    if section.between:
        return Shown(_plain(number), "显示时数字中间加了别的，读的是存着的数。")
    if section.loose or section.general:
        return _around(section, _plain(number))
    scaled = number.scaleb(section.power)
    exact = scaled if "%" in section.behind else number
    places = section.places or 0
    seen = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=400))
    written = _plain(exact)
    if "." in written and seen == exact:
        written = f"{seen:f}"  # with the zeros that are shown
    shown = _around(section, written)
    if seen != exact:
        return Shown(
            shown.text, f"单元格里是 {written}，但显示为 {seen:f}{section.behind.strip()}。"
        )
    return shown


def _around(section: _Section, written: str) -> Shown:
    """The digits with what the format puts around them."""
    before, behind = section.before.strip(), section.behind.strip()
    if any(sign.isdecimal() for sign in before + behind):
        return Shown(before + written + behind, f"单元格里是 {written}，显示时前后加了别的数字。")
    return Shown(before + written + behind)


def _plain(number: Decimal) -> str:
    """The number without an exponent and without zeros at its end."""
    written = f"{number:f}"
    return (written.rstrip("0").rstrip(".") if "." in written else written) if number else "0"


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[_Section, ...]:
    """The parts of a format, at most four."""
    parts: list[str] = []
    place = 0
    while len(parts) < 4:
        found = _SECTION.match(code, place)
        end = found.end() if found else len(code)
        parts.append(code[place:end])
        place = end + 1
        if end >= len(code):
            break
    return tuple(map(_section, parts))


def _section(part: str) -> _Section:
    section = _Section()
    for token in _TOKEN.finditer(part):
        if token["number"]:
            _take_number(section, token["number"], bool(token["power"]))
        elif token["date"]:
            section.date.append(token["date"])
            section.is_date = True
        elif token["usual"] or token["sign"] == "@":
            section.general = bool(token["usual"])
            section.text = not section.general
            section.digits = True
        elif token["bracket"] is not None:
            _take_bracket(section, token["bracket"])
        elif token["sign"] == "/" and section.digits:
            section.loose = True
        elif token["sign"] == "," and section.digits:
            section.power -= 3
        else:
            section.add(token["quoted"] or token["escaped"] or token["sign"] or "")
    if "%" in section.before + section.behind:
        section.power += 2
    section.between = section.between and not section.loose
    return section


def _take_number(section: _Section, number: str, is_scientific: bool) -> None:
    section.between = section.between or bool(section.digits and section.behind)
    section.digits = True
    whole, _, fraction = number.partition(".")
    section.places = sum(sign in "0#?" for sign in fraction)
    section.power = -3 * (len(whole) - len(whole.rstrip(",")))
    section.loose = section.loose or is_scientific
    section.writes_zero = section.writes_zero or "0" in number


def _take_bracket(section: _Section, inside: str) -> None:
    if inside.startswith(("<", ">", "=")):
        section.condition = True
    elif inside.startswith("$"):  # a currency and a language
        section.add(inside[1:].partition("-")[0])
    elif inside and set(inside.lower()) <= set("hms"):
        section.date.append(inside)
        section.is_date = True


_GENERAL_SECTION = _Section(general=True)


def _date(number: Decimal, tokens: list[str], is_1904: bool) -> Shown:
    """A day and time as its format writes them."""
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    if not is_1904 and number < 60:
        start = datetime(1899, 12, 31)  # 29 February 1900, which never was, is the 60th
    try:
        moment = start + timedelta(seconds=round(float(number) * 86400))
    except OverflowError:
        return Shown(_plain(number))
    written = ""
    after_hour = False
    for token in tokens:
        if token.startswith('"'):
            written += token[1:]
            continue
        sign = token[0].lower()
        two = len(token) == 2
        if sign == "y":
            written += f"{moment:%Y}" if len(token) > 2 else f"{moment:%y}"
        elif sign == "m":
            value = moment.minute if after_hour else moment.month
            written += f"{value:02}" if two else str(value)
        elif sign in "dhs":
            value = {"d": moment.day, "h": moment.hour, "s": moment.second}[sign]
            written += f"{value:02}" if two else str(value)
        after_hour = sign == "h"
    return Shown(written.strip())
