"""Checking a whole report. Fast enough to run after every edit, so nothing is incremental."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from core.checks.equations import judge_equations
from core.checks.explanations import with_explanations
from core.checks.facts import Facts
from core.checks.findings import CheckResult, Figure, Verdict
from core.checks.kinds import judges_of
from core.checks.previous_year import offers
from core.checks.undecided import decided, log_undecided, undecided
from core.forms.definition import Form
from core.proceed import Proceed, go_on
from core.report.report import Report


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
        log_undecided("all rules", error)
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
    facts = Facts.of(report, previous, recent, proceed)
    verdicts = judge_equations(facts)
    on_texts, figures = _judge_texts(facts) if with_texts else ({}, ())
    for rule, judge in judges_of(form):
        if judge.way == "cells" or (judge.way == "cells_and_texts" and with_texts):
            verdicts += decided((rule,), form, partial(judge.function, rule, facts))
        verdicts += on_texts.get(rule.id, ())
    kept = replace(facts, proceed=go_on)  # nothing of whoever waited for this check
    return CheckResult(tuple(with_explanations(verdicts, facts)), kept, figures, offers(facts))


def _judge_texts(
    facts: Facts,
) -> tuple[Mapping[str, Iterable[Verdict]], tuple[Figure, ...]]:
    """The verdicts on the texts by rule id, and their figures."""
    # Not before: their grammar takes long to make, and the window opens without.
    from core.checks.last_text import judge_last_texts
    from core.checks.prose.judge import judge_prose
    from core.checks.texts import judge_words

    prose = judge_prose(facts)
    by_rule = {**judge_words(facts), **judge_last_texts(facts), **prose.verdicts}
    return by_rule, tuple(prose.figures)
