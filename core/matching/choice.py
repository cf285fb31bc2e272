"""Which of several candidates for a table is the report's own, and what all of them say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.forms.definition import Form, Table
from core.matching.cells import Read
from core.matching.items import Item
from core.matching.reading import Unplaced
from core.matching.tables import Candidate

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年(?!\s*\d+\s*月))")  # of a year, not of a day
_LAST = re.compile(r"上一?年度?(?:数据|情况|年报|报告)|去年|上年度?$|往年")
_SAMPLE = re.compile(r"样表|样例|示例表|填写说明|填报说明|模板")
_CAPTION = 60  # characters of a line that can name a table


def read_table(
    table: Table,
    candidates: Sequence[Candidate],
    items: Sequence[Item],
    form: Form,
    year: int,
) -> tuple[Read, list[str]]:
    """The readings of the candidate that is the report's own, and sentences about the others.

    Where several may be, what they have alike is sure, the rest is marked.
    """
    if not candidates:
        return Read(), []
    name = f"“{form.cells_of[table.id][0].section.name_of(table)}”"
    own = [c for c in candidates if not _is_of_others(c, items, year)]
    notices = []
    if own and len(own) < len(candidates):
        notices.append(f"{name}还有别的年度或样例的表，没有读。")
    if not own:
        best = max(candidates, key=lambda c: c.score)
        doubt = "这个表的标题写的是别的年度或样例，请核对。"
        notices.append(f"{name}的表像是别的年度或样例的，已标为待核对。")
        return _marked(best.read(form), doubt), notices
    most = max(c.score for c in own)
    ours = next(c for c in own if c.score >= 0.95 * most)
    read = ours.read(form)
    rivals = [c.read(form) for c in own if c is not ours]
    differing = {
        cell
        for rival in rivals
        for cell in {*rival.cells, *read.cells}
        if _value(rival, cell) != _value(read, cell)
        if cell in rival.cells
    }
    if differing:
        notices.append(f"{name}有{len(own)}个表，有{len(differing)}格的数不同，请核对用哪一个。")
        _mark_differing(read, rivals, differing)
    elif rivals:
        notices.append(f"{name}有{len(own)}个表，所填的数相同。")
    return read, notices


def _value(read: Read, cell: str) -> str:
    found = read.cells.get(cell)
    return found.value if found else ""


def _mark_differing(read: Read, rivals: Sequence[Read], differing: Iterable[str]) -> None:
    for cell in differing:
        other = next(r.cells[cell] for r in rivals if cell in r.cells)
        here = read.cells.get(cell)
        if here is None:
            doubt = "另一个表里有这个数，这个表里是空的。"
            read.cells[cell] = replace(other, value="", doubt=doubt)
            continue
        doubt = f"另一个表里是“{other.value or other.read}”。"
        read.cells[cell] = replace(here, doubt=here.doubt + doubt)
    for rival in rivals:
        read.unplaced += [
            Unplaced(found.read, found.where, found.spot)
            for cell, found in rival.cells.items()
            if cell in set(differing)
        ]


def _marked(read: Read, doubt: str) -> Read:
    read.cells = {cell: replace(r, doubt=r.doubt + doubt) for cell, r in read.cells.items()}
    read.notes = [replace(note, doubt=note.doubt + doubt) for note in read.notes]
    return read


def _is_of_others(candidate: Candidate, items: Sequence[Item], year: int) -> bool:
    """Whether the words over a table say that it is of another year, or a sample."""
    part = candidate.parts[0]
    texts = [part.matrix.grid.where]
    for item in reversed([item for item in items if _stands_before(item, candidate)][-4:]):
        if len(item.text) > _CAPTION or item.beside:
            break
        texts.append(item.text)
    for text in texts:
        years = {int(found) for found in _YEAR.findall(text)}
        if years:
            return bool(year) and year not in years
        if _LAST.search(text) or _SAMPLE.search(text):
            return True
    return False


def _stands_before(item: Item, candidate: Candidate) -> bool:
    part = candidate.parts[0]
    if item.block != candidate.block:
        return item.block < candidate.block
    first = min((*part.header.rows, *part.rows))
    return item.spot is not None and not part.matrix.turned and item.spot.row < first
