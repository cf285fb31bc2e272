"""The form as data: sections, tables, rows, columns, cells, and the rules declared over them.

Everything here is frozen; `core.forms.loader` builds it from TOML. Ids are meanings, never
positions, and permanent: `applications.new_received.natural_person`. So a table, row or column
means what the one with its id meant in the edition before, unless it says that it is `new`, or
names the row or column that it `follows`: `2019:refused_law`.

Code that reads texts knows no id: it asks the form for the table about a `Topic`, for the rows
that are a `Part` of what is counted there, for the columns that have a `Role`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from core.forms.rules import AgencyKind, Rule, Tier
from core.record import record

ValueKind = Literal["count", "change", "money"]

# What a table is about: applications, the reviews and suits over them, fees.
Topic = Literal["applying", "contesting", "charging"]
# What a row counts of all applications: those that came in this year, came over from last year,
# were closed (the rows that this total adds up are the ways to do so), go over to the next.
Part = Literal["intake", "from_last_year", "closed", "to_next_year"]
# What a column counts: of reviews and suits those that kept what the agency did; of fees the
# money charged, in 万元.
Role = Literal["kept", "charged"]


@record
class Column:
    """A column of figures. `under` are the merged headings above it, outermost first.

    `unit` is the unit the form itself fixes (a typed one is dropped); `units` are those a
    clerk may write where the form fixes none. `sum_of` names the columns a total adds up. `role`
    is "" where no code asks for the column. `also` are other words that offices print for the
    label.
    """

    id: str
    label: str
    under: tuple[str, ...] = ()
    value: ValueKind = "count"
    unit: str | None = None
    units: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    role: Literal[Role, ""] = ""
    also: tuple[str, ...] = ()
    new: bool = False
    follows: str = ""
    hint: str = ""
    hint_source: str = ""


@record
class Row:
    """A row of figures. `short` is its name in sentences, where the printed label is long.

    `group` names the rows a subtotal speaks of (不予公开 …); `sum_of` the rows a total adds up.
    `part` is "" where no code asks for the row. A text that speaks of the row has the word
    `mentioned_by`; "" for a row that no text need speak of. `also` are other words that offices
    print for the label.
    """

    id: str
    label: str
    short: str = ""
    under: tuple[str, ...] = ()
    group: str = ""
    sum_of: tuple[str, ...] = ()
    part: Literal[Part, ""] = ""
    mentioned_by: str = ""
    also: tuple[str, ...] = ()
    new: bool = False
    follows: str = ""
    hint: str = ""
    hint_source: str = ""

    @property
    def name(self) -> str:
        """The row's name for sentences."""
        return self.short or self.label


@record
class Table:
    """A table of the form.

    `caption` is a heading row across the whole table; `joined` tables of one section print as
    one continuous grid; a `side_by_side` table prints its rows next to each other as one row.
    Widths are relative, label columns first. `counted_in` are the units that texts count its
    cells in. `topic` is "" where no code asks for the table.
    """

    id: str
    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    column_widths: tuple[int, ...]
    label_widths: tuple[int, ...] = ()
    corner: str = ""
    caption: str = ""
    joined: bool = False
    side_by_side: bool = False
    counted_in: tuple[str, ...] = ()
    topic: Literal[Topic, ""] = ""
    new: bool = False

    def row(self, row_id: str) -> Row:
        """The row with this id. Raises StopIteration where there is none."""
        return next(row for row in self.rows if row.id == row_id)


@record
class Phrase:
    """Words of a text that mean rows or columns of a table; a group stands for its rows.

    A `name` says by itself what is meant (部分公开), a `verb` only beside the table's subject
    (收到), and a `subject` is what the table counts (政府信息公开申请); with no verb beside it,
    it means its own rows. `{上年}` and `{下年}` in words stand for every way to say them.
    `otherwise` names phrases of the same table that the words may mean as well. `loose` are words
    that mean it only in a clause which speaks of the table anyhow (公开, 驳回). What is `foreign`
    is counted beside the table and is none of it (提案), a `channel` is a way that some of it came
    by (邮寄), and `neutral` words are parts of none of the others (申请人).
    """

    id: str
    table: str
    words: tuple[str, ...] = ()
    role: Literal["name", "verb", "subject", "foreign", "channel", "neutral"] = "name"
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    otherwise: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


