"""Checking a whole report. Fast enough to run after every edit, so nothing is incremental."""

from __future__ import annotations

from core.checks.findings import CheckResult, Verdict
from core.checks.rules import (
    Facts,
    judge_edition,
    judge_equation,
    judge_filled,
    judge_non_negative,
    judge_not_applicable,
)
from core.forms.definition import EditionRule, FilledRule, NonNegativeRule, NotApplicableRule
from core.forms.equations import equations_of
from core.report.report import Report
from core.report.totals import blank_totals, effective_numbers


def check(report: Report) -> CheckResult:
    """Every rule of the report's form, judged on the report as it is."""
    totals = blank_totals(report)
    facts = Facts(report, totals, effective_numbers(report, totals))
    verdicts: list[Verdict] = [judge_equation(e, facts) for e in equations_of(report.form)]
    for rule in report.form.rules:
        match rule:
            case NonNegativeRule():
                verdicts += judge_non_negative(rule, facts)
            case FilledRule():
                verdicts += judge_filled(rule, facts)
            case NotApplicableRule():
                verdicts += judge_not_applicable(rule, facts)
            case EditionRule():
                verdicts += judge_edition(rule, facts)
    return CheckResult(tuple(verdicts), totals)
