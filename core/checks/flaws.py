"""Flaws of the texts, and the words of a report that they are looked for in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import field
from typing import Any

from core.checks.findings import Span
from core.forms.definition import Form
from core.forms.rules import Rule
from core.proceed import Proceed, go_on
from core.record import record
from core.report.report import Agency, Report
from core.report.texts import PLACES, TextPlace, written_in


@record
class Flaw:
    """Something wrong in what is written at a place, `start` to `end`; 0 where words are missing.

    `wanted` is what should be there, for the sentence; `rewrite` replaces the words, None where
    that is for the clerk to find; `called` is as in `core.checks.findings.Rewrite`. Flaws of one
    place with the same `group` are one finding.
    """

    place: TextPlace
    start: int
    end: int
    group: str
    wanted: str = ""
    rewrite: str | None = None
    called: str = ""

    @property
    def span(self) -> Span:
        """The words as findings name them."""
        return Span(self.place, self.start, self.end)


@record
class About:
    """Who reports, for which year, on which form: all that tests know besides the words."""

    agency: Agency
    year: int
    form: Form


@record
class Written:
    """The words of a report, as `core.report.texts.written_in` gives them.

    `proceed` is as in `core.checks.facts.Facts`.
    """

    form: Form
    about: About
    texts: tuple[tuple[TextPlace, str], ...]
    proceed: Proceed = field(default=go_on, compare=False)

    @classmethod
    def of(cls, report: Report, proceed: Proceed = go_on) -> Written:
        """The words of a report."""
        return cls(
            report.form, About(report.agency, report.year, report.form), written_in(report), proceed
        )

    def get(self, place: TextPlace) -> str:
        """What is written at a place, "" where it is blank."""
        return next((text for other, text in self.texts if other == place), "")

    @property
    def sections(self) -> Iterator[tuple[TextPlace, str]]:
        """The texts of sections, without title, preface, signature and notes."""
        for place, text in self.texts:
            if place.kind == "texts" and place.key not in PLACES:
                yield place, text


# Takes the rule, then the place of a text, one paragraph of it, and who reports for which year. It
# sees nothing else, so that its flaws can be kept.
ParagraphTest = Callable[[Any, TextPlace, str, About], Iterable[Flaw]]


def section_text(rule: Rule) -> TextPlace:
    """The text of the section that a rule speaks of."""
    return TextPlace("texts", rule.section)


def occurrences(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, one behind the other."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


def at(
    place: TextPlace, match: re.Match[str], wanted: str = "", rewrite: str | None = None
) -> Flaw:
    """A flaw at a match, grouped by its words."""
    return Flaw(place, match.start(), match.end(), match.group(), wanted, rewrite)


def deletable(place: TextPlace, match: re.Match[str], called: str) -> Flaw:
    """A flaw at a match that one click deletes."""
    return Flaw(place, match.start(), match.end(), match.group(), rewrite="", called=called)
