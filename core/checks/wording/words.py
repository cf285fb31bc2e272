"""Slips of the pen: words that slipped in, stand twice, or say the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import About, Flaw, Written, at, occurrences
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

_HAN = "\u4e00-\u9fff"
_LATIN = re.compile(rf"(?<=[{_HAN}”》）])[ \u3000]*([a-z]{{2,20}})[ \u3000]*(?=[{_HAN}“《（])")
_DOUBLED = re.compile(rf"([{_HAN}]{{2,8}}?)\1")
_SENTENCE = re.compile(r"[^\s。；！？][^。；！？\n]*")
_THE = re.compile("的的(?!确)")
_ON_PURPOSE = ("一", "逐")  # 一件一件 and 逐个逐个
_NOT_ZERO = re.compile(
    r"(?:未|没有|无)(?:收到|受理|发生|收取|接到|产生|出现)[^，。；,;\n]{0,30}?"
    r"(?<![\d.])([0０零]\s*[件条宗份起次元])"
)


def latin(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """No Latin word in small letters stands between Chinese ones, such as and; `words` may."""
    for found in _LATIN.finditer(paragraph):
        if found.group(1) not in rule.words:
            yield Flaw(place, found.start(1), found.end(1), found.group(1))


def doubled(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """No word follows itself, such as 政府政府."""
    for found in _DOUBLED.finditer(paragraph):
        once = found.group(1)
        if not once.startswith(_ON_PURPOSE) and len(set(once)) > 1:
            yield at(place, found, once, once)
    for found in _THE.finditer(paragraph):
        yield at(place, found, "的", "的")


def said_twice(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """No sentence of a section stands in it again word for word; `least` characters are one."""
    for place, text in written.sections:
        said: set[str] = set()
        for sentence in _SENTENCE.finditer(text):
            words = "".join(sentence.group().split())
            if len(words) < rule.least:
                continue
            if words in said:
                yield at(place, sentence)
            said.add(words)


def slips(rule: WordingRule, place: TextPlace, paragraph: str, about: About) -> Iterator[Flaw]:
    """None of the wrong words stands there, each given as `wrong=right`."""
    for pair in rule.words:
        wrong, _, right = pair.partition("=")
        for start in occurrences(wrong, paragraph):
            yield Flaw(place, start, start + len(wrong), wrong, right, right)


def double_negative(
    rule: WordingRule, place: TextPlace, paragraph: str, about: About
) -> Iterator[Flaw]:
    """未收到申请0件 says that none was not received: 未收到申请 is enough."""
    for found in _NOT_ZERO.finditer(paragraph):
        right = found.group()[: found.start(1) - found.start()].rstrip()
        yield at(place, found, right, right)
