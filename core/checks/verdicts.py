"""The verbs in which a judge gives a verdict: a rule passes, waits for blank cells, or fails."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.checks.facts import Number
from core.checks.findings import Finding, Repair, Rewrite, Span, Verdict
from core.forms.definition import Form
from core.forms.rules import Rule

_NONE: Mapping[str, str] = MappingProxyType({})


def passes(rule: Rule, cells: tuple[str, ...] = ()) -> Verdict:
    """The verdict that a rule holds for these cells."""
    return Verdict(rule, "pass", cells)


def waits(rule: Rule, cells: tuple[str, ...] = ()) -> Verdict:
    """The verdict that nothing can be said of a rule before blank cells are filled."""
    return Verdict(rule, "not_assessable", cells)


def fails(
    rule: Rule,
    form: Form,
    cells: tuple[str, ...] = (),
    sides: tuple[Number, Number] | None = None,
    /,
    *,
    applied_to: tuple[str, ...] | None = None,
    anchor: str = "",
    at: str = "",
    spans: tuple[Span, ...] = (),
    culprits: tuple[Repair, ...] = (),
    rewrites: tuple[Rewrite, ...] = (),
    grounds: Mapping[str, str] = _NONE,
    beside: str = "",
    blanks: int = 0,
    **said: object,
) -> Verdict:
    """The verdict that a rule does not hold, with its finding.

    `sides` are the two numbers that should be equal, or ordered; `applied_to` the cells that were
    looked at, where that is more than those the finding is about. The other arguments are as in
    `Finding`: the anchor is the first cell unless another is named, and the section `at` that of
    the words, else of the anchor, else the rule's. `blanks` cells are still to be filled. `said`
    is what the rule's sentence asks for; it need not say what cells, words and sides tell.
    """
    anchor = anchor or next(iter(cells), "")
    section = at or section_of(rule, form, anchor, spans)
    words = _words(form, anchor, spans, sides) | said
    message = rule.say.format(**words)
    if blanks:
        message = f"{message.removesuffix('。')}（还有{blanks}格没有填）。"
    left, right = sides or (None, None)
    finding = Finding(
        rule, section, message, cells, left, right, anchor, spans,
        culprits=culprits, rewrites=rewrites, grounds=grounds, beside=beside,
        headline=rule.headline.format(**words),
    )  # fmt: skip
    return Verdict(rule, "fail", cells if applied_to is None else applied_to, finding)


def section_of(rule: Rule, form: Form, anchor: str = "", spans: tuple[Span, ...] = ()) -> str:
    """The section where a finding is looked for; the first where it is of the whole report."""
    if spans:
        return spans[0].place.section(form).id
    if anchor:
        return form.section_of(anchor).id
    return (form.section_about(rule) or form.sections[0]).id


def _words(
    form: Form,
    anchor: str,
    spans: tuple[Span, ...],
    sides: tuple[Number, Number] | None,
) -> dict[str, object]:
    """What a sentence can say without being told."""
    words: dict[str, object] = {}
    if anchor:
        cell = form.cells[anchor]
        words |= {
            "row": cell.row.name,
            "column": cell.column.label,
            "cell": "·".join(cell.path[-2:]),
        }
    if spans:
        words["section"] = spans[0].place.name(form)
    if sides:
        left, right = sides
        words |= {"left": left, "right": right, "difference": abs(left - right)}
    return words
