"""Rules that came to no verdict because judging them failed.

A rule that fails must never look like one that holds: it is a finding that blocks 定稿, whatever
the severity of the rule, and the other rules are judged all the same. What failed is recorded
for those who mend the program, without a word of the report.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from traceback import walk_tb

from core.checks.findings import Finding, Span, Verdict
from core.checks.verdicts import section_of
from core.forms.definition import Form
from core.forms.rules import Rule

_LONGEST_NAME = 24  # characters of a rule's statement that a sentence repeats
_NESTED = str.maketrans("“”", "‘’")

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())  # with no handler at all, it would write to the terminal


def decided(
    rules: Sequence[Rule], form: Form, judge: Callable[[], Iterable[Verdict]]
) -> list[Verdict]:
    """What `judge` says of these rules; where it fails, that none of them came to a verdict."""
    try:
        return list(judge())
    except Exception as error:
        log_undecided("、".join(rule.id for rule in rules), error)
        return undecided(rules, form)


def undecided(rules: Sequence[Rule], form: Form, spans: tuple[Span, ...] = ()) -> list[Verdict]:
    """One verdict a rule: that there is none. The clerk is told once, of all of them together.

    `spans` are the places where judging failed.
    """
    findings = [_finding(rule, form, spans) for rule in rules]
    others = tuple(replace(finding, is_follow_on=True) for finding in findings[1:])
    named = _name(rules[0]) + (f"等{len(rules)}条" if others else "")
    where = "标出的文字" if spans else "刚才填写的内容"
    advice = f"请把{where}换个写法再试，还不行请联系软件提供方"
    message = f"规则 {named}没能核对，因此不能定稿：软件出了意外，{advice}。"
    told = replace(findings[0], message=message, follow_ons=others)
    return [Verdict(f.rule, "undecided", (), f) for f in (told, *others)]


def log_undecided(what: str, error: Exception) -> None:
    """Logs that something failed: the kind of error and where, for its words may quote a text."""
    places = [f"{f.f_code.co_filename}:{line}" for f, line in walk_tb(error.__traceback__)]
    _log.error("%s: %s\n  %s", what, type(error).__name__, "\n  ".join(places))


def _finding(rule: Rule, form: Form, spans: tuple[Span, ...]) -> Finding:
    section = section_of(rule, form, spans=spans)
    message = f"规则 {_name(rule)}没能核对。"
    headline = f"规则 {rule.code} 没能核对"
    return Finding(rule, section, message, (), spans=spans, undecided=True, headline=headline)


def _name(rule: Rule) -> str:
    """The rule's code and what it states; a sum, which has no statement, by where it is from."""
    stated = (rule.states or rule.source).rstrip("。").translate(_NESTED)
    if len(stated) > _LONGEST_NAME:
        stated = f"{stated[:_LONGEST_NAME]}…"
    return f"{rule.code}“{stated}”"
