"""Text into the cells of tables, and what is ruled but no table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from core.chinese.numbering import SECTION
from core.readers.pdf.frame import Box
from core.readers.pdf.glyphs import MIDDLE, Glyph
from core.readers.pdf.lattice import SNAP, TOUCH, Slot, Table, merged, tables_of
from core.readers.pdf.lines import lines_of, text_of, wide
from core.readers.pdf.shapes import Drawing, Rule

DIGITS = "0123456789.,"
ONE_WORD = 0.1  # of the size: so near are the digits of one number, and Chinese
UNDER = 4.5  # points below the base line that a line under text lies at most
AS_LONG = 1.5  # points: so nearly is it as long as the text
MEETS = 1.0  # point: so near a border ends at those at its sides, and a line under text does not
OVER = 0.15  # of the size: so far over a line reaches what may belong to either side
CUT = 1.0  # point: so near the edge ends a number whose rest is beyond it
WHOLE = 0.9  # of a table's width
HEADING = re.compile(SECTION)
PROSE = 0.85  # of a row's width: text so wide is prose
PROSE_LENGTH = 25  # characters of such a line at least


def ruled(drawing: Drawing, glyphs: Sequence[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page with their text, and the text that is left, in the order drawn.

    Where no lines are, areas of colour may part the cells.
    """
    found = tables_of(list(_without_underlines(drawing.rules, glyphs)), glyphs)
    boxes = [table.box for table in found if is_table(table)]
    areas = [area for area in drawing.areas if not any(box.around(area) for box in boxes)]
    if len(areas) > 3:
        sides = tables_of([side for area in areas for side in _sides(area)], glyphs)
        found += [table for table in sides if is_table(table) and _even(table)]
    # A table that holds others lays them out, and a box around text is only a box.
    tables = [table for table in found if is_table(table)]
    tables = [table for table in tables if not _holds_another(table, tables)]
    left = _fill(tables, glyphs)
    for table in tables:
        _doubt_cut_numbers(table, drawing.edges)
        _doubt_moved_names(table)
    kept = [part for table in tables for part in _without_prose(table, left)]
    return kept, left


