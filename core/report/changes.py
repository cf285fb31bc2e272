"""What differs between two reports: of one office, of two years, of two hands, of two versions.

Cells are compared by what they mean, also across editions; texts paragraph by paragraph. Each
change can be made or left without the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import takewhile

from core.forms.definition import Form, predecessors
from core.report.edits import BLANK, Change, apply_changes, contents_of
from core.report.report import Report
from core.report.values import ValueRefused, parse_value

MOST_PAIRS = 40_000  # of paragraphs that are compared one by one; no office writes 200
BY_CELL = ("cells", "notes", "sources")  # targets whose key can be a cell


def changes_between(one: Report, other: Report) -> tuple[Change, ...]:
    """The changes that lead from `one` to what `other` holds, in the order of `one`'s form.

    A text's are splices of whole paragraphs, all counted in the text as `one` has it. Of another
    edition counts what means the same in `one`'s; see `unplaced` for the rest.
    """
    before, after = contents_of(one), _in_terms_of(one.form, other)
    order = _order(one.form)
    targets = sorted(before.keys() | after.keys(), key=lambda t: (order[_key(t)], t))
    found: list[Change] = []
    for target in targets:
        blank = BLANK.get(target, "")
        old, new = before.get(target, blank), after.get(target, blank)
        if target.startswith("texts.") and old and new:
            found += _by_paragraph(target, old, new)
        elif old != new:
            start = 0 if target.startswith("texts.") else None
            found.append(Change(target, old, new, start))
    return tuple(found)


def unplaced(form: Form, other: Report) -> tuple[str, ...]:
    """The filled cells of a report that nothing in the form means, or could hold, by their ids."""
    placed = _in_terms_of(form, other)
    places = _cells_meant(other.form, form)
    return tuple(cell for cell in other.cells if f"cells.{places.get(cell)}" not in placed)


def in_terms_of(form: Form, report: Report) -> Report:
    """What a report says in the places of a form; the report itself where that is its own."""
    if form.id == report.form.id:
        return report
    there = Report(
        report.agency, report.year, form, version=report.version, corrects=report.corrects
    )
    contents = _in_terms_of(form, report).items()
    blank = contents_of(there)
    apply_changes(there, (Change(target, blank.get(target, ""), text) for target, text in contents))
    return there


def _in_terms_of(form: Form, report: Report) -> dict[str, str]:
    """The contents of a report with the targets of a form, which can be another than its own."""
    contents = contents_of(report)
    if form.id == report.form.id:
        return contents
    places = _cells_meant(report.form, form)
    found = {}
    for target, text in contents.items():
        kind, _, key = target.partition(".")
        if kind in BY_CELL and key in report.form.cells:
            place = places.get(key)
            if place and (kind != "cells" or _can_hold(form, place, text)):
                found[f"{kind}.{place}"] = text
        elif kind == "texts" and key not in form.text_ids:
            continue
        elif kind not in ("explanations", "bindings"):  # which speak of an edition's own cells
            found[target] = text
    return found


def _can_hold(form: Form, cell: str, text: str) -> bool:
    """Whether a cell's text says the same in another edition's column."""
    try:
        value = parse_value(text, form.cells[cell].column)
    except ValueRefused:
        return False
    return value is not None and value.text == text


@lru_cache(maxsize=16)
def _cells_meant(theirs: Form, ours: Form) -> dict[str, str]:
    """By the cells of one form, those of another that mean the same, whichever came first."""
    if former := predecessors(theirs, ours):
        return dict(former)
    return {former: cell for cell, former in predecessors(ours, theirs).items()}


def _by_paragraph(target: str, old: str, new: str) -> Iterator[Change]:
    """Splices of whole paragraphs that lead from a text to another; neither is empty."""
    was, now = old.split("\n"), new.split("\n")
    starts = [0]
    for paragraph in was:
        starts.append(starts[-1] + len(paragraph) + 1)
    for what, i, j, k, m in _steps(was, now):
        if what == "replace" and j - i == m - k:
            for n in range(j - i):
                yield Change(target, was[i + n], now[k + n], starts[i + n])
        elif what == "replace":
            yield Change(target, "\n".join(was[i:j]), "\n".join(now[k:m]), starts[i])
        elif what == "insert":
            text = "\n".join(now[k:m])
            if i < len(was):
                yield Change(target, "", f"{text}\n", starts[i])
            else:
                yield Change(target, "", f"\n{text}", len(old))
        elif what == "delete":
            text = "\n".join(was[i:j])
            if j < len(was):
                yield Change(target, f"{text}\n", "", starts[i])
            else:
                yield Change(target, f"\n{text}", "", starts[i] - 1)


def _steps(was: list[str], now: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What leads from some paragraphs to others, as `SequenceMatcher.get_opcodes` says it."""
    if len(was) * len(now) <= MOST_PAIRS:
        return SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    head = sum(1 for _ in takewhile(_same, zip(was, now, strict=False)))
    rest = zip(was[head:][::-1], now[head:][::-1], strict=False)
    tail = sum(1 for _ in takewhile(_same, rest))
    i, j, k, m = head, len(was) - tail, head, len(now) - tail
    what = "replace" if i < j and k < m else "delete" if i < j else "insert"
    return [(what, i, j, k, m)]


def _same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]


def _key(target: str) -> str:
    return target.partition(".")[2] or target


@lru_cache(maxsize=16)
def _order(form: Form) -> dict[str, int]:
    """The keys of targets as they stand in the form; what belongs to no place of it comes first."""
    keys = ["status", "finalised_on", "explanations", "bindings", "title", "preface"]
    for section in form.sections:
        keys += [section.id, *(c.id for table in section.tables for c in form.cells_of[table.id])]
    return {key: place for place, key in enumerate((*keys, "signature"))}
