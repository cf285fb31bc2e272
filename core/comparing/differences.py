"""Where a file shows something else than the report prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from core.document.compose import printed_paragraphs, printed_value
from core.matching.reading import CellReading, Reading, TextReading
from core.refusal import Refused
from core.report.edits import Change
from core.report.places import name_of_target, shown
from core.report.report import Report
from core.report.texts import TITLE
from core.report.totals import blank_totals

# How a place differs: both say something, the file says nothing, the report does, or it cannot be
# told what the file says.
Kind = Literal["differs", "absent", "added", "unsure"]
KIND_NAMES: dict[Kind, str] = {
    "differs": "不同",
    "absent": "文件里没有",
    "added": "文件里多出",
    "unsure": "认不准",
}


class ComparingRefused(Refused):
    """The report and the file cannot be compared."""


@dataclass(frozen=True)
class Difference:
    """One place where the file is not what the report is.

    `target` is the place as in changes. `ours` and `theirs` are what the report prints there and
    what the file shows, "" for nothing; of texts the words around what differs. `where` is the
    place in the file, `doubt` why what stands there could not be read for sure.
    """

    kind: Kind
    target: str
    ours: str
    theirs: str
    where: str = ""
    doubt: str = ""


def compare(report: Report, reading: Reading) -> tuple[Difference, ...]:
    """What differs between what the report prints and what the file shows, in the form's order.

    White space counts for nothing, for a page breaks lines where it must. Raises ComparingRefused
    where the file is on another edition of the form.
    """
    if report.form.id != reading.form.id:
        raise ComparingRefused(
            f"年报用{report.form.name}，文件用{reading.form.name}，不能逐格对照；"
            "请核对选的文件是不是这一年度的。"
        )
    cells = {found.cell: found for found in reading.cells}
    texts = {found.target: found for found in reading.texts}
    found = [_cell_difference(*pair) for pair in _printed(report, cells)]
    kept = [difference for difference in found if difference]
    for target, ours in _written(report, reading):
        kept += _text_differences(report, target, ours, texts.get(target))
    order = {target: place for place, target in enumerate(_order(report))}
    return tuple(sorted(kept, key=lambda difference: order.get(difference.target, 0)))


def place_of(difference: Difference, report: Report) -> str:
    """The name of the place that differs, in the words of the form."""
    return name_of_target(difference.target, report.form)


def _order(report: Report) -> Iterator[str]:
    form = report.form
    yield "texts.title"
    yield "texts.preface"
    for section in form.sections:
        yield f"texts.{section.id}"
        for table in section.tables:
            for cell in form.cells_of[table.id]:
                yield f"cells.{cell.id}"
                yield f"notes.{cell.id}"
        yield f"notes.{section.id}"
    yield "texts.signature"


def _printed(
    report: Report, readings: dict[str, CellReading]
) -> Iterator[tuple[str, str, CellReading | None]]:
    """Each cell with what the report prints in it and what was read there."""
    totals = blank_totals(report)
    for cell in report.form.cells:
        yield cell, printed_value(report, totals, cell), readings.get(cell)


def _cell_difference(cell: str, ours: str, found: CellReading | None) -> Difference | None:
    target = f"cells.{cell}"
    if found is None:
        return Difference("absent", target, ours, "") if ours else None
    if found.doubt and found.value != ours:
        return Difference("unsure", target, ours, found.read, found.where, found.doubt)
    if found.value == ours:
        return None
    kind: Kind = "differs" if ours and found.value else "added" if found.value else "absent"
    return Difference(kind, target, ours, found.value, found.where)


def _written(report: Report, reading: Reading) -> Iterator[tuple[str, str]]:
    """Every text and note that either side has, as the report prints it."""
    texts = {f"texts.{key}": text for key, text in report.texts.items()}
    texts |= {f"notes.{key}": text for key, text in report.notes.items()}
    texts[f"texts.{TITLE}"] = report.title
    for target in dict.fromkeys((*texts, *(found.target for found in reading.texts))):
        yield target, "\n".join(printed_paragraphs(texts.get(target, "")))


def _text_differences(
    report: Report, target: str, ours: str, found: TextReading | None
) -> Iterator[Difference]:
    # A title that is the composed one is not read as a text of its own.
    composed = Report(report.agency, report.year, report.form).title
    theirs = found.text if found else composed if target == f"texts.{TITLE}" else ""
    where = found.where if found else ""
    if _without_space(ours) == _without_space(theirs):
        return
    if not (ours and theirs):
        yield Difference("absent" if ours else "added", target, *_excerpts(target, ours, theirs))
        return
    before, after = ours.split("\n"), printed_paragraphs(theirs)
    bare, bare_after = ([_without_space(text) for text in side] for side in (before, after))
    for what, i, j, k, m in SequenceMatcher(None, bare, bare_after, False).get_opcodes():
        if what != "equal":
            old, new = "\n".join(before[i:j]), "\n".join(after[k:m])
            if _without_space(old) != _without_space(new):
                kind: Kind = "differs" if old and new else "absent" if old else "added"
                yield Difference(kind, target, *_excerpts(target, old, new), where)


def _excerpts(target: str, ours: str, theirs: str) -> tuple[str, str]:
    return shown(Change(target, ours, theirs))


def _without_space(text: str) -> str:
    return "".join(text.split())