@record
class Section:
    """One of the six sections; `text` says that it is written out in paragraphs.

    `contact` says that an agency tells there how to reach it. `subheadings` are those that its
    text usually has, without their numbers, and `subheadings_source` who says so.
    """

    id: str
    number: str
    title: str
    tab: str
    text: bool = False
    contact: bool = False
    tables: tuple[Table, ...] = ()
    subheadings: tuple[str, ...] = ()
    subheadings_source: str = ""
    hint: str = ""
    hint_source: str = ""

    def name_of(self, table: Table) -> str:
        """What sentences call a table of this section: its caption, or the section's title."""
        return f"第{self.number}部分{table.caption}" if table.caption else f"第{self.number}部分"

    @property
    def heading(self) -> str:
        """The heading as printed: 一、总体情况."""
        return f"{self.number}、{self.title}"


@record
class Deadline:
    """The day of the next year by which agencies of these kinds and tiers publish their reports."""

    kinds: tuple[AgencyKind, ...]
    tiers: tuple[Tier, ...]
    month: int
    day: int
    source: str

    def after(self, year: int) -> date:
        """The day for a report on this year."""
        return date(year + 1, self.month, self.day)


@record
class Cell:
    """One numeric cell of the form, where its table's row and column meet."""

    section: Section
    table: Table
    row: Row
    column: Column

    @cached_property
    def id(self) -> str:
        """The permanent id: table.row.column."""
        return f"{self.table.id}.{self.row.id}.{self.column.id}"

    @property
    def is_total(self) -> bool:
        """Whether the form defines this cell as a sum of others."""
        return bool(self.row.sum_of or self.column.sum_of)

    @cached_property
    def path(self) -> tuple[str, ...]:
        """Where the cell stands, for the clerk: section, caption if any, row, column."""
        caption = (self.table.caption,) if self.table.caption else ()
        above = self.row.under[:1] if self.table.side_by_side else ()
        return (self.section.heading, *caption, *above, self.row.name, self.column.label)

    @cached_property
    def addends(self) -> tuple[str, ...]:
        """Ids of the cells this total adds up; empty for a cell that is no total.

        The corner of a row total and a column total is calculated along its row.
        """
        table, row, column = self.table.id, self.row.id, self.column.id
        if self.column.sum_of:
            return tuple(f"{table}.{row}.{addend}" for addend in self.column.sum_of)
        return tuple(f"{table}.{addend}.{column}" for addend in self.row.sum_of)

    @property
    def former(self) -> str:
        """The id of the cell that meant the same in the edition before; "" where none did."""
        if self.table.new or self.row.new or self.column.new:
            return ""
        row, column = (
            part.follows.partition(":")[2] or part.id for part in (self.row, self.column)
        )
        return f"{self.table.id}.{row}.{column}"


