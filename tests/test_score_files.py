"""The arithmetic of `sh run.sh score-files`. All figures are made up."""

from typing import Any

from tests.score_files.scoring import (
    ALLOWED,
    INVENTED,
    MARKED,
    MISSING,
    RIGHT,
    WRONG,
    Score,
    scored_reading,
    scored_refusal,
    verdict_on,
)

CELL, SURE, SLIP, SINGLE = (f"applications.granted.{c}" for c in ("a", "b", "c", "d"))


def package(**cells: str) -> dict[str, Any]:
    names = {"a": CELL, "b": SURE, "c": SLIP, "d": SINGLE}
    return {
        "agency": {"name": "示例镇人民政府"},
        "year": 2024,
        "edition": "2021",
        "cells": {names[key]: value for key, value in cells.items()},
        "texts": {"general": "（一）主动公开。\n公开了目录。"},
        "notes": {},
    }


def truth(**cells: str) -> dict[str, Any]:
    return {
        "expect": "read",
        "package": package(**cells),
        "unsure_allowed": [CELL, SLIP, SINGLE],
        "alternatives": {SINGLE: [None, "0"]},
    }


def report(*unsure: str, missing: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"unsure": [{"cell": cell} for cell in unsure], "missing": list(missing)}


def test_that_a_cell_with_its_value_is_right() -> None:
    assert verdict_on(truth(b="7"), SURE, "7", marked=False) == RIGHT


def test_that_a_blank_cell_is_marked_allowed_or_silently_missing() -> None:
    assert verdict_on(truth(b="7"), SURE, None, marked=True) == MARKED
    assert verdict_on(truth(b="7"), SURE, None, marked=False) == MISSING
    assert verdict_on(truth(a="7"), CELL, None, marked=True) == ALLOWED
    assert verdict_on(truth(a="7"), CELL, None, marked=False) == MISSING


def test_that_a_slip_that_is_left_blank_must_be_marked() -> None:
    assert verdict_on(truth(), SLIP, None, marked=True) is None
    assert verdict_on(truth(), SLIP, None, marked=False) == MISSING
    assert verdict_on(truth(), SLIP, "3", marked=True) == INVENTED


def test_that_a_value_where_none_or_another_is_true_is_silently_wrong() -> None:
    assert verdict_on(truth(b="7"), SURE, "8", marked=False) == WRONG
    assert verdict_on(truth(b="7"), SURE, "8", marked=True) == WRONG
    assert verdict_on(truth(), SURE, "0", marked=False) == INVENTED


def test_that_an_alternative_is_as_good_as_the_truth() -> None:
    assert verdict_on(truth(), SINGLE, "0", marked=False) is None
    assert verdict_on(truth(), SINGLE, "1", marked=False) == INVENTED


def test_that_a_cell_published_blank_needs_no_mark() -> None:
    assert verdict_on(truth(), SURE, None, marked=False) is None


def test_that_the_counts_of_a_reading_add_up() -> None:
    read = package(a="1", b="9", d="0")
    score = scored_reading(truth(a="1", b="2"), read, report(SLIP))
    assert (score.cells, score.right, score.wrong, score.invented) == (2, 1, 1, 0)
    assert (score.outcomes, score.silent, score.facts_right, score.facts) == (1, 1, 3, 3)
    assert len(score.remarks) == 1


def test_that_texts_are_compared_without_white_space_and_one_too_many_counts() -> None:
    read = package()
    read["texts"] = {"general": "（一）主动公开。 公开了\n目录。", "signature": "示例镇人民政府"}
    score = scored_reading(truth(), read, report(CELL, SLIP, SINGLE))
    assert (score.texts, score.texts_right) == (3, 2)


def test_that_a_wrong_edition_year_or_agency_counts() -> None:
    read = package() | {"year": 2023, "edition": "2019"}
    assert scored_reading(truth(), read, report(CELL, SLIP, SINGLE)).facts_right == 1


def test_that_a_file_that_is_refused_but_should_be_read_counts_all_its_cells() -> None:
    score = scored_refusal(truth(a="1", b="2"), "不是年报。")
    assert (score.outcomes, score.cells, score.marked, score.silent) == (0, 2, 2, 0)


def test_that_a_file_that_is_read_but_should_be_refused_has_invented_its_cells() -> None:
    refused = {"expect": "refused"}
    score = scored_reading(refused, package(a="1"), report())
    assert (score.outcomes, score.invented) == (0, 1)
    assert scored_refusal(refused, "不是年报。").outcomes == 1


def test_that_scores_of_files_add_up() -> None:
    total = Score()
    total.add(Score(files=1, cells=3, right=2, seconds=0.5))
    total.add(Score(files=1, cells=4, right=4, seconds=0.25))
    assert (total.files, total.cells, total.right, total.seconds) == (2, 7, 6, 0.75)
