"""Sub-headings and sentences put into a text. All texts are made up."""

import pytest

from core.forms.definition import Form
from core.report.insertions import missing_subheadings, with_sentence, with_subheading


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("|", "（一）甲\n|"),
        ("开头。|", "开头。\n（一）甲\n|"),
        ("开|头。\n末尾。", "开头。\n（一）甲\n|\n末尾。"),
        ("（一）乙。全年。\n说明。|", "（一）乙。全年。\n说明。\n（二）甲\n|"),
        ("(九)乙\n|", "(九)乙\n(十)甲\n|"),
        ("（一）乙\n1.说明|", "（一）乙\n1.说明\n（二）甲\n|"),
        ("（一）乙\n二、新的一层|", "（一）乙\n二、新的一层\n（一）甲\n|"),
    ],
)
def test_that_a_subheading_is_numbered_on_in_a_paragraph_of_its_own(
    text: str, expected: str
) -> None:
    after, place = with_subheading(text.replace("|", ""), text.index("|"), "甲")
    assert f"{after[:place]}|{after[place:]}" == expected


def test_that_several_subheadings_follow_each_other() -> None:
    assert with_subheading("", 0, "甲", "乙", "丙") == ("（一）甲\n（二）乙\n（三）丙", 14)


def test_that_a_sentence_replaces_what_is_selected() -> None:
    assert with_sentence("甲乙丙", 1, 2, "一句。") == ("甲一句。丙", 4)


def test_that_subheadings_that_are_there_are_not_missing(form_2021: Form) -> None:
    general = form_2021.sections[0]
    first, second, *rest = general.subheadings
    text = f"（一）{first}。全年。\n{second}见下。"
    assert missing_subheadings(general, text) == (second, *rest)


def test_that_every_section_that_is_written_has_subheadings_with_their_source(
    forms: tuple[Form, ...],
) -> None:
    for section in (section for form in forms for section in form.sections):
        assert bool(section.subheadings) == section.text
        assert bool(section.subheadings_source) == section.text
