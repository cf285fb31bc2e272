"""Numbers that their cells are too narrow for: one number on several lines, where that is sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from core.readers.pdf.glyphs import Glyph
from core.readers.pdf.lattice import Slot, Table
from core.readers.pdf.lines import Line, lines_of, text_of

NARROW_PITCH = 1.6  # sizes from line to line of one paragraph at most
SAME_GAP = 0.5  # points
FEWEST = 3  # cells whose text begins as far from the border


def join_wrapped(table: Table) -> None:
    """Marks the cells whose lines are one number.

    The first line must be full: no more digits have room between the borders and the space that
    all cells keep from them. And a number beside it must stand on one line, for a row of two
    figures a cell has two in all of them.
    """
    room = _room(table)
    if room is None:
        return
    for slot, lines in list(_of_digits(table.slots)):
        if len(lines) > 1 and _is_full(lines, slot.box.width - 2 * room):
            slot.joined = any(
                len(others) == 1 and len(others[0].text) <= len(lines[0].text)
                for other, others in _of_digits(table.slots)
                if other.box.top == slot.box.top and other.box.bottom == slot.box.bottom
            )


def _room(table: Table) -> float | None:
    """The space between borders and text; None where text is not set against a border."""
    gaps = [
        line.left - slot.box.left
        for slot in table.slots
        for line in lines_of(_upright(slot.glyphs))
    ]
    near = min(gaps, default=-1.0)
    return near if near > 0 and sum(gap - near < SAME_GAP for gap in gaps) >= FEWEST else None


def _upright(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if glyph.quarters == 0]


def _of_digits(slots: Sequence[Slot]) -> Iterator[tuple[Slot, list[Line]]]:
    """The cells that hold nothing but digits, with their lines."""
    for slot in slots:
        text = text_of(slot.glyphs)
        if text.isascii() and text.replace("\n", "").isdigit():
            yield slot, lines_of(slot.glyphs)


def _is_full(lines: Sequence[Line], room: float) -> bool:
    """Whether all lines but the last have the digits that there is room for, and no more."""
    *full, last = lines
    digit = (full[0].right - full[0].left) / len(full[0].text)
    lengths = Counter(len(line.text) for line in full)
    return (
        len(lengths) == 1
        and len(full[0].text) > 1
        and not full[0].text.startswith("0")
        and len(last.text) <= len(full[0].text)
        and full[0].right - full[0].left <= room < (len(full[0].text) + 1) * digit
        and lines[-1].y - lines[0].y < NARROW_PITCH * full[0].size * len(full)
    )
