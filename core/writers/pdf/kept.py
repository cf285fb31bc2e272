"""What was set once and need not be set again: a preview follows every figure that is typed."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Results by all that they depend on, of the last two documents and no older ones.

    So it takes no more room than two documents do. Results must never be changed. Threads may
    share it: at worst one sets again what another has just set.
    """

    def __init__(self) -> None:
        self._now: dict[Hashable, Any] = {}
        self._before: dict[Hashable, Any] = {}

    def __len__(self) -> int:
        """How many results are kept."""
        return len(self._now | self._before)

    def begin(self) -> None:
        """Another document begins: what the one before the last had is forgotten."""
        self._before, self._now = self._now, {}

    def get(self, kind: str, seen: Hashable, make: Callable[[], T]) -> T:
        """The result of a kind for all that it depends on, made if it is not kept."""
        key = kind, seen
        found = self._now.get(key)
        if found is None:
            found = self._before.get(key)
            self._now[key] = found = make() if found is None else found
        return found
