"""What would be tidied in a report, and done as one step. All texts are made up."""

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.chinese.tidying import tidied
from core.forms.definition import Form
from core.report.edits import edited
from core.report.report import Agency, Report
from core.report.tidying import Untidy, tidy, untidy
from core.report.values import LONGEST_TEXT

AGENCY = Agency("示例街道办事处", "township", "branch")


@pytest.fixture
def report(form_2021: Form) -> Report:
    return Report(AGENCY, form_2021.first_year, form_2021)


def pairs(found: tuple[Untidy, ...]) -> list[tuple[str, str]]:
    return [(one.old, one.new) for one in found]


def test_that_only_paragraphs_that_differ_are_listed_with_their_places(report: Report) -> None:
    report.texts = {"general": "　　甲,乙。\n\n丙。\n丁 戊。\n", "title": "甲 乙"}
    report.notes = {"applications": "（注:甲）"}
    found = untidy(report)
    assert pairs(found) == [
        ("甲 乙", "甲乙"),
        ("　　甲,乙。", "甲，乙。"),
        ("\n\n", "\n"),
        ("丁 戊。", "丁戊。"),
        ("\n", ""),
        ("（注:甲）", "（注：甲）"),
    ]
    assert [one.paragraph for one in found] == [1, 1, 2, 3, 4, 1]
    assert [one.is_blank for one in found] == [False, False, True, False, True, False]


def test_that_what_is_taken_off_stays_and_the_rest_is_one_step(report: Report) -> None:
    report.texts = {"general": "　　甲,乙。\n \n丙,丁。", "problems": "戊,己"}
    found = untidy(report)
    edit = tidy(report, [one for one in found if not one.old.startswith("丙")])
    after = edited(report, edit)
    assert after.texts == {"general": "甲，乙。\n丙,丁。", "problems": "戊，己"}
    assert edit.what == "整理段落"
    assert edited(after, edit.reversed).texts == report.texts


def test_that_a_report_in_order_has_nothing_to_tidy(report: Report) -> None:
    report.texts = {"general": "（一）主动公开。全年1,205件。\n（二）依申请公开。"}
    assert untidy(report) == ()
    assert tidy(report, ()).changes == ()


@given(text=st.text("甲，, .()１\n 　\t\v", max_size=40), digits=st.booleans())
@example(text="甲,()", digits=False)
@example(text="甲()()", digits=False)
@example(text="甲).甲", digits=False)
def test_that_all_of_it_done_leaves_nothing_to_do(form_2021: Form, text: str, digits: bool) -> None:
    report = Report(AGENCY, form_2021.first_year, form_2021)
    report.texts = {"general": text}
    after = edited(report, tidy(report, untidy(report, digits)))
    assert untidy(after, digits) == ()
    whole = [tidied(line, digits) for line in text.split("\n")]
    assert after.texts.get("general", "") == "\n".join(line for line in whole if line)


def test_that_long_texts_are_tidied_at_once(report: Report) -> None:
    report.texts["general"] = ("　　公开, 申请(２)件。" * 20 + "\n\n") * (LONGEST_TEXT // 302)
    start = time.process_time()
    found = untidy(report)
    tidy(report, found)
    assert len(found) > 1000
    assert time.process_time() - start < 1  # 0.1 on a quiet computer
