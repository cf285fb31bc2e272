"""Readings made by hand of a report, as if it had been read from a file of others. All made up."""

from collections.abc import Mapping
from dataclasses import replace

from core.forms.layout import grids_of
from core.matching.reading import CellReading, Reading, Spot, TextReading, Unplaced
from core.readers.contents import Contents, Grid, GridCell, Paragraph
from core.report.report import Report

ASIDE = "示例窗口接待群众 312 人次"  # has no place in the form


def reading_of(
    report: Report,
    doubts: Mapping[str, tuple[str, str, str]] | None = None,
    missing: frozenset[str] = frozenset(),
    notices: tuple[str, ...] = (),
) -> Reading:
    """What a file says that has all of the report, with one grid for each of the form.

    `doubts` are by cell what stands there, what it would be, and why it is unsure; `missing` the
    cells that stand there blank.
    """
    doubts = doubts or {}
    blocks: list[Paragraph | Grid] = [Paragraph(report.title, "第1页", heading=True, centred=True)]
    texts, cells = [], []
    for key in ("title", "preface"):
        if key in report.texts:
            texts.append(_text(report, key, blocks))
    for section in report.form.sections:
        blocks.append(Paragraph(section.heading, "第1页", heading=True))
        for i, grid in enumerate(grids_of(report.form, section.id), 1):
            block = len(blocks)
            drawn = []
            for slot in grid.slots:
                text = slot.text
                if slot.cell:
                    cell = slot.cell.id
                    value = report.cells[cell].text if cell in report.cells else ""
                    text, value, doubt = doubts.get(cell, (value, value, ""))
                    where = f"第2页第{i}个表，“{slot.cell.row.name}”行“{slot.cell.column.label}”列"
                    if cell in missing:
                        text = ""
                    elif text:
                        spot = Spot(block, slot.row, slot.column)
                        cells.append(CellReading(cell, value, text, where, doubt, spot))
                drawn.append(GridCell(text, slot.row, slot.column, slot.rows, slot.columns))
            blocks.append(Grid(tuple(drawn), "第2页"))
        if section.id in report.texts:
            texts.append(_text(report, section.id, blocks))
    if "signature" in report.texts:
        texts.append(_text(report, "signature", blocks))
    blocks.append(Paragraph(ASIDE, "第3页"))
    order = list(report.form.cells)
    cells.sort(key=lambda reading: order.index(reading.cell))
    return Reading(
        Contents(tuple(blocks)),
        report.form,
        report.year,
        report.agency,
        tuple(cells),
        tuple(texts),
        (Unplaced(ASIDE, "第3页最后一段"),),
        notices,
    )


def unsure_text(reading: Reading, target: str, doubt: str) -> Reading:
    """The reading with one text unsure."""
    texts = [replace(t, doubt=doubt) if t.target == target else t for t in reading.texts]
    return replace(reading, texts=tuple(texts))


def _text(report: Report, key: str, blocks: list[Paragraph | Grid]) -> TextReading:
    lines = report.texts[key].split("\n")
    first = len(blocks)
    blocks += [Paragraph(line, "第1页") for line in lines]
    numbers = tuple(range(first, len(blocks)))
    return TextReading(f"texts.{key}", report.texts[key], f"第1页第{first}段起", blocks=numbers)