def _without_underlines(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> Iterator[Rule]:
    """The rules but those that lie just under text and are as long as it.

    Text in a narrow cell may be as long as the border below, which meets those at the sides.
    """
    down = merged(rules, False)
    by_base = sorted((glyph.y + MIDDLE * glyph.size, glyph) for glyph in glyphs if not glyph.blank)
    bases = [base for base, _ in by_base]
    for rule in rules:
        if rule.across:
            near = by_base[bisect_left(bases, rule.at - UNDER) : bisect_right(bases, rule.at + 1)]
            over = [glyph for _, glyph in near if rule.start < glyph.x < rule.end]
            if (
                over
                and abs(min(glyph.left for glyph in over) - rule.start) < AS_LONG
                and abs(max(glyph.right for glyph in over) - rule.end) < AS_LONG
                and not (_meets(down, rule.start, rule.at) and _meets(down, rule.end, rule.at))
            ):
                continue
        yield rule


def _meets(down: Iterable[Rule], x: float, y: float) -> bool:
    return any(
        abs(rule.at - x) <= MEETS and rule.start - TOUCH <= y <= rule.end + TOUCH for rule in down
    )


def is_table(table: Table) -> bool:
    """Whether anything stands beside something else in it."""
    return any(
        slot.box.left > table.xs[0] + SNAP or slot.box.right < table.xs[-1] - SNAP
        for slot in table.slots
    )


def _even(table: Table) -> bool:
    """Whether areas of colour tile a table of some rows and columns."""
    rows = Counter(round(slot.box.top) for slot in table.slots)
    return len(rows) > 1 and max(rows.values()) > 1


def _sides(area: Box) -> Iterator[Rule]:
    yield Rule(True, area.top, area.left, area.right)
    yield Rule(True, area.bottom, area.left, area.right)
    yield Rule(False, area.left, area.top, area.bottom)
    yield Rule(False, area.right, area.top, area.bottom)


def _holds_another(table: Table, tables: Iterable[Table]) -> bool:
    return any(
        other is not table and slot.box.around(other.box) and other.box.width < slot.box.width
        for other in tables
        for slot in table.slots
    )


def _fill(tables: Sequence[Table], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Puts the glyphs into the cells by their middle; returns those outside."""
    left = []
    boxes = [(table.box, table.slots) for table in tables]
    last: Slot | None = None
    for word in _words(glyphs):
        found: list[Slot | None] = []
        for glyph in word:
            if last is None or not last.box.holds(glyph.x, glyph.y):
                last = _slot(boxes, glyph)
            found.append(last)
        often = Counter(id(slot) for slot in found)
        chosen = max(often, key=often.__getitem__)
        crosses = len(often) > 1
        for glyph, slot in zip(word, found, strict=True):
            if crosses:
                slot = next(slot for slot in found if id(slot) == chosen)
            if slot is None:
                left.append(glyph)
            else:
                slot.glyphs.append(glyph)
                if crosses and glyph.text in DIGITS:
                    slot.doubt = "这个数越过了表格线，可能属于旁边一格，请对照原件。"
    return left


def _doubt_cut_numbers(table: Table, edges: Mapping[int, float]) -> None:
    """Marks what reaches the edge of a page that cut the right side of the table off."""
    if not table.open:
        return
    shown = (edges.get(glyph.source) for slot in table.slots for glyph in slot.glyphs)
    right = min((edge for edge in shown if edge is not None), default=table.xs[-1])
    for slot in table.slots:
        if any(glyph.right > right - CUT for glyph in slot.glyphs):
            slot.doubt = slot.doubt or "这个数伸到了页边，可能没有显示完，请对照原件。"


def _doubt_moved_names(table: Table) -> None:
    """Marks the names of a row of which several stand on lines: they ran into the next cells."""
    for _, row in groupby(sorted(table.slots, key=_top), key=_top):
        named = [slot for slot in row if any(wide(glyph.text) for glyph in slot.glyphs)]
        if sum(map(_stands_on_a_line, named)) > 1:
            for slot in named:
                slot.doubt = slot.doubt or "这一排的字越过了表格线，说不准在哪一格，请对照原件。"


def _top(slot: Slot) -> float:
    return slot.box.top


def _stands_on_a_line(slot: Slot) -> bool:
    """Whether most characters in a cell reach over one of its sides, but not over both."""
    shown = [glyph for glyph in slot.glyphs if not glyph.blank and glyph.quarters % 2 == 0]
    over = sum(
        (slot.box.left - glyph.left > OVER * glyph.size)
        != (glyph.right - slot.box.right > OVER * glyph.size)
        for glyph in shown
    )
    return 2 * over > len(shown)


def _slot(boxes: list[tuple[Box, list[Slot]]], glyph: Glyph) -> Slot | None:
    for box, slots in boxes:
        if box.holds(glyph.x, glyph.y):
            for slot in slots:
                if slot.box.holds(glyph.x, glyph.y):
                    return slot
    return None


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs in order, but together where a line may cross them and they belong together.

    These are the digits of a number, and Chinese that runs out of its cell.
    """
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _goes_on(word[-1], glyph):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    return (
        (glyph.text in DIGITS if before.text in DIGITS else wide(before.text) and wide(glyph.text))
        and before.source == glyph.source
        and before.quarters == glyph.quarters == 0
        and abs(before.y - glyph.y) < ONE_WORD * glyph.size
        and abs(glyph.left - before.right) < ONE_WORD * glyph.size
    )


def _without_prose(table: Table, left: list[Glyph]) -> Iterator[Table]:
    """The table, or its parts between rows of prose, whose glyphs go back to the text.

    A box around each line of text has its rows above and below a table that it touches.
    """
    prose = _prose_rows(table)
    if not prose:
        yield table
        return
    part: list[Slot] = []
    for slot in sorted(table.slots, key=lambda slot: slot.box.top):
        if id(slot) in prose:
            left += slot.glyphs
            if part:
                yield _part(part)
            part = []
        else:
            part.append(slot)
    if part:
        yield _part(part)


def _part(slots: list[Slot]) -> Table:
    xs = sorted({x for slot in slots for x in (slot.box.left, slot.box.right)})
    ys = sorted({y for slot in slots for y in (slot.box.top, slot.box.bottom)})
    return Table(slots, xs, ys)


def _prose_rows(table: Table) -> set[int]:
    """The cells that are rows of prose: as wide as the table, and full to the edge or headings."""
    rows = sorted(table.slots, key=lambda slot: slot.box.top)
    prose: set[int] = set()
    for full, run in groupby(rows, key=lambda slot: _is_full(slot, table)):
        slots = list(run)
        if not full or not any(_is_prose(slot) for slot in slots):
            continue
        # A short row in the middle is a caption of what stands below.
        while slots and not _is_prose(slots[-1]) and _is_centred(slots[-1]):
            slots.pop()
        prose.update(id(slot) for slot in slots)
    return prose


def _is_full(slot: Slot, table: Table) -> bool:
    """Whether it is a whole row; a box around text may be somewhat narrower than the table."""
    return slot.box.width > WHOLE * table.box.width and not any(
        other.box.top < slot.box.bottom - SNAP and other.box.bottom > slot.box.top + SNAP
        for other in table.slots
        if other is not slot
    )


def _is_prose(slot: Slot) -> bool:
    return HEADING.match(text_of(slot.glyphs)) is not None or any(
        len(line.text) >= PROSE_LENGTH and line.right - line.left > PROSE * slot.box.width
        for line in lines_of(slot.glyphs)
    )


def _is_centred(slot: Slot) -> bool:
    lines = lines_of(slot.glyphs)
    return not lines or all(
        abs((line.left - slot.box.left) - (slot.box.right - line.right)) < 2 * line.size
        for line in lines
    )
