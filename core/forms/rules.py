"""The kinds of rules that a form, or a superior, declares. `core.checks.kinds` says who judges.

A kind is a closed shape with named parts, never an expression: so its cells, its sentence and its
line in the rule book come from the declaration alone. Where a kind names a `test`, the tests are
closed too.
"""

from __future__ import annotations

from dataclasses import field
from typing import ClassVar, Literal, get_args

from core.record import record

Severity = Literal["error", "warning", "hint"]
Tier = Literal["national", "province", "city", "county", "township"]
AgencyKind = Literal["government", "office_for_government", "department", "branch"]
ProseTest = Literal[
    "with_carried_in", "denied", "unmentioned", "all_upheld", "list_sum", "list_short",
    "list_beside", "unsure", "unit",
    "share", "share_truncated", "change", "fee_sum", "fee_in_total",
]  # fmt: skip
WordingTest = Literal[
    "title_year", "title_words", "title_twice", "too_short", "empty_phrases", "mentions",
    "topics", "basis", "period", "years", "plans", "numbering", "doubled", "said_twice", "slips",
    "double_negative", "latin", "ourselves", "other_agency", "other_report", "other_site",
    "placeholders", "half_width", "full_width", "repeated", "unpaired",
]  # fmt: skip
PrivacyTest = Literal[
    "citizen_id", "old_citizen_id", "bank_card", "mobile", "telephone", "contact", "name", "home"
]
LastTextTest = Literal["copied", "kept", "unanswered", "untouched"]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
TIERS: tuple[Tier, ...] = get_args(Tier)
AGENCY_KINDS: tuple[AgencyKind, ...] = get_args(AgencyKind)

_SIDES = frozenset({"left", "right", "difference", "left.0", "left.1", "right.0", "right.1"})


@record(eq=False)
class Rule:
    """A declared rule. `say` is the sentence of its findings, `source` the text it rests on.

    `headline` says in a few words which place is wrong and how. `states` says for the rule book
    what must hold; the sums and balances word it themselves.
    `section` is the one section that a rule without a table speaks of, "" for the whole report.
    `sayable` are the names that `say` and `headline` can use.
    """

    id: str
    code: str
    severity: Severity
    headline: str
    say: str
    source: str
    states: str = field(default="", kw_only=True)
    section: str = field(default="", kw_only=True)

    sayable: ClassVar[frozenset[str]] = frozenset()


# ---- on the cells of one report ----


@record(eq=False)
class SumRule(Rule):
    """Each total down the table's rows (`rows`) or along its columns equals its addends."""

    table: str
    down: Literal["rows", "columns"]

    sayable = frozenset({"row", "column", "left", "right", "difference"})


@record(eq=False)
class BalanceRule(Rule):
    """In every column, the rows `left` together equal the rows `right` together."""

    table: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    sayable = _SIDES | {"column"}


@record(eq=False)
class NonNegativeRule(Rule):
    """In every row that has all of these columns, `terms` together are not below zero."""

    terms: tuple[str, ...]

    sayable = frozenset({"row", "left", "left.0", "left.1"})


@record(eq=False)
class FilledRule(Rule):
    """No cell of a table is left blank, a total that can be calculated excepted."""

    sayable = frozenset({"table", "count", "first"})


@record(eq=False)
class WrittenRule(Rule):
    """No section that is a text is left blank."""

    sayable = frozenset({"section"})


@record(eq=False)
class NotApplicableRule(Rule):
    """A cell that says "/" counts as 0, and the clerk is told."""

    sayable = frozenset({"table", "count", "first"})


@record(eq=False)
class EditionRule(Rule):
    """The report uses the edition of its year."""

    sayable = frozenset({"year", "edition", "years"})


@record(eq=False)
class ZeroRule(Rule):
    """Agencies of these tiers (and kinds, where any is named) have 0 in all of `cells`."""

    cells: tuple[str, ...]
    tiers: tuple[Tier, ...]
    kinds: tuple[AgencyKind, ...] = ()

    sayable = frozenset({"row", "values"})


@record(eq=False)
class BoundRule(Rule):
    """In every row of a table, column `lower` is not above the columns `upper` together."""

    table: str
    lower: str
    upper: tuple[str, ...]

    sayable = frozenset({"row", "left", "right", "right.0", "right.1", "difference"})


@record(eq=False)
class SomeRule(Rule):
    """In every row of a table where column `given` is above 0, one of `some` is above 0 too."""

    table: str
    given: str
    some: tuple[str, ...]

    sayable = frozenset({"row", "left.0"})


@record(eq=False)
class LopsidedRule(Rule):
    """Cell `part` is less than `percent` % of cell `whole`, unless one of `others` is above 0.

    Looked at only where `whole` is at least `least`.
    """

    part: str
    whole: str
    others: tuple[str, ...]
    percent: int
    least: int

    sayable = frozenset({"left", "right", "percent"})


@record(eq=False)
class AllZeroRule(Rule):
    """Not every cell of the report is 0."""


# ---- on the cells of this report and last year's ----


