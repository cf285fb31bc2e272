"""Strings that make a regular expression work: long runs of what it is made of, then a break.

They come from the expression's own parse tree, so no pattern has to be known here. Equal calls give
equal strings.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from random import Random
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

# One character of each class of characters.
_CLASSES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_NOT_WORD: "-",
}
_ANY = "x"
_BREAK = "\0"  # what no pattern wants
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)


@dataclass(frozen=True)
class Run:
    """One string of any length."""

    head: str
    unit: str
    tail: str

    def of(self, length: int) -> str:
        """The run with so many characters, or a few more."""
        return self.head + self.unit * (length // len(self.unit) + 1) + self.tail


def runs(pattern: re.Pattern[str], most: int = 8) -> Iterator[Run]:
    """Runs of what a pattern is made of: its alternatives, its characters, words that match.

    Each stands alone, behind a word that matches and behind the beginning of one, and ends at once
    or in a break. Of pairs, words and beginnings of words there are `most`, of what the pattern
    names ten times as many.
    """
    random = Random(repr(pattern.pattern))
    tree = _parser.parse(pattern.pattern, pattern.flags)
    parts = list(_parts_to_choose(tree))
    letters = sorted(set(_characters(tree)))
    words = [_word(tree, random) for _ in range(most)]
    units = [
        *_some([_word(part, random, 0) for part in parts], 10 * most, random),
        *_some([_word(part, random) for part in parts], 2 * most, random),
        *_some(letters, 2 * most, random),
        *(random.choice(letters) + random.choice(letters) for _ in range(most)),
        *words,
        *(_beginning(word, random) for word in words),
    ]
    for unit, tail in product(filter(None, dict.fromkeys(units)), ("", _BREAK)):
        yield Run("", unit, tail)
        yield Run(random.choice(words), unit, tail)
        yield Run(_beginning(random.choice(words), random), unit, tail)


def _beginning(word: str, random: Random) -> str:
    return word[: random.randint(1, len(word))] if word else ""


def _some(units: list[str], most: int, random: Random) -> list[str]:
    different = sorted(set(units))
    return random.sample(different, min(most, len(different)))


def _characters(tree: Any) -> Iterator[str]:
    """Every literal of a parse tree, and one character of each class."""
    yield _ANY
    for kind, value in tree:
        if kind in (op.LITERAL, op.NOT_LITERAL):
            yield chr(value)
        elif kind is op.IN:
            yield from _members(value)
        else:
            for part in _parts(kind, value):
                yield from _characters(part)


def _members(members: Any) -> Iterator[str]:
    for kind, value in members:
        if kind is op.LITERAL:
            yield chr(value)
        elif kind is op.RANGE:
            yield chr(value[0])
        elif kind is op.CATEGORY:
            yield _CLASSES[value]


def _parts(kind: Any, value: Any) -> list[Any]:
    """The parse trees inside one node."""
    if kind is op.BRANCH:
        return list(value[1])
    if kind in _REPEATS:
        return [value[2]]
    if kind is op.SUBPATTERN:
        return [value[3]]
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return [value[1]]
    return [value] if kind is op.ATOMIC_GROUP else []


def _parts_to_choose(tree: Any) -> Iterator[Any]:
    """Every alternative of every choice, and everything that is repeated."""
    for kind, value in tree:
        for part in _parts(kind, value):
            if kind is op.BRANCH or kind in _REPEATS:
                yield part
            yield from _parts_to_choose(part)


def _word(tree: Any, random: Random, more: int = 2) -> str:
    """What a pattern matches, but for what it wants to see ahead and behind.

    Repeats are taken as often as they must be, and up to so often `more`.
    """
    groups: dict[int, str] = {}

    def written(tree: Any) -> str:
        return "".join(piece(kind, value) for kind, value in tree)

    def piece(kind: Any, value: Any) -> str:
        if kind is op.LITERAL:
            return chr(value)
        if kind in (op.NOT_LITERAL, op.ANY):
            return _ANY
        if kind is op.IN:
            negated = value[0][0] is op.NEGATE
            return _ANY if negated else random.choice(list(_members(value)))
        if kind is op.BRANCH:
            return written(random.choice(value[1]))
        if kind in _REPEATS:
            least, most, inner = value
            times = random.randint(least, min(most, least + more))
            return "".join(written(inner) for _ in range(times))
        if kind is op.SUBPATTERN:
            groups[value[0]] = written(value[3])
            return groups[value[0]]
        if kind is op.GROUPREF:
            return groups.get(value, "")
        return written(value) if kind is op.ATOMIC_GROUP else ""

    return written(tree)
