"""Runs of one character, and of two, through every pattern of the program: the time is linear."""

from __future__ import annotations

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random

import core
from tests.attack.row import FINE, Row, Verdict

SHORT, LONG = 2_000, 20_000  # characters
# Ten times the characters take ten times as long, and some more where memory is far away.
RATIO = 30
NOTHING = 0.02  # seconds that are too short to compare
TOO_LONG = 1.0  # seconds
PAIRS = 60  # of a pattern's own characters
COMMON = "0一a ，"


@cache
def compiled_patterns() -> tuple[re.Pattern[str], ...]:
    """The patterns that stand in modules of core, in an order that stays."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(core.__path__, "core."):
        for value in vars(importlib.import_module(module.name)).values():
            for pattern in _patterns_in(value):
                found.setdefault(pattern.pattern, pattern)
    return tuple(found[text] for text in sorted(found))


def _patterns_in(value: object) -> Iterator[re.Pattern[str]]:
    match value:
        case re.Pattern(pattern=str()):
            yield value
        case tuple() | list() | frozenset() | set():
            for item in value:
                yield from _patterns_in(item)
        case dict():
            yield from _patterns_in([*value, *value.values()])


def own_characters(pattern: re.Pattern[str]) -> str:
    """The characters a pattern is written with, those of its syntax left out."""
    plain = re.sub(r"\\[A-Za-z]|\(\?P<\w+>|[\\()\[\]{}|*+?^$]", "", pattern.pattern)
    return "".join(sorted({*plain, *COMMON}))


def run_through(random: Random, _folder: Path, number: int) -> Verdict:
    """Searches runs of a pattern's characters for it."""
    pattern = compiled_patterns()[number % len(compiled_patterns())]
    characters = own_characters(pattern)
    pairs = ["".join(random.choices(characters, k=2)) for _ in range(PAIRS)]
    for run in (*characters, *pairs):
        if (short := _seconds(pattern, run, SHORT)) > TOO_LONG:
            return Verdict("slow", f"{short:.1f} s for {SHORT} of {run!r} in {pattern.pattern!r}")
        long = _seconds(pattern, run, LONG)
        if long > max(NOTHING, RATIO * short) or long > TOO_LONG:
            ratio = f"{short * 1000:.1f} ms → {long * 1000:.0f} ms"
            return Verdict("not linear", f"{ratio} for {run!r} in {pattern.pattern!r}")
    return Verdict(FINE)


def _seconds(pattern: re.Pattern[str], run: str, length: int) -> float:
    text = run * (length // len(run))
    start = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - start


ROWS = (Row("patterns", len(compiled_patterns()), run_through, 30),)
