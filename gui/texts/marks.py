"""What is underlined in a text: figures that the tables know, and words that a finding is about."""

from __future__ import annotations

from collections.abc import Iterator

from core.checks.findings import CheckResult, Figure, Rewrite, Span
from core.chinese.numbering import NUMERALS
from core.forms.definition import Form
from core.forms.rules import Severity
from core.record import record
from core.report.texts import TextPlace

DATES = ("年", "月", "日", "月份", "号")
MOST_NAMED = 3  # cells of a sum that are named one by one


@record
class TextMark:
    """A marked place: what to say about it, and what can be done there.

    `severity` is None for a figure that no finding is about; `cell` is where the tables say it, ""
    for none; `rewrite` is None where nothing better is known. `read` says whether a figure is known
    to agree with the tables (True), may be one of theirs (None), or is none that is read (False).
    """

    span: Span
    words: str
    severity: Severity | None = None
    cell: str = ""
    rewrite: Rewrite | None = None
    read: bool | None = True


def marks_of(place: TextPlace, checked: CheckResult, form: Form) -> tuple[TextMark, ...]:
    """The marks of what is written at a place, those of findings first."""
    found = tuple(_of_findings(place, checked))
    taken = {mark.span for mark in found}
    figures = filter(is_told, checked.figures_at.get(place, ()))
    return found + tuple(_of_figure(figure, form) for figure in figures if figure.span not in taken)


def is_told(figure: Figure) -> bool:
    """Whether a number counts something: no year, no date, no share or part of a list."""
    if figure.cells:
        return True
    counts = figure.text[:1].isdecimal() or figure.text[:1] in NUMERALS + "零〇两百千万"
    return counts and figure.relation == "none" and not figure.text.rstrip().endswith(DATES)


def _of_findings(place: TextPlace, checked: CheckResult) -> Iterator[TextMark]:
    for finding in checked.findings:
        for span in finding.spans:
            if span.place == place:
                rewrite = next((r for r in finding.rewrites if r.span == span), None)
                cell = next(iter(finding.cells), "")
                yield TextMark(span, finding.message, finding.severity, cell, rewrite)


def _of_figure(figure: Figure, form: Form) -> TextMark:
    if not figure.cells:
        return TextMark(figure.span, "这个数没有与表格核对。", read=False)
    ids = [cell.lstrip("+-") for cell in figure.cells]
    names = ["·".join(form.cells[cell].path[-2:]) for cell in ids[:MOST_NAMED]]
    named = "＋".join(names) + (f"等{len(ids)}格" if len(ids) > MOST_NAMED else "")
    if not figure.sure and not figure.agrees:
        right = "还没有填全" if figure.expected is None else f"是{figure.expected}"
        words = f"可能指{named}，表里{right}；没有把握，请自己核对。"
        return TextMark(figure.span, words, cell=ids[0], read=None)
    if figure.expected is None:
        words = f"指{named}；表里还没有填全，暂不能核对。"
    else:
        said = "与表一致" if figure.agrees else "表里是"  # and a reason was given why it stands
        words = f"{said}：{named}，{figure.expected}。"
    return TextMark(figure.span, words, cell=ids[0])
