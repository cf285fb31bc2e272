"""Whether a form says what its tables, rows and columns are to the code that asks for them.

Their topics, parts and roles are words of closed vocabularies; here each is held against the
others, and against the rules whose judges ask for it. A form may lack a table, with its rules.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.forms.authority import document_number
from core.forms.definition import Form, Part, Role, Table, Topic
from core.forms.file import FormError
from core.forms.rules import Rule, word_of

# Where the parts and roles belong; those that the table cannot do without.
ROLES: dict[Role, Topic] = {"kept": "contesting", "charged": "charging"}
PARTS_OF: Topic = "applying"
NEEDED: tuple[Part, ...] = ("intake", "from_last_year", "closed", "to_next_year")


def check_meanings(form: Form, file: str) -> None:
    """Raises FormError where a topic, part or role is out of place, or is missing."""
    for table in form.tables.values():
        for what in _wrong_in(table, form):
            raise FormError(f"{file}: table {table.id}: {what}")
    for rule in form.rules:
        if missing := _missing(rule, form):
            raise FormError(f"{file}: rule {rule.id}: there is no {missing}")


def _wrong_in(table: Table, form: Form) -> Iterator[str]:
    """What is wrong with the words that a table and its rows and columns have."""
    if table.topic and form.table_of(table.topic) is not table:
        yield f"another table is about {table.topic}"
    for row in table.rows:
        if row.part and table.topic != PARTS_OF:
            yield f"row {row.id} is {row.part}, which belongs to {PARTS_OF}"
    for column in table.columns:
        if column.role and table.topic != ROLES[column.role]:
            yield f"column {column.id} is {column.role}, which belongs to {ROLES[column.role]}"
        if column.role == "charged" and column.unit != "万元":
            yield f"column {column.id} is charged, in 万元"
    totals = [column for column in table.columns if column.sum_of]
    if not totals and (
        table.topic in ("applying", "contesting") or any(row.mentioned_by for row in table.rows)
    ):
        yield "a total column is missing"
    if table.topic == PARTS_OF:
        yield from (f"no row is {part}" for part in NEEDED if not form.rows_of(part))


def _missing(rule: Rule, form: Form) -> str:
    """What the judge of a rule asks the form for in vain; "" where it has everything."""
    match word_of(rule):
        case "prose.with_carried_in" if not form.table_of("applying"):
            return "table about applying"
        case "prose.unmentioned" if not rule.section:
            return "section"
        case "prose.all_upheld" if not form.columns_of("kept"):
            return "column that is kept"
        case "prose.fee_in_total" if not form.columns_of("charged"):
            return "column that is charged"
        case "wording.basis" if not (form.former and document_number(form.authority)):
            return "edition before it, or no document number of its authority"
    return ""
