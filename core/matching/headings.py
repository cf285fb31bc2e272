"""The sections of a report by the words of their headings: the numbers may begin anew inside."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

from core.chinese.numbering import heading_of, number_in
from core.forms.definition import Form, Section
from core.matching.items import Item
from core.matching.labels import likeness, words_of
from core.record import record

_LEAST = 0.6
_LONGEST = 60  # characters of a heading
_LEADERS = ".…·。_－—-"  # between a heading and its page in a table of contents
_PAGE = re.compile(rf"(?:(?<=[\s{_LEADERS}][\s{_LEADERS}])|(?<=\t))\d{{1,3}}\s*+$")
_NUMBER = re.compile(r"\s*+[一二三四五六七八九十]{1,2}、")
_BEHIND = re.compile(r"[\s:：。]+(?=\S)")  # between a heading and the text in its line
_CLEAR = 0.85  # likeness of a heading by its words alone
_EXACT = 1.05  # likeness of a heading with its own words and its own number
_FEWEST = 3  # headings in order, so that one out of it is no line of another report
_LISTED = 0.5  # what a line of a table of contents is worth less
_BEFORE_TABLE = 0.4  # what the last heading before the section's table is worth more


@record
class SectionStart:
    """Where a section begins: the first item of its heading, and the item behind it.

    `rest` is text that follows on the heading's own line.
    """

    section: Section
    item: int
    end: int
    likeness: float
    rest: str = ""


def candidates(items: Sequence[Item], form: Form) -> list[SectionStart]:
    """Every line that may be the heading of a section, in reading order."""
    found = []
    for i, item in enumerate(items):
        if item.beside:
            continue
        for section in form.sections:
            start = _start(items, i, item, section)
            if start:
                found.append(start)
    return found


def _without_page(text: str) -> str:
    """A heading without the leaders and the page that a table of contents puts behind it."""
    page = _PAGE.search(text)
    if not page:
        return text
    end = page.start()
    while end and (text[end - 1].isspace() or text[end - 1] in _LEADERS):
        end -= 1
    return text[:end]


def _start(items: Sequence[Item], i: int, item: Item, section: Section) -> SectionStart | None:
    if len(item.text) > _LONGEST:
        return _running_in(item, i, section)
    text = _without_page(item.text)
    score, end = _likeness(text, section), i + 1
    if score < 0.9 and i + 1 < len(items) and len(items[i + 1].text) < _LONGEST:
        both = _likeness(text + items[i + 1].text, section)
        if both > max(score, _likeness(items[i + 1].text, section)) and both >= 0.9:
            score, end = both, i + 2
    if score < _LEAST:
        return _running_in(item, i, section)
    found = heading_of(text)
    if found and found.level == 1 and number_in(section.number) == found.value:
        score += 0.1
    elif found and found.level > 1:
        score -= 0.15
    elif not found and not item.heading and score < 0.85:
        return None
    return SectionStart(section, i, end, score + 0.1 * item.heading)


def _likeness(text: str, section: Section) -> float:
    return likeness(words_of(text), words_of(section.title))


def _running_in(item: Item, i: int, section: Section) -> SectionStart | None:
    number = _NUMBER.match(item.text)
    end = _end_of(section.title, item.text, number.end()) if number else None
    found = None if end is None else _BEHIND.match(item.text, end)
    if not found:
        return None
    return SectionStart(section, i, i + 1, 1.0, item.text[found.end() :].strip())


def _end_of(words: str, text: str, at: int) -> int | None:
    """Where words end that begin at a place of a text, spaces apart; None where others stand."""
    for sign in words:
        while text[at : at + 1].isspace():
            at += 1
        if text[at : at + 1] != sign:
            return None
        at += 1
    return at


def regions(items: Sequence[Item], form: Form) -> list[tuple[int, int]]:
    """The parts of the file that are a report each: where headings begin anew behind others."""
    order = {section.id: i for i, section in enumerate(form.sections)}
    cuts: list[int] = []
    seen: set[int] = set()
    for start in candidates(items, form):
        text = _without_page(items[start.item].text)
        clear = start.rest or _likeness(text, start.section) >= _CLEAR
        if not clear or _is_listed(items, start, form):
            continue
        place = order[start.section.id]
        if place == 0 and len(seen) >= 3 and max(seen) >= len(order) - 2:
            cuts.append(_title_before(items, start.item))
            seen = set()
        seen.add(place)
    edges = [0, *cuts, len(items)]
    return list(itertools.pairwise(edges))


def _title_before(items: Sequence[Item], item: int) -> int:
    for i in range(item - 1, max(item - 12, 0), -1):
        if len(items[i].text) <= _LONGEST and "报告" in items[i].text:
            before = items[i - 1].text
            return i - 1 if before.startswith(("附", "【附")) and len(before) < 20 else i
    return item


def _is_listed(items: Sequence[Item], start: SectionStart, form: Form) -> bool:
    """Whether the heading is one of a table of contents."""
    item = items[start.item]
    if _PAGE.search(item.text):
        return True
    if start.end >= len(items) or start.rest:
        return False
    following = items[start.end]
    if len(following.text) > _LONGEST or not _is_next(following, items[start.end - 1]):
        return False
    order = [section.id for section in form.sections]
    rest = form.sections[order.index(start.section.id) + 1 :]
    text = _without_page(following.text)
    return any(_likeness(text, section) >= 0.9 for section in rest)


def _is_next(item: Item, before: Item) -> bool:
    """Whether nothing stands between two items that is no item, such as a table."""
    if item.block != before.block:
        return item.block == before.block + 1
    return not (item.spot and before.spot) or item.spot.row <= before.spot.row + 1


def sections_of(
    items: Sequence[Item],
    first: int,
    end: int,
    form: Form,
    tables: Mapping[str, tuple[int, int]],
) -> list[SectionStart]:
    """The headings of one report, one for each section, in the order of the items.

    Sections stand in the form's order, those apart whose headings are out of it, word for word.
    `tables` are the blocks in which the tables of sections begin: their headings are the last
    before them.
    """
    found = [c for c in candidates(items, form) if first <= c.item < end]
    listed = {id(c) for c in found if _is_listed(items, c, form)}
    worth = []
    for start in found:
        score = start.likeness - _LEAST + 0.2
        if id(start) in listed:
            score -= _LISTED
        block = tables.get(start.section.id, (None,))[0]
        if block is not None and items[start.item].block > block:
            score = 0.0
        elif block is not None and _is_last_before(found, start, items, block):
            score += _BEFORE_TABLE
        worth.append(score)
    chain = _best_chain(found, worth, form)
    exact = [c for c in found if c.likeness >= _EXACT and id(c) not in listed]
    return sorted((*chain, *_out_of_order(exact, chain)), key=lambda start: start.item)


def _out_of_order(
    exact: Sequence[SectionStart], chain: Sequence[SectionStart]
) -> Iterator[SectionStart]:
    """Headings that can be nothing else, of sections that the chain has not."""
    have = {start.section.id for start in chain}
    taken = {item for start in chain for item in range(start.item, start.end)}
    if len(chain) < _FEWEST:
        return
    for start in exact:
        if start.section.id not in have and not taken.intersection(range(start.item, start.end)):
            have.add(start.section.id)
            taken.update(range(start.item, start.end))
            yield start


def _is_last_before(
    found: Sequence[SectionStart], start: SectionStart, items: Sequence[Item], block: int
) -> bool:
    same = [c for c in found if c.section is start.section and items[c.item].block <= block]
    return bool(same) and same[-1] is start


def _best_chain(
    found: Sequence[SectionStart], worth: Sequence[float], form: Form
) -> list[SectionStart]:
    """The most worth of starts whose sections and places both go on."""
    order = {section.id: i for i, section in enumerate(form.sections)}
    best: list[tuple[float, int | None]] = []
    for i, start in enumerate(found):
        total, before = 0.0, None
        for k in range(i):
            goes_on = order[found[k].section.id] < order[start.section.id]
            if goes_on and found[k].end <= start.item and best[k][0] > total:
                total, before = best[k][0], k
        best.append((total + worth[i], before) if worth[i] > 0 else (0.0, None))
    chain: list[SectionStart] = []
    at = max(range(len(best)), key=lambda i: best[i][0], default=None)
    while at is not None and best[at][0] > 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]
