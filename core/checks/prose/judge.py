"""The figures of a report's texts, and the verdicts of the rules on them.

Reading is kept by paragraph; what is done here for every check is the comparison alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.facts import Facts
from core.checks.findings import Finding, Verdict
from core.checks.prose.names import names_of
from core.checks.prose.paragraph import FigureRules, ParagraphJudge, ProseResult
from core.checks.prose.reading import read_paragraph
from core.report.report import Report

_HEADING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])"
)


def judge_prose(facts: Facts) -> ProseResult:
    """Every paragraph of the texts and notes, held against the cells."""
    result = ProseResult()
    rules = FigureRules(facts.report.form)
    for text, start, paragraph, under in paragraphs(facts.report):
        reading = read_paragraph(facts.report.form, facts.report.year, paragraph, under)
        if reading.claims or reading.upheld:
            ParagraphJudge(facts, rules, result, text, start, reading).judge()
    _judge_unmentioned(facts, rules, result)
    return result


def paragraphs(report: Report) -> Iterator[tuple[str, int, str, bool]]:
    """Each paragraph with its text's key, its place there, and whether 依申请公开 heads it."""
    keys = [(key, report.texts.get(key, "")) for key in report.form.text_ids]
    keys += [(f"note:{key}", report.notes.get(key, "")) for key in report.form.note_ids]
    for key, text in keys:
        start = 0
        under = False
        for paragraph in text.split("\n"):
            if _HEADING.match(paragraph):
                under = "依申请" in re.split("[。：:]", paragraph[:30])[0]
            if paragraph.strip():
                yield key, start, paragraph, under
            start += len(paragraph) + 1


def _judge_unmentioned(facts: Facts, rules: FigureRules, result: ProseResult) -> None:
    """The hint that the tables have applications, reviews or suits of which no text speaks."""
    rule = rules.by_test.get("unmentioned")
    texts = "\n".join(facts.report.texts.get(s.id, "") for s in facts.report.form.sections)
    if not rule or not facts.report.texts.get("general", "").strip():
        return
    rows = {
        "applications.new_received.total": "申请",
        "review_litigation.review.total": "复议",
        "review_litigation.direct_suit.total": "诉",
        "review_litigation.suit_after_review.total": "诉",
    }
    for cell, word in rows.items():
        number = facts.numbers.get(cell)
        verdicts = result.verdicts.setdefault(rule.id, [])
        if number is None:
            verdicts.append(Verdict(rule, "not_assessable", (cell,)))
        elif number == 0 or word in texts:
            verdicts.append(Verdict(rule, "pass", (cell,)))
        else:
            message = rule.say.format(cells=names_of(facts.report.form, (cell,)), right=number)
            finding = Finding(rule, "general", message, (cell,), anchor=cell)
            verdicts.append(Verdict(rule, "fail", (cell,), finding))
