"""The phrases of a form, ready to be found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from core.forms.definition import Form, Phrase
from core.record import record

# Every way to say last year and next year; 2000 stands for any year in digits. In front of a verb
# such as 办结 a year in digits is not next year.
_SAID_LAST_YEAR = ("上年", "上一年", "去年", "前一年", "以前年度", "往年", "上年末")
_SAID_NEXT_YEAR = ("下年", "下一年", "次年", "明年", "来年")
_YEAR = "2000年"
_ANY_YEAR = "2[0-9]{3}年"
_MEANING = ("name", "verb", "subject")
_A_YEAR = re.compile(_ANY_YEAR)
# 2024年结转至下年度 speaks of what is carried out.
_NOT_ON_TO_NEXT = rf"(?![至到入]?(?:{'|'.join(_SAID_NEXT_YEAR)}|{_ANY_YEAR}))"


class Match(NamedTuple):
    """Words of a text from `start` to `end`, and the phrases that they can be.

    Words that are not `loose` are one phrase a table.
    """

    start: int
    end: int
    phrases: tuple[Phrase, ...]
    loose: bool = False

    @property
    def means(self) -> bool:
        """Whether the words mean a row or a column."""
        return self.phrases[0].role in _MEANING

    @property
    def is_subject(self) -> bool:
        """Whether the words are what the applications are called."""
        return any(phrase.role == "subject" for phrase in self.phrases)

    @property
    def is_act(self) -> bool:
        """Whether they are a verb of some table, such as 办结, which others have as a column."""
        return any(phrase.role == "verb" for phrase in self.phrases)

    @property
    def is_verb(self) -> bool:
        """Whether the words are a verb in every table."""
        return all(phrase.role == "verb" for phrase in self.phrases)

    def of(self, table: str) -> Phrase | None:
        """The phrase that the words are of one table."""
        return next((phrase for phrase in self.phrases if phrase.table == table), None)


@record
class PhraseBook:
    """All words of a form's phrases in one pattern, and what each of them is."""

    pattern: re.Pattern[str]
    meanings: Mapping[str, tuple[Phrase, ...]]
    loose: frozenset[str] = frozenset()

    def matches(self, text: str) -> Iterator[Match]:
        """All phrases in a text, the longest words at each place, in order."""
        for found in self.pattern.finditer(text):
            start, end = found.span()
            words = found[0]
            if "2" in words:
                words = _A_YEAR.sub(_YEAR, words)
            yield Match(start, end, self.meanings[words], words in self.loose)


@lru_cache(maxsize=8)
def phrase_book(form: Form) -> PhraseBook:
    """The phrases of an edition that mean rows and columns by themselves."""
    return _book((p, p.words) for p in form.phrases if p.role in _MEANING)


@lru_cache(maxsize=8)
def frame_book(form: Form) -> PhraseBook:
    """All phrases of an edition, with their loose words and those that mean something else."""
    firm = _book((p, p.words) for p in form.phrases)
    book = _book((p, p.words + p.loose) for p in form.phrases)
    return replace(book, loose=frozenset(book.meanings.keys() - firm.meanings.keys()))


def _book(listed: Iterable[tuple[Phrase, tuple[str, ...]]]) -> PhraseBook:
    meanings: dict[str, tuple[Phrase, ...]] = {}
    behind: dict[str, str] = {}
    for phrase, templates in listed:
        for template in templates:
            for word in _spelt(template):
                meanings[word] = (*meanings.get(word, ()), phrase)
                behind[word] = _NOT_ON_TO_NEXT if "{上年}" in template else ""
    # Grouped by the first character, so that most places of a text are passed over at a glance.
    longest_first = sorted(meanings, key=lambda word: (word[0], -len(word)))
    groups = [
        f"{first}(?:{'|'.join(_pattern(word[1:]) + behind[word] for word in words)})"
        for first, words in groupby(longest_first, key=lambda word: word[0])
    ]
    return PhraseBook(re.compile("|".join(groups)), meanings)


def _spelt(template: str) -> Iterator[str]:
    """A word in every way to say its year, and without its quotation marks as well."""
    if "“" in template:
        yield template.replace("“", "").replace("”", "")
    if "{上年}" in template:
        years = [*_SAID_LAST_YEAR, *(f"{y}度" for y in _SAID_LAST_YEAR), _YEAR, f"{_YEAR}度"]
        yield from (template.replace("{上年}", year) for year in years)
    elif "{下年}" in template:
        years = [*_SAID_NEXT_YEAR, *(f"{year}度" for year in _SAID_NEXT_YEAR)]
        if not template.startswith("{下年}"):
            years += [_YEAR, f"{_YEAR}度"]
        yield from (template.replace("{下年}", year) for year in years)
    else:
        yield template


def _pattern(rest: str) -> str:
    """The rest of a word behind its first character."""
    return re.escape(rest).replace(_YEAR, _ANY_YEAR).replace(_YEAR[1:], _ANY_YEAR[1:])


@lru_cache(maxsize=8)
def phrases_by_id(form: Form) -> dict[str, Phrase]:
    """The phrases of an edition by id."""
    return {phrase.id: phrase for phrase in form.phrases}


@lru_cache(maxsize=512)
def cells_of(
    form: Form, table_id: str, rows: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[str, ...]:
    """Ids of the cells where rows and columns meet; without columns, those of the total column.

    Empty where the table has no total column, or no rows were said.
    """
    table = form.tables[table_id]
    if not columns:
        columns = tuple(column.id for column in table.columns if column.sum_of)
    return tuple(f"{table_id}.{row}.{column}" for row in rows for column in columns)
