"""What an edit does through the session: file, memory, checks, observers."""

from collections.abc import Callable
from datetime import date

import pytest

from core.checks.findings import Rewrite, Span
from core.refusal import Refused
from core.report.edits import (
    Change,
    Edit,
    EditRefused,
    replace_contents,
    set_cells,
    set_note,
    set_text,
)
from core.report.report import Report
from core.report.texts import TextPlace
from core.report.totals import Total
from core.session import Session, SessionChange
from core.store.connection import Database
from core.store.database import StoreRefused
from core.store.reports import Reports
from tests.core.broken import fail
from tests.core.session_steps import (
    BUSINESS,
    GRANTED,
    GRANTED_TOTAL,
    PENALTIES,
    entries,
    frozen,
    texts,
    type_in,
    undone,
)

# ---------------------------------------------------------------- applying


def test_that_an_applied_edit_is_in_memory_in_the_file_and_checked(
    session: Session, database: Database
) -> None:
    session.apply(set_cells(session.report, {GRANTED: "１２", GRANTED_TOTAL: "3"}))

    assert texts(session) == {GRANTED: "12", GRANTED_TOTAL: "3"}
    assert entries(database) == {f"cells.{GRANTED}": "12", f"cells.{GRANTED_TOTAL}": "3"}
    assert [f.rule.id for f in session.checked.by_cell[GRANTED]] == ["applications.row_sum"]


def test_that_blank_totals_are_calculated_after_every_edit(session: Session) -> None:
    row = [c for c in session.report.form.cells if c.startswith("applications.granted.")][:-1]
    session.apply(set_cells(session.report, dict.fromkeys(row[:-1], "2")))
    assert session.totals[GRANTED_TOTAL] == Total(10, complete=False)

    type_in(session, row[-1], "2")
    assert session.totals[GRANTED_TOTAL] == Total(12, complete=True)

    type_in(session, GRANTED_TOTAL, "12")
    assert GRANTED_TOTAL not in session.totals


def test_that_an_edit_without_changes_leaves_no_trace(session: Session, database: Database) -> None:
    type_in(session, GRANTED, "3")
    heard: list[SessionChange] = []
    session.subscribe(heard.append)
    type_in(session, GRANTED, " 3")

    assert heard == []
    assert len(undone(database)) == 1


def test_that_an_edit_that_does_not_fit_is_refused_and_changes_nothing(
    session: Session, database: Database
) -> None:
    type_in(session, GRANTED, "3")
    before = frozen(session.report)

    with pytest.raises(EditRefused) as refusal:
        session.apply(
            Edit(
                "填写",
                (Change(f"cells.{PENALTIES}", "", "1"), Change(f"cells.{GRANTED}", "4", "5")),
            )
        )

    assert str(refusal.value).endswith("。")
    assert session.report == before
    assert entries(database) == {f"cells.{GRANTED}": "3"}
    assert undone(database) == [0]


def no_more_writing(database: Database) -> None:
    database.execute("pragma query_only = on")


def no_more_room(database: Database) -> None:
    (pages,) = database.execute("pragma page_count").fetchone()
    database.execute(f"pragma max_page_count = {pages}")


@pytest.mark.parametrize("obstacle", [no_more_writing, no_more_room])
def test_that_an_edit_that_cannot_be_stored_leaves_memory_as_it_was(
    session: Session, database: Database, obstacle: Callable[[Database], None]
) -> None:
    type_in(session, GRANTED, "3")
    before, checked, totals = frozen(session.report), session.checked, dict(session.totals)
    heard: list[SessionChange] = []
    session.subscribe(heard.append)
    obstacle(database)

    with pytest.raises(StoreRefused) as refusal:
        session.apply(set_text(session.report, "general", "甲" * 100_000))

    assert str(refusal.value).startswith("没有存上")
    assert str(refusal.value).endswith("。")
    assert (session.report, session.checked, session.totals) == (before, checked, totals)
    assert heard == []
    assert entries(database) == {f"cells.{GRANTED}": "3"}
    assert undone(database) == [0]


