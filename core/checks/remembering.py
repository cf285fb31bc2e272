"""What was found in a paragraph, remembered for as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
SHORTEST = 100  # characters that a text counts for at least: what is kept of it takes room too


class Remembering(Generic[P, R]):
    """A function that remembers what it gave for texts of so many characters in all.

    `functools.lru_cache` counts calls; but every state of a paragraph that is being typed is
    read once, and some thousand states of a long one took hundreds of megabytes.
    """

    def __init__(
        self, function: Callable[P, R], characters: int, length: Callable[..., int] | None = None
    ) -> None:
        """`length` tells what a call counts for that is given no text."""
        self._function = function
        self._characters = characters
        self._length = length
        self._found: OrderedDict[object, tuple[R, int]] = OrderedDict()  # the latest used last
        self._held = 0  # characters
        self._lock = Lock()  # texts are checked in a thread of their own too
        self.misses = 0
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function gives, read again only where it is not remembered."""
        key = (args, tuple(kwargs.items()))
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key][0]
            self.misses += 1
        result = self._function(*args, **kwargs)
        length = length_of(*(arg for arg in args if isinstance(arg, str)))
        if self._length:
            length = max(length, self._length(*args, **kwargs))
        with self._lock:
            if key not in self._found:
                self._found[key] = result, length
                self._held += length
            while self._held > self._characters and len(self._found) > 1:
                _, (_, gone) = self._found.popitem(last=False)
                self._held -= gone
        return result

    def cache_clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._found.clear()
            self._held = 0


def length_of(*texts: str) -> int:
    """The characters that texts count for together."""
    return max(SHORTEST, sum(map(len, texts)))


def remembering(
    characters: int, length: Callable[..., int] | None = None
) -> Callable[[Callable[P, R]], Remembering[P, R]]:
    """Makes a function of texts remember what it gave, for `characters` of text in all.

    `length` is as for Remembering.
    """
    return lambda function: Remembering(function, characters, length)
