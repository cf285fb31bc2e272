"""The figures of a report's texts, and the verdicts of the rules on them.

Reading is kept by paragraph; what is done here for every check is the comparison alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from core.checks.facts import Facts
from core.checks.findings import Span, Verdict
from core.checks.kinds import judges_of
from core.checks.prose.by_hand import overruled
from core.checks.prose.compare import compare
from core.checks.prose.names import names_of
from core.checks.prose.paragraph import FigureRules, ParagraphJudge, ProseResult
from core.checks.prose.phrases import cells_of
from core.checks.prose.reading import read_paragraph
from core.checks.undecided import log_undecided, undecided
from core.checks.verdicts import fails, passes, waits
from core.chinese.numbering import heading_of
from core.forms.definition import Form
from core.forms.rules import ProseRule
from core.report.report import Report
from core.report.texts import TextPlace, paragraphs_of, written_in

_HEADING_LEVELS = 3  # which stand before more than a list item
_HEADING_REACH = 30  # characters
_ON_APPLICATIONS = re.compile("[^。：:]*?依申请")


def judge_prose(facts: Facts) -> ProseResult:
    """Every paragraph of the texts and notes, held against the cells.

    Where that fails for one, none of the rules on figures comes to a verdict, and its place is
    told; the other paragraphs are judged all the same.
    """
    result = ProseResult()
    form = facts.report.form
    rules = FigureRules(form)
    failed: list[Span] = []
    for place, start, paragraph, under in paragraphs(facts.report):
        facts.proceed()
        try:
            reading = read_paragraph(form, facts.report.year, paragraph, under)
            own = [b for b in facts.report.bindings if b.target == place.target]
            reading = overruled(reading, form, paragraph, own) if own else reading
            if reading.claims or reading.upheld:
                ParagraphJudge(facts, rules, result, place, start, reading).judge()
        except Exception as error:
            log_undecided("a paragraph's figures", error)
            failed.append(Span(place, start, start + len(paragraph)))
    if failed:
        together = [rule for rule, judge in judges_of(form) if judge.way == "figures"]
        result.add(*undecided(together, form, tuple(failed)))
    return result


def paragraphs(report: Report) -> Iterator[tuple[TextPlace, int, str, bool]]:
    """Each paragraph with its place, where it begins there, and whether 依申请公开 heads it."""
    for place, text in written_in(report):
        under = listed = False
        for start, paragraph in paragraphs_of(text):
            heading = heading_of(paragraph)
            if heading and heading.level <= _HEADING_LEVELS and not listed:
                under = bool(_ON_APPLICATIONS.match(paragraph, 0, _HEADING_REACH))
            yield place, start, paragraph, under
            listed = _begins_list(paragraph) or (listed and len(paragraph) <= _HEADING_REACH)
            under = under or listed


def _begins_list(paragraph: str) -> bool:
    """Whether a list on applications follows, as behind 依申请公开办理情况如下."""
    return paragraph.endswith(("：", ":")) and "申请" in paragraph[-_HEADING_REACH:]


def judge_unmentioned(rule: ProseRule, facts: Facts) -> Iterator[Verdict]:
    """The hint that the tables have applications, reviews or suits of which no text speaks."""
    form = facts.report.form
    texts = "\n".join(facts.report.texts.get(s.id, "") for s in form.sections)
    if not facts.report.texts.get(rule.section, "").strip():
        return
    for word, cells in _cells_by_word(form).items():
        compared = compare(0, (cells,), facts)
        if compared.agrees is None:
            yield waits(rule, cells)
        elif compared.agrees or word in texts:
            yield passes(rule, cells)
        else:
            names = names_of(form, cells)
            yield fails(rule, form, cells, at=rule.section, cells=names, right=compared.expected)


@lru_cache(maxsize=8)
def _cells_by_word(form: Form) -> Mapping[str, tuple[str, ...]]:
    """The cells that one word is enough to mention, by that word: those of the total column."""
    found: dict[str, tuple[str, ...]] = {}
    for table in form.tables.values():
        for row in table.rows:
            if word := row.mentioned_by:
                found[word] = found.get(word, ()) + cells_of(form, table.id, (row.id,), ())
    return found
