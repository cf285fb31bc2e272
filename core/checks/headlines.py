"""A finding in a few words: which place, what stands there, and what should."""

from __future__ import annotations

import re

from core.checks.explanations import quoted
from core.checks.findings import Finding, Repair
from core.forms.definition import Form
from core.report.report import Report

LONGEST = 24  # characters
_NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+\.)")
_WORDS = re.compile(r"\w")  # what a mark becomes is hard to see
_ASIDE = re.compile(r"（[^（）]*）$")


def headline_of(finding: Finding, report: Report) -> str:
    """One line of at most LONGEST characters.

    Where it is known what would clear the finding, that is the line: 予以公开·自然人 1157 → 1175.
    """
    if finding.culprits and len(finding.culprits[0].values) == 1:
        return repair_in_short(finding.culprits[0], report)
    if len(finding.rewrites) == 1:
        before, after = quoted(finding.rewrites[0].span, report), finding.rewrites[0].text
        line = f"{before} → {after}"
        if len(line) <= LONGEST and all(_WORDS.search(words) for words in (before, after)):
            named = f"{_subject(finding.cells, report.form)} {line}".lstrip()
            return named if len(named) <= LONGEST else line
    return _cut(finding.headline, LONGEST)


def repair_in_short(repair: Repair, report: Report) -> str:
    """A repair of one cell, its name as short as the line wants it."""
    ((cell, value),) = repair.values.items()
    typed = report.cells.get(cell)
    change = f" {typed.text if typed else '空'} → {value}"
    return short_name(cell, report, LONGEST - len(change)) + change


def short_name(cell: str, report: Report, room: int = LONGEST) -> str:
    """What to call a cell where there is room for so many characters: 予以公开·自然人.

    The row gives way first: its number and what stands in brackets behind it tell no more.
    """
    *_, row, column = report.form.cells[cell].path
    row = _ASIDE.sub("", _NUMBERING.sub("", row)) or row
    return f"{_cut(row, max(room - len(column) - 1, 4))}·{column}"


def _subject(cells: tuple[str, ...], form: Form) -> str:
    """What figures of a text that stand for these cells speak of: 行政复议; "" for several things.

    That is their row, or what all their rows stand under.
    """
    rows = list(dict.fromkeys(form.cells[cell].row for cell in cells))
    if not rows:
        return ""
    name = rows[0].name
    if len(rows) > 1:
        shared = {row.under[-1:] for row in rows}
        name = "".join(shared.pop()) if len(shared) == 1 else ""
    return _ASIDE.sub("", _NUMBERING.sub("", name))


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: room - 1]}…"
