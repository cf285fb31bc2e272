"""Long work that another thread may break off."""

from __future__ import annotations

from collections.abc import Callable

# Called after every piece of the work; breaks it off by raising Overtaken.
Proceed = Callable[[], None]


class Overtaken(BaseException):
    """What is worked on has changed, or is no longer wanted. No mishap, so no `Exception`."""


def go_on() -> None:
    """Lets the work go on to its end."""
