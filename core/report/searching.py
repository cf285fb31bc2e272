"""Finding words in all that is written in a report, and putting others in their place."""

from __future__ import annotations

from collections.abc import Iterator

from core.chinese.widths import FULL_TO_HALF
from core.record import record
from core.report.edits import Edit, EditRefused, current_text, set_written
from core.report.report import Report
from core.report.texts import PLACES, SIGNATURE, TextPlace

_ONE_WIDTH = FULL_TO_HALF | {0x3000: 0x20}


@record
class Wanted:
    """What is looked for: words as they are, or, with `any_width`, in full and half width alike."""

    words: str
    any_width: bool = False

    def starts_in(self, text: str) -> Iterator[int]:
        """Where the words begin in a text, one behind the other; never where they are blank."""
        words = self.words
        if self.any_width:  # which changes no length
            text, words = text.translate(_ONE_WIDTH), words.translate(_ONE_WIDTH)
        start = text.find(words) if words else -1
        while start >= 0:
            yield start
            start = text.find(words, start + len(words))


@record
class Hit:
    """Words that were found: code points `start` to `end` of what is written at a place."""

    place: TextPlace
    start: int
    end: int


def places_of(report: Report) -> tuple[TextPlace, ...]:
    """Where something is written, as one comes upon it: section by section, notes with theirs."""
    form = report.form
    order = [TextPlace("texts", key) for key in PLACES if key != SIGNATURE]
    for section in form.sections:
        if section.text:
            order.append(TextPlace("texts", section.id))
        cells = (cell.id for table in section.tables for cell in form.cells_of[table.id])
        order += (TextPlace("notes", key) for key in (*cells, section.id))
    order.append(TextPlace("texts", SIGNATURE))
    written = {"texts": report.texts, "notes": report.notes}
    return tuple(place for place in order if written[place.kind].get(place.key))


def find(report: Report, wanted: Wanted) -> tuple[Hit, ...]:
    """All places where the words stand, in the order of `places_of`."""
    length = len(wanted.words)
    return tuple(
        Hit(place, start, start + length)
        for place in places_of(report)
        for start in wanted.starts_in(current_text(report, place.target))
    )


def replace_hit(report: Report, wanted: Wanted, hit: Hit, words: str) -> Edit:
    """Other words in place of those of one hit.

    Raises EditRefused where they no longer stand there.
    """
    text = current_text(report, hit.place.target)
    if hit.start not in wanted.starts_in(text):
        raise EditRefused("这一处已经改过，没有替换；请再找一次。")
    after = text[: hit.start] + words + text[hit.end :]
    return set_written(report, {hit.place: after}, "替换")


def replace_all(report: Report, wanted: Wanted, words: str) -> tuple[Edit, int]:
    """Other words in place of those looked for, wherever they stand, and in how many places."""
    after, count = {}, 0
    for place in places_of(report):
        text = current_text(report, place.target)
        kept, end = [], 0
        for start in wanted.starts_in(text):
            kept.append(text[end:start])
            end = start + len(wanted.words)
        if kept:
            count += len(kept)
            after[place] = words.join([*kept, text[end:]])
    return set_written(report, after, "全部替换"), count
