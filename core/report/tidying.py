"""整理段落: which paragraphs of a report would be tidied, and the edit that does it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.chinese.tidying import tidied
from core.record import record
from core.report.edits import Edit, current_text, set_written
from core.report.report import Report
from core.report.searching import places_of
from core.report.texts import TextPlace

# A line with what ends it, in the sense of the report's texts: soft breaks stand inside.
_LINE = re.compile(r"[^\n]+")
WHAT = "整理段落"


@record
class Untidy:
    """Code points `start` to `end` of a text that are to be `new`: a paragraph, or what is between.

    `paragraph` counts the paragraphs of the text from 1, blank lines left out; it is that of the
    paragraph, or of the one behind the blank lines.
    """

    place: TextPlace
    paragraph: int
    start: int
    end: int
    old: str
    new: str

    @property
    def is_blank(self) -> bool:
        """Whether it is nothing but blank lines."""
        return not self.old.strip()


def untidy(report: Report, digits: bool = True) -> tuple[Untidy, ...]:
    """All that would be tidied, by place; with `digits`, full-width digits too."""
    return tuple(
        found
        for place in places_of(report)
        for found in _untidy_in(place, current_text(report, place.target), digits)
    )


def tidy(report: Report, chosen: Iterable[Untidy]) -> Edit:
    """What was chosen of `untidy` done, as one step."""
    by_place: dict[TextPlace, list[Untidy]] = {}
    for found in chosen:
        by_place.setdefault(found.place, []).append(found)
    after = {}
    for place, all_of_them in by_place.items():
        text = current_text(report, place.target)
        parts, end = [], 0
        for found in sorted(all_of_them, key=lambda one: one.start):
            parts += [text[end : found.start], found.new]
            end = found.end
        after[place] = "".join([*parts, text[end:]])
    return set_written(report, after, WHAT)


def _untidy_in(place: TextPlace, text: str, digits: bool) -> Iterator[Untidy]:
    """What is untidy in a text: its paragraphs, and the blank lines before and behind them."""
    end = number = 0
    for line in _LINE.finditer(text):
        old = line.group()
        new = tidied(old, digits)
        if not new:
            continue  # a line of nothing but spaces is blank
        number += 1
        yield from _blank(place, number, text, end, line.start())
        if new != old:
            yield Untidy(place, number, line.start(), line.end(), old, new)
        end = line.end()
    yield from _blank(place, number + 1, text, end, len(text))


def _blank(place: TextPlace, number: int, text: str, start: int, end: int) -> Iterator[Untidy]:
    """The blank lines between two paragraphs, where there are any."""
    inside = start > 0 and end < len(text)
    old, new = text[start:end], "\n" if inside else ""
    if old != new and (inside or old):
        yield Untidy(place, number, start, end, old, new)
