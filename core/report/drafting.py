"""起草一句: first drafts of sentences from the tables, in the words that the form's phrases know.

The figure check reads the same phrases, so that what is drafted agrees with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from core.forms.definition import Column, Form, Part, Phrase, Section, Table
from core.record import record
from core.report.report import Report
from core.report.totals import blank_totals, effective_numbers, sum_if_known

Number = int | Decimal


@record
class Draft:
    """A sentence that could be written, and what it is about."""

    about: str
    sentence: str


def drafts_of(report: Report) -> tuple[Draft, ...]:
    """The sentences for which the tables have the figures, in the order of the form."""
    numbers = effective_numbers(report, blank_totals(report))
    return tuple(
        Draft(about, sentence)
        for section in report.form.sections
        for table in section.tables
        for about, sentence in _Drafting(report.form, section, table, numbers).drafts()
    )


@record
class _Drafting:
    """The sentences from one table."""

    form: Form
    section: Section
    table: Table
    numbers: Mapping[str, Number]

    def drafts(self) -> Iterator[tuple[str, str]]:
        """Each sentence with what it is about."""
        rows = "、".join(row.label for row in self.table.rows)
        name = rows if self.table.caption else self.section.tab
        match self.table.topic:
            case "applying":
                yield from self._named(f"{name}：收到和办结", self._flow())
                yield from self._named(f"{name}：办理结果", self._outcomes())
            case "contesting":
                yield from self._named(name, self._disputes())
            case "charging":
                yield from self._named(name, self._fees())
            case _:
                yield from self._named(name, self._columns())

    def _named(self, name: str, sentence: str) -> Iterator[tuple[str, str]]:
        if sentence:
            yield name, sentence

    # ---- the topics ----

    def _flow(self) -> str:
        """What came in, came over, was closed and goes over."""
        order: tuple[Part, ...] = ("intake", "from_last_year", "closed", "to_next_year")
        parts = map(self._part, order)
        numbers = [number for number in parts if number is not None]
        subject = self._subject
        if len(numbers) < 4 or not subject:
            return ""
        new, before, closed, after = (f"{number}{self.unit}" for number in numbers)
        return f"本年新收{subject}{new}，上年结转{before}；办结{closed}，结转下年度{after}。"

    def _outcomes(self) -> str:
        """How what was closed was closed, as far as there is any of it."""
        closed, subject = self._part("closed"), self._subject
        if not closed or not subject:
            return ""
        said = []
        for rows in self._ways():
            number, words = self._sum(rows, self._total), self._words(rows=rows)
            if number is None or (number and not words):
                return ""
            if number:
                said.append(f"{words}{number}{self.unit}")
        return f"全年办结{subject}{closed}{self.unit}，其中{'、'.join(said)}。"

    def _ways(self) -> Iterable[Sequence[str]]:
        """The rows of each way to close an application, those of a group together."""
        groups: dict[str, list[str]] = {}
        for closed in self.form.rows_of("closed"):
            for row in map(self.table.row, self.table.row(closed).sum_of):
                groups.setdefault(row.group or row.id, []).append(row.id)
        return groups.values()

    def _disputes(self) -> str:
        """Reviews, then suits, and how they ended."""
        above: dict[str, list[str]] = {}
        for row in self.table.rows:
            above.setdefault(row.under[0] if row.under else row.label, []).append(row.id)
        said = []
        for members in above.values():
            words, number = self._words(rows=members), self._sum(members, self._total)
            if number is None or not words:
                return ""
            said.append(f"{words}{number}{self.unit}" + self._endings(members, number))
        return f"本年政府信息公开{'；'.join(said)}。"

    def _endings(self, rows: Iterable[str], total: Number) -> str:
        """How many of these ended in which way."""
        ended = []
        for column in self.table.columns:
            number, words = self._sum(rows, column), self._words(columns=[column.id])
            if number and words and not column.sum_of:
                ended.append(f"{words}{number}{self.unit}")
        return f"，其中{'、'.join(ended)}" if ended and total else ""

    def _fees(self) -> str:
        """What was charged."""
        said = []
        for column in self.table.columns:
            for row in self.table.rows:
                number = self._number(row.id, column)
                if column.role == "charged" and number is not None:
                    said.append(f"{row.label}{number}{column.unit}")
        return f"全年收取{'、'.join(said)}。" if said else ""

    def _columns(self) -> str:
        """Row by row, what the columns count that texts have words for; rows of 0 if all are so."""
        said = {}
        for row in self.table.rows:
            name = self._words(rows=[row.id])
            counts = [
                (words, number)
                for column in self.table.columns
                if column.value == "count"
                and (words := self._words(columns=[column.id]))
                and (number := self._number(row.id, column)) is not None
            ]
            if name and counts:
                first, *rest = (f"{words}{{}}{number}{self.unit}" for words, number in counts)
                words = "，".join([first.format(name), *(each.format("") for each in rest)])
                said[words] = any(number for _, number in counts)
        filled = [words for words, is_filled in said.items() if is_filled] or list(said)
        return f"本年{'；'.join(filled)}。" if said else ""

    # ---- words and numbers ----

    @property
    def unit(self) -> str:
        """What the table's cells are counted in."""
        return self.table.counted_in[0] if self.table.counted_in else ""

    def _phrases(self) -> Iterator[Phrase]:
        return (phrase for phrase in self.form.phrases if phrase.table == self.table.id)

    def _words(self, rows: Iterable[str] = (), columns: Iterable[str] = ()) -> str:
        """What texts call just these rows, or just these columns; "" for what has no name."""
        wanted = (set(rows), set(columns))
        for phrase in self._phrases():
            if phrase.role == "name" and (set(phrase.rows), set(phrase.columns)) == wanted:
                return phrase.words[0]
        return ""

    @property
    def _subject(self) -> str:
        """What the table counts; "" where texts have no word for it."""
        return next((p.words[0] for p in self._phrases() if p.role == "subject"), "")

    @property
    def _total(self) -> Column | None:
        """The column of totals."""
        return next((column for column in self.table.columns if column.sum_of), None)

    def _part(self, part: Part) -> Number | None:
        """The total of the rows that are a part of what is counted."""
        return self._sum(self.form.rows_of(part), self._total)

    def _number(self, row: str, column: Column) -> Number | None:
        return self.numbers.get(f"{self.table.id}.{row}.{column.id}")

    def _sum(self, rows: Iterable[str], column: Column | None) -> Number | None:
        """The sum of some cells; None where one is not known."""
        if column is None:
            return None
        return sum_if_known(self._number(row, column) for row in rows)
