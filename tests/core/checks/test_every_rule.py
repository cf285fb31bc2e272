"""Every rule that ships has a judge, and examples of each verdict it can come to."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from core.checks.findings import Verdict
from core.checks.kinds import JUDGES
from core.checks.run import check
from core.forms.definition import Form
from core.forms.loader import load_forms
from core.forms.rules import DEMANDED_KINDS, KINDS, Rule, word_of
from core.report.report import Agency, Report
from core.report.values import parse_value
from tests.conftest import ROOT

NewReport = Callable[..., Report]
Example = Mapping[str, Any]

EXAMPLES = tomllib.loads(Path(__file__).with_name("examples.toml").read_text(encoding="utf-8"))
OUTCOMES = {"pass": "pass", "fail": "fail", "waits": "not_assessable"}
FORMS = load_forms(ROOT / "resources" / "forms")

# What can be said of blanks: nothing is blank to these, or a text says it all.
NEVER_WAIT = {"filled", "written", "not_applicable", "edition"}
WAYS_THAT_NEVER_WAIT = {"paragraph", "texts", "last_texts"}
# Figures that are only compared once all of them are there.
FIGURES_THAT_NEVER_WAIT = {
    "prose.with_carried_in", "prose.unit", "prose.share", "prose.share_truncated", "prose.change",
}  # fmt: skip
# Each of these is told of what another rule on the same words finds not quite right: where that
# one passes, so do they, and say nothing of their own.
NEVER_PASS = {"prose.with_carried_in", "prose.share_truncated"}


def outcomes_of(rule: Rule) -> Iterator[str]:
    """The outcomes that a rule can come to."""
    word = word_of(rule)
    yield "fail"
    if word not in NEVER_PASS:
        yield "pass"
    never = NEVER_WAIT | FIGURES_THAT_NEVER_WAIT
    if word not in never and JUDGES[word].way not in WAYS_THAT_NEVER_WAIT:
        yield "waits"


def example_of(rule: Rule, form: Form, outcome: str) -> Example:
    """The example of an outcome; a KeyError says that one is missing."""
    own = EXAMPLES[rule.id] | EXAMPLES[rule.id].get(form.id, {})
    example = own[outcome]
    return {"text": example} if isinstance(example, str) else example


def by_id(nested: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """Cells by id from nested tables of them."""
    found: dict[str, str] = {}
    for key, value in nested.items():
        if isinstance(value, Mapping):
            found |= by_id(value, f"{before}{key}.")
        else:
            found[before + key] = str(value)
    return found


def report_of(example: Example, rule: Rule, form: Form, last: bool) -> Report:
    """The report that an example tells of, or last year's."""
    year = example.get("year", form.last_year or form.first_year + 3) - last
    tier, kind = example.get("agency", ("county", "department"))
    report = Report(Agency("示例街道办事处", tier, kind), year, form)
    cells = by_id(example.get("last" if last else "cells", {}))
    if "fill" in example and not last:
        cells = dict.fromkeys(form.cells, str(example["fill"])) | cells
    for cell, text in cells.items():
        value = parse_value(text, form.cells[cell].column)
        assert value is not None
        report.cells[cell] = value
    texts = dict(example.get("last_texts" if last else "texts", {}))
    if "text" in example and not last:
        texts[rule.section or "general"] = example["text"]
    beside = {"year": year, "last": year - 1, "next": year + 1}
    report.texts = {key: text.format(**beside) for key, text in texts.items()}
    return report


def verdicts_on(example: Example, rule: Rule, form: Form) -> tuple[Verdict, ...]:
    """The verdicts of all rules on an example of one."""
    report = report_of(example, rule, form, last=False)
    compared = "last" in example or "last_texts" in example
    previous = report_of(example, rule, form, last=True) if compared else None
    return check(report, previous).verdicts


def every_word() -> set[str]:
    """All that a rule can be declared to be."""
    tests = {name: get_args(get_type_hints(kind).get("test")) for name, kind in KINDS.items()}
    return {f"{name}.{t}" if t else name for name, of in tests.items() for t in of or ("",)}


def test_that_every_kind_and_test_has_a_judge_and_every_judge_a_kind_or_test() -> None:
    assert set(JUDGES) == every_word() | set(DEMANDED_KINDS)


@pytest.mark.parametrize("word", JUDGES)
def test_that_a_judge_is_a_function_that_is_there(word: str) -> None:
    assert callable(JUDGES[word].function)


def test_that_every_kind_and_test_ships_in_some_rule() -> None:
    assert {word_of(rule) for form in FORMS for rule in form.rules} == every_word()


def test_that_there_are_no_examples_of_rules_that_do_not_ship() -> None:
    assert set(EXAMPLES) == {rule.id for form in FORMS for rule in form.rules}


@pytest.mark.parametrize(
    ("form", "rule", "outcome"),
    [
        pytest.param(form, rule, outcome, id=f"{form.id}-{rule.id}-{outcome}")
        for form in FORMS
        for rule in form.rules
        for outcome in outcomes_of(rule)
    ],
)
def test_that_a_rule_comes_to_the_verdict_of_its_example(
    form: Form, rule: Rule, outcome: str
) -> None:
    example = example_of(rule, form, outcome)
    verdicts = [verdict for verdict in verdicts_on(example, rule, form) if verdict.rule is rule]
    found = {verdict.outcome for verdict in verdicts}

    match outcome:
        case "pass":
            assert "pass" in found
            assert found <= {"pass", "not_assessable"}
        case "fail":
            assert "fail" in found
        case "waits":
            assert found == {"not_assessable"}
    for verdict in verdicts:
        assert (verdict.finding is not None) == (verdict.outcome == "fail")


@pytest.mark.parametrize("form", FORMS, ids=[form.id for form in FORMS])
def test_that_no_rule_comes_to_a_verdict_that_it_is_not_said_to(form: Form) -> None:
    possible = {rule: {OUTCOMES[outcome] for outcome in outcomes_of(rule)} for rule in form.rules}

    for rule in form.rules:
        for outcome in outcomes_of(rule):
            for verdict in verdicts_on(example_of(rule, form, outcome), rule, form):
                assert verdict.outcome in possible[verdict.rule]
