"""Which phrases hang on a number: those that nothing but small words part from it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from core.checks.prose import words
from core.checks.prose.phrases import Match, phrase_book
from core.checks.prose.scan import Numeral
from core.checks.prose.scope import CLAUSE_ENDS, OPENING, Sentence, depths, outer_text
from core.forms.definition import Form

SENTENCE_SIGNS = "。！？!?）)（("


@dataclass(frozen=True)
class Chain:
    """The phrases that hang on a number, nearest first, and the text in front of the farthest."""

    matches: tuple[Match, ...]
    gaps: tuple[str, ...]
    before: str


class Wording:
    """The words of one paragraph: its text, its phrases, and what is in parentheses."""

    def __init__(self, form: Form, paragraph: str) -> None:
        """Finds the form's phrases in a paragraph."""
        self.text = paragraph
        self.levels = depths(paragraph)
        self.outer = outer_text(paragraph, self.levels)
        self.matches = tuple(phrase_book(form).matches(paragraph))
        self._starts = [match.start for match in self.matches]

    def matches_in(self, sentence: Sentence) -> tuple[Match, ...]:
        """The phrases of a sentence."""
        first = bisect_left(self._starts, sentence.start)
        return self.matches[first : bisect_left(self._starts, sentence.end)]

    def left_bound(self, sentence: Sentence, numerals: Sequence[Numeral], i: int) -> int:
        """Where the words in front of number i begin: behind a comma or the number before.

        A clause that says only 共 or 合计 before its number goes on with the clause before.
        """
        text = self.level_text(numerals[i])
        before = max(
            (
                n.end
                for n in numerals[:i]
                if n.kind not in ("year", "date") and self._same(n, numerals[i])
            ),
            default=sentence.start,
        )
        end = numerals[i].start
        while True:
            comma = max(text.rfind(sign, before, end) for sign in CLAUSE_ENDS + "".join(OPENING))
            bound = max(before, comma + 1)
            if (
                comma < 0
                or text[comma] not in "，,"
                or text[bound : numerals[i].start].strip()
                not in (
                    "共",
                    "共计",
                    "合计",
                    "总计",
                    "累计",
                    "数量为",
                    "总数为",
                )
            ):
                return bound
            end = comma

    def right_bound(self, sentence: Sentence, numerals: Sequence[Numeral], i: int) -> int:
        """Where the words behind number i end: at the next mark or number."""
        text = self.level_text(numerals[i])
        place = numerals[i].end
        later = [n.start for n in numerals[i + 1 :] if n.kind not in ("year", "date")]
        end = min([*later, sentence.end])
        while place < end and text[place] not in CLAUSE_ENDS + "、" + SENTENCE_SIGNS:
            place += 1
        return place

    def level_text(self, numeral: Numeral) -> str:
        """The text as a number reads it: outside parentheses, without what is inside them."""
        return self.text if self.levels[numeral.start] else self.outer

    def _same(self, one: Numeral, other: Numeral) -> bool:
        return self.levels[one.start] >= self.levels[other.start] > 0 or not self.levels[one.start]

    def before(self, sentence: Sentence, numeral: Numeral, left: int) -> Chain:
        """The phrases in front of a number, with only small words between."""
        text = self.level_text(numeral)
        level = self.levels[numeral.start]
        found: list[Match] = []
        gaps: list[str] = []
        end = numeral.start
        for match in reversed(self.matches_in(sentence)):
            if match.end > end or (self.levels[match.start] != level and match.end < end):
                continue
            if match.start < left:
                break
            gap = text[match.end : end]
            filler = words.BETWEEN if found else words.BEFORE
            if len(gap) > words.LONGEST or not filler.fullmatch(gap):
                break
            if not any(p.rows or p.columns for p in match.phrases):
                break
            found.append(match)
            gaps.append(gap)
            end = match.start
        return Chain(tuple(found), tuple(gaps), text[left:end])

    def after(self, sentence: Sentence, numeral: Numeral, right: int) -> Chain:
        """The phrases behind a number, with only small words between."""
        text = self.level_text(numeral)
        found: list[Match] = []
        gaps: list[str] = []
        place = numeral.end
        for match in self.matches_in(sentence):
            if match.start < place:
                continue
            if self.levels[match.start] != self.levels[numeral.start]:
                break
            gap = text[place : match.start]
            if match.end > right or len(gap) > words.LONGEST or not words.AFTER.fullmatch(gap):
                break
            found.append(match)
            gaps.append(gap)
            place = match.end
        return Chain(tuple(found), tuple(gaps), "")
