"""Who judges what: every word that a rule can be declared to be, with its judge.

Judges of texts are imported when the first text is read: the window opens without them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any, Literal

from core.forms.definition import Form
from core.forms.rules import Rule, word_of
from core.imports import function_named
from core.record import record

# How judges are called: for all equations of the form together; for one rule at a time, on the
# cells or on cells and texts; for all figures of a paragraph together; on one paragraph at a
# time, on all that is written, or on it and last year's.
Way = Literal[
    "equations", "cells", "cells_and_texts", "figures", "paragraph", "texts", "last_texts"
]


@record
class Judge:
    """The function that judges rules of one word: `name` in a module of `core.checks`."""

    way: Way
    module: str
    name: str

    @cached_property
    def function(self) -> Callable[..., Any]:
        """The function, its module imported."""
        return function_named(f"core.checks.{self.module}:{self.name}")


JUDGES: Mapping[str, Judge] = {
    "sum": Judge("equations", "equations", "judge_equations"),
    "balance": Judge("equations", "equations", "judge_equations"),
    "non_negative": Judge("cells", "rules", "judge_non_negative"),
    "filled": Judge("cells", "rules", "judge_filled"),
    "written": Judge("cells", "rules", "judge_written"),
    "not_applicable": Judge("cells", "rules", "judge_not_applicable"),
    "edition": Judge("cells", "rules", "judge_edition"),
    "zero": Judge("cells", "rules", "judge_zero"),
    "bound": Judge("cells", "rules", "judge_bound"),
    "some": Judge("cells", "rules", "judge_some"),
    "lopsided": Judge("cells", "rules", "judge_lopsided"),
    "all_zero": Judge("cells", "rules", "judge_all_zero"),
    "carry": Judge("cells", "previous_year", "judge_carry"),
    "dropped": Judge("cells", "previous_year", "judge_dropped"),
    "big_change": Judge("cells", "previous_year", "judge_big_change"),
    "unchanged": Judge("cells", "previous_year", "judge_unchanged"),
    "figure": Judge("figures", "prose.judge", "judge_prose"),
    "prose.with_carried_in": Judge("figures", "prose.judge", "judge_prose"),
    "prose.denied": Judge("figures", "prose.judge", "judge_prose"),
    "prose.unmentioned": Judge("cells_and_texts", "prose.judge", "judge_unmentioned"),
    "prose.all_upheld": Judge("figures", "prose.judge", "judge_prose"),
    "prose.list_sum": Judge("figures", "prose.judge", "judge_prose"),
    "prose.list_short": Judge("figures", "prose.judge", "judge_prose"),
    "prose.list_beside": Judge("figures", "prose.judge", "judge_prose"),
    "prose.unsure": Judge("figures", "prose.judge", "judge_prose"),
    "prose.unit": Judge("figures", "prose.judge", "judge_prose"),
    "prose.share": Judge("figures", "prose.judge", "judge_prose"),
    "prose.share_truncated": Judge("figures", "prose.judge", "judge_prose"),
    "prose.change": Judge("figures", "prose.judge", "judge_prose"),
    "prose.fee_sum": Judge("figures", "prose.judge", "judge_prose"),
    "prose.fee_in_total": Judge("figures", "prose.judge", "judge_prose"),
    "wording.title_year": Judge("texts", "wording.title", "year"),
    "wording.title_words": Judge("texts", "wording.title", "words"),
    "wording.title_twice": Judge("texts", "wording.title", "twice"),
    "wording.too_short": Judge("texts", "wording.contents", "too_short"),
    "wording.empty_phrases": Judge("texts", "wording.contents", "empty_phrases"),
    "wording.mentions": Judge("texts", "wording.contents", "mentions"),
    "wording.topics": Judge("texts", "wording.contents", "topics"),
    "wording.basis": Judge("texts", "wording.contents", "basis"),
    "wording.period": Judge("paragraph", "wording.period", "period"),
    "wording.years": Judge("paragraph", "wording.years", "left_over"),
    "wording.plans": Judge("paragraph", "wording.years", "plans_for_the_past"),
    "wording.numbering": Judge("texts", "wording.numbering", "numbering"),
    "wording.doubled": Judge("paragraph", "wording.words", "doubled"),
    "wording.said_twice": Judge("texts", "wording.words", "said_twice"),
    "wording.slips": Judge("paragraph", "wording.words", "slips"),
    "wording.double_negative": Judge("paragraph", "wording.words", "double_negative"),
    "wording.latin": Judge("paragraph", "wording.words", "latin"),
    "wording.ourselves": Judge("paragraph", "wording.names", "ourselves"),
    "wording.placeholders": Judge("paragraph", "wording.names", "placeholders"),
    "wording.other_agency": Judge("texts", "wording.names", "other_agency"),
    "wording.other_report": Judge("texts", "wording.others", "other_report"),
    "wording.other_site": Judge("texts", "wording.names", "other_site"),
    "wording.half_width": Judge("paragraph", "wording.marks", "half_width"),
    "wording.full_width": Judge("paragraph", "wording.marks", "full_width"),
    "wording.repeated": Judge("paragraph", "wording.marks", "repeated"),
    "wording.unpaired": Judge("paragraph", "wording.marks", "unpaired"),
    "privacy.citizen_id": Judge("paragraph", "privacy", "citizen_id"),
    "privacy.old_citizen_id": Judge("paragraph", "privacy", "old_citizen_id"),
    "privacy.bank_card": Judge("paragraph", "privacy", "bank_card"),
    "privacy.mobile": Judge("paragraph", "privacy", "mobile"),
    "privacy.telephone": Judge("paragraph", "privacy", "telephone"),
    "privacy.contact": Judge("paragraph", "privacy", "contact"),
    "privacy.name": Judge("paragraph", "privacy", "name"),
    "privacy.home": Judge("paragraph", "privacy", "home"),
    "last_text.copied": Judge("last_texts", "last_text", "copied"),
    "last_text.kept": Judge("last_texts", "last_text", "kept"),
    "last_text.unanswered": Judge("last_texts", "last_text", "unanswered"),
    "last_text.untouched": Judge("last_texts", "last_text", "untouched"),
    "length": Judge("texts", "wording.demanded", "length"),
    "phrase": Judge("texts", "wording.demanded", "phrase"),
    "counted": Judge("texts", "wording.demanded", "counted_in_words"),
    "note": Judge("texts", "wording.demanded", "note"),
}


@lru_cache(maxsize=8)
def judges_of(form: Form) -> tuple[tuple[Rule, Judge], ...]:
    """The rules of a form in its order, each with its judge."""
    return tuple((rule, JUDGES[word_of(rule)]) for rule in form.rules)
