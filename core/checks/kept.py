"""Keeping what was read of paragraphs, so that after an edit only what has changed is read again.

A count of paragraphs is no measure of what is kept: a text may be one paragraph or ten thousand.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, NamedTuple, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

# Characters of the paragraphs whose results are kept: five texts as long as a text may be.
MOST = 1_000_000
_EACH = 50  # characters that a paragraph counts for beside its own


class Asked(NamedTuple):
    """How often a result was kept, and how often it had to be found."""

    hits: int
    misses: int


class Kept(Generic[P, R]):
    """A function whose results are kept, those asked for last, up to so many characters."""

    def __init__(self, function: Callable[P, R], length: Callable[P, int]) -> None:
        """`length` tells of the arguments, which are given by place, how many characters it is."""
        self._function = function
        self._length = length
        self._results: OrderedDict[object, tuple[R, int]] = OrderedDict()
        self._total = 0
        self._asked = Asked(0, 0)
        self._lock = Lock()  # texts are checked in the window's thread and in others

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """The function's result, perhaps from before."""
        with self._lock:
            if found := self._results.get(args):
                self._results.move_to_end(args)
                self._asked = Asked(self._asked.hits + 1, self._asked.misses)
                return found[0]
        result = self._function(*args, **kwargs)
        length = _EACH + self._length(*args, **kwargs)
        with self._lock:
            self._asked = Asked(self._asked.hits, self._asked.misses + 1)
            self._total += length - self._results.pop(args, (result, 0))[1]
            self._results[args] = result, length
            while self._total > MOST and len(self._results) > 1:
                _, (_, gone) = self._results.popitem(last=False)
                self._total -= gone
        return result

    def cache_info(self) -> Asked:
        """As that of `functools.lru_cache`."""
        return self._asked

    def cache_clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._results.clear()
            self._total = 0


def kept(length: Callable[P, int]) -> Callable[[Callable[P, R]], Kept[P, R]]:
    """Decorates a function of a paragraph; `length` is as for Kept."""
    return lambda function: Kept(function, length)
