"""What a section or the whole report must say, and what says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from core.checks.flaws import Flaw, Written, occurrences, section_text
from core.forms.authority import DocumentNumber, document_number
from core.forms.definition import Form
from core.forms.rules import WordingRule
from core.report.texts import TextPlace

_NO_WORDS = re.compile(r"[\W_]+")


def too_short(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section says more than 无, and at least `least` characters without marks."""
    place = section_text(rule)
    text = written.get(place)
    if len(_NO_WORDS.sub("", text)) < rule.least:
        yield Flaw(place, 0, len(text), "")


def empty_phrases(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section has none of the phrases that fit every agency and every year."""
    place = section_text(rule)
    for phrase in rule.words:
        for start in occurrences(phrase, written.get(place)):
            yield Flaw(place, start, start + len(phrase), "")


def mentions(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The section has one of the words."""
    place = section_text(rule)
    text = written.get(place)
    if not any(word in text for word in rule.words):
        yield Flaw(place, 0, 0, "")


def topics(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """Every topic is spoken of, by its name or one of its words: `名称|词|词`.

    A topic is looked for in the section, and in those that the rule names besides.
    """
    if rule.kinds and written.about.agency.kind not in rule.kinds:
        return
    place = section_text(rule)
    text = "".join(written.get(TextPlace("texts", key)) for key in (rule.section, *rule.or_in))
    missing = [
        topic.partition("|")[0]
        for topic in rule.words
        if not any(word in text for word in topic.split("|"))
    ]
    if missing:
        yield Flaw(place, 0, 0, "", "、".join(missing))


def basis(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """No document of an edition before is cited alone, by its number or its name in `words`."""
    in_force = document_number(written.form.authority)
    right = number_in_force(written.form)
    if right is None or any(right.search(text) for _, text in written.texts):
        return
    former = former_documents(written.form, rule.words)
    for place, text in written.texts:
        for found in former.finditer(text):
            rewrite = str(in_force) if found["number"] else None
            yield Flaw(place, found.start(), found.end(), "", rewrite=rewrite)


@lru_cache(maxsize=8)
def number_in_force(form: Form) -> re.Pattern[str] | None:
    """The document number of a form, its office left out; None where it has none."""
    number = document_number(form.authority)
    return re.compile(number.pattern_without_office) if number else None


@lru_cache(maxsize=8)
def former_documents(form: Form, names: tuple[str, ...]) -> re.Pattern[str]:
    """The document numbers of all editions before a form, and other names of theirs."""
    numbers = "|".join(number.pattern for number in _numbers_before(form)) or "(?!)"
    return re.compile("|".join((f"(?P<number>{numbers})", *map(re.escape, names))))


def _numbers_before(form: Form) -> Iterator[DocumentNumber]:
    while former := form.former:
        if number := document_number(former.authority):
            yield number
        form = former
