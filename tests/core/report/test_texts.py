"""Places of texts and notes, what is written there, and its paragraphs."""

from collections.abc import Callable

import pytest

from core.checks.run import check
from core.forms.definition import Form
from core.report.report import Report
from core.report.texts import TextPlace, paragraphs_of, written_in
from tests.editions import NEWEST

PLACES = [
    ("texts.title", "general", "标题"),
    ("texts.preface", "general", "前言"),
    ("texts.general", "general", "第一部分"),
    ("texts.other_matters", "other_matters", "第六部分"),
    ("texts.signature", "other_matters", "落款"),
    ("notes.disclosure", "disclosure", "第二部分的备注"),
    ("notes.applications.granted.total", "applications", "第三部分的备注"),
]


@pytest.mark.parametrize(("target", "section", "name"), PLACES)
def test_that_a_place_knows_its_section_and_its_name(
    form_2021: Form, target: str, section: str, name: str
) -> None:
    place = TextPlace.of(target)

    assert place
    assert place.target == target
    assert place.section(form_2021).id == section
    assert place.name(form_2021) == name


@pytest.mark.parametrize("target", ["cells.licensing.licences.decisions", "status"])
def test_that_what_is_no_text_has_no_place(target: str) -> None:
    assert TextPlace.of(target) is None


@pytest.mark.parametrize(("target", "section", "name"), PLACES)
def test_that_every_finding_on_a_text_is_shown_in_the_section_of_its_place(
    new_report: Callable[..., Report], target: str, section: str, name: str
) -> None:
    """Those on its figures, on its words and on persons alike."""
    place = TextPlace.of(target)
    assert place
    cells = {"applications.new_received.total": "1", "applications.carried_in.total": "0"}
    report = new_report(NEWEST, cells)
    text = "收到政府信息公开申请9件,，其中公民7件。电话：13800138000"
    {"texts": report.texts, "notes": report.notes}[place.kind][place.key] = text
    found = [f for f in check(report).findings if any(span.place == place for span in f.spans)]

    assert {f.rule.id for f in found} >= {"figures.received", "texts.repeated_marks"}
    assert any(f.rule.id.startswith("privacy.") for f in found)
    assert {f.section for f in found} == {section}


def test_that_what_is_written_is_listed_in_printed_order_then_the_notes(
    new_report: Callable[..., Report],
) -> None:
    report = new_report(NEWEST)
    report.notes = {"licensing.licences.decisions": "乙", "disclosure": "甲"}
    report.texts = {"signature": "丁", "problems": " \n", "title": "丙"}

    assert [(place.target, text) for place, text in written_in(report)] == [
        ("texts.title", "丙"),
        ("texts.signature", "丁"),
        ("notes.disclosure", "甲"),
        ("notes.licensing.licences.decisions", "乙"),
    ]


def test_that_paragraphs_are_as_written_and_say_where_they_begin() -> None:
    text = "\u3000甲。\r\n\n \n乙\u2028丙"

    assert list(paragraphs_of(text)) == [(0, "\u3000甲。"), (8, "乙"), (10, "丙")]
    for start, paragraph in paragraphs_of(text):
        assert text[start:].startswith(paragraph)
