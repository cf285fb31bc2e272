"""What a superior asks of the texts besides: their length, words, figures and notes.

All words are looked for as they are, so that the time grows with the text alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written, occurrences, section_text
from core.chinese.counting import counted
from core.chinese.numbering import heading_of
from core.forms.rules import CountedRule, LengthRule, NoteRule, PhraseRule
from core.report.texts import TextPlace, paragraphs_of

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_NUMBER_ENDS = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两余多")
_SPACE = 3  # characters before a unit in which its number ends
_HEADING = 40  # characters of a paragraph in which its sub-heading stands


def length(rule: LengthRule, written: Written) -> Iterator[Flaw]:
    """The section has as many 字 as it should."""
    place = section_text(rule)
    words = counted(written.get(place)).words
    if rule.most and words > rule.most:
        yield Flaw(place, 0, 0, "", f"{words}字，多了{words - rule.most}字")
    elif words < rule.least:
        yield Flaw(place, 0, 0, "", f"{words}字，少了{rule.least - words}字")


def phrase(rule: PhraseRule, written: Written) -> Iterator[Flaw]:
    """One of the words is there."""
    text = _part(rule, written)
    if text is None:
        yield _missing(rule, f"“{rule.part}”这一部分")
    elif not any(word in text for word in rule.words):
        yield _missing(rule, f"“{rule.words[0]}”")


def counted_in_words(rule: CountedRule, written: Written) -> Iterator[Flaw]:
    """A sentence has one of the words, and a number in one of the units."""
    text = _part(rule, written)
    if text is None:
        yield _missing(rule, f"“{rule.part}”这一部分")
    elif not any(_counts(rule, found.group()) for found in _SENTENCE.finditer(text)):
        yield _missing(rule, f"“{rule.words[0]}”多少{rule.units[0]}")


def note(rule: NoteRule, written: Written) -> Iterator[Flaw]:
    """The note is there, with one of the words where any is asked for."""
    place = TextPlace("notes", rule.place)
    text = written.get(place)
    if not text or (rule.words and not any(word in text for word in rule.words)):
        yield Flaw(place, 0, 0, "")


def _missing(rule: PhraseRule | CountedRule, wanted: str) -> Flaw:
    return Flaw(section_text(rule), 0, 0, "", wanted)


def _counts(rule: CountedRule, sentence: str) -> bool:
    """Whether a sentence speaks of it, and a number stands before one of the units."""
    return any(word in sentence for word in rule.words) and any(
        sentence[max(start - _SPACE, 0) : start].rstrip()[-1:] in _NUMBER_ENDS
        for unit in rule.units
        for start in occurrences(unit, sentence)
    )


def _part(rule: PhraseRule | CountedRule, written: Written) -> str | None:
    """The text below the sub-heading that the rule names, with it; None where there is none.

    It goes as far as the next sub-heading of the same level or a higher one.
    """
    text = written.get(section_text(rule))
    if not rule.part:
        return text
    begun, level = None, 0
    for start, paragraph in paragraphs_of(text):
        heading = heading_of(paragraph)
        if heading is None:
            continue
        if begun is not None and heading.level <= level:
            return text[begun:start]
        if begun is None and rule.part in paragraph[:_HEADING].partition("。")[0]:
            begun, level = start, heading.level
    return None if begun is None else text[begun:]
