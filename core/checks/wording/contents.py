"""What a section or the whole report must say, and what says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written, occurrences
from core.forms.rules import WordingRule

_NO_WORDS = re.compile(r"[\W_]+")
_BASIS = re.compile(
    r"国办公开办函\s*+[〔［\[【(（]?\s*+2019\s*+年?[〕］\]】)）]?\s*+(?:第\s*+)?60\s*号"
    r"|政府信息公开工作年度报告有关事项的通知"
)
_NUMBER_IN_FORCE = "国办公开办函〔2021〕30号"
_IN_FORCE = re.compile(r"2021\s*+年?[〕］\]】)）]?\s*+(?:第\s*+)?30\s*号")


def too_short(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section says more than 无, and at least `least` characters without marks."""
    text = written.get(rule.section)
    if len(_NO_WORDS.sub("", text)) < rule.least:
        yield Flaw(rule.section, 0, len(text), "")


def empty_phrases(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section has none of the phrases that fit every agency and every year."""
    text = written.get(rule.section)
    for phrase in rule.words:
        for start in occurrences(phrase, text):
            yield Flaw(rule.section, start, start + len(phrase), "")


def mentions(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section has one of the words."""
    text = written.get(rule.section)
    if not any(word in text for word in rule.words):
        yield Flaw(rule.section, 0, 0, "")


def topics(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """Every topic is spoken of, by its name or one of its words: `名称|词|词`.

    A topic is looked for in the section, and in section five too.
    """
    if rule.kinds and written.about.agency.kind not in rule.kinds:
        return
    text = written.get(rule.section) + written.get("problems")
    missing = [
        topic.partition("|")[0]
        for topic in rule.words
        if not any(word in text for word in topic.split("|"))
    ]
    if missing:
        yield Flaw(rule.section, 0, 0, "", "、".join(missing))


def basis(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The notice of 2019 is not cited alone, by its number or its name."""
    if any(_IN_FORCE.search(text) for _, text in written.texts):
        return
    for key, text in written.texts:
        for found in _BASIS.finditer(text):
            right = _NUMBER_IN_FORCE if found.group().endswith("号") else None
            yield Flaw(key, found.start(), found.end(), "", rewrite=right)
