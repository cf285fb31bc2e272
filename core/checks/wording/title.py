"""The title. Source: the form's own name; the name of the agency may be short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written, at
from core.chinese.numerals import digits_of
from core.forms.rules import WordingRule
from core.report.texts import TITLE, TextPlace, paragraphs_of

_PLACE = TextPlace("texts", TITLE)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|[一二三四五六七八九〇○零]{4}(?=年)")
_ANNUAL = re.compile("(?<=年)度")
_REPORT = "年度报告"


def year(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title names the year, and no other."""
    title = written.get(_PLACE)
    wanted = str(written.about.year)
    found = list(_YEAR.finditer(title))
    years = [digits_of(match.group()) for match in found]
    if title and wanted not in years:
        if len(found) == 1:
            yield at(_PLACE, found[0], wanted, wanted)
        elif title:
            yield Flaw(_PLACE, 0, len(title), "", wanted)


def words(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title has the words of the form's name."""
    title = written.get(_PLACE)
    missing = [word for word in rule.words if word not in "".join(title.split())]
    if title and missing:
        yield Flaw(_PLACE, 0, len(title), "", "”“".join(missing))


def twice(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title does not say 年度 twice, once after the year and once before 报告."""
    title = written.get(_PLACE)
    for begin, line in paragraphs_of(title):
        for match in _ANNUAL.finditer(title, begin, begin + max(line.rfind(_REPORT), 0)):
            yield at(_PLACE, match, rewrite="")
