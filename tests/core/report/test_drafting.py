"""Sentences drafted from the tables. All figures are made up."""

from collections.abc import Callable
from random import Random

import pytest

from core.checks.run import check
from core.forms.definition import Form
from core.report.drafting import drafts_of
from core.report.edits import edited, fill_zeros, set_cells
from core.report.report import Agency, Report

AGENCY = Agency("示例街道办事处", "township", "branch")
EDITIONS = ["2019", "2021"]


def filled(form: Form, random: Random, most: int) -> Report:
    """Any figures that add up: all cells but the totals."""
    report = Report(AGENCY, form.first_year, form)
    texts = {}
    for cell in form.cells.values():
        if cell.is_total or random.random() < 0.4:
            continue
        match cell.column.value:
            case "money":
                unit = "" if cell.column.unit else cell.column.units[0]
                texts[cell.id] = f"{random.randint(0, most)}.{random.randint(0, 999):03}{unit}"
            case _:
                texts[cell.id] = str(random.randint(0, most))
    report = edited(report, set_cells(report, texts))
    return edited(report, fill_zeros(report))


@pytest.fixture
def flow(form_2021: Form) -> Report:
    report = Report(AGENCY, form_2021.first_year, form_2021)
    cells = {
        "applications.new_received.natural_person": "12",
        "applications.carried_in.natural_person": "1",
        "applications.granted.natural_person": "8",
        "applications.refused_law.natural_person": "2",
        "applications.refused_process.natural_person": "1",
        "applications.carried_out.natural_person": "2",
        "review_litigation.review.upheld": "2",
        "documents.normative_documents.issued": "3",
        "fees.administrative_fees.amount": "3.5",
    }
    report = edited(report, set_cells(report, cells))
    return edited(report, fill_zeros(report))


def test_that_the_sentences_say_what_the_tables_have(flow: Report) -> None:
    said = [draft.sentence for draft in drafts_of(flow)]
    assert said[-3:] == [
        "本年新收政府信息公开申请12件，上年结转1件；办结11件，结转下年度2件。",
        "全年办结政府信息公开申请11件，其中予以公开8件、不予公开3件。",
        "本年政府信息公开行政复议2件，其中结果维持2件；行政诉讼0件。",
    ]
    assert "全年收取行政事业性收费3.5万元。" in said
    assert any("制发行政规范性文件3件" in sentence for sentence in said)


def test_that_nothing_is_said_of_what_is_not_filled(form_2021: Form) -> None:
    report = Report(AGENCY, form_2021.first_year, form_2021)
    assert drafts_of(report) == ()
    total = "applications.new_received.total"
    report = edited(report, set_cells(report, {total: "3"}))
    assert drafts_of(report) == ()


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("most", [1, 3, 30, 3000])
@pytest.mark.parametrize("seed", range(6))
def test_that_what_is_drafted_passes_the_figure_check(
    form_of: Callable[[str], Form], edition: str, seed: int, most: int
) -> None:
    report = filled(form_of(edition), Random(f"{edition} {seed} {most}"), most)
    drafts = drafts_of(report)
    assert len(drafts) >= 3
    without = {f.message for f in check(report).findings}
    for draft in drafts:
        report.texts = {"general": draft.sentence}
        checked = check(report)
        found = [f.message for f in checked.findings if f.spans and f.message not in without]
        assert found == [], draft.sentence
        about = [figure for figure in checked.figures if figure.agrees is False]
        assert about == [], draft.sentence
        assert any(figure.agrees for figure in checked.figures), draft.sentence
