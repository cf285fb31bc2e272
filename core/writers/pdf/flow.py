"""Filling pages from top to bottom with blocks that can be divided."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from typing import Protocol, Self

from core.proceed import Proceed, go_on
from core.record import record
from core.writers.pdf.faces import PrintRefused
from core.writers.pdf.page import LEFT, TOP, UPRIGHT, Pen, TypeArea
from core.writers.pdf.structure import Element

TOLERANCE = 1e-6


class Flowable(Protocol):
    """A block set to the width of its type area. Lengths are points."""

    @property
    def area(self) -> TypeArea:
        """Where it stands; no page has blocks of two areas."""

    @property
    def element(self) -> Element:
        """Its place in the structure of the document, the same for all parts of a block."""

    @property
    def place(self) -> str:
        """Where it stands, for a refusal: 标题里."""

    @property
    def height(self) -> float:
        """Without `space`."""

    @property
    def space(self) -> tuple[float, float]:
        """What is kept free above and below it within a page; of two neighbours' the larger."""

    @property
    def keeps_with_next(self) -> bool:
        """Whether at least the beginning of the next block stands on the same page."""

    @property
    def stays_whole(self) -> bool:
        """Whether it goes to a new page rather than being divided, if it fits there."""

    @property
    def least_height(self) -> float:
        """The least that it may be set closer to."""

    def tightened(self, room: float) -> Flowable:
        """The block set closer, if that is all it takes to fit into `room`; else as it is."""

    @property
    def slack(self) -> float:
        """How much higher it may be set."""

    def loosened(self, by: float) -> Flowable:
        """The block set so much higher, or by its `slack` if that is less."""

    @property
    def is_open(self) -> bool:
        """Whether there are several `ways` to set it, of which none has been chosen."""

    def ways(self) -> Iterator[Flowable]:
        """The block in each way that it may be set, the best-looking first, none of them open."""

    @property
    def drawback(self) -> float:
        """How many empty lines it looks as bad as, set as it is."""

    def split(self, room: float, forced: bool) -> tuple[Flowable, Flowable] | None:
        """What fits into `room` and the rest; None if nothing does.

        If `forced`, at places too where it is the worse for being divided.
        """

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draws the block down from its upper left corner."""


class SetOneWay:
    """What all blocks have in common that can be set in one way only: texts and lists."""

    @property
    def is_open(self) -> bool:
        """There is nothing to choose."""
        return False

    def ways(self) -> Iterator[Self]:
        """The block as it is."""
        yield self

    @property
    def drawback(self) -> float:
        """None."""
        return 0.0


Placed = tuple[Flowable, float]


@record
class Page:
    """The blocks of one page, each with the distance of its top from the page's."""

    placed: tuple[Placed, ...] = ()

    @property
    def area(self) -> TypeArea:
        """That of its blocks."""
        return self.placed[0][0].area if self.placed else UPRIGHT

    @property
    def end(self) -> float:
        """Where the last block ends."""
        return _end_of(self.placed[-1]) if self.placed else 0.0

    @property
    def blank(self) -> float:
        """What is left of its area below the last block."""
        return max(self.area.height - self.end, 0.0)

    def with_more(self, flowables: Iterable[Flowable]) -> Page:
        """The page with further blocks, whether it has room for them or not."""
        placed = list(self.placed)
        for flowable in flowables:
            placed.append((flowable, _top_below(placed, flowable)))
        return Page(tuple(placed))

    def draw(self, pen: Pen) -> None:
        """Draws all blocks into the type area."""
        with pen.turned() if self.area.is_turned else nullcontext():
            for flowable, distance in self.placed:
                flowable.draw(pen, LEFT, TOP - distance)


def paginate(flowables: Iterable[Flowable], proceed: Proceed = go_on) -> list[Page]:
    """The pages that the blocks fill as they are, at least one; each change of area begins a page.

    `proceed` is called for each group of blocks, and may break it off. Raises PrintRefused if a
    part that cannot be divided is higher than a page.
    """
    waiting, pages = deque(flowables), [Page()]
    while waiting:
        proceed()
        pages[-1:] = with_group(pages[-1], next_group(waiting), waiting)
    return pages


def next_group(waiting: deque[Flowable]) -> list[Flowable]:
    """Takes blocks up to the first one that need not keep with the next.

    No more are looked at than two pages hold: no setting closer puts so many on one.
    """
    group = [waiting.popleft()]
    area, taken = group[0].area, group[0].height
    while waiting and group[-1].keeps_with_next and taken <= 2 * area.height:
        if waiting[0].area != area:
            break
        group.append(waiting.popleft())
        taken += group[-1].height
    return group


def with_group(page: Page, group: list[Flowable], waiting: deque[Flowable]) -> list[Page]:
    """The page with as much of a group as it takes, and an empty one if it is full.

    The rest of the group is put back to what is waiting. Raises as `paginate` does.
    """
    if page.placed and page.area != group[0].area:
        waiting.extendleft(reversed(group))
        return [page, Page()]
    filled, rest = _filled(page, group)
    while not filled.placed and len(group) > 1:  # too high for a page: then not kept together
        waiting.appendleft(group.pop())
        filled, rest = _filled(page, group)
    if not filled.placed:
        raise PrintRefused(
            f"{group[0].place}有一格的字太多，一页印不下；请把格后的注写短，或改写成表下面的注。"
        )
    waiting.extendleft(reversed(rest))
    return [filled, Page()] if rest else [filled]


def _filled(page: Page, group: list[Flowable]) -> tuple[Page, list[Flowable]]:
    """The page with as much of a group as it takes, and the rest of the group."""
    height = group[0].area.height
    limit = height + TOLERANCE
    fuller = page.with_more(group)
    if fuller.end <= limit:
        return fuller, []
    closer = page.with_more(_tightened(group, fuller.end - height))
    if closer.end <= limit:
        return closer, []
    ends = [_end_of(placed) for placed in fuller.placed[len(page.placed) :]]
    fitting = next(count for count, end in enumerate(ends) if end > limit)
    # The first block that has no room is divided, or the one above, part of which it then takes
    # along to the next page.
    for at in range(fitting, max(fitting - 2, -1), -1):
        alone = Page().with_more(group[: at + 1]).end <= limit
        if group[at].stays_whole and (at < fitting or (page.placed and alone)):
            continue
        above = Page(fuller.placed[: len(page.placed) + at])
        room = min(height - _top_below(above.placed, group[at]), group[at].height - 2 * TOLERANCE)
        if parts := group[at].split(room + TOLERANCE, forced=not page.placed):
            return above.with_more(parts[:1]), [parts[1], *group[at + 1 :]]
    return page, group


def _tightened(group: list[Flowable], excess: float) -> list[Flowable]:
    """The group with one block set closer by `excess`, the last that can be; else as it is."""
    for i in range(len(group) - 1, -1, -1):
        closer = group[i].tightened(group[i].height - excess)
        if closer.height <= group[i].height - excess + TOLERANCE:
            return [*group[:i], closer, *group[i + 1 :]]
    return group


def _top_below(placed: Sequence[Placed], flowable: Flowable) -> float:
    """Where a further block would start."""
    if not placed:
        return 0.0
    above, top = placed[-1]
    return top + above.height + max(above.space[1], flowable.space[0])


def _end_of(placed: Placed) -> float:
    flowable, top = placed
    return top + flowable.height
