"""What agencies and reports are called: characters that can be seen, an agency's in one line."""

from __future__ import annotations

import re
from unicodedata import category

from core.refusal import Refused
from core.report.values import is_storable

LONGEST_NAME = 200  # characters: every sentence and page has the name in it

# Letters and symbols that are blank: the fillers of Hangul, and of Braille.
_BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_SPACES = re.compile(r"(?!\u3000)\s+")  # all but the wide one, which is typed on purpose


class NameRefused(Refused):
    """The text is no name."""


def parse_name(text: str) -> str:
    """The name of an agency that a text means, in one line; "" where nothing of it can be seen.

    What has no width and turns the line's direction comes from copying, and is left out. Raises
    NameRefused for what cannot be written, and for more than `LONGEST_NAME` characters.
    """
    if not is_storable(text):
        raise NameRefused("单位名称里有残缺的字符，请重新填写。")
    if (length := len(text.strip())) > LONGEST_NAME:
        raise NameRefused(f"单位名称有 {length} 字，最多 {LONGEST_NAME} 字，请写短一些。")
    name = _SPACES.sub(" ", without_invisible(text)).strip()
    if any(category(sign) == "Cc" for sign in name):
        raise NameRefused("单位名称里有印不出来的控制字符，请重新填写。")
    return name


def without_invisible(text: str) -> str:
    """The text without signs that have no width or look like nothing, spaces apart."""
    return "".join(sign for sign in text if category(sign) != "Cf" and sign not in _BLANKS)
