"""Where a file shows something else than the report prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from core.comparing.words import bare, steps_between
from core.document.compose import printed_paragraphs, printed_value
from core.forms.definition import Form
from core.matching.reading import CellReading, Reading, Spot, TextReading
from core.readers.contents import Grid
from core.record import record
from core.refusal import Refused
from core.report.changes import in_terms_of
from core.report.edits import Change
from core.report.places import name_of_target, shown
from core.report.report import Report
from core.report.texts import TITLE
from core.report.totals import blank_totals

# How a place differs: both say something, the file says nothing, the report does, the file says it
# elsewhere, or it cannot be told what the file says.
Kind = Literal["differs", "absent", "added", "moved", "unsure"]
KIND_NAMES: dict[Kind, str] = {
    "differs": "不同",
    "absent": "文件里没有",
    "added": "文件里多出",
    "moved": "位置不同",
    "unsure": "认不准",
}
_SHORTEST_MOVED = 6  # characters; "无。" stands in many places


class ComparingRefused(Refused):
    """The report and the file cannot be compared."""


@record
class Difference:
    """One place where the file is not what the report is.

    `target` is the place as in changes. `ours` and `theirs` are what the report prints there and
    what the file shows, "" for nothing; of texts the words around what differs, in the
    `paragraph` that is counted from 1, 0 for a text of one. `where` is the place in the file, by
    `spot` or `blocks` where it is known, `doubt` why what stands there could not be read for sure.
    Where a whole table is not in the file, `cells` are those that the report fills; `target` is
    the first one.
    """

    kind: Kind
    target: str
    ours: str
    theirs: str
    where: str = ""
    doubt: str = ""
    paragraph: int = 0
    cells: tuple[str, ...] = ()
    spot: Spot | None = None
    blocks: tuple[int, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """All places that it concerns."""
        return tuple(f"cells.{cell}" for cell in self.cells) or (self.target,)


def compare(report: Report, reading: Reading) -> tuple[Difference, ...]:
    """What differs between what the report prints and what the file shows, in the form's order.

    Raises ComparingRefused where the file is on another edition of the form.
    """
    if report.form.id != reading.form.id:
        raise ComparingRefused(
            f"年报用{report.form.name}，文件用{reading.form.name}，不能逐格对照；"
            "请核对选的文件是不是这一年度的。"
        )
    found = [*_in_tables(report, reading), *_moved(list(_in_texts(report, reading)))]
    order = {target: place for place, target in enumerate(_order(report.form))}
    return tuple(sorted(found, key=lambda d: (order[d.target], d.paragraph)))


def compare_reports(one: Report, other: Report, name: str) -> tuple[Difference, ...]:
    """What differs between what two reports print; `name` is what the other is called.

    One on another edition is compared as far as it says what has a place in `one`'s form.
    """
    return compare(one, Reading.of(in_terms_of(one.form, other), name))


def name_of_kind(kind: Kind, other: str = "文件") -> str:
    """How a place differs, in words; `other` is what is compared with."""
    return KIND_NAMES[kind].replace("文件", other)


def place_of(difference: Difference, report: Report) -> str:
    """The name of the place that differs, in the words of the form."""
    form = report.form
    if difference.cells:
        cell = form.cells[difference.cells[0]]
        return f"{cell.section.name_of(cell.table)}的整个表"
    paragraph = f" 第{difference.paragraph}段" if difference.paragraph else ""
    return name_of_target(difference.target, form) + paragraph


def _order(form: Form) -> Iterator[str]:
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


# ---- tables ----


def _in_tables(report: Report, reading: Reading) -> Iterator[Difference]:
    totals = blank_totals(report)
    readings = {found.cell: found for found in reading.cells}
    for cells in report.form.cells_of.values():
        printed = {cell.id: printed_value(report, totals, cell.id) for cell in cells}
        filled = tuple(cell for cell, value in printed.items() if value)
        if len(filled) > 1 and readings.keys().isdisjoint(printed):
            yield Difference("absent", f"cells.{filled[0]}", f"{len(filled)}格", "", cells=filled)
            continue
        for cell, ours in printed.items():
            difference = _of_cell(cell, ours, readings.get(cell))
            if difference and not difference.spot:
                beside = _spot_of(cell, report.form, readings)
                difference = replace(difference, spot=beside)
            if difference:
                yield difference


def _of_cell(cell: str, ours: str, found: CellReading | None) -> Difference | None:
    target = f"cells.{cell}"
    if found is None:
        return Difference("absent", target, ours, "") if ours else None
    if found.value == ours:
        return None
    if found.doubt:
        return Difference(
            "unsure", target, ours, found.read, found.where, found.doubt, spot=found.spot
        )
    kind: Kind = "differs" if ours and found.value else "added" if found.value else "absent"
    return Difference(kind, target, ours, found.value, found.where, spot=found.spot)


def _spot_of(cell: str, form: Form, readings: Mapping[str, CellReading]) -> Spot | None:
    """Where a cell would stand in the file, by what was read of its row and its column."""
    asked = form.cells[cell]
    beside = [
        (form.cells[found.cell], found.spot)
        for found in readings.values()
        if found.spot and form.cells[found.cell].table is asked.table
    ]
    row = next((spot for other, spot in beside if other.row is asked.row), None)
    if row is None:
        return None
    in_line = [(other, spot) for other, spot in beside if spot.block == row.block]
    # Where the form's rows stand side by side, a column of the form has several in the file.
    is_alone = all(other.row is asked.row for other, spot in in_line if spot.row == row.row)
    columns = (spot.column for other, spot in in_line if other.column is asked.column)
    return Spot(row.block, row.row, next(columns, -1) if is_alone else -1)


# ---- texts ----


def _in_texts(report: Report, reading: Reading) -> Iterator[Difference]:
    texts = {f"texts.{key}": text for key, text in report.texts.items()}
    texts |= {f"notes.{key}": text for key, text in report.notes.items()}
    texts[f"texts.{TITLE}"] = report.title
    found = {text.target: text for text in reading.texts}
    found.setdefault(f"texts.{TITLE}", TextReading(f"texts.{TITLE}", _title(report, reading), ""))
    for target in dict.fromkeys((*texts, *found)):
        ours = printed_paragraphs(texts.get(target, ""))
        yield from _of_text(target, ours, found.get(target), reading)


def _title(report: Report, reading: Reading) -> str:
    """The title in the file, of which a composed one is not read as a text of its own."""
    composed = Report(reading.agency, reading.year, reading.form).title
    shown_there = bare("".join(_all_texts(reading)))
    titles = (report.title, composed)
    return next((title for title in titles if bare(title) in shown_there), "")


def _all_texts(reading: Reading) -> Iterator[str]:
    if not reading.contents.blocks:  # it was a package
        yield Report(reading.agency, reading.year, reading.form).title
    yield reading.contents.title
    for block in reading.contents.blocks:
        if isinstance(block, Grid):
            yield from (cell.text for cell in block.cells)
        else:
            yield block.text


def _of_text(
    target: str, ours: Sequence[str], found: TextReading | None, reading: Reading
) -> Iterator[Difference]:
    theirs = printed_paragraphs(found.text) if found else []
    where, doubt, blocks = (found.where, found.doubt, found.blocks) if found else ("", "", ())
    for step in steps_between(ours, theirs):
        kind: Kind = (
            "unsure"
            if doubt
            else "differs"
            if step.ours and step.theirs
            else "absent"
            if step.ours
            else "added"
        )
        paragraph = step.paragraph if len(ours) > 1 and step.ours else 0
        near = tuple(_blocks_of(step.theirs, blocks, reading)) or blocks[:1]
        yield Difference(kind, target, step.ours, step.theirs, where, doubt, paragraph, blocks=near)


def _blocks_of(text: str, blocks: Iterable[int], reading: Reading) -> Iterator[int]:
    """Those of the blocks in which some words of a text stand."""
    words = bare(text)
    for number in blocks:
        block = reading.contents.blocks[number]
        there = "" if isinstance(block, Grid) else bare(block.text)
        if words and there and (words in there or there in words):
            yield number


def _moved(found: list[Difference]) -> Iterator[Difference]:
    """The differences of texts, with what only stands elsewhere told once, in excerpts."""
    gone = {bare(d.ours): d for d in found if d.kind == "absent"}
    came = {bare(d.theirs): d for d in found if d.kind == "added"}
    moved = {words for words in gone.keys() & came.keys() if len(words) >= _SHORTEST_MOVED}
    for difference in found:
        words = bare(difference.ours or difference.theirs)
        if difference.kind == "added" and words in moved:
            continue
        if difference.kind == "absent" and words in moved:
            there = came[words]
            difference = replace(
                difference,
                kind="moved",
                theirs=there.theirs,
                where=there.where,
                blocks=there.blocks,
            )
        ours, theirs = shown(Change(difference.target, difference.ours, difference.theirs))
        yield replace(difference, ours=ours, theirs=theirs)
