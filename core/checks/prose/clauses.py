"""The clauses of a sentence: one number each, with all words that may speak of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from core.checks.prose.phrases import Match
from core.checks.prose.scan import FIGURES, Numeral
from core.checks.prose.scope import Sentence
from core.chinese.punctuation import CLOSING, OPENING

# A colon in front of a number parts it from no word: 收到申请数：23件.
_MARK = re.compile("[，,；;。！？!?]|[：:](?![ 　]*[0-9０-９一二两三四五六七八九十零])")
_PARENTHESIS = re.compile("[（()）]")
_JOINED = re.compile("、")
_AND = re.compile("和|及|与")
_COUNTS_ON = re.compile(r"(?:共计?|计|合计|有|为|即|数量为|件数为)\s*")
_SHARE = re.compile(r"占(?:比|到)?[^，。；0-9]{0,8}(?:约|近)?[0-9０-９.．]+%")
_NONE = re.compile("未(?!予)|没(?!有现成)|无(?!法|正当)|零")
_PAUSES = re.compile(r"[、，,和及与\s]*(?:以及)?")


class Clause(NamedTuple):
    """Words of one level of parentheses between two marks, and the number among them if any.

    `text` begins at `start` of the paragraph, with deeper parentheses blanked out. `mark` is the
    mark in front, "" where the number before is no further away than a word.
    """

    start: int
    text: str
    level: int
    mark: str
    numeral: Numeral | None
    matches: tuple[Match, ...]

    @property
    def end(self) -> int:
        """Where its words end."""
        return self.start + len(self.text)

    @property
    def before(self) -> str:
        """The words in front of the number; all of them where there is none."""
        return self.text[: self.numeral.start - self.start] if self.numeral else self.text

    @property
    def behind(self) -> str:
        """The words behind the number."""
        return self.text[self.numeral.end - self.start :] if self.numeral else ""


class Clauses:
    """What is said in one paragraph, ready to be cut into clauses."""

    def __init__(
        self, paragraph: str, numerals: Sequence[Numeral], matches: Sequence[Match]
    ) -> None:
        self.paragraph = paragraph
        self.numerals = [numeral for numeral in numerals if numeral.kind in FIGURES]
        self.matches = matches
        self._numbers = [numeral.start for numeral in self.numerals]
        self._words = [match.start for match in matches]

    def matches_in(self, sentence: Sentence) -> Sequence[Match]:
        """The words of a sentence that mean something of the form, or beside it."""
        first = bisect_left(self._words, sentence.start)
        return self.matches[first : bisect_left(self._words, sentence.end, first)]

    def counts(self, sentence: Sentence) -> bool:
        """Whether there is a number in a sentence."""
        first = bisect_left(self._numbers, sentence.start)
        return first < len(self._numbers) and self._numbers[first] < sentence.end

    def has_levels(self, sentence: Sentence) -> bool:
        """Whether there are parentheses in a sentence."""
        return bool(_PARENTHESIS.search(self.paragraph, sentence.start, sentence.end))

    def of(self, sentence: Sentence) -> list[Clause]:
        """The clauses of a sentence, those in parentheses behind the words they explain."""
        if not self.has_levels(sentence):
            return self._of_level(0, sentence.start, self.paragraph[sentence.start : sentence.end])
        found: list[Clause] = []
        for level, start, text in _levels(self.paragraph, sentence):
            found += self._of_level(level, start, text)
        return sorted(found, key=lambda clause: (clause.start, clause.level))

    def _of_level(self, level: int, start: int, text: str) -> list[Clause]:
        clauses: list[Clause] = []
        place, mark = 0, "（" if level else ""
        for found in [*_MARK.finditer(text), None]:
            end = found.start() if found else len(text)
            words = text[place:end]
            if words and not words.isspace():
                clauses += self._divided(level, start + place, words, mark)
            if found:
                place, mark = found.end(), found[0]
        return clauses

    def _divided(self, level: int, start: int, text: str, mark: str) -> list[Clause]:
        """The words between two marks, cut so that each piece has no more than one number."""
        end = start + len(text)
        first = bisect_left(self._numbers, start)
        own = self.numerals[first : bisect_left(self._numbers, end, first)]
        own = [n for n in own if text[n.start - start] != " "]
        if not own[1:]:
            return [self._clause(level, start, text, mark, own[0] if own else None)]
        clauses: list[Clause] = []
        place = start
        leading = not self._said(start, own[0].start) and self._said(own[-1].end, end)
        for numeral, following in pairwise(own):
            cut = _cut(text[numeral.end - start : following.start - start], leading)
            cut += numeral.end
            words = text[place - start : cut - start]
            clauses.append(self._clause(level, place, words, mark, numeral))
            place, mark = cut, "、" if text[cut - start] == "、" else ""
        clauses.append(self._clause(level, place, text[place - start :], mark, own[-1]))
        return clauses

    def _said(self, start: int, end: int) -> bool:
        """Whether words between two places mean a row or a column."""
        first, last = bisect_left(self._words, start), bisect_left(self._words, end)
        return any(m.phrases[0].rows or m.phrases[0].columns for m in self.matches[first:last])

    def _clause(
        self, level: int, start: int, text: str, mark: str, numeral: Numeral | None
    ) -> Clause:
        first = bisect_left(self._words, start)
        last = bisect_left(self._words, start + len(text), first)
        own = [
            m
            for m in self.matches[first:last]
            if text[m.start - start] != " " and m.end <= start + len(text)
        ]
        return Clause(start, text, level, mark, numeral, tuple(own))


def _cut(between: str, leading: bool) -> int:
    """Where the words between two numbers are cut; `leading`: the words stand behind them."""
    if found := _JOINED.search(between):
        return found.start()
    found = _AND.match(between) or _AND.search(between)
    if found and (found.start() == 0 or leading or found.end() == len(between)):
        return found.start()
    return len(between) if leading else 0


def _levels(paragraph: str, sentence: Sentence) -> Iterator[tuple[int, int, str]]:
    """The sentence and each of its parentheses: the level, where it begins, and its text."""
    open_at: list[tuple[int, list[str]]] = [(sentence.start, [])]
    place = sentence.start
    for sign in _PARENTHESIS.finditer(paragraph, sentence.start, sentence.end):
        open_at[-1][1].append(paragraph[place : sign.start()])
        place = sign.end()
        if sign[0] in OPENING:
            open_at.append((place, []))
        elif sign[0] in CLOSING and len(open_at) > 1:
            start, parts = open_at.pop()
            text = "".join(parts)
            yield len(open_at), start, text
            open_at[-1][1].append(" " * (len(text) + 2))
        else:
            open_at[-1][1].append(" ")
    open_at[-1][1].append(paragraph[place : sentence.end])
    for level, (start, parts) in enumerate(open_at):
        yield level, start, "".join(parts)


def follows_at_once(clause: Clause) -> bool:
    """Whether nothing but a pause stands between a number and the one in front of it."""
    return bool(_PAUSES.fullmatch(clause.before))


def with_words_of(before: Clause, clause: Clause) -> Clause:
    """A number with no words of its own, with those in front of it: 自然人占80%，共402件."""
    if (
        before.numeral
        or before.level != clause.level
        or not any(match.means for match in before.matches)
        or not _COUNTS_ON.fullmatch(clause.before)
        or _NONE.search(before.text)
    ):
        return clause
    text = _SHARE.sub(lambda found: " " * len(found[0]), before.text)
    text = text.ljust(clause.start - before.start) + clause.text
    return clause._replace(start=before.start, text=text, matches=before.matches)
