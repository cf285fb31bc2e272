"""Judging the rules on the texts alone: wording and privacy.

A paragraph is read again only when it is changed, and the report's words only when one of them
is: after an edit of a cell nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from core.checks.facts import Facts
from core.checks.findings import Finding, Rewrite, Verdict
from core.checks.flaws import (
    NOTE,
    PLACES,
    About,
    Flaw,
    ParagraphTest,
    ReportTest,
    Written,
    paragraphs_of,
)
from core.checks.kept import kept
from core.checks.privacy import PRIVACY_TESTS
from core.checks.wording import contents, marks, names, numbering, period, title, words, years
from core.forms.definition import Form
from core.forms.rules import PrivacyRule, Rule, WordingRule

PARAGRAPH_TESTS: Mapping[str, ParagraphTest] = {
    "years": years.left_over,
    "plans": years.plans_for_the_past,
    "period": period.period,
    "ourselves": names.ourselves,
    "latin": words.latin,
    "doubled": words.doubled,
    "slips": words.slips,
    "double_negative": words.double_negative,
    "half_width": marks.half_width,
    "full_width": marks.full_width,
    "repeated": marks.repeated,
    "unpaired": marks.unpaired,
    **PRIVACY_TESTS,
}
REPORT_TESTS: Mapping[str, ReportTest] = {
    "title_year": title.year,
    "title_words": title.words,
    "title_twice": title.twice,
    "too_short": contents.too_short,
    "empty_phrases": contents.empty_phrases,
    "mentions": contents.mentions,
    "topics": contents.topics,
    "basis": contents.basis,
    "numbering": numbering.numbering,
    "other_agency": names.other_agency,
    "other_site": names.other_site,
}
# So many different words are quoted in one sentence.
MOST_QUOTED = 3
_LONGEST_QUOTE = 40  # characters
_QUOTES = frozenset("“”‘’")


def judge_words(facts: Facts) -> Mapping[str, tuple[Verdict, ...]]:
    """By rule id, one failure for each text and group of flaws; one pass where there is none.

    No verdict where nothing is written, or nothing in the section that a rule speaks of.
    """
    return _judged(Written.of(facts.report))


@lru_cache(maxsize=8)
def _judged(written: Written) -> Mapping[str, tuple[Verdict, ...]]:
    """The verdicts of all rules on the texts, by rule id."""
    in_paragraphs = _paragraph_flaws(written)
    verdicts = {}
    for rule in written.form.rules:
        if not isinstance(rule, WordingRule | PrivacyRule) or not _has_words(rule, written):
            continue
        if test := REPORT_TESTS.get(_test_of(rule)):
            flaws = list(test(rule, written))
        else:
            flaws = in_paragraphs.get(rule.id, [])
        verdicts[rule.id] = _verdicts(rule, flaws, written)
    return verdicts


def _test_of(rule: Rule) -> str:
    return rule.test if isinstance(rule, WordingRule) else getattr(rule, "what", "")


def _has_words(rule: Rule, written: Written) -> bool:
    return bool(written.get(rule.section) if rule.section else written.texts)


def _paragraph_flaws(written: Written) -> dict[str, list[Flaw]]:
    """The flaws of every paragraph, by rule id, at their places in the texts."""
    found: dict[str, list[Flaw]] = {}
    for key, text in written.texts:
        for begin, paragraph in paragraphs_of(text):
            for rule, flaw in _read(written.form, key, paragraph, written.about):
                moved = replace(flaw, start=begin + flaw.start, end=begin + flaw.end)
                found.setdefault(rule, []).append(moved)
    return found


@kept(lambda form, key, paragraph, about: len(paragraph))
def _read(form: Form, key: str, paragraph: str, about: About) -> tuple[tuple[str, Flaw], ...]:
    """The flaws of one paragraph, each with the id of its rule."""
    return tuple(
        (rule.id, flaw)
        for rule, test in _paragraph_tests(form)
        if rule.section in ("", key)
        for flaw in test(rule, key, paragraph, about)
    )


@lru_cache
def _paragraph_tests(form: Form) -> tuple[tuple[Rule, ParagraphTest], ...]:
    """The rules of a form that look at one paragraph at a time, with their tests."""
    return tuple(
        (rule, test) for rule in form.rules if (test := PARAGRAPH_TESTS.get(_test_of(rule)))
    )


def _verdicts(rule: Rule, flaws: Iterable[Flaw], written: Written) -> tuple[Verdict, ...]:
    groups: dict[tuple[str, str], list[Flaw]] = {}
    for flaw in flaws:
        groups.setdefault((flaw.text, flaw.group), []).append(flaw)
    if not groups:
        return (Verdict(rule, "pass", ()),)
    return tuple(
        Verdict(rule, "fail", (), _finding(rule, found, written)) for found in groups.values()
    )


def _finding(rule: Rule, flaws: list[Flaw], written: Written) -> Finding:
    first = flaws[0]
    text = written.get(first.text)
    message = rule.say.format(
        found=_quoted([text[flaw.start : flaw.end] for flaw in flaws]),
        wanted=first.wanted,
        year=written.about.year,
        section=place_of(first.text, written.form),
        count=len(flaws),
    )
    return Finding(
        rule,
        section_of(first.text, written.form),
        message,
        (),
        spans=tuple(flaw.span for flaw in flaws if flaw.end > flaw.start),
        rewrites=tuple(Rewrite(f.span, f.rewrite) for f in flaws if f.rewrite is not None),
    )


def _quoted(words: list[str]) -> str:
    different = list(dict.fromkeys(words))
    more = "等" if len(different) > MOST_QUOTED else ""
    return "".join(map(_in_quotes, different[:MOST_QUOTED])) + more


def _in_quotes(words: str) -> str:
    line = " ".join(words.split())
    if line in _QUOTES:
        return f"引号{line}"
    return f"“{line}”" if len(line) <= _LONGEST_QUOTE else f"“{line[:_LONGEST_QUOTE]}…”"


def section_of(key: str, form: Form) -> str:
    """The section where a text is looked for: title and preface stand before the first."""
    name = key.removeprefix(NOTE)
    if name in form.cells:
        return form.section_of(name).id
    if name in {section.id for section in form.sections}:
        return name
    return form.sections[-1 if name == "signature" else 0].id


def place_of(key: str, form: Form) -> str:
    """What sentences call a text."""
    if key in PLACES:
        return PLACES[key]
    own = section_of(key, form)
    number = next(section.number for section in form.sections if section.id == own)
    return f"第{number}部分" + ("的备注" if key.startswith(NOTE) else "")
