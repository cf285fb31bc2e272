"""Automatic numbers: what Word shows in front of a paragraph that says only which list it is in."""

from __future__ import annotations

import re
from typing import NamedTuple

from core.readers.word.counting import written
from core.readers.word.styles import Setting, Styles
from core.readers.word.xml import Element, attribute, child, children, is_on, number
from core.record import record

_LEVELS = 9
_LONGEST = 100  # characters around the numbers of a level
_PLACE = re.compile(r"%([1-9])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")  # a sign of Symbol or Wingdings
_BULLET = "•"


@record
class _Level:
    start: int = 1
    manner: str = "decimal"
    text: str = ""
    follows: str = "tab"
    restarts_after: int | None = None  # 0 never, else the level (from 1) that makes it start anew
    plain: bool = False  # all numbers in digits
    style: str = ""


class _List(NamedTuple):
    """A list of a document: the abstract one that counts for it, and what it has of its own."""

    abstract: str
    starts: dict[int, int]
    levels: dict[int, _Level]


class Numbering:
    """The lists of a document, counting as its paragraphs come."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._abstract: dict[str, dict[int, _Level]] = {}
        self._lists = {attribute(num, "numId"): _list(num) for num in children(root, "num")}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        linked = {}
        for abstract in children(root, "abstractNum"):
            key = attribute(abstract, "abstractNumId")
            self._abstract[key] = _levels(abstract)
            if style := attribute(child(abstract, "numStyleLink")):
                linked[key] = styles.of_style(style).get("num", "")
        for key, num in linked.items():
            if num in self._lists:
                self._abstract[key] = self._abstract.get(self._lists[num].abstract, {})

    def next_number(self, setting: Setting) -> str:
        """The number in front of the next paragraph, "" for none.

        It ends in a space where the words would else run into it.
        """
        listed = self._lists.get(setting.get("num", ""))
        if listed is None:
            return ""
        levels = self._abstract.get(listed.abstract, {}) | listed.levels
        at = self._level_of(setting, levels)
        level = levels.get(at)
        if level is None:
            return ""
        counts = self._counted(setting["num"], listed, levels, at)
        text = _PLACE.sub(lambda found: _shown(found, level, levels, counts), level.text)
        text = _PRIVATE.sub(_BULLET, text)
        if text and level.follows != "nothing" and (level.follows == "space" or text[-1].isalnum()):
            text += " "
        return text

    @staticmethod
    def _level_of(setting: Setting, levels: dict[int, _Level]) -> int:
        """The level that is said, else the one for the style that says the list."""
        if "level" in setting:
            return max(0, min(_LEVELS - 1, number(setting["level"])))
        style = setting.get("num_style")
        return next((at for at, level in levels.items() if style and level.style == style), 0)

    def _counted(
        self, num: str, listed: _List, levels: dict[int, _Level], at: int
    ) -> list[int | None]:
        counts = self._counts.setdefault(listed.abstract, [None] * _LEVELS)
        if num not in self._begun:
            self._begun.add(num)
            for level in listed.starts:
                counts[level] = None
        starts = [
            listed.starts.get(level, levels.get(level, _Level()).start) for level in range(_LEVELS)
        ]
        before = counts[at]
        counts[at] = starts[at] if before is None else before + 1
        for level in range(at + 1, _LEVELS):
            after = levels.get(level, _Level()).restarts_after
            if after is None or at < after:
                counts[level] = None
        return [
            start if count is None and level < at else count
            for level, (count, start) in enumerate(zip(counts, starts, strict=True))
        ]


def _shown(
    found: re.Match[str], level: _Level, levels: dict[int, _Level], counts: list[int | None]
) -> str:
    at = int(found[1]) - 1
    count = counts[at]
    if count is None:
        return ""
    return written(count, "decimal" if level.plain else levels.get(at, _Level()).manner)


def _levels(parent: Element) -> dict[int, _Level]:
    found = {}
    for element in children(parent, "lvl"):
        at = number(attribute(element, "ilvl"), -1)
        if 0 <= at < _LEVELS:
            found[at] = _level(element)
    return found


def _level(element: Element) -> _Level:
    restart = child(element, "lvlRestart")
    return _Level(
        start=number(attribute(child(element, "start")), 1),
        manner=attribute(child(element, "numFmt")) or "decimal",
        text=attribute(child(element, "lvlText"))[:_LONGEST],
        follows=attribute(child(element, "suff")) or "tab",
        restarts_after=None if restart is None else number(attribute(restart)),
        plain=bool(is_on(child(element, "isLgl"))),
        style=attribute(child(element, "pStyle")),
    )


def _list(num: Element) -> _List:
    starts, levels = {}, {}
    for override in children(num, "lvlOverride"):
        at = number(attribute(override, "ilvl"), -1)
        if not 0 <= at < _LEVELS:
            continue
        if (start := child(override, "startOverride")) is not None:
            starts[at] = number(attribute(start), 1)
        if (level := child(override, "lvl")) is not None:
            levels[at] = _level(level)
    return _List(attribute(child(num, "abstractNumId")), starts, levels)
