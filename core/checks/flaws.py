"""Flaws of the texts, and the words of a report that they are looked for in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.checks.findings import Span
from core.forms.definition import Form
from core.report.report import Agency, Report

NOTE = "note:"
_LINE = re.compile(r"[^\n]+")
PLACES = {"title": "标题", "preface": "前言", "signature": "落款"}


@dataclass(frozen=True)
class Flaw:
    """Something wrong at a place of a text, `start` to `end`; both are 0 where words are missing.

    `wanted` is what should be there, for the sentence; `rewrite` replaces the words, None where
    that is for the clerk to find. Flaws of one text with the same `group` are one finding.
    """

    text: str
    start: int
    end: int
    group: str
    wanted: str = ""
    rewrite: str | None = None

    @property
    def span(self) -> Span:
        """The place as findings name it."""
        return Span(self.text, self.start, self.end)


@dataclass(frozen=True)
class About:
    """Who reports, for which year: all that tests know besides the words."""

    agency: Agency
    year: int


@dataclass(frozen=True)
class Written:
    """The words of a report: its texts in printed order, then its notes, none of them blank."""

    form: Form
    about: About
    texts: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, report: Report) -> Written:
        """The words of a report."""
        texts = [(key, report.texts.get(key, "")) for key in report.form.text_ids]
        notes = [(NOTE + key, note) for key, note in report.notes.items()]
        written = tuple((key, text) for key, text in (*texts, *notes) if text.strip())
        return cls(report.form, About(report.agency, report.year), written)

    def get(self, key: str) -> str:
        """A text, "" where it is blank."""
        return next((text for name, text in self.texts if name == key), "")

    @property
    def sections(self) -> Iterator[tuple[str, str]]:
        """The texts of sections, without title, preface, signature and notes."""
        for key, text in self.texts:
            if key not in PLACES and not key.startswith(NOTE):
                yield key, text


# Tests take the rule, then the key of the text, one paragraph of it, and who reports for which
# year; or all that is written. A paragraph test sees nothing else, so that its flaws can be kept.
ParagraphTest = Callable[[Any, str, str, About], Iterable[Flaw]]
ReportTest = Callable[[Any, Written], Iterable[Flaw]]


def paragraphs_of(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text and where each begins."""
    for line in _LINE.finditer(text):
        yield line.start(), line.group()


def occurrences(words: str, text: str) -> Iterator[int]:
    """Where words stand in a text, one behind the other."""
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


def at(key: str, match: re.Match[str], wanted: str = "", rewrite: str | None = None) -> Flaw:
    """A flaw at a match, grouped by its words."""
    return Flaw(key, match.start(), match.end(), match.group(), wanted, rewrite)
