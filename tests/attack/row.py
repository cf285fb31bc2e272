"""One kind of attack: how often it is tried, how an attempt is made, and what may come of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from core.forms.definition import Form
from core.forms.loader import load_forms
from core.resources import Resources

ROOT = Path(__file__).parents[2]
RESOURCES = Resources(ROOT / "resources")
SAMPLE = RESOURCES.sample

FINE = "fine"  # as if nothing had been done to it
TOLD = "told"  # something is lost, and the program says so
REFUSED = "refused"  # in one Chinese sentence
GOOD = (FINE, TOLD, REFUSED)

LONGEST_SENTENCE = 300


@dataclass(frozen=True)
class Verdict:
    """What came of an attempt: one of `GOOD`, or the name of a hole; `detail` is for the reader."""

    kind: str
    detail: str = ""

    @property
    def is_bad(self) -> bool:
        """Whether the attempt found a hole."""
        return self.kind not in GOOD


@dataclass(frozen=True)
class Row:
    """A line of the table.

    `attempt` is called with chance and an empty folder in a process of its own, which may crash;
    Refused is a verdict, too. It has hung after `seconds` of work. `prepare` runs once before, in
    the process that all attempts are forked from. `skipped` says why the row cannot be tried here.
    """

    name: str
    tries: int
    attempt: Callable[[Random, Path, int], Verdict]
    seconds: float
    prepare: Callable[[], object] = lambda: None
    skipped: str = ""


def judged_sentence(sentence: str) -> Verdict:
    """Whether what the clerk is told can be read by one."""
    if len(sentence) > LONGEST_SENTENCE:
        return Verdict("refusal too long", f"{len(sentence)} characters: {sentence[:60]!r}…")
    if not sentence.strip() or len(sentence.splitlines()) > 1 or not sentence.isprintable():
        return Verdict("refusal not one line", repr(sentence)[:90])
    if not re.search(r"[一-鿿]{4}", sentence):
        return Verdict("refusal not Chinese", repr(sentence)[:90])
    return Verdict(REFUSED, sentence)


@cache
def forms() -> tuple[Form, ...]:
    """All editions."""
    return load_forms(RESOURCES.forms)
