"""Rules that fail when they are judged, for the tests of what is said then."""

from collections.abc import Callable
from typing import Any, NoReturn

import pytest

from core.checks import equations, last_text, run, texts
from core.checks.prose import judge as prose
from core.forms.definition import Form
from core.forms.rules import (
    BalanceRule,
    FigureRule,
    LastTextRule,
    PrivacyRule,
    ProseRule,
    Rule,
    SumRule,
    WordingRule,
)

SECRET = "某某的申请"  # words of a text, which errors quote


def fail(*_: object) -> NoReturn:
    raise ValueError(SECRET)


def break_rule(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has judging a rule raise an error, and the others of its kind go on."""
    match rule:
        case SumRule() | BalanceRule():
            judge = equations.judge_equation
            monkeypatch.setattr(
                equations,
                "judge_equation",
                lambda e, facts: fail() if e.rule.id == rule.id else judge(e, facts),
            )
        case WordingRule() | PrivacyRule():
            name = rule.test if isinstance(rule, WordingRule) else rule.what
            tests = texts.PARAGRAPH_TESTS if name in texts.PARAGRAPH_TESTS else texts.REPORT_TESTS
            monkeypatch.setitem(tests, name, _but_for(rule, tests[name]))
        case LastTextRule():
            test = last_text.TESTS[rule.test]
            monkeypatch.setitem(last_text.TESTS, rule.test, _but_for(rule, test))
        case ProseRule(test="unmentioned"):
            monkeypatch.setattr(prose, "compare", fail)
        case FigureRule() | ProseRule():
            monkeypatch.setattr(prose, "read_paragraph", fail)
        case _:
            monkeypatch.setitem(
                run.JUDGES,
                type(rule),
                _but_for(rule, run.JUDGES[type(rule)]),
            )
    forget_what_was_read()


def rules_that_fail_with(rule: Rule, form: Form) -> set[str]:
    """The rules that hang on the same reading, by id; those on figures all do but one."""
    on_figures = [r for r in form.rules if isinstance(r, FigureRule | ProseRule)]
    alone = [r for r in on_figures if isinstance(r, ProseRule) and r.test == "unmentioned"]
    if rule in on_figures and rule not in alone:
        return {r.id for r in on_figures if r not in alone}
    return {rule.id}


def forget_what_was_read() -> None:
    for kept in (texts._judged, texts._read, texts._paragraph_tests, last_text._judged):
        kept.cache_clear()


def _but_for(rule: Rule, judge: Callable[..., Any]) -> Callable[..., Any]:
    def judged(own: Rule, *facts: object) -> Any:
        return fail() if own.id == rule.id else judge(own, *facts)

    return judged
