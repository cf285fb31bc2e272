from collections.abc import Callable

import pytest

from core.forms.definition import Form
from core.report.edits import dump_explanations
from core.report.places import name_of_target, words_of
from core.report.report import Explanation


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
    assert name_of_target(target, form_of("2021")).endswith(name)


def test_that_every_target_of_every_form_has_a_name(forms: tuple[Form, ...]) -> None:
    for form in forms:
        targets = [f"notes.{key}" for key in form.note_ids]
        targets += [f"texts.{key}" for key in form.text_ids]
        targets += [f"cells.{key}" for key in form.cells]
        names = [name_of_target(target, form) for target in targets]
        assert all(names)
        assert len(set(names)) == len(names)


def test_that_what_is_stored_in_codes_is_shown_in_words() -> None:
    assert words_of("status", "final") == "定稿"
    assert words_of("texts.title", "final") == "final"
    given = dump_explanations((Explanation("r", {}, "属实"), Explanation("s", {}, "已核")))
    assert words_of("explanations", given) == "属实；已核"
