"""How many words and characters a text has, counted as Word counts Chinese.

字数: every Chinese character and every full-width mark is one, and so is every run of other signs
between them and between spaces (2024, 12.5%, www.example.gov.cn). 字符数（不计空格）: every
character but spaces and line ends.
"""

from __future__ import annotations

import re

from core.record import record

# Han characters, with those beyond the basic plane, kana, full-width forms, and the marks that
# Chinese shares with other scripts: quotation marks, dashes, dots.
_ONE_EACH = (
    "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6"
    "\U00020000-\U0003ffff“”‘’…—·"
)
_WORD = re.compile(rf"[{_ONE_EACH}]|[^\s{_ONE_EACH}]+")
_SPACES = re.compile(r"\s+")


@record
class Count:
    """字数, and 字符数 without spaces."""

    words: int
    characters: int


def counted(text: str) -> Count:
    """The words and characters of a text."""
    words = sum(1 for _ in _WORD.finditer(text.replace("\u3000", " ")))
    return Count(words, len(_SPACES.sub("", text)))
