"""What is underlined in a text: figures that the tables know, and words that a finding is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.checks.findings import CheckResult, Figure, Rewrite, Span
from core.forms.definition import Form
from core.forms.rules import Severity
from core.report.texts import TextPlace

MOST_NAMED = 3  # cells of a sum that are named one by one


@dataclass(frozen=True)
class TextMark:
    """A marked place: what to say about it, and what can be done there.

    `severity` is None for a figure that agrees with the tables; `cell` is where they say it, ""
    for none; `rewrite` is None where nothing better is known.
    """

    span: Span
    words: str
    severity: Severity | None = None
    cell: str = ""
    rewrite: Rewrite | None = None


def marks_of(place: TextPlace, checked: CheckResult, form: Form) -> tuple[TextMark, ...]:
    """The marks of what is written at a place, those of findings first."""
    found = tuple(_of_findings(place, checked))
    taken = {mark.span for mark in found}
    figures = (f for f in checked.figures if f.cells and f.span.place == place)
    return found + tuple(_of_figure(figure, form) for figure in figures if figure.span not in taken)


def _of_findings(place: TextPlace, checked: CheckResult) -> Iterator[TextMark]:
    for finding in checked.findings:
        for span in finding.spans:
            if span.place == place:
                rewrite = next((r for r in finding.rewrites if r.span == span), None)
                cell = next(iter(finding.cells), "")
                yield TextMark(span, finding.message, finding.severity, cell, rewrite)


def _of_figure(figure: Figure, form: Form) -> TextMark:
    ids = [cell.lstrip("+-") for cell in figure.cells]
    names = ["·".join(form.cells[cell].path[-2:]) for cell in ids[:MOST_NAMED]]
    named = "＋".join(names) + (f"等{len(ids)}格" if len(ids) > MOST_NAMED else "")
    if figure.expected is None:
        words = f"指{named}；表里还没有填全，暂不能核对。"
    else:
        said = "与表一致" if figure.agrees else "表里是"  # and a reason was given why it stands
        words = f"{said}：{named}，{figure.expected}。"
    return TextMark(figure.span, words, cell=ids[0])
