"""Where two texts differ, sentence by sentence.

White space counts for nothing, for a page breaks lines where it must, and neither do paragraphs:
who copies a text into a web page often joins or parts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import count
from typing import NamedTuple

from core.report.edits import common_length

_SENTENCE = re.compile(r"[^。；！？]*[。；！？]*")
_ALIKE = 0.5  # of its characters that a changed sentence has in common at its ends


class Piece(NamedTuple):
    """A sentence, or what stands alone in its paragraph, which is counted from 1."""

    text: str
    paragraph: int

    @property
    def bare(self) -> str:
        """The text without white space."""
        return bare(self.text)


class Step(NamedTuple):
    """What stands in one text, or "", where the other has something else.

    `paragraph` is where, in the first text; in the second for what only that has.
    """

    ours: str
    theirs: str
    paragraph: int


def bare(text: str) -> str:
    """A text without its white space."""
    return "".join(text.split())


def steps_between(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Step]:
    """Where the paragraphs of two texts differ, in the order of the first."""
    before, after = list(_pieces(ours)), list(_pieces(theirs))
    if _joined(before, "") == _joined(after, ""):
        return  # split within sentences, the parts of which may look like others
    matcher = SequenceMatcher(None, [p.bare for p in before], [p.bare for p in after], False)
    for what, i, j, k, m in matcher.get_opcodes():
        if what != "equal":
            yield from _steps(before[i:j], after[k:m])


def _steps(old: Sequence[Piece], new: Sequence[Piece]) -> Iterator[Step]:
    """Where a run of sentences differs from another that stands in its place."""
    if _joined(old, "") == _joined(new, ""):
        return
    if len(old) == len(new) and all(map(_are_alike, old, new)):
        for one, other in zip(old, new, strict=True):
            if one.bare != other.bare:
                yield Step(one.text, other.text, one.paragraph)
    else:
        yield Step(_joined(old), _joined(new), (old or new)[0].paragraph)


def _pieces(paragraphs: Iterable[str]) -> Iterator[Piece]:
    for number, paragraph in zip(count(1), paragraphs, strict=False):
        for text in _SENTENCE.findall(paragraph):
            if bare(text):
                yield Piece(text, number)


def _joined(pieces: Sequence[Piece], between: str = "\n") -> str:
    """The pieces as a text; those of one paragraph without anything between them."""
    if not between:
        return "".join(piece.bare for piece in pieces)
    parts: list[str] = []
    last = 0
    for piece in pieces:
        if parts and piece.paragraph != last:
            parts.append(between)
        parts.append(piece.text)
        last = piece.paragraph
    return "".join(parts)


def _are_alike(one: Piece, other: Piece) -> bool:
    """Whether a sentence may be another one, changed."""
    old, new = one.bare, other.bare
    start = common_length(old, new)
    end = common_length(old[start:][::-1], new[start:][::-1])
    return start + end >= _ALIKE * max(len(old), len(new))
