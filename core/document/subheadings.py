"""Which words of a paragraph are a sub-heading.

Source: GB/T 9704-2012, 7.3.3: the levels of a text are numbered “一、”, “（一）”, “1.” and “（1）”;
the first is set in 黑体, the second in 楷体, the others like the text.
"""

from __future__ import annotations

import re

from core.chinese.numbering import heading_of, next_number

# Levels up to this have faces of their own, so that a sub-heading may run into the text.
_RUNNING_IN = 2
# A sentence longer than this is text: a sub-heading takes a line and a half at most.
_LONGEST = 40
# What makes a sentence a statement or the beginning of a list: marks that no heading has inside,
# or a figure, but for a year.
_STATES = re.compile(
    r"[；;：:？?！!…]|\d(?![,，.]*\d|年)[万亿余多]*[件条项次人个份篇期场家户起元%％]"
)


def subheading_of(text: str) -> tuple[int, int]:
    """The level of the number that a paragraph begins with, and the length of its sub-heading.

    Levels count from 1, 0 for a paragraph without a number. The sub-heading is the whole
    paragraph, or on the first two levels the first sentence with its full stop; its length is 0
    if that is no heading but text: longer than 40 characters, a list item that ends in a
    semicolon, or a statement with a figure (“（一）全年公开信息12件。”). Commas may stand in it
    (“（一）强化组织，明确分工。”), and a colon at the end of the paragraph.
    """
    number = heading_of(text)
    if number is None or number.start:
        return 0, 0
    level = number.level
    sentence = text[: text.find("。") + 1] or text
    is_whole = sentence == text
    if level > _RUNNING_IN and (not is_whole or text.endswith("。")):
        return level, 0
    words = sentence[number.end :].strip("。 \u3000")
    if is_whole:
        words = words.rstrip("：:")
    is_heading = words and len(sentence) <= _LONGEST and not _STATES.search(words)
    return level, len(sentence) if is_heading else 0


def number_after(paragraph: str) -> str:
    """The number of a paragraph that is begun behind one, in its manner; "" for none.

    Text follows a sub-heading of the first two levels that has the paragraph to itself and no
    full stop.
    """
    level, length = subheading_of(paragraph)
    alone = level <= _RUNNING_IN and length == len(paragraph) and not paragraph.endswith("。")
    return "" if alone else next_number(paragraph)