def test_that_a_text_no_file_can_hold_is_refused_and_memory_stays_as_it_was(
    session: Session, database: Database
) -> None:
    with pytest.raises(Refused) as refusal:
        session.apply(set_text(session.report, "general", "半个字\ud800"))

    assert str(refusal.value).endswith("。")
    assert session.report.texts == {}
    assert undone(database) == []


@pytest.mark.parametrize("act", ["undo", "redo", "finalise", "reopen"])
def test_that_no_other_act_changes_memory_when_it_cannot_be_stored(
    filled: Session, database: Database, act: str
) -> None:
    if act == "redo":
        filled.undo()
    if act == "reopen":
        filled.finalise(date(2025, 1, 20))
    before, log = frozen(filled.report), undone(database)
    no_more_writing(database)

    with pytest.raises(StoreRefused):
        if act == "finalise":
            filled.finalise(date(2025, 1, 20))
        else:
            getattr(filled, act)()

    assert filled.report == before
    assert undone(database) == log


def test_that_work_goes_on_after_the_obstacle_is_gone(
    session: Session, database: Database, restart: Callable[[Session], Session]
) -> None:
    no_more_writing(database)
    with pytest.raises(StoreRefused):
        type_in(session, GRANTED, "3")
    database.execute("pragma query_only = off")
    type_in(session, GRANTED, "3")

    assert texts(restart(session)) == {GRANTED: "3"}


def test_that_everything_typed_outlives_a_restart(
    session: Session, restart: Callable[[Session], Session]
) -> None:
    session.apply(set_cells(session.report, {GRANTED: "3", PENALTIES: "/"}))
    session.apply(set_note(session.report, GRANTED, "（其中补正1件）"))
    session.apply(set_text(session.report, "general", "第一段\n第二段"))
    session.apply(set_text(session.report, "general", "第一段改\n第二段"))
    before = frozen(session.report)

    assert restart(session).report == before


# ---------------------------------------------------------------- observers


def test_that_an_observer_hears_the_edited_cell_and_every_cell_that_looks_different(
    reports: Reports, report_of_case: Callable[[str], Report]
) -> None:
    published = report_of_case("010")
    session = Session(reports, reports.create_report(reports.create_agency(published.agency), 2023))
    session.apply(replace_contents(session.report, published, "打开数据包"))
    heard: list[SessionChange] = []
    session.subscribe(heard.append)
    type_in(session, BUSINESS, "13", origin="编辑器")

    (change,) = heard
    table = session.report.form.tables["applications"]
    results = table.row("result_total").sum_of
    assert change.targets == {f"cells.{BUSINESS}"}
    assert change.origin == "编辑器"
    assert change.cells == {
        *(f"applications.granted.{column.id}" for column in table.columns),
        *(f"applications.{row}.business" for row in results),
        "applications.result_total.business",
    }


def test_that_an_observer_hears_a_recalculated_total(filled: Session) -> None:
    heard: list[SessionChange] = []
    filled.subscribe(heard.append)
    type_in(filled, "review_litigation.review.pending", "1")

    assert heard == [
        SessionChange(
            frozenset({"cells.review_litigation.review.pending"}),
            frozenset({"review_litigation.review.pending", "review_litigation.review.total"}),
        )
    ]


def test_that_an_observer_hears_the_cell_whose_note_changed(filled: Session) -> None:
    heard: list[SessionChange] = []
    filled.subscribe(heard.append)
    filled.apply(set_note(filled.report, GRANTED, "注"))
    filled.apply(set_note(filled.report, "disclosure", "注"))

    assert [change.cells for change in heard] == [{GRANTED}, set()]
    assert [change.targets for change in heard] == [{f"notes.{GRANTED}"}, {"notes.disclosure"}]


def test_that_observers_hear_of_undo_and_redo_after_the_report_has_changed(
    filled: Session,
) -> None:
    type_in(filled, PENALTIES, "7")
    seen: list[str] = []
    filled.subscribe(lambda _: seen.append(texts(filled)[PENALTIES]))
    filled.undo()
    filled.redo()

    assert seen == ["0", "7"]