@record(eq=False)
class CarryRule(Rule):
    """What last year's report left is what this one begins with, in each line of a table.

    `now` and, of last year's report, `last` name columns of each row (`each` = row) or rows of
    each column: `now` = `last` + `added` − `removed`, each a sum; or, with `relation` at_least,
    `now` is not below that. `added` and `removed` are this year's.
    """

    table: str
    each: Literal["row", "column"]
    now: tuple[str, ...]
    last: tuple[str, ...]
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    relation: Literal["equal", "at_least"] = "equal"

    sayable = frozenset({"row", "column", "now", "last", "added", "removed", "right", "difference"})


@record(eq=False)
class DroppedRule(Rule):
    """None of `cells` is 0 that was above 0 last year."""

    cells: tuple[str, ...]

    sayable = frozenset({"cell", "last"})


@record(eq=False)
class BigChangeRule(Rule):
    """None of `cells` is over `factor` times last year's or below that part of it.

    Looked at only where the larger of both is at least `least`, and with `both` only where neither
    is 0.
    """

    cells: tuple[str, ...]
    factor: int
    least: int
    both: bool = False

    sayable = frozenset({"cell", "now", "last"})


@record(eq=False)
class UnchangedRule(Rule):
    """None of `cells` is what it was last year, where that is at least `least`."""

    cells: tuple[str, ...]
    least: int

    sayable = frozenset({"cell", "last"})


# ---- on the texts ----


@record(eq=False)
class FigureRule(Rule):
    """A figure in a text agrees with the cells that it speaks of; `topics` are its phrases'."""

    topics: tuple[str, ...]

    sayable = frozenset({"figure", "cells", "right", "difference"})


@record(eq=False)
class ProseRule(Rule):
    """Figures in a text agree among themselves, in the way that `test` names.

    `list_sum`: a total stated with its parts; `share`: a percentage; `change`: 同比; `fee_sum`:
    信息处理费 and its parts.
    """

    test: ProseTest

    sayable = frozenset({"figure", "left", "right", "difference", "cells"})


@record(eq=False)
class WordingRule(Rule):
    """A text is written as it should be, in the way that `test` names.

    `words` are the words that the test looks for; `least` a number it compares with; `kinds` the
    kinds of agencies that it is for, all where none is named. What a rule wants of its section
    may stand in the sections `or_in` instead.
    """

    test: WordingTest
    words: tuple[str, ...] = ()
    least: int = 0
    kinds: tuple[AgencyKind, ...] = ()
    or_in: tuple[str, ...] = ()

    sayable = frozenset({"found", "wanted", "year", "section", "count"})


@record(eq=False)
class PrivacyRule(Rule):
    """No text tells what identifies a person: `test` names the kind of it."""

    test: PrivacyTest

    sayable = frozenset({"found", "section", "count"})


@record(eq=False)
class LastTextRule(Rule):
    """This year's texts are not last year's, in the way that `test` names.

    `percent` is the likeness from which a paragraph is a copy, the part of a section in sentences
    that were kept, or that of a problem's words that must come back for it to be answered.
    """

    test: LastTextTest
    percent: int = 0

    sayable = frozenset({"found", "last", "percent", "year", "section"})


# ---- what a superior asks for besides (core.forms.demands) ----


@record(eq=False)
class LengthRule(Rule):
    """The text of the section has at least `least` 字 and at most `most`; 0 for no limit."""

    least: int = 0
    most: int = 0

    sayable = frozenset({"wanted"})


@record(eq=False)
class PhraseRule(Rule):
    """One of `words` stands in the text of the section, below its sub-heading `part` if any."""

    words: tuple[str, ...]
    part: str = ""

    sayable = frozenset({"wanted"})


@record(eq=False)
class CountedRule(Rule):
    """One sentence has one of `words` and a number in one of `units`; `part` as in PhraseRule."""

    words: tuple[str, ...]
    units: tuple[str, ...]
    part: str = ""

    sayable = frozenset({"wanted"})


@record(eq=False)
class NoteRule(Rule):
    """Below the section `place` stands a note, with one of `words` where any is named."""

    place: str
    words: tuple[str, ...] = ()


KINDS: dict[str, type[Rule]] = {
    "sum": SumRule,
    "balance": BalanceRule,
    "non_negative": NonNegativeRule,
    "filled": FilledRule,
    "written": WrittenRule,
    "not_applicable": NotApplicableRule,
    "edition": EditionRule,
    "zero": ZeroRule,
    "bound": BoundRule,
    "some": SomeRule,
    "lopsided": LopsidedRule,
    "all_zero": AllZeroRule,
    "carry": CarryRule,
    "dropped": DroppedRule,
    "big_change": BigChangeRule,
    "unchanged": UnchangedRule,
    "figure": FigureRule,
    "prose": ProseRule,
    "wording": WordingRule,
    "privacy": PrivacyRule,
    "last_text": LastTextRule,
}


# No form declares these.
DEMANDED_KINDS: dict[str, type[Rule]] = {
    "length": LengthRule,
    "phrase": PhraseRule,
    "counted": CountedRule,
    "note": NoteRule,
}

_NAMES = {kind: name for name, kind in (KINDS | DEMANDED_KINDS).items()}


def word_of(rule: Rule) -> str:
    """What a rule is declared to be: its kind, and after a dot its test where it names one."""
    name = _NAMES[type(rule)]
    test = getattr(rule, "test", "")
    return f"{name}.{test}" if test else name
