"""Percentages of a total (占20%) and changes against last year (同比下降20%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from core.checks.prose import words
from core.checks.prose.context import Binding
from core.checks.prose.lists import Listing
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import last_of
from core.chinese.punctuation import SENTENCE_ENDS
from core.record import record

_SHARE = re.compile(r"占(?:比|到)?[^，。；;,0-9]{0,14}$|比例为?$|比重为?$")
_OWN_WORDS = re.compile(r"(?:^|[，。；;,、：])[^，。；;,、：]{2,}占[^，。；;,、：]*$")
_COUNTS_ON = re.compile(r"[，,]\s*(?:即|为|共|计|有|合计)+\s*")

_CHANGE_NEAR = re.compile("[增升提上多减降回下少]")
_OF_OTHERS = re.compile(r"全[市区县省州国系镇]")


@record
class Share:
    """A percentage: the number at `part` by one of those at `wholes`, likeliest first."""

    place: int
    part: int
    wholes: tuple[int, ...]


@record
class Change:
    """A change against last year of the number at `current`.

    `by` is the change in numbers that is stated beside a percentage, None where there is none.
    """

    place: int
    current: int | None
    down: bool
    by: int | None


def shares(
    paragraph: str,
    levels: Sequence[int],
    numerals: Sequence[Numeral],
    bindings: Mapping[int, Binding],
    lists: Sequence[Listing],
) -> Iterator[Share]:
    """Every percentage of a paragraph that stands behind a part of a stated total."""
    totals = {part: listing.total for listing in lists for part in listing.parts}
    for i, numeral in enumerate(numerals):
        if numeral.kind != "percent":
            continue
        between = paragraph[numerals[i - 1].end if i else 0 : numeral.start]
        part = i + 1 if _comes_first(paragraph, numerals, i, between) else i - 1
        if part < 0 or numerals[part].kind != "count" or not _SHARE.search(between):
            continue
        if "。" in between and part < i:
            continue
        if _OF_OTHERS.search(between) or "分别" in between:
            continue
        wholes = [totals[part]] if part in totals else []
        if not wholes and part in bindings:
            wholes = [
                j
                for j in range(part - 1, max(-1, part - 40), -1)
                if j in bindings
                and levels[numerals[j].start] == levels[numeral.start]
                and bindings[j].table == bindings[part].table
                and bindings[j].whole
                and numerals[j].unit == numerals[part].unit
                and numerals[j].value >= numerals[part].value
                and _is_whole(bindings[j], bindings[part])
            ]
        if wholes:
            yield Share(i, part, tuple(wholes))


def _comes_first(paragraph: str, numerals: Sequence[Numeral], place: int, between: str) -> bool:
    """Whether a percentage stands in front of its part: 部分公开占比10%，为6件."""
    if place + 1 == len(numerals) or not _OWN_WORDS.search(between):
        return False
    gap = paragraph[numerals[place].end : numerals[place + 1].start]
    return bool(_COUNTS_ON.fullmatch(gap))


def _is_whole(whole: Binding, part: Binding) -> bool:
    """Whether one binding can be what the other is a part of: what came in, or was closed."""
    return not whole.parts.isdisjoint(("intake", "closed")) or (
        whole.rows == part.rows and not part.whole
    )


def changes(
    paragraph: str,
    numerals: Sequence[Numeral],
    bindings: Mapping[int, Binding],
    levels: Sequence[int],
    year: int,
) -> Iterator[Change]:
    """Every number of a paragraph that says how much something grew or shrank.

    Against which year is not asked where none is named, or last year; else it is of no current.
    """
    by: int | None = None
    bound: dict[int, int] = {}  # the last bound number of each level
    for i, numeral in enumerate(numerals):
        current = bound.get(levels[numeral.start])
        if i in bindings:
            bound[levels[numeral.start]] = i
        if numeral.kind not in ("count", "percent", "money"):
            continue
        if not _CHANGE_NEAR.search(paragraph, max(0, numeral.start - 10), numeral.start):
            by = None
            continue
        start = last_of("，,。；;（(、", paragraph, numeral.start)
        near = max(start, numeral.start - words.LONGEST)
        found = words.CHANGE_BEFORE.search(paragraph, near, numeral.start)
        compared = words.COMPARED.search(paragraph, start, numeral.start)
        if not found or not (compared or by is not None or numeral.kind == "percent"):
            by = None
            continue
        if found["way"] in ("增", "减", "多", "少") and not (compared or by is not None):
            continue
        sentence = last_of(SENTENCE_ENDS, paragraph, numeral.start)
        if current is not None and numerals[current].start < sentence:
            current = None  # a change is of the last one in its own sentence
        if compared and (digits := words.A_YEAR.search(compared[0])):
            current = current if int(digits[0]) == year - 1 else None
        beside = by if numeral.kind == "percent" else None
        yield Change(i, current, found["way"][0] in words.DOWN, beside)
        by = i if numeral.kind == "count" else None
