"""What the clerk bound by hand: the cells a number speaks of, or that it speaks of none.

That overrules how a paragraph is read, for as long as the sentence stays word for word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.checks.findings import Span
from core.checks.prose.context import Binding
from core.checks.prose.reading import Claim, Reading
from core.checks.prose.scan import Numeral, scan
from core.checks.prose.scope import sentences
from core.forms.definition import Form
from core.report.edits import Change, Edit, EditRefused, current_text, dump_bindings
from core.report.report import HandBinding, Report
from core.report.texts import paragraphs_of


def overruled(reading: Reading, form: Form, paragraph: str, own: Sequence[HandBinding]) -> Reading:
    """The reading of a paragraph with what was bound by hand; `own` is that of its text."""
    by_hand = {(each.sentence, each.number): each.cells for each in own}
    wanted = {
        numeral.start: by_hand[key]
        for numeral, key in _numbers(paragraph)
        if key in by_hand and all(cell in form.cells for cell in by_hand[key])
    }
    claims = tuple(
        _bound(claim, wanted[claim.numeral.start], form)
        if claim.numeral.start in wanted and not claim.denied
        else claim
        for claim in reading.claims
    )
    return replace(reading, claims=claims)


def bind(report: Report, span: Span, cells: tuple[str, ...] | None) -> Edit:
    """The number at a span speaks of these cells, of none, or None: of what it is read to.

    Raises EditRefused where no number stands there.
    """
    target = span.place.target
    for start, paragraph in paragraphs_of(current_text(report, target)):
        for numeral, (sentence, number) in _numbers(paragraph):
            if start + numeral.start == span.start:
                kept = [
                    each
                    for each in report.bindings
                    if (each.target, each.sentence, each.number) != (target, sentence, number)
                ]
                if cells is not None:
                    kept.append(HandBinding(target, sentence, number, cells))
                old, new = dump_bindings(report.bindings), dump_bindings(tuple(kept))
                changes = (Change("bindings", old, new),) if old != new else ()
                return Edit("指定数字对应的格", changes)
    raise EditRefused("这段文字改过了，那个数不在原处；请重新打开清单。")


def places_by_hand(report: Report) -> frozenset[tuple[str, int]]:
    """Where the numbers that were bound by hand begin: the target, and the code point there."""
    by_hand = {(b.target, b.sentence, b.number) for b in report.bindings}
    return frozenset(
        (target, start + numeral.start)
        for target in {b.target for b in report.bindings}
        for start, paragraph in paragraphs_of(current_text(report, target))
        for numeral, key in _numbers(paragraph)
        if (target, *key) in by_hand
    )


def _numbers(paragraph: str) -> Iterator[tuple[Numeral, tuple[str, int]]]:
    """The numbers of a paragraph, each with its sentence and its place among the numbers there."""
    numerals = scan(paragraph)
    for sentence in sentences(paragraph):
        words = paragraph[sentence.start : sentence.end].strip()
        here = [n for n in numerals if sentence.start <= n.start < sentence.end]
        yield from ((numeral, (words, number)) for number, numeral in enumerate(here))


def _bound(claim: Claim, cells: tuple[str, ...], form: Form) -> Claim:
    if not cells:
        return Claim(claim.numeral)
    first = form.cells[cells[0]]
    table = first.table.id
    topics = [
        phrase.id
        for phrase in form.phrases
        if phrase.table == table and phrase.role in ("name", "verb", "subject")
    ]
    if claim.binding and claim.binding.table == table:
        topics.insert(0, claim.binding.topic)
    rows = tuple(dict.fromkeys(form.cells[cell].row.id for cell in cells))
    columns = tuple(dict.fromkeys(form.cells[cell].column.id for cell in cells))
    topic = topics[0] if topics else ""
    return Claim(claim.numeral, Binding(topic, table, rows, columns, (cells,), frozenset()))
