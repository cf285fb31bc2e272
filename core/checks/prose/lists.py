"""Totals stated with their parts: 共n件，其中 …; 包括 …; a parenthesis behind a number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, pairwise

from core.checks.prose import words
from core.checks.prose.bind import FEES
from core.checks.prose.context import Binding
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import LOOK_BACK
from core.chinese.numerals import Number
from core.chinese.punctuation import OPENING
from core.forms.definition import Part
from core.record import record

_DEEPEST = 8  # lists in one another
_MARKER = re.compile(r"其中|包括|涵盖|包含|分别为|分别是|具体为|具体是|[（(]|[：:]")
# Another statement begins: it is no part. 共计110条 and 共110条 may be one, 共采用110条 is none.
_ANOTHER = re.compile(r"其中|全年|本年|同期|此外|另|同时|共(?!计)[^0-9共计，,；;、]{1,8}$")
_STOP = re.compile("[。！？]")
_SPLIT = re.compile("[；;]")
_CLOSING = re.compile("）")
# What is no way of ending, and no part of one total with what is.
_ALONE: tuple[Part, ...] = ("from_last_year", "intake", "closed")
_OPEN = re.compile(r"等|其他|其它|主要|余|多|约|近|排名|较多|最多|集中")


@record
class Listing:
    """A total with its parts, as places in the paragraph's numbers.

    `splits` are alternative splits of the same total, one after the other (自然人 …、企业 …；
    予以公开 …、不予公开 …). `ends` are the last parts of clauses, where parts within a clause
    are joined by 、: there a split may be complete. `is_open` says that perhaps not all parts
    are named, `of_fees` that it counts 信息处理费, `is_bound` that a cell has the total.
    """

    total: int
    parts: tuple[int, ...]
    splits: tuple[tuple[int, ...], ...]
    ends: tuple[int, ...]
    is_open: bool
    of_fees: bool
    is_bound: bool


def listings(
    paragraph: str,
    levels: Sequence[int],
    numerals: Sequence[Numeral],
    bindings: Mapping[int, Binding],
) -> Iterator[Listing]:
    """Every total of a paragraph whose parts are listed behind it."""
    taken: set[int] = set()
    gaps = _Gaps(paragraph, levels, numerals)
    ends = [numeral.end for numeral in numerals]
    for marker in _MARKER.finditer(paragraph):
        first = bisect_right(ends, marker.start())
        in_front = [i for i in range(max(0, first - 4), first) if _counts(numerals[i])]
        opens = marker[0] in OPENING
        level = levels[marker.start()] - (1 if opens else 0)
        for unit in _units_in_front(in_front, numerals, levels, level):
            total = unit
            if (
                total in taken
                or not _is_whole(bindings.get(total))
                or gaps.looked_at[total] >= _DEEPEST
                or not _belongs(paragraph, numerals[total], marker, opens)
                or (total not in bindings and not opens and _is_listed(paragraph, numerals, total))
            ):
                continue
            named = _parts(gaps, total, marker.end(), level + opens)
            parts = _of_one_kind(named, total, bindings)
            if len(parts) < 2:
                continue
            left = any("to_next_year" in bindings[p].parts for p in named if p in bindings)
            taken.add(total)
            end = numerals[parts[-1]].end
            listed = paragraph[marker.end() : end + 8]
            divided = "其中" in paragraph[marker.end() : end + 12]
            units = {_kind_of(n) for n in numerals[parts[0] : parts[-1]] if _counts(n)}
            about = paragraph[max(0, numerals[total].start - 40) : end]
            of_fees = any(word in about for word in FEES)
            yield Listing(
                total,
                parts,
                tuple(_splits(paragraph, numerals, parts, bindings)),
                _clause_ends(paragraph, numerals, parts),
                divided
                or left
                or (len(units) > 1 and not of_fees)
                or bool(_OPEN.search(listed.split("。")[0]))
                or any(numerals[p].rough for p in (total, *parts)),
                of_fees,
                total in bindings,
            )


def _is_whole(total: Binding | None) -> bool:
    """Whether a number can be a whole: what was carried over is none."""
    return total is None or not total.parts or not total.parts.isdisjoint(("intake", "closed"))


def _of_one_kind(
    parts: tuple[int, ...], total: int, bindings: Mapping[int, Binding]
) -> tuple[int, ...]:
    """The parts, but for those that divide nothing; none where some are known and some are not."""
    if total not in bindings:
        return () if any(p in bindings for p in parts) else parts
    divided = [p for p in parts if p not in bindings or not bindings[p].parts]
    known = {p in bindings for p in divided}
    same = {bindings[p].table for p in divided if p in bindings} <= {bindings[total].table}
    return tuple(divided) if len(known) == 1 and same else ()


def _counts(numeral: Numeral) -> bool:
    return numeral.kind in ("count", "money")


def _units_in_front(
    in_front: list[int], numerals: Sequence[Numeral], levels: Sequence[int], level: int
) -> list[int]:
    """The last number of each unit before the marker, at its level, not far away."""
    last: dict[str, int] = {}
    for i in reversed(in_front):
        if levels[numerals[i].start] == level:
            last.setdefault(_kind_of(numerals[i]), i)
    return list(last.values())


def _kind_of(numeral: Numeral) -> str:
    return "元" if numeral.kind == "money" else numeral.unit


def _belongs(paragraph: str, total: Numeral, marker: re.Match[str], opens: bool) -> bool:
    """Whether the marker goes on from the total: one clause on, or in the next sentence."""
    if marker.start() - total.end > LOOK_BACK:
        return False
    between = paragraph[total.end : marker.start()]
    if opens or marker[0] in "：:":
        return not between.strip()
    ends = between.count("。")
    if ends and (len(between) > 60 or not between.rstrip().endswith("。")):
        return False
    return ends + between.count("；") <= 1


def _is_listed(paragraph: str, numerals: Sequence[Numeral], total: int) -> bool:
    """Whether a number is one of a list itself: 网站15件、现场3件."""
    return total > 0 and paragraph.startswith("、", numerals[total - 1].end)


class _Gaps:
    """The words in front of each number of a paragraph, and how often each was looked at.

    A list may stand in another, so numbers are looked at more than once; but one that many lists
    go over begins none itself, or numbers without end would be held against each other.
    """

    def __init__(self, paragraph: str, levels: Sequence[int], numerals: Sequence[Numeral]) -> None:
        self.paragraph = paragraph
        self.levels = levels
        self.numerals = numerals
        self.looked_at = [0] * len(numerals)
        self.starts = [numeral.start for numeral in numerals]

    @cached_property
    def _closing(self) -> list[int]:
        return [found.start() for found in _CLOSING.finditer(self.paragraph)]

    def closes(self, start: int, end: int) -> bool:
        """Whether a parenthesis ends between two places."""
        first = bisect_left(self._closing, start)
        return first < len(self._closing) and self._closing[first] < end


def _parts(gaps: _Gaps, total: int, start: int, level: int) -> tuple[int, ...]:
    """The numbers of the total's unit behind the marker, to the end of its sentence."""
    unit = _kind_of(gaps.numerals[total])
    found: list[int] = []
    place = start
    gaps.looked_at[total] += 1
    for i in range(bisect_left(gaps.starts, start, total + 1), len(gaps.numerals)):
        numeral = gaps.numerals[i]
        gaps.looked_at[i] += 1
        between = gaps.paragraph[place : numeral.start]
        own = gaps.levels[numeral.start]
        if _STOP.search(between) or (own < level and gaps.closes(start, numeral.start)):
            break
        if found and own == level and _ANOTHER.search(between):
            break
        place = numeral.end
        if own != level or not _counts(numeral) or _kind_of(numeral) != unit:
            continue
        if not words.CHANGE_BEFORE.search(between):
            found.append(i)
    return tuple(found)


