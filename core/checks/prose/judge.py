"""The figures of a report's texts, and the verdicts of the rules on them.

Reading is kept by paragraph; what is done here for every check is the comparison alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.checks.facts import Facts
from core.checks.findings import Finding, Verdict
from core.checks.prose.compare import compare
from core.checks.prose.names import names_of
from core.checks.prose.paragraph import FigureRules, ParagraphJudge, ProseResult
from core.checks.prose.reading import read_paragraph
from core.report.report import Report

_HEADING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])"
)
_HEADING_REACH = 30  # characters
_ON_APPLICATIONS = re.compile("[^。：:]*?依申请")


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
    written = [(key, report.texts[key]) for key in report.form.text_ids if key in report.texts]
    written += [
        (f"note:{key}", report.notes[key]) for key in report.form.note_ids if key in report.notes
    ]
    for key, text in written:
        start = 0
        under = False
        for paragraph in text.split("\n"):
            if _HEADING.match(paragraph):
                under = bool(_ON_APPLICATIONS.match(paragraph, 0, _HEADING_REACH))
            if paragraph.strip():
                yield key, start, paragraph, under
            start += len(paragraph) + 1


def _judge_unmentioned(facts: Facts, rules: FigureRules, result: ProseResult) -> None:
    """The hint that the tables have applications, reviews or suits of which no text speaks."""
    rule = rules.by_test.get("unmentioned")
    texts = "\n".join(facts.report.texts.get(s.id, "") for s in facts.report.form.sections)
    if not rule or not facts.report.texts.get("general", "").strip():
        return
    table = "review_litigation"
    told = {
        ("applications.new_received.total",): "申请",
        (f"{table}.review.total",): "复议",
        (f"{table}.direct_suit.total", f"{table}.suit_after_review.total"): "诉",
    }
    for cells, word in told.items():
        compared = compare(0, (cells,), facts)
        verdicts = result.verdicts.setdefault(rule.id, [])
        if compared.agrees is None:
            verdicts.append(Verdict(rule, "not_assessable", cells))
        elif compared.agrees or word in texts:
            verdicts.append(Verdict(rule, "pass", cells))
        else:
            names = names_of(facts.report.form, cells)
            message = rule.say.format(cells=names, right=compared.expected)
            finding = Finding(rule, "general", message, cells, anchor=cells[0])
            verdicts.append(Verdict(rule, "fail", cells, finding))
