"""Choosing how tables are set, so that a document takes few pages and fills them.

A table stands whole or goes on to the next page below a repeated header, as wide as its page
allows, closer, or in smaller type. The same document always has the same pages.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from math import ceil, inf

from core.proceed import Proceed, go_on
from core.writers.pdf.flow import TOLERANCE, Flowable, Page, next_group, with_group
from core.writers.pdf.page import PITCH

# So many beginnings are followed from one table to the next.
MOST_FOLLOWED = 8
# How much of an empty line a table looks as bad as that is set wider to fill it.
WIDENED = 0.5

# The number of pages, and how bad they look, in empty lines.
Cost = tuple[int, float]


def pages_of(flowables: Iterable[Flowable], proceed: Proceed = go_on) -> list[Page]:
    """The pages that the blocks fill, at least one: as few as can be, and of these the fullest.

    `proceed` is called for each group of blocks, and may break it off. Raises PrintRefused as
    `paginate` does.
    """
    plans = [_Plan([Page()], 0.0, deque(flowables), proceed)]
    while opened := next((block for block in plans[0].waiting if block.is_open), None):
        ways = list(opened.ways())
        for plan in plans:
            plan.follow()
        further = (way for plan in plans for way in plan.ways(ways))
        plans = list(_undominated(further))
        if len(plans) > MOST_FOLLOWED:
            step = (len(plans) - 1) / (MOST_FOLLOWED - 1)
            plans = [plans[round(at * step)] for at in range(MOST_FOLLOWED)]
    *full, last = map(_on_grid, _best_ended(plans).pages)
    return [*map(_filled_up, full), last]


@dataclass
class _Plan:
    """Pages, and what is waiting for them; `badness` is that of all pages but the last."""

    pages: list[Page]
    badness: float
    waiting: deque[Flowable]
    proceed: Proceed

    @property
    def cost(self) -> Cost:
        """That of the pages so far."""
        return len(self.pages), self.badness + _drawbacks(self.pages[-1])

    def least_cost(self) -> Cost:
        """What all pages will cost at least, each block that waits set as close as it may be."""
        last = self.pages[-1]
        parts = sum(block.least_height / block.area.height for block in self.waiting)
        more = ceil(last.end / last.area.height + parts - TOLERANCE) - 1
        return len(self.pages) + max(more, 0), self.cost[1]

    def follow(self) -> None:
        """Fills pages up to the next block that is open, or to the end."""
        while self.waiting:
            group = next_group(self.waiting)
            if any(block.is_open for block in group):
                self.waiting.extendleft(reversed(group))
                break
            self._place(group)

    def ways(self, ways: Iterable[Flowable]) -> Iterator[_Plan]:
        """Plans that go on with the open block in each of its ways, and with all it keeps with.

        It is not divided where it has room whole.
        """
        at = next(at for at, block in enumerate(self.waiting) if block.is_open)
        kept = takewhile(lambda block: block.keeps_with_next, islice(self.waiting, at, None))
        behind = len(self.waiting) - at - 1 - sum(1 for _ in kept)
        has_room = False
        for way in ways:
            if has_room and not way.stays_whole:
                continue
            plan = replace(self, pages=self.pages.copy(), waiting=self.waiting.copy())
            plan.waiting[at] = way
            while len(plan.waiting) > behind:
                plan._place(next_group(plan.waiting))
            has_room |= len(plan.pages) == len(self.pages)
            yield plan

    def _place(self, group: list[Flowable]) -> None:
        self.proceed()
        more = with_group(self.pages[-1], group, self.waiting)
        self.badness += sum(_emptiness(page) + _drawbacks(page) for page in more[:-1])
        self.pages[-1:] = more


def _undominated(plans: Iterable[_Plan]) -> Iterator[_Plan]:
    """The plans that look better than all that get no further down the page."""
    best = inf
    for plan in sorted(plans, key=lambda plan: (len(plan.pages), plan.pages[-1].end, plan.cost)):
        if plan.cost[1] < best:
            best = plan.cost[1]
            yield plan


def _best_ended(plans: Iterable[_Plan]) -> _Plan:
    """The plan that costs least at the end, to which it is followed."""
    first, *others = sorted(plans, key=_Plan.least_cost)
    first.follow()
    best = first
    for plan in others:
        if plan.least_cost() < best.cost:
            plan.follow()
            best = min(best, plan, key=lambda plan: plan.cost)
    return best


def _drawbacks(page: Page) -> float:
    return sum(block.drawback for block, _ in page.placed)


def _emptiness(page: Page) -> float:
    """How bad what is left of the page looks, in empty lines."""
    filled = min(page.blank, sum(block.slack for block, _ in page.placed))
    return (page.blank - (1 - WIDENED) * filled) / PITCH


def _on_grid(page: Page) -> Page:
    """The page with tables set a little wider, so that the text below them keeps to its lines."""
    for at, (block, _) in enumerate(page.placed):
        below = next((top for text, top in page.placed[at + 1 :] if not _is_note(text)), 0.0)
        missing = ceil(below / PITCH - TOLERANCE) * PITCH - below
        if TOLERANCE < missing <= min(block.slack, page.blank + TOLERANCE):
            page = _with_block(page, at, block.loosened(missing))
    return page


def _filled_up(page: Page) -> Page:
    """The page with its tables set wider where it is empty below them, the closest first.

    By whole lines, so that the text below keeps to those of the page; where there are at most
    notes below, by all that is left.
    """
    while page.blank > PITCH - TOLERANCE:
        looseness = [block.slack / block.height for block, _ in page.placed]
        at = looseness.index(max(looseness))
        closest = page.placed[at][0]
        if closest.slack < PITCH:
            break
        page = _with_block(page, at, closest.loosened(PITCH))
    if page.blank > TOLERANCE:
        at = max(at for at, (block, _) in enumerate(page.placed) if not at or not _is_note(block))
        page = _with_block(page, at, page.placed[at][0].loosened(page.blank))
    return page


def _is_note(block: Flowable) -> bool:
    return block.element.role == "Note"


def _with_block(page: Page, at: int, block: Flowable) -> Page:
    blocks = [block for block, _ in page.placed]
    return Page().with_more([*blocks[:at], block, *blocks[at + 1 :]])
