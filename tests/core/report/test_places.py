from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Form
from core.report.edits import Change, dump_explanations
from core.report.places import SHOWN, name_of_target, shown
from core.report.report import Explanation
from tests.editions import NEWEST


@pytest.mark.parametrize(
    ("target", "name"),
    [
        (
            "cells.applications.new_received.natural_person",
            "第三部分 一、本年新收·自然人",
        ),
        ("notes.applications.new_received.natural_person", "自然人（注）"),
        ("notes.disclosure", "（注）"),
        ("texts.title", "标题"),
        ("texts.general", "一、总体情况"),
        ("explanations", "核对说明"),
        ("status", "状态"),
    ],
)
def test_that_places_are_named_in_the_forms_words(
    form_of: Callable[[str], Form], target: str, name: str
) -> None:
    assert name_of_target(target, form_of(NEWEST)).endswith(name)


def test_that_every_target_of_every_form_has_a_name(forms: tuple[Form, ...]) -> None:
    for form in forms:
        targets = [f"notes.{key}" for key in form.note_ids]
        targets += [f"texts.{key}" for key in form.text_ids]
        targets += [f"cells.{key}" for key in form.cells]
        names = [name_of_target(target, form) for target in targets]
        assert all(names)
        assert len(set(names)) == len(names)


def test_that_what_is_stored_in_codes_is_shown_in_words() -> None:
    assert shown(Change("status", "draft", "final")) == ("草稿", "定稿")
    assert shown(Change("texts.title", "", "final")) == ("", "final")
    given = dump_explanations((Explanation("r", {}, "属实"), Explanation("s", {}, "已核")))
    assert shown(Change("explanations", "", given)) == ("", "属实；已核")


def test_that_long_texts_are_shown_where_they_differ() -> None:
    before, after = "甲" * 500, "乙" * 500
    old, new = shown(
        Change("texts.general", f"{before}收到7件\n{after}", f"{before}收到8件\n{after}")
    )
    assert old == f"…{'甲' * 6}收到7件 {'乙' * 6}…"
    assert new == old.replace("7", "8")
    assert shown(Change("texts.general", "短的。\n二", "")) == ("短的。 二", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_that_no_line_of_a_change_is_long(old: str, new: str) -> None:
    for line in shown(Change("texts.general", old, new)):
        assert len(line) <= SHOWN + 2
        assert len(line.splitlines()) <= 1
