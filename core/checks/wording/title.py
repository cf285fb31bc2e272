"""The title. Source: the form's own name; the name of the agency may be short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.flaws import Flaw, Written, at, paragraphs_of
from core.forms.rules import WordingRule

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)|[一二三四五六七八九〇○零]{4}(?=年)")
# The width of a digit does not matter here; its place does, so it is put for one character.
DIGITS = str.maketrans("０１２３４５６７８９一二三四五六七八九〇○零", "0123456789123456789000")
_ANNUAL = re.compile("(?<=年)度")
_REPORT = "年度报告"


def year(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title names the year, and no other."""
    title = written.get("title")
    wanted = str(written.about.year)
    found = list(_YEAR.finditer(title))
    years = [match.group().translate(DIGITS) for match in found]
    if title and wanted not in years:
        if len(found) == 1:
            yield at("title", found[0], wanted, wanted)
        elif title:
            yield Flaw("title", 0, len(title), "", wanted)


def words(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title has the words of the form's name."""
    title = written.get("title")
    missing = [word for word in rule.words if word not in "".join(title.split())]
    if title and missing:
        yield Flaw("title", 0, len(title), "", "”“".join(missing))


def twice(rule: WordingRule, written: Written) -> Iterator[Flaw]:
    """The title does not say 年度 twice, once after the year and once before 报告."""
    title = written.get("title")
    for begin, line in paragraphs_of(title):
        for match in _ANNUAL.finditer(title, begin, begin + max(line.rfind(_REPORT), 0)):
            yield at("title", match, rewrite="")
