"""Explanations: why the clerk lets a warning stand, for as long as its values are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from core.checks.facts import Facts
from core.checks.findings import Finding, Span, Verdict
from core.checks.undecided import log_undecided
from core.report.edits import current_text
from core.report.report import Report


def with_explanations(verdicts: Sequence[Verdict], facts: Facts) -> Sequence[Verdict]:
    """The verdicts, those explained that the clerk has given a reason for.

    A must-fix finding cannot be explained away. Where that fails, all stand unexplained.
    """
    try:
        return _explained(verdicts, facts)
    except Exception as error:
        log_undecided("explanations", error)
        return verdicts


def _explained(verdicts: Sequence[Verdict], facts: Facts) -> Sequence[Verdict]:
    given = {
        (e.rule, frozenset(e.cells.items())): e.text for e in facts.report.explanations if e.text
    }
    if not given:
        return verdicts
    found = []
    for verdict in verdicts:
        if verdict.finding and verdict.finding.severity != "error":
            key = (verdict.rule.id, frozenset(grounds_of(verdict.finding, facts).items()))
            if text := given.get(key):
                verdict = replace(verdict, outcome="explained", explanation=text)
        found.append(verdict)
    return found


def grounds_of(finding: Finding, facts: Facts) -> dict[str, str]:
    """The values that a finding rests on, by cell id, and the words, by `texts.KEY` or `notes.KEY`.

    A blank cell has none. What the finding itself says it rests on, such as last year's values, is
    added under the names it gives.
    """
    grounds = {cell: text for cell in finding.cells if (text := _value(cell, facts))}
    words: dict[str, list[str]] = {}
    for span in finding.spans:
        words.setdefault(span.place.target, []).append(quoted(span, facts.report))
    said = {target: "…".join(parts) for target, parts in words.items()}
    return {**grounds, **said, **finding.grounds}


def quoted(span: Span, report: Report) -> str:
    """The words at a span."""
    return current_text(report, span.place.target)[span.start : span.end]


def _value(cell: str, facts: Facts) -> str:
    if value := facts.report.cells.get(cell):
        return value.text
    total = facts.totals.get(cell)
    return str(total.number) if total and total.complete else ""
