"""What the places of a reading show: in the form, and in lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.matching.choosing import LEFT, Choosing
from core.refusal import one_line
from core.report.edits import Change, current_text
from core.report.places import shown
from core.report.texts import TextPlace
from core.report.totals import Total
from gui.sources.form_grid import Shown

NOT_FOUND = "文件里没有找到"


@dataclass
class Marks:
    """How the form looks with the answers that there are; `totals` are the calculated ones."""

    choosing: Choosing
    totals: Mapping[str, Total]

    def shown(self, target: str) -> Shown:
        """What a place of the form shows, by its target."""
        kind, _, key = target.partition(".")
        return self._cell(key) if kind == "cells" else self._text(target)

    def icon(self, number: int) -> str:
        """The state of a place: warning and differs wait for the clerk, ok and left do not."""
        place, answer = self.choosing.places[number], self.choosing.answer(number)
        if answer is None:
            return "missing" if place.kind == "missing" else "differs" if place.old else "warning"
        if place.kind in ("same", "silent"):
            return ""
        if answer == LEFT:
            return "left"
        return "" if place.kind == "sure" and answer == place.offered else "ok"

    def outcome(self, number: int) -> str:
        """What becomes of a place, in a few words for a list."""
        place, answer = self.choosing.places[number], self.choosing.answer(number)
        if answer is None:
            return NOT_FOUND if place.kind == "missing" else "待定"
        if place.kind in ("same", "silent"):
            return "相同" if place.kind == "same" else ""
        if answer == LEFT:
            return "保留原样" if place.old else "留空"
        return f"填 {answer}" if place.cell else "采用"

    def read(self, number: int) -> str:
        """What stands there, in one line; against what the report has, where that differs."""
        place = self.choosing.places[number]
        if place.cell:
            read = f"“{' '.join(place.read.split())}”" if place.read else ""
            return f"{place.old} → {place.offered}" if place.old and place.offered else read
        old, new = shown(Change(place.target, place.old, place.offered or place.read))
        return f"{old} → {new}" if old else new

    def headline(self, number: int) -> str:
        """What was read at a place, and what would stand there: 不予公开·自然人　“3 05” → 305."""
        place, answer = self.choosing.places[number], self.choosing.answer(number)
        name = self.choosing.name(number)
        if not place.cell:
            return f"{name}　{self.outcome(number)}"
        new = place.offered if answer is None else answer
        before = f"“{one_line(place.read)}”" if place.read else ""
        if place.old:
            before = f"{before}　现在是 {place.old}" if before else f"现在是 {place.old}"
        after = f" → {new}" if new and new != place.old else ""
        return f"{name}　{before}{after}"

    def reason(self, number: int) -> str:
        """Why a place is not sure, or what was said of it."""
        place, answer = self.choosing.places[number], self.choosing.answer(number)
        said = "" if answer is None else f"{self.outcome(number)}。"
        if place.cell and place.kind == "sure" and not self.icon(number):
            return "读得可靠，不用确认。"
        if place.kind == "missing":
            return said or f"{NOT_FOUND}，先空着；知道的可以直接输入。"
        if place.kind == "same":
            return "与年报里现有的相同，不用填。"
        if place.kind == "silent":
            return "文件里没有写这一格。"
        if not place.cell:
            return f"{place.doubt}　{self.read(number)}".strip()
        return f"{said}{place.doubt}" or place.where

    def ways(self, number: int) -> tuple[str, str]:
        """The words of the two buttons: to take and to leave; "" for what cannot be done."""
        place = self.choosing.places[number]
        take = place.offered and (f"采用 {place.offered}" if place.cell else "采用")
        leave = (
            f"保留 {place.old}" if place.cell and place.old else "留空" if place.cell else "不采用"
        )
        if place.kind in ("same", "silent"):
            return "", ""
        return f"{take}　Enter" if take else "", f"{leave}　Del"

    def section(self, number: int) -> str:
        """The section that a place is in."""
        return self._sections[number]

    def open_in(self, section: str) -> tuple[int, int]:
        """How many places of a section wait, and how many cells of it were not found."""
        here = [i for i, each in enumerate(self._sections) if each == section]
        places = [self.choosing.places[i] for i in here if self.choosing.answer(i) is None]
        missing = sum(place.kind == "missing" for place in places)
        return len(places) - missing, missing

    @cached_property
    def _sections(self) -> tuple[str, ...]:
        form = self.choosing.report.form
        found = []
        for place in self.choosing.places:
            text = TextPlace.of(place.target)
            section = text.section(form) if text else form.section_of(place.cell)
            found.append(section.id)
        return tuple(found)

    def _cell(self, cell: str) -> Shown:
        number = self.choosing.by_cell[cell]
        place, answer = self.choosing.places[number], self.choosing.answer(number)
        icon = self.icon(number)
        if answer is None and place.kind == "unsure":
            text = f"{place.old}→{place.offered}" if place.old else place.offered
            words = f"待定：{text}，{place.doubt}" if place.old else f"待定：{place.doubt}"
            return Shown(text, icon, words, is_loud=True, short=place.offered)
        if answer is None:
            return Shown(mark=icon, words=NOT_FOUND)
        if answer != LEFT:
            old = f"（原来是 {place.old}）" if place.old else ""
            return Shown(answer, icon, f"{'已确认' if icon else '可靠'}{old}：{place.where}")
        total = self.totals.get(cell)
        if not place.old and total:
            return Shown(str(total.number), "", "文件里没有写，按算式算出", faint=True)
        words = {"same": "与现有的相同", "silent": "文件里没有"}.get(place.kind, "不填")
        return Shown(place.old, icon, words)

    def _text(self, target: str) -> Shown:
        numbers = [i for i, place in enumerate(self.choosing.places) if place.target == target]
        if not numbers:
            text = current_text(self.choosing.report, target)
            return Shown(text, "" if text else "missing", "" if text else NOT_FOUND)
        icons = {self.icon(number) for number in numbers}
        text = self.choosing.text(target)
        if waiting := [i for i in numbers if self.choosing.waits(i)]:
            doubts = dict.fromkeys(self.choosing.places[i].doubt for i in waiting)
            words = f"{len(waiting)} 处待定：{'；'.join(doubts)}"
            return Shown(text, "warning", words, is_loud=True)
        if "ok" in icons:
            return Shown(text, "ok", "已确认")
        return Shown(text, "left", "不填") if "left" in icons else Shown(text)
