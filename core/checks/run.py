"""Checking a whole report. Fast enough to run after every edit, so nothing is incremental."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache, partial

from core.checks.equations import judge_equations
from core.checks.explanations import with_explanations
from core.checks.facts import Facts
from core.checks.findings import CheckResult, Figure, Verdict
from core.checks.previous_year import judge_big_change, judge_carry, judge_dropped
from core.checks.rules import (
    judge_all_zero,
    judge_bound,
    judge_edition,
    judge_filled,
    judge_lopsided,
    judge_non_negative,
    judge_not_applicable,
    judge_some,
    judge_zero,
)
from core.checks.undecided import decided, record, undecided
from core.forms import rules as r
from core.forms.definition import Form
from core.proceed import Proceed, go_on
from core.report.report import Report

# How each kind is judged; the equations of `SumRule` and `BalanceRule` are judged one by one.
JUDGES: Mapping[type[r.Rule], Callable[..., Iterable[Verdict]]] = {
    r.NonNegativeRule: judge_non_negative,
    r.FilledRule: judge_filled,
    r.NotApplicableRule: judge_not_applicable,
    r.EditionRule: judge_edition,
    r.ZeroRule: judge_zero,
    r.BoundRule: judge_bound,
    r.SomeRule: judge_some,
    r.LopsidedRule: judge_lopsided,
    r.AllZeroRule: judge_all_zero,
    r.CarryRule: judge_carry,
    r.DroppedRule: judge_dropped,
    r.BigChangeRule: judge_big_change,
}


def check(
    report: Report,
    previous: Report | None = None,
    recent: Sequence[str] = (),
    with_texts: bool = True,
    proceed: Proceed = go_on,
) -> CheckResult:
    """Every rule of the report's form, judged on the report as it is.

    Rules that compare with last year's report are passed over where `previous` is None. `recent`
    are the cells typed last, the latest first: of two that may be wrong it is rather that one.
    Without `with_texts` the rules on texts are passed over. A rule whose judging fails is a
    finding; where the totals fail, which all rest on, no rule comes to a verdict. Long texts are
    read in pieces, after each of which `proceed` is called; where that raises Overtaken, there is
    no result.
    """
    try:
        return _check(report, previous, recent, with_texts, proceed)
    except Exception as error:
        record("all rules", error)
        return nothing_decided(report.form)


@lru_cache(maxsize=8)
def nothing_decided(form: Form) -> CheckResult:
    """The result that says of no rule whether it holds."""
    return CheckResult(tuple(undecided(form.rules, form)))


def _check(
    report: Report,
    previous: Report | None,
    recent: Sequence[str],
    with_texts: bool,
    proceed: Proceed,
) -> CheckResult:
    form = report.form
    facts = Facts.of(report, previous, proceed)
    verdicts = judge_equations(facts, recent)
    on_texts, figures = _judge_texts(facts) if with_texts else ({}, ())
    for rule in form.rules:
        if judge := JUDGES.get(type(rule)):
            verdicts += decided((rule,), form, partial(judge, rule, facts))
        verdicts += on_texts.get(rule.id, ())
    return CheckResult(tuple(with_explanations(verdicts, facts)), facts.totals, figures)


def _judge_texts(
    facts: Facts,
) -> tuple[Mapping[str, Iterable[Verdict]], tuple[Figure, ...]]:
    """The verdicts on the texts by rule id, and their figures."""
    # The window opens without: their grammar is made when the first text is read.
    from core.checks.last_text import judge_last_texts
    from core.checks.prose.judge import judge_prose
    from core.checks.texts import judge_words

    prose = judge_prose(facts)
    by_rule = {**judge_words(facts), **judge_last_texts(facts), **prose.verdicts}
    return by_rule, tuple(prose.figures)
