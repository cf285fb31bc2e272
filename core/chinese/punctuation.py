"""Marks: what they end, what they enclose, and where none may stand.

Source: GB/T 15834-2011.
"""

from __future__ import annotations

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
