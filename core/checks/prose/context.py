"""What a number is bound to, and what has been said before it in its paragraph."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from core.forms.definition import Form, Part
from core.record import record


@record
class Told:
    """What texts tell of, by the ids that a form has for it.

    `applications`, `reviews` (and suits) and `charges` are tables, "" where the form has none.
    The others are rows of the first: `outcomes` all the ways in which an application is closed,
    `closed` their total, `suits` and `reviewed` those of the second table, `parts` what a row is.
    """

    applications: str
    reviews: str
    charges: str
    intake: tuple[str, ...]
    from_last_year: tuple[str, ...]
    to_next_year: tuple[str, ...]
    outcomes: frozenset[str]
    closed: tuple[str, ...]
    suits: tuple[str, ...]
    reviewed: tuple[str, ...]
    parts: Mapping[str, Part]

    @property
    def on_hand(self) -> tuple[str, ...]:
        """The rows of what came in and what came over from last year."""
        return self.intake + self.from_last_year

    def parts_of(self, table: str, rows: tuple[str, ...]) -> frozenset[Part]:
        """Which parts of the applications these rows of a table are."""
        if table != self.applications:
            return frozenset()
        return frozenset(self.parts[row] for row in rows if row in self.parts)


@lru_cache(maxsize=8)
def told_in(form: Form) -> Told:
    """What texts tell of that the form counts."""
    applications, reviews = form.table_of("applying"), form.table_of("contesting")
    charges = form.table_of("charging")
    rows = applications.rows if applications else ()
    contested = [
        p.rows for p in form.phrases if reviews and p.table == reviews.id and not p.columns
    ]
    kinds = [kind for kind in contested if reviews and 0 < len(kind) < len(reviews.rows)]
    suits = max(kinds, key=len, default=())
    return Told(
        applications=applications.id if applications else "",
        reviews=reviews.id if reviews else "",
        charges=charges.id if charges else "",
        intake=form.rows_of("intake"),
        from_last_year=form.rows_of("from_last_year"),
        to_next_year=form.rows_of("to_next_year"),
        closed=form.rows_of("closed"),
        suits=suits,
        reviewed=next((kind for kind in kinds if not set(kind) & set(suits)), ()),
        outcomes=frozenset(addend for row in rows if row.part == "closed" for addend in row.sum_of),
        parts={row.id: row.part for row in rows if row.part},
    )


@record
class Binding:
    """What a number speaks of: the cells of each way to read it, likeliest first.

    `topic` is the id of the phrase that decides which rule holds; `rows` and `columns` those of
    the likeliest reading; `parts` what these rows are of the applications. `whole` says that it
    counts all applicants (no column was named).
    """

    topic: str
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    readings: tuple[tuple[str, ...], ...]
    parts: frozenset[Part]

    @property
    def whole(self) -> bool:
        """Whether no column was named."""
        return not self.columns


@record
class Context:
    """What has been said so far in a paragraph.

    `last` is the binding before this one, `governing` the one whose parts follow (其中 …), and
    `unit` what its table was counted in.
    """

    about_applications: bool = False
    last: Binding | None = None
    before_last: Binding | None = None
    governing: Binding | None = None
    intake: Binding | None = None
    unit: str = ""

    @property
    def table(self) -> str:
        """The table spoken of, "" at first."""
        return self.last.table if self.last else ""
