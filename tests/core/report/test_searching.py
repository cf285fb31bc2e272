"""Words found in all parts of a report, and others put in their place. All texts are made up."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.forms.definition import Form
from core.report.edits import EditRefused, current_text, edited
from core.report.report import Agency, Report
from core.report.searching import Hit, Wanted, find, places_of, replace_all, replace_hit
from core.report.texts import TextPlace
from core.report.values import LONGEST_TEXT

AGENCY = Agency("示例街道办事处", "township", "branch")


@pytest.fixture
def report(form_2021: Form) -> Report:
    """The word 公开 in title, preface, signature, a section and two notes."""
    form = form_2021
    report = Report(AGENCY, form.first_year, form)
    first, last = form.sections[0].id, form.sections[-1].id
    tables = [section for section in form.sections if section.tables]
    report.texts = {
        "signature": "公开办",
        last: "没有其他事项。",
        first: "主动公开5件，依申请公开(2)件。",
        "preface": "依据公开条例。",
        "title": "公开年报",
    }
    cell = form.cells_of[tables[0].tables[0].id][0].id
    report.notes = {tables[-1].id: "公开口径", cell: "（公开1件）"}
    return report


def words_of(report: Report, hits: tuple[Hit, ...]) -> list[str]:
    return [current_text(report, hit.place.target)[hit.start : hit.end] for hit in hits]


def test_that_every_part_is_searched_in_the_order_of_reading(report: Report) -> None:
    form = report.form
    hits = find(report, Wanted("公开"))
    assert words_of(report, hits) == ["公开"] * 7
    names = [hit.place.key for hit in hits]
    first = form.sections[0].id
    assert names[:4] == ["title", "preface", first, first]
    assert names[4] in form.cells
    assert names[-1] == "signature"
    assert {hit.place for hit in hits} < set(places_of(report))


def test_that_width_counts_unless_it_is_said_not_to(report: Report) -> None:
    assert find(report, Wanted("（２）")) == ()
    (hit,) = find(report, Wanted("（２）", any_width=True))
    assert words_of(report, (hit,)) == ["(2)"]
    assert len(find(report, Wanted("公开　", any_width=True))) == 0


def test_that_nothing_is_found_where_nothing_is_looked_for(report: Report) -> None:
    assert find(report, Wanted("")) == ()
    assert replace_all(report, Wanted(""), "公示")[1] == 0


def test_that_one_place_is_replaced_and_the_others_stay(report: Report) -> None:
    wanted = Wanted("公开")
    hits = find(report, wanted)
    after = edited(report, replace_hit(report, wanted, hits[3], "公示"))
    assert after.texts[hits[3].place.key] == "主动公开5件，依申请公示(2)件。"
    assert len(find(after, wanted)) == len(hits) - 1


def test_that_a_place_that_was_changed_meanwhile_is_refused(report: Report) -> None:
    wanted = Wanted("公开")
    first = find(report, wanted)[0]
    report.texts["title"] = "年度公开报告"
    with pytest.raises(EditRefused, match="再找一次"):
        replace_hit(report, wanted, first, "公示")


def test_that_all_are_replaced_in_one_edit(report: Report) -> None:
    edit, count = replace_all(report, Wanted("公开"), "公开公开")  # never found in what it wrote
    after = edited(report, edit)
    assert count == 7
    assert len(find(after, Wanted("公开"))) == 14
    assert edit.what == "全部替换"
    assert edited(after, edit.reversed).texts == report.texts


def test_that_a_replacement_that_is_too_long_changes_nothing(report: Report) -> None:
    with pytest.raises(EditRefused, match="太长"):
        replace_all(report, Wanted("公开"), "长" * LONGEST_TEXT)


texts = st.text("公开 申请(（1１，,", max_size=30)


@given(data=st.data(), text=texts, words=st.text("公开(（1１", min_size=1, max_size=2))
def test_that_replacing_all_leaves_none_and_can_be_undone(
    any_report: SearchStrategy[Report], data: st.DataObject, text: str, words: str
) -> None:
    report = data.draw(any_report)
    place = TextPlace("texts", report.form.sections[0].id)
    report.texts[place.key] = text
    wanted = Wanted(words, data.draw(st.booleans()))
    hits = find(report, wanted)
    edit, count = replace_all(report, wanted, "某")
    after = edited(report, edit)
    assert count == len(hits)
    assert edited(after, edit.reversed).texts == report.texts


def test_that_long_texts_are_searched_at_once(report: Report) -> None:
    report.texts[report.form.sections[0].id] = "公开申请（２）件。" * (LONGEST_TEXT // 9)
    times = []
    for _ in range(3):  # one may be that in which the garbage of other tests is looked for
        start = time.process_time()
        hits = find(report, Wanted("(2)", any_width=True))
        replace_all(report, Wanted("公开"), "公示")
        assert len(hits) > 20_000
        times.append(time.process_time() - start)
    assert min(times) < 0.5  # 0.05 on a quiet computer
