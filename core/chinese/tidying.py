"""What word processors leave in Chinese text, and the text without it."""

from __future__ import annotations

import re

from core.chinese.punctuation import HALF_WIDTH, HAN, widened
from core.chinese.widths import half_width_figures

LINE_ENDS = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Signs that show nothing: joiners, direction marks, a byte order mark, soft hyphens, controls.
_UNSEEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f]")
_SPACES = " \t\xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_SPACE = f"[{_SPACES}]"
_MARKS = "，。、；：？！“”‘’（）《》〈〉【】〔〕…—·％"
_CHINESE = f"{HAN}{_MARKS}"
_BETWEEN = re.compile(rf"(?<=[{_CHINESE}]){_SPACE}++(?=[{_CHINESE}])")
_TABS = re.compile(r"\t+")
_THIN = re.compile(r"[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")
_RUN = re.compile(" {2,}")
# Not behind a mark that was half-width itself: a second tidying would go further than the first.
_BRACKETED = re.compile(rf"(?P<behind>(?<=[{HAN}”’》〉】〕]))?\((?P<words>[^()（）]*+)\)")
_HAS_HAN = re.compile(f"[{HAN}]")
_WIDE_DIGITS = re.compile("[０-９]+(?:[．，][０-９]+)*[％]?")


def tidied(line: str, digits: bool = True) -> str:
    """One line without indents, stray spaces and half-width marks between Chinese words.

    With `digits`, full-width digits become plain ones too. Soft line breaks become paragraphs, so
    that the result may have several.
    """
    parts = (_tidied(part, digits) for part in LINE_ENDS.split(line))
    return "\n".join(part for part in parts if part)


def _tidied(text: str, digits: bool) -> str:
    text = _RUN.sub(" ", _THIN.sub(" ", _UNSEEN.sub("", text).strip(_SPACES)))
    text = _BETWEEN.sub("", text)
    text = _BRACKETED.sub(_bracketed, text)
    text = HALF_WIDTH.sub(lambda found: widened(found.group()), text)
    text = _BETWEEN.sub("", text)  # a space behind what was a half-width mark
    if digits:
        text = _WIDE_DIGITS.sub(lambda found: half_width_figures(found.group()), text)
    return text


def _bracketed(found: re.Match[str]) -> str:
    """A pair of brackets, full-width behind or around Chinese words."""
    chinese = found["behind"] is not None or _HAS_HAN.search(found["words"])
    return f"（{found['words']}）" if chinese else found[0]


def pasted(text: str) -> str:
    """What is pasted, as plain paragraphs: no indents, no blank lines, nothing unseen.

    The cells of a table's row are one paragraph, with a space between them. A line break at the
    end stays.
    """
    lines = LINE_ENDS.split(_UNSEEN.sub("", text))
    if len(lines) == 1:
        return _THIN.sub(" ", lines[0].lstrip("\u3000"))
    whole = [_TABS.sub(" ", line).strip(_SPACES) for line in lines]
    paragraphs = [_THIN.sub(" ", line) for line in whole if line]
    ends = "\n" if paragraphs and not whole[-1] else ""
    return "\n".join(paragraphs) + ends
