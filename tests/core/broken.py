"""Rules that fail when they are judged, for the tests of what is said then."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from core.checks import equations, kinds, last_text, texts
from core.checks.kinds import JUDGES, Judge
from core.checks.prose import judge as prose
from core.forms.definition import Form
from core.forms.rules import Rule, word_of

SECRET = "某某的申请"  # words of a text, which errors quote


def fail(*_: object) -> NoReturn:
    raise ValueError(SECRET)


def break_rule(rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has judging a rule raise an error, and the others of its kind go on."""
    word = word_of(rule)
    match JUDGES[word].way:
        case "equations":
            judge = equations.judge_equation
            monkeypatch.setattr(
                equations,
                "judge_equation",
                lambda e, facts: fail() if e.rule.id == rule.id else judge(e, facts),
            )
        case "figures":
            monkeypatch.setattr(prose, "read_paragraph", fail)
        case _:
            monkeypatch.setitem(JUDGES, word, _but_for(rule, JUDGES[word]))
    forget_what_was_read()


def rules_that_fail_with(rule: Rule, form: Form) -> set[str]:
    """The rules that hang on the same reading, by id; those on figures of paragraphs all do."""
    on_figures = {r.id for r in form.rules if JUDGES[word_of(r)].way == "figures"}
    return on_figures if rule.id in on_figures else {rule.id}


def forget_what_was_read() -> None:
    for kept in (
        kinds.judges_of,
        texts.judged_words,
        texts.flaws_in,
        texts.paragraph_tests,
        last_text.judged_texts,
    ):
        kept.cache_clear()


def _but_for(rule: Rule, judge: Judge) -> Judge:
    """A judge that fails on one rule."""
    function: Callable[..., Any] = judge.function

    def judged(own: Rule, *facts: object) -> Any:
        return fail() if own.id == rule.id else function(own, *facts)

    broken = replace(judge)
    vars(broken)["function"] = judged  # which is made once
    return broken
