"""How far words reach: sentences, parentheses, and the year that a figure is of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from core.chinese.punctuation import CLAUSE_ENDS, CLOSING, OPENING, SENTENCE_ENDS

LOOK_BACK = 500  # characters: longer sentences are no sentences
_LONGEST = 1_000  # characters; a sentence that goes on is read in pieces, or each of its numbers
# would be held against all that was said before
_DEEPEST = 8  # parentheses in one another
_SENTENCE_SIGNS = re.compile(f"[{SENTENCE_ENDS}{OPENING}{CLOSING}]")
# A year or a word for one, with 较2023年 and 同比 left out: what is compared with is not the scope.
_YEAR = re.compile(
    r"(?<![较比与同和到至])(?<!较之)(?:(?P<year>[0-9]{4})\s*年(?:度)?|(?P<last>上年|去年|上一年|(?<!以)前年)度?)"
    r"(?!度?(?:政府)?信息公开(?:工作)?年度?报|度?相比|度?同期|度?[末底]?(?:结转|转|遗留|留存|未办结|结余))"
    r"|(?P<whole>全年|本年|当年|今年|年内|年度)"
)
# 结转上年, 转至2024年: what was carried over is of the report's year, whatever year stands there.
_CARRIED = re.compile(
    r"(?:结转|转结|转接|转[自至到入]|[顺延]延|延[至到续]|留待|遗留)[自至到入于]?$"
)
# A part of a year or more than one: no column of the form counts it.
_OTHER_SPAN = re.compile(
    r"[0-9]{4}年?[-—~至到][0-9]{4}年|上半年|下半年|季度|(?<!今年)(?<!本年)(?<!年初)以来|历年|历史|[近前后][0-9一二两三四五六七八九十]+年|[两三四五]年[来间]"
    r"|截[至止](?:[0-9]{4}年)?(?!12)[0-9]{1,2}月|(?<![0-9])(?:[1-9]|1[01])月份"
)


class Sentence(NamedTuple):
    """Code points `start` to `end` of a paragraph."""

    start: int
    end: int


def sentences(paragraph: str) -> Iterator[Sentence]:
    """The sentences of a paragraph; ！ and ？ inside parentheses end none.

    A very long one comes in pieces that end with clauses.
    """
    for start, end in _between_full_stops(paragraph):
        while end - start > _LONGEST:
            cut = _last(CLAUSE_ENDS, paragraph, start + _LONGEST // 2, start + _LONGEST) + 1
            yield Sentence(start, cut or start + _LONGEST)
            start = cut or start + _LONGEST
        yield Sentence(start, end)


def _between_full_stops(paragraph: str) -> Iterator[tuple[int, int]]:
    start = depth = 0
    for sign in _SENTENCE_SIGNS.finditer(paragraph):
        if sign[0] in OPENING:
            depth += 1
        elif sign[0] in CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0 or sign[0] == "。":
            yield start, sign.end()
            start, depth = sign.end(), 0
    if start < len(paragraph):
        yield start, len(paragraph)


def last_of(signs: str, paragraph: str, place: int) -> int:
    """Behind the last of `signs` in front of a place, or where a long look back ends."""
    earliest = max(0, place - LOOK_BACK)
    return _last(signs, paragraph, earliest, place) + 1 or earliest


def _last(signs: str, paragraph: str, start: int, end: int) -> int:
    """The place of the last of `signs` between two places, -1 where there is none."""
    return max(paragraph.rfind(sign, start, end) for sign in signs)


def depths(paragraph: str) -> list[int]:
    """How deep in parentheses each character is, 8 at most.

    The parentheses belong to what they enclose.
    """
    if not any(sign in paragraph for sign in OPENING):
        return [0] * len(paragraph)
    found: list[int] = []
    depth = 0
    for sign in _SENTENCE_SIGNS.finditer(paragraph):
        found += [min(depth, _DEEPEST)] * (sign.start() - len(found))
        if sign[0] in OPENING:
            depth += 1
        found.append(min(depth, _DEEPEST))
        if sign[0] not in OPENING:
            depth = max(0, depth - 1) if sign[0] in CLOSING else 0
    return found + [min(depth, _DEEPEST)] * (len(paragraph) - len(found))


def outer_text(paragraph: str, levels: list[int]) -> str:
    """The paragraph with every parenthesis blanked out."""
    if not any(levels):
        return paragraph
    pieces, place = [], 0
    for inside, run in groupby(levels, bool):
        length = sum(1 for _ in run)
        pieces.append(" " * length if inside else paragraph[place : place + length])
        place += length
    return "".join(pieces)


_TIME = re.compile("[年季月]|以来|历史")


def year_scopes(sentence: str, year: int) -> list[tuple[int, bool]]:
    """Where in a sentence the year in scope changes, and whether it is the report's from there."""
    if not _TIME.search(sentence):
        return []  # as in most clauses
    found = [
        (match.start(), _is_of(match, year))
        for match in _YEAR.finditer(sentence)
        if not _CARRIED.search(sentence, max(0, match.start() - 6), match.start())
    ]
    found += [(match.start(), False) for match in _OTHER_SPAN.finditer(sentence)]
    return sorted(found)


def _is_of(match: re.Match[str], year: int) -> bool:
    if match["year"]:
        return int(match["year"]) == year
    return bool(match["whole"])


def in_scope(scopes: list[tuple[int, bool]], place: int) -> bool:
    """Whether a place of a sentence speaks of the report's year: so it does if nothing is said."""
    said = bisect_left(scopes, place, key=lambda scope: scope[0])
    return scopes[said - 1][1] if said else True
