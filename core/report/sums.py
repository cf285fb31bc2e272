"""Sums typed into a cell: =2+3 is worked out as it is entered."""

from __future__ import annotations

import re

from core.chinese.numerals import LONGEST
from core.chinese.widths import FULL_TO_HALF
from core.refusal import quoted
from core.report.values import ValueRefused

_TERM = re.compile(r"([+-])([0-9]+)")
_SUM = re.compile(r"[0-9]+(?:[+-][0-9]+)*")
MOST_CHARACTERS = 1000


def worked_out(text: str) -> str:
    """What a sum comes to, as text; any other text as it is.

    A sum begins with = and adds and subtracts whole numbers, nothing else. Raises ValueRefused for
    what begins so and is none.
    """
    plain = "".join(text.translate(FULL_TO_HALF).split()).replace("−", "-")
    if not plain.startswith("="):
        return text
    terms = plain[1:].removeprefix("+")
    if len(terms) > MOST_CHARACTERS or not _SUM.fullmatch(terms):
        raise ValueRefused(f"{quoted(text)}算不出来：等号后面只能是整数的加减，如 =12+3-5。")
    found = _TERM.findall(f"+{terms}")
    if any(len(digits) > LONGEST for _, digits in found):
        raise ValueRefused(f"{quoted(text)}里的数太长，一个数最多 {LONGEST} 位。")
    return str(sum(int(sign + digits) for sign, digits in found))