def _splits(
    paragraph: str,
    numerals: Sequence[Numeral],
    parts: tuple[int, ...],
    bindings: Mapping[int, Binding],
) -> Iterator[tuple[int, ...]]:
    """The parts by semicolons, and within those by what they are bound to: 自然人, 予以公开."""
    groups: list[list[int]] = [[parts[0]]]
    for before, part in pairwise(parts):
        between = paragraph[numerals[before].end : numerals[part].start]
        if _SPLIT.search(between) or _sort(bindings.get(before)) != _sort(bindings.get(part)):
            groups.append([])
        groups[-1].append(part)
    yield from map(tuple, groups)


def _clause_ends(
    paragraph: str, numerals: Sequence[Numeral], parts: tuple[int, ...]
) -> tuple[int, ...]:
    """The parts before a comma, where others are joined by 、; else none."""
    between = {a: paragraph[numerals[a].end : numerals[b].start] for a, b in pairwise(parts)}
    if not any(text.startswith("、") for text in between.values()):
        return ()
    return tuple(part for part, text in between.items() if text[:1] in "，,")


def _sort(binding: Binding | None) -> tuple[str, bool, str]:
    """What kind of part it is: applicants, ways of ending, or, each by itself, what is no such."""
    if not binding:
        return "", True, ""
    alone = next((part for part in _ALONE if part in binding.parts), "")
    return binding.table, binding.whole, alone if binding.whole else ""


def listing_agrees(listing: Listing, total: Number, values: Mapping[int, Number]) -> bool | None:
    """Whether the parts add up to the total; None where it is not clear which parts belong to it.

    Parts that split the total twice or more (applicants, then outcomes) each add up to it.
    """
    sums = [sum(values[i] for i in split) for split in listing.splits]
    together = sum(sums)
    so_far: Number = 0
    for one in sums:
        so_far += one
        if so_far == total:
            return True
    if total in sums:
        return True
    added = dict(zip(values, accumulate(values.values()), strict=True))
    if any(added[end] == total for end in listing.ends):
        return True
    one_list = len(sums) == 1 or all(len(split) == 1 for split in listing.splits)
    if listing.is_open and together < total:
        return True
    if one_list:
        return False if together > total or not listing.is_open else None
    return False if sums[0] > total and len(listing.splits[0]) > 1 else None
