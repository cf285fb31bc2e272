"""Judging the rules on the texts alone: wording and privacy.

A paragraph is read again only when it is changed, and the report's words only when one of them
is: after an edit of a cell nothing is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from core.checks.facts import Facts
from core.checks.findings import Rewrite, Verdict
from core.checks.flaws import About, Flaw, ParagraphTest, Written, section_text
from core.checks.kinds import Judge, judges_of
from core.checks.remembering import remembering
from core.checks.undecided import decided
from core.checks.verdicts import fails, passes
from core.forms.definition import Form
from core.forms.rules import Rule
from core.report.texts import TextPlace, paragraphs_of

# At most this many different words are quoted in one sentence.
MOST_QUOTED = 3
_LONGEST_QUOTE = 40  # characters
_QUOTES = frozenset("“”‘’")


def judge_words(facts: Facts) -> Mapping[str, Sequence[Verdict]]:
    """By rule id, one failure for each text and group of flaws; one pass where there is none.

    No verdict where nothing is written, or nothing in the section that a rule speaks of.
    """
    written = Written.of(facts.report, facts.proceed)
    try:
        return judged_words(written)
    except Exception:  # which rule has failed is told by judging each alone, and keeping nothing
        return {
            rule.id: decided((rule,), written.form, partial(_judged_alone, rule, judge, written))
            for rule, judge in _rules_on(written)
        }


@lru_cache(maxsize=8)
def judged_words(written: Written) -> Mapping[str, Sequence[Verdict]]:
    """The verdicts of all rules on the texts, by rule id."""
    in_paragraphs = _paragraph_flaws(written)
    verdicts = {}
    for rule, judge in _rules_on(written):
        written.proceed()
        if judge.way == "texts":
            flaws = list(judge.function(rule, written))
        else:
            flaws = in_paragraphs.get(rule.id, [])
        verdicts[rule.id] = _verdicts(rule, flaws, written)
    return verdicts


def _judged_alone(rule: Rule, judge: Judge, written: Written) -> Sequence[Verdict]:
    """The verdicts of one rule."""
    if judge.way == "texts":
        return _verdicts(rule, judge.function(rule, written), written)
    flaws = (
        _moved(flaw, begin)
        for place, text in written.texts
        if _is_on(rule, place)
        for begin, paragraph in paragraphs_of(text)
        for flaw in judge.function(rule, place, paragraph, written.about)
    )
    return _verdicts(rule, flaws, written)


def _rules_on(written: Written) -> Iterator[tuple[Rule, Judge]]:
    """The rules on the words of what is written, with their judges."""
    for rule, judge in judges_of(written.form):
        if judge.way in ("paragraph", "texts") and _has_words(rule, written):
            yield rule, judge


def _has_words(rule: Rule, written: Written) -> bool:
    return bool(written.get(section_text(rule)) if rule.section else written.texts)


def _is_on(rule: Rule, place: TextPlace) -> bool:
    """Whether a rule speaks of what is written at a place."""
    return not rule.section or place == section_text(rule)


def _paragraph_flaws(written: Written) -> dict[str, list[Flaw]]:
    """The flaws of every paragraph, by rule id, at their places in the texts."""
    found: dict[str, list[Flaw]] = {}
    for place, text in written.texts:
        for begin, paragraph in paragraphs_of(text):
            written.proceed()
            for rule, flaw in flaws_in(written.form, place, paragraph, written.about):
                found.setdefault(rule, []).append(_moved(flaw, begin))
    return found


def _moved(flaw: Flaw, begin: int) -> Flaw:
    """A flaw of a paragraph that begins there, at its place in the text."""
    return replace(flaw, start=begin + flaw.start, end=begin + flaw.end)


@remembering(characters=1_000_000)
def flaws_in(
    form: Form, place: TextPlace, paragraph: str, about: About
) -> tuple[tuple[str, Flaw], ...]:
    """The flaws of one paragraph, each with the id of its rule."""
    return tuple(
        (rule.id, flaw)
        for rule, test in paragraph_tests(form)
        if _is_on(rule, place)
        for flaw in test(rule, place, paragraph, about)
    )


@lru_cache
def paragraph_tests(form: Form) -> tuple[tuple[Rule, ParagraphTest], ...]:
    """The rules of a form that look at one paragraph at a time, with their tests."""
    return tuple(
        (rule, judge.function) for rule, judge in judges_of(form) if judge.way == "paragraph"
    )


def _verdicts(rule: Rule, flaws: Iterable[Flaw], written: Written) -> tuple[Verdict, ...]:
    groups: dict[tuple[TextPlace, str], list[Flaw]] = {}
    for flaw in flaws:
        groups.setdefault((flaw.place, flaw.group), []).append(flaw)
    return tuple(_fails(rule, found, written) for found in groups.values()) or (passes(rule),)


def _fails(rule: Rule, flaws: list[Flaw], written: Written) -> Verdict:
    first = flaws[0]
    text = written.get(first.place)
    return fails(
        rule,
        written.form,
        at=first.place.section(written.form).id,
        spans=tuple(flaw.span for flaw in flaws if flaw.end > flaw.start),
        rewrites=tuple(
            Rewrite(f.span, f.rewrite, f.called) for f in flaws if f.rewrite is not None
        ),
        found=_quoted([text[flaw.start : flaw.end] for flaw in flaws]),
        wanted=first.wanted,
        year=written.about.year,
        section=first.place.name(written.form),
        count=len(flaws),
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
