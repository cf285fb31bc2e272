"""What is put into a text at the cursor: numbered sub-headings, and sentences."""

from __future__ import annotations

from core.chinese.numbering import heading_of, next_number
from core.forms.definition import Section

FIRST, LEVEL = "（一）", 2  # GB/T 9704-2012, 7.3.3: the level below the sections' own numbers


def missing_subheadings(section: Section, text: str) -> tuple[str, ...]:
    """The usual sub-headings of a section that its text has not."""
    return tuple(words for words in section.subheadings if not _has(text, words))


def with_subheading(text: str, position: int, *subheadings: str) -> tuple[str, int]:
    """The text with sub-headings as paragraphs of their own, numbered on, and where to go on.

    They stand in the paragraph of the code point `position` where that is blank, else behind it.
    """
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    end = len(text) if end < 0 else end
    before, here, after = text[:start], text[start:end], text[end:]
    if here.strip():
        before, here = f"{text[:end]}\n", ""
    number = _last_number(before)
    lines = []
    for words in subheadings:
        number = next_number(number) if number else FIRST
        lines.append(f"{number}{words}")
    inserted = before + "\n".join(lines)
    if len(subheadings) == 1:
        inserted += "\n"  # in which the clerk goes on
    return inserted + after, len(inserted)


def with_sentence(text: str, start: int, end: int, sentence: str) -> tuple[str, int]:
    """The text with a sentence in place of what is selected, and where to go on."""
    return text[:start] + sentence + text[end:], start + len(sentence)


def _last_number(text: str) -> str:
    """The number of the last sub-heading in a text; "" where it has none."""
    for paragraph in reversed(text.split("\n")):
        heading = heading_of(paragraph)
        if heading and heading.level == LEVEL:
            return paragraph[heading.start : heading.end]
        if heading and heading.level < LEVEL:
            break
    return ""


def _has(text: str, words: str) -> bool:
    """Whether a numbered paragraph of the text begins with these words."""
    for paragraph in text.split("\n"):
        heading = heading_of(paragraph)
        if heading and paragraph.startswith(words, heading.end):
            return True
    return False
