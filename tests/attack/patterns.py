"""Runs of what patterns are made of, through every pattern of the program: the time is linear."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from tests.attack.row import FINE, Row, Verdict
from tests.core.test_patterns import PATTERNS, too_long, ways_of

NAMES = sorted(PATTERNS)
COMMON = "0一a ，"


def own_characters() -> tuple[str, ...]:
    """The characters that patterns are written with, those of their syntax left out."""
    written = "".join(pattern.pattern for pattern in PATTERNS.values())
    plain = re.sub(r"\\[A-Za-z]|\(\?P<\w+>|[\\()\[\]{}|*+?^$]", "", written)
    return tuple(sorted({*plain, *COMMON}))


def run_through(_random: Random, _folder: Path, number: int) -> Verdict:
    """Uses a pattern on runs, in the ways in which the program uses it."""
    name = NAMES[number % len(NAMES)]
    for way, run in too_long(PATTERNS[name], ways_of(name)):
        return Verdict("not linear", f"{way} of {name} in {run!r}")
    return Verdict(FINE)


ROWS = (Row("patterns", len(NAMES), run_through, 30),)
