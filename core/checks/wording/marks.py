"""Punctuation: its width, its pairs, and none twice. Source: GB/T 15834-2011, 标点符号用法."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import About, Flaw, at
from core.chinese import widths
from core.chinese.numbering import NUMERALS
from core.chinese.punctuation import HALF_WIDTH, PAIRS, widened
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

_FULL = re.compile(r"[０-９Ａ-Ｚａ-ｚ]+")
_REPEATED = re.compile(r"([，、；：。,;:])[ \u3000]*[，、；：。,;:]+")
_OPENING = frozenset("".join(PAIRS.values()))
_PAIRED = re.compile(f"[{re.escape(''.join({*PAIRS, *_OPENING}))}]")
_DEEPEST = 8  # brackets in one another
# 1） and 一） number a list; an apostrophe stands in a Latin word.
_ITEM = re.compile(rf"[\d{NUMERALS}①-⑳a-zA-Z]{{1,3}}$")


def half_width(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Marks between Chinese words are full-width."""
    for found in HALF_WIDTH.finditer(paragraph):
        wide = widened(found.group())
        yield Flaw(place, found.start(), found.end(), "", wide, wide)


def full_width(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Digits and Latin letters are half-width."""
    for found in _FULL.finditer(paragraph):
        narrow = widths.half_width(found.group())
        yield Flaw(place, found.start(), found.end(), "", narrow, narrow)


def repeated(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """No mark follows another directly."""
    for found in _REPEATED.finditer(paragraph):
        same = set("".join(found.group().split())) == {found.group(1)}
        yield at(place, found, found.group(1), found.group(1) if same else None)


def unpaired(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """Every bracket, quotation mark and title mark of a paragraph has its other half.

    The number of a list item, such as 1）, has none.
    """
    opened: list[re.Match[str]] = []
    for found in _PAIRED.finditer(paragraph):
        mark = found.group()
        if mark in _OPENING:
            opened.append(found)
        elif opened and opened[-1].group() in PAIRS[mark]:
            opened.pop()
        elif not _numbers_an_item(found, opened):
            if any(one.group() in PAIRS[mark] for one in opened[-_DEEPEST:]):
                while opened[-1].group() not in PAIRS[mark]:
                    yield at(place, opened.pop())
                opened.pop()
            else:
                yield at(place, found)
    for found in opened:
        yield at(place, found)


def _numbers_an_item(found: re.Match[str], opened: list[re.Match[str]]) -> bool:
    """Whether a closing mark is that of 1） or of an apostrophe."""
    before = found.string[max(0, found.start() - 3) : found.start()]
    return found.group() in "）)’" and bool(_ITEM.search(before))