def test_that_an_observer_that_has_ended_hears_nothing_more(session: Session) -> None:
    heard: list[SessionChange] = []
    end = session.subscribe(heard.append)
    type_in(session, GRANTED, "1")
    end()
    type_in(session, GRANTED, "2")

    assert len(heard) == 1


# ---------------------------------------------------------------- last year, reasons, repairs


def test_that_last_year_of_the_same_agency_is_found_in_the_store(
    session: Session, reports: Reports
) -> None:
    assert session.previous is None
    agency = reports.reports()[0].agency.id
    reports.create_report(agency, 2023)
    last = Session(reports, next(e.id for e in reports.reports() if e.year == 2023))
    last.apply(set_cells(last.report, {"applications.carried_out.total": "3"}))
    opened = Session(reports, session.report_id)
    opened.apply(set_cells(opened.report, {"applications.carried_in.total": "1"}))

    assert opened.previous == last.report
    assert [f.rule.code for f in opened.checked.findings if f.rule.code == "X01"] == ["X01"]


def test_that_last_years_number_is_known_without_calculating_anything(
    session: Session, report_of_case: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is shown for every cell that the clerk comes to."""
    last = report_of_case("010")
    session.compare_with(last)
    monkeypatch.setattr("core.checks.facts.blank_totals", fail)

    assert session.last_year(GRANTED) == last.cells[GRANTED].number


def test_that_what_came_over_stands_beside_what_last_year_passed_on(
    session: Session, report_of_case: Callable[[str], Report]
) -> None:
    last = report_of_case("010")
    session.compare_with(last)
    passed_on = last.cells["applications.carried_out.natural_person"]

    assert session.last_year("applications.carried_in.natural_person") == passed_on.number


def test_that_a_report_of_another_year_is_not_taken_for_last_years(
    session: Session, report_of_case: Callable[[str], Report]
) -> None:
    with pytest.raises(Refused, match="2023年度"):
        session.compare_with(report_of_case("011"))
    session.compare_with(report_of_case("010"))

    assert session.previous == report_of_case("010")


def test_that_a_reason_lets_a_warning_stand_while_its_values_are_the_same(
    session: Session, restart: Callable[[Session], Session]
) -> None:
    in_force = "documents.normative_documents.in_force"
    values = {
        "documents.normative_documents.issued": "5",
        "documents.normative_documents.repealed": "0",
        in_force: "3",
    }
    session.apply(set_cells(session.report, values))
    (finding,) = (f for f in session.checked.findings if f.rule.code == "W02")
    session.explain(finding, "两件当年自然失效。")

    reopened = restart(session)
    assert [v.explanation for v in reopened.checked.explained] == ["两件当年自然失效。"]
    assert finding not in reopened.checked.findings
    assert reopened.report.explanations[0].cells == values

    type_in(reopened, in_force, "4")
    assert reopened.checked.explained == ()
    assert "W02" in [f.rule.code for f in reopened.checked.findings]
    type_in(reopened, in_force, "3")
    assert len(reopened.checked.explained) == 1
    reopened.explain(finding, "")
    assert reopened.report.explanations == ()


def test_that_a_reason_rests_on_last_years_values_too(
    session: Session, report_of_case: Callable[[str], Report]
) -> None:
    last = report_of_case("010")
    session.compare_with(last)
    type_in(session, "applications.carried_in.total", "120")
    (finding,) = (f for f in session.checked.findings if f.rule.code == "X01")
    session.explain(finding, "上年多计了一件。")
    assert [f for f in session.checked.findings if f.rule.code == "X01"] == []

    last.cells["applications.carried_out.total"] = last.cells["applications.granted.total"]
    session.compare_with(last)
    assert [f.rule.code for f in session.checked.findings if f.rule.code == "X01"] == ["X01"]


def test_that_an_error_cannot_be_explained_away(session: Session) -> None:
    with pytest.raises(Refused, match="必须改正"):
        session.explain(session.checked.errors[0], "就是这样。")


def test_that_a_repair_is_one_step_of_undo(session: Session) -> None:
    cells = ("upheld", "corrected", "other", "pending", "total")
    typed = dict(zip(cells, ("1", "0", "0", "0", "2"), strict=True))
    session.apply(
        set_cells(session.report, {f"review_litigation.review.{c}": t for c, t in typed.items()})
    )
    (finding,) = (f for f in session.checked.findings if f.culprits)
    session.mend(finding.culprits[0])

    assert not [f for f in session.checked.findings if f.culprits]
    assert session.undo() == "改正"
    assert [f for f in session.checked.findings if f.culprits] == [finding]


def test_that_what_was_typed_last_is_known_after_a_restart(
    session: Session, restart: Callable[[Session], Session]
) -> None:
    ids = [f"review_litigation.review.{c}" for c in ("upheld", "corrected", "other", "pending")]
    total = "review_litigation.review.total"
    session.apply(set_cells(session.report, dict.fromkeys(ids, "3") | {total: "13"}))
    type_in(session, ids[2], "4")
    type_in(session, ids[2], "3")
    (finding,) = (f for f in restart(session).checked.findings if f.culprits)
    addends = [dict(r.values) for r in finding.culprits if total not in r.values]

    assert addends[0] == {ids[2]: 4}


def test_that_words_are_rewritten_as_one_step_of_undo(session: Session) -> None:
    session.apply(set_text(session.report, "general", "全年收到申请258件。"))
    session.apply(set_note(session.report, "disclosure", "（注：共2件）"))
    session.rewrite(Rewrite(Span(TextPlace("texts", "general"), 6, 10), "275件"))
    session.rewrite(Rewrite(Span(TextPlace("notes", "disclosure"), 4, 6), "3件"))

    assert session.report.texts["general"] == "全年收到申请275件。"
    assert session.report.notes["disclosure"] == "（注：共3件）"
    assert session.undo() == "改写"
    assert session.report.notes["disclosure"] == "（注：共2件）"


# ---------------------------------------------------------------- the gate before 定稿


def test_that_the_gate_judges_the_values_as_they_are_now(filled: Session) -> None:
    assert filled.checked.errors == ()
    type_in(filled, GRANTED_TOTAL, "5")
    with pytest.raises(Refused, match="还有1处错误，不能定稿"):
        filled.finalise(date(2025, 1, 20))
    type_in(filled, GRANTED_TOTAL, "0")
    filled.finalise(date(2025, 1, 20))

    assert filled.report.is_final


def test_that_the_gate_judges_the_texts_that_were_left_for_later(
    filled: Session, reports: Reports
) -> None:
    filled.apply(set_text(filled.report, "general", "身份证号11010519491231002X。"))
    opened = Session(reports, filled.report_id, texts_later=True)
    assert opened.texts_wait
    assert opened.checked.errors == ()
    with pytest.raises(Refused, match="还有1处错误，不能定稿"):
        opened.finalise(date(2025, 1, 20))

    assert not opened.texts_wait
    assert opened.report.status == "draft"


def test_that_an_explained_warning_does_not_open_the_gate_for_an_error(filled: Session) -> None:
    cells = {
        "documents.normative_documents.issued": "5",
        "documents.normative_documents.in_force": "3",
        GRANTED_TOTAL: "1",
    }
    filled.apply(set_cells(filled.report, cells))
    (warning,) = (f for f in filled.checked.findings if f.rule.code == "W02")
    filled.explain(warning, "当年自然失效两件。")

    with pytest.raises(Refused, match="不能定稿"):
        filled.finalise(date(2025, 1, 20))
    assert filled.report.status == "draft"


def test_that_a_number_is_deleted_as_one_step_of_undo(session: Session) -> None:
    secret = "身份证号11010519491231002X。"  # the example of GB 11643-1999
    session.apply(set_text(session.report, "general", secret))
    (finding,) = (f for f in session.checked.errors if f.rule.id == "privacy.citizen_id")
    session.rewrite(finding.rewrites[0])
    assert session.report.texts["general"] == "身份证号。"
    assert "privacy.citizen_id" not in [f.rule.id for f in session.checked.findings]
    assert session.undo() == "删去号码"
    assert session.report.texts["general"] == secret
