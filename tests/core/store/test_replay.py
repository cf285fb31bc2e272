"""The log played again."""

import random
from collections.abc import Callable

import pytest

from core.report.edits import Change, apply_changes, current_text, set_text
from core.report.report import Report
from core.store.replay import Replay
from tests.editions import NEWEST

Row = tuple[int, int, str, int | None, str, str]
TEXT = "texts.general"


def one_each(*changes: tuple[str, int | None, str, str]) -> list[Row]:
    """Edits of one change each."""
    return [(i, 0, *change) for i, change in enumerate(changes, start=1)]


def test_that_splices_and_whole_texts_lead_to_what_apply_changes_makes_of_them(
    new_report: Callable[..., Report],
) -> None:
    report, rnd, rows = new_report(NEWEST), random.Random(1), []
    for n in range(300):
        text = report.texts.get("general", "")
        begin = rnd.randint(0, len(text))
        end = min(len(text), begin + rnd.randint(0, 3))
        after = text[:begin] + rnd.choice(["公开", "", "𠮷a", "\n"]) + text[end:]
        edit = set_text(report, "general", after)
        if n % 50 == 49:
            edit = type(edit)("", (Change(TEXT, text, after),))
        apply_changes(report, edit.changes)
        rows += [(n, 0, c.target, c.start, c.old, c.new) for c in edit.changes]
    replay = Replay(rows)

    assert replay.sound
    assert replay.text(TEXT) == current_text(report, TEXT) != ""


def test_that_a_report_begins_as_a_draft() -> None:
    assert Replay([]).text("status") == "draft"
    assert Replay(one_each(("status", None, "draft", "final"))).sound


@pytest.mark.parametrize(
    "change",
    [
        ("cells.a", None, "2", "3"),
        (TEXT, 2, "乙", ""),
        (TEXT, 9, "", "丙"),
        (TEXT, -1, "", "丙"),
    ],
    ids=["another value before", "another text before", "behind the end", "before the beginning"],
)
def test_that_a_change_that_does_not_fit_breaks_its_target_alone(
    change: tuple[str, int | None, str, str],
) -> None:
    replay = Replay(one_each((TEXT, 0, "", "甲甲甲"), ("cells.a", None, "", "1"), change))

    assert replay.broken == {change[0]}
    assert not replay.torn
    assert replay.text(TEXT) == "甲甲甲"


@pytest.mark.parametrize(
    "row",
    [
        (3, None, None, None, None, None),
        (3, 1, "cells.a", None, "1", "2"),
        (3, 0, "cells.a", None, "1", None),
        (3, 0, "cells.a", None, "1", "\udcff"),
        (3, 0, TEXT, "x", "", "甲"),
        (3, 0, TEXT, 0, 5, "甲"),
        (3, 0, TEXT, 2**62, "", "甲"),
    ],
    ids=["no changes", "first lost", "NULL", "no UTF-8", "text start", "number", "huge start"],
)
def test_that_what_is_lost_or_no_change_tears_the_log(row: Row) -> None:
    replay = Replay([*one_each(("cells.a", None, "", "1")), row])

    assert not replay.sound