@record(eq=False)
class Form:
    """One edition of the statutory form. `last_year` is None while the edition is in force.

    `former` is the edition before, None for the first. Compared by identity: an edition is loaded
    once, and is the key of what is derived from it.
    """

    id: str
    name: str
    authority: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...] = field(default=())
    phrases: tuple[Phrase, ...] = field(default=())
    former: Form | None = field(default=None, repr=False)
    deadlines: tuple[Deadline, ...] = ()

    def due(self, kind: str, tier: str, year: int) -> date | None:
        """By when an agency publishes its report on a year; None where no law says so."""
        days = (d for d in self.deadlines if kind in d.kinds and tier in d.tiers)
        return next((deadline.after(year) for deadline in days), None)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """All numeric cells by id, in the order of the form."""
        cells = (
            Cell(section, table, row, column)
            for section in self.sections
            for table in section.tables
            for row in table.rows
            for column in table.columns
        )
        return {cell.id: cell for cell in cells}

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """All tables by id."""
        return {table.id: table for section in self.sections for table in section.tables}

    @cached_property
    def cells_of(self) -> Mapping[str, tuple[Cell, ...]]:
        """The cells of each table, by the table's id."""
        found: dict[str, tuple[Cell, ...]] = {}
        for cell in self.cells.values():
            found[cell.table.id] = (*found.get(cell.table.id, ()), cell)
        return found

    @cached_property
    def _topics(self) -> Mapping[str, Table]:
        return {table.topic: table for table in self.tables.values() if table.topic}

    @cached_property
    def _parts(self) -> Mapping[str, tuple[str, ...]]:
        rows = [row for table in self.tables.values() for row in table.rows if row.part]
        return {row.part: tuple(r.id for r in rows if r.part == row.part) for row in rows}

    @cached_property
    def _roles(self) -> Mapping[str, tuple[str, ...]]:
        columns = [c for table in self.tables.values() for c in table.columns if c.role]
        return {
            column.role: tuple(c.id for c in columns if c.role == column.role) for column in columns
        }

    def table_of(self, topic: Topic) -> Table | None:
        """The table about this topic; None where the form has none."""
        return self._topics.get(topic)

    def rows_of(self, part: Part) -> tuple[str, ...]:
        """Ids of the rows of the table about applying that are this part; () where none is."""
        return self._parts.get(part, ())

    def columns_of(self, role: Role) -> tuple[str, ...]:
        """Ids of the columns with this role, in the table that has such; () where none has it."""
        return self._roles.get(role, ())

    @cached_property
    def totals(self) -> tuple[Cell, ...]:
        """All total cells, each after the totals it adds up (表三's corner adds up （七）)."""
        totals = [cell for cell in self.cells.values() if cell.is_total]
        return tuple(sorted(totals, key=lambda c: any(self.cells[a].is_total for a in c.addends)))

    @cached_property
    def text_ids(self) -> tuple[str, ...]:
        """Keys of the report's texts in printed order, title and preface first, signature last."""
        written = (section.id for section in self.sections if section.text)
        return ("title", "preface", *written, "signature")

    @cached_property
    def note_ids(self) -> tuple[str, ...]:
        """Keys of the report's notes: sections, whose notes print below them, then cells."""
        return (*(section.id for section in self.sections), *self.cells)

    @property
    def years(self) -> str:
        """The years of the edition in words: 2019至2020年度, 2021年度起."""
        if self.last_year is None:
            return f"{self.first_year}年度起"
        return f"{self.first_year}至{self.last_year}年度"

    def section_of(self, cell_id: str) -> Section:
        """The section a cell stands in. Raises KeyError for an id the form does not have."""
        return self.cells[cell_id].section

    def section_about(self, rule: Rule) -> Section | None:
        """The one section that a rule speaks of; None where it speaks of more."""
        if table := getattr(rule, "table", ""):
            return self.cells_of[table][0].section
        return next((section for section in self.sections if section.id == rule.section), None)

    def covers(self, year: int) -> bool:
        """Whether reports of this year use this edition."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


@lru_cache(maxsize=16)
def predecessors(form: Form, earlier: Form) -> Mapping[str, str]:
    """The cells of an earlier report's form that mean the same, by this form's cell ids.

    Within one edition every cell is its own; across several, each edition leads to the one before
    it. Empty where `earlier` is not among the editions before.
    """
    if form.id == earlier.id:
        return {cell: cell for cell in form.cells}
    if form.former is None:
        return {}
    before = predecessors(form.former, earlier)
    return {cell.id: before[cell.former] for cell in form.cells.values() if cell.former in before}
