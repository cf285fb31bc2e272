"""A file to be made, and the truth that is written beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from core.report.report import Report
from tests.files.draft import Draft, Manner, draft_of

Truth = dict[str, Any]


@dataclass(frozen=True)
class File:
    """A report in a file: the report, what is done to it, and how it is written.

    The traps are what the manners say they do, and `also` what the writer does.
    """

    name: str
    report: Callable[[], Report]
    write: Callable[[Draft], bytes]
    manners: tuple[Manner, ...] = ()
    also: tuple[str, ...] = ()

    def draft(self) -> Draft:
        """What is written, and what is true of it."""
        draft = draft_of(self.report(), Random(self.name))
        for manner in self.manners:
            manner(draft)
        return draft

    def make(self) -> tuple[bytes, Truth]:
        """The file and its truth. Raises Unavailable where a program for it is missing."""
        draft = self.draft()
        truth = {
            "file": self.name,
            "kind": self.name.rpartition(".")[2],
            "expect": "read",
            "real": False,
            "traps": [*map(_said, self.manners), *self.also],
            "notes": "Made by code: agency and texts are made up.",
            "package": draft.package,
            "unsure_allowed": sorted(draft.unsure),
            "alternatives": draft.alternatives,
        }
        return self.write(draft), truth


@dataclass(frozen=True)
class RefusedFile:
    """A file that is to be refused, with the reason."""

    name: str
    content: Callable[[], bytes]
    why: str

    def make(self) -> tuple[bytes, Truth]:
        """The file and its truth. Raises Unavailable where a program for it is missing."""
        truth = {
            "file": self.name,
            "kind": self.name.rpartition(".")[2],
            "expect": "refused",
            "real": False,
            "traps": [self.why],
            "notes": "Made by code.",
        }
        return self.content(), truth


def _said(manner: Manner) -> str:
    return (manner.__doc__ or "").strip().split("\n")[0].removeprefix("A manner: ")
