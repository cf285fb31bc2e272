"""Marks: what they end, what they enclose, and where none may stand.

Source: GB/T 15834-2011.
"""

from __future__ import annotations

import re

from core.chinese import widths

HAN = "\u4e00-\u9fff"
SENTENCE_ENDS = "。！？!?"
CLAUSE_ENDS = "，,；;"
OPENING, CLOSING = "（(", "）)"  # parentheses
# What each closing mark closes, in whatever width.
PAIRS = {
    "）": "（(", ")": "（(", "》": "《", "〉": "〈", "】": "【",
    "〕": "〔[［", "]": "〔[［", "］": "〔[［",
    "”": "“", "’": "‘", "」": "「", "』": "『",
}  # fmt: skip
# 5.1.1 to 5.1.9.
NO_LINE_ENDS_WITH = "（《〈【〔〖「『［｛“‘([{"
NO_LINE_BEGINS_WITH = "，。、；：？！”’）》〉】〕〗」』］｝…·～–／％‰℃°,.;:?!)]}%"
# A half-width mark between Chinese words, and brackets around or after Chinese words.
HALF_WIDTH = re.compile(
    rf"(?<=[{HAN}”）》)])[,;:?!](?![\d/])"
    rf"|(?:(?<=[{HAN}”）》])|(?<=[{HAN}]\)))\.(?=\s*$|[{HAN}])"
    rf"|\((?=[{HAN}])|(?<=[{HAN}])\)"
)


def widened(mark: str) -> str:
    """The full-width mark for a half-width one between Chinese words."""
    return "。" if mark == "." else widths.full_width(mark)
