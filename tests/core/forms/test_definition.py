import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from core.forms.definition import Form

HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]

# Rows and columns of every table, as the design names them for ever.
DISCLOSURE = {
    "2019": {
        "documents": ("regulations normative_documents", "made newly_public total_public"),
        "licensing": ("licences other_services", "previous_items change decisions"),
        "enforcement": ("penalties coercion", "previous_items change decisions"),
        "fees": ("administrative_fees", "previous_items change"),
        "procurement": ("centralised", "projects amount"),
    },
    "2021": {
        "documents": ("regulations normative_documents", "issued repealed in_force"),
        "licensing": ("licences", "decisions"),
        "enforcement": ("penalties coercion", "decisions"),
        "fees": ("administrative_fees", "amount"),
    },
}
CAPTIONS = {
    "documents": "第二十条第（一）项",
    "licensing": "第二十条第（五）项",
    "enforcement": "第二十条第（六）项",
    "fees": "第二十条第（八）项",
    "procurement": "第二十条第（九）项",
}
REFUSED = (
    "refused_state_secret refused_law refused_security refused_third_party refused_internal "
    "refused_process refused_enforcement_file refused_query"
)
UNAVAILABLE = "unavailable_not_held unavailable_needs_making unavailable_unclear"
DECLINED = (
    "declined_petition declined_repeat declined_published declined_excessive declined_confirmation"
)
each_known_edition = pytest.mark.parametrize("edition", DISCLOSURE)
OTHER = {"2019": "other", "2021": "other_not_corrected other_unpaid other_rest"}
APPLICANTS = "natural_person business research social legal other total"
OUTCOMES = "upheld corrected other pending total"


def application_rows(edition: str) -> list[str]:
    results = f"granted partly_granted {REFUSED} {UNAVAILABLE} {DECLINED} {OTHER[edition]}"
    return f"new_received carried_in {results} result_total carried_out".split()


def hints_of(form: Form) -> Iterator[tuple[str, str]]:
    """Every hint of the form with its source."""
    for section in form.sections:
        yield section.hint, section.hint_source
        for table in section.tables:
            yield from ((row.hint, row.hint_source) for row in table.rows)
            yield from ((column.hint, column.hint_source) for column in table.columns)


def test_that_the_six_sections_have_their_statutory_headings(form: Form) -> None:
    sections = form.sections

    assert [section.heading for section in sections] == HEADINGS
    assert [section.id for section in sections if section.text] == [
        "general",
        "problems",
        "other_matters",
    ]


@pytest.mark.parametrize(("edition", "cells"), [("2019", 198), ("2021", 200)])
def test_that_an_edition_has_its_number_of_cells(
    form_of: Callable[[str], Form], edition: str, cells: int
) -> None:
    assert len(form_of(edition).cells) == cells


@each_known_edition
def test_that_the_disclosure_tables_have_their_permanent_ids(
    form_of: Callable[[str], Form], edition: str
) -> None:
    form = form_of(edition)
    tables = [table for table in form.tables.values() if table.joined]

    assert {
        table.id: (
            " ".join(row.id for row in table.rows),
            " ".join(column.id for column in table.columns),
        )
        for table in tables
    } == DISCLOSURE[edition]
    assert [table.caption for table in tables] == [CAPTIONS[table.id] for table in tables]


@each_known_edition
def test_that_the_tables_of_applications_and_reviews_have_their_permanent_ids(
    form_of: Callable[[str], Form], edition: str
) -> None:
    tables = form_of(edition).tables
    applications, reviews = tables["applications"], tables["review_litigation"]

    assert [row.id for row in applications.rows] == application_rows(edition)
    assert [column.id for column in applications.columns] == APPLICANTS.split()
    assert [row.id for row in reviews.rows] == ["review", "direct_suit", "suit_after_review"]
    assert [column.id for column in reviews.columns] == OUTCOMES.split()


def test_that_a_cell_id_is_table_row_and_column(form: Form) -> None:
    for cell_id, cell in form.cells.items():
        assert cell_id == cell.id == f"{cell.table.id}.{cell.row.id}.{cell.column.id}"


def test_that_the_cells_of_all_tables_are_the_cells_of_the_form(form: Form) -> None:
    assert list(form.cells_of) == list(form.tables)
    assert [cell for cells in form.cells_of.values() for cell in cells] == list(form.cells.values())


@each_known_edition
def test_that_the_groups_are_the_statutory_ones(
    form_of: Callable[[str], Form], edition: str
) -> None:
    rows = form_of(edition).tables["applications"].rows
    groups = {"refused": REFUSED, "unavailable": UNAVAILABLE, "declined": DECLINED}
    if edition == "2021":
        groups["other_handling"] = OTHER["2021"]

    assert {row.group for row in rows} == {"", *groups}
    for group, members in groups.items():
        assert [row.id for row in rows if row.group == group] == members.split()


@pytest.mark.parametrize(
    ("edition", "totals"), [("2019", 23 + 7 - 1 + 3), ("2021", 25 + 7 - 1 + 3)]
)
def test_that_the_totals_are_the_last_column_the_result_row_and_the_three_of_the_reviews(
    form_of: Callable[[str], Form], edition: str, totals: int
) -> None:
    form = form_of(edition)

    assert len(form.totals) == totals
    assert all(cell.column.id == "total" or cell.row.id == "result_total" for cell in form.totals)


@each_known_edition
def test_that_a_row_total_adds_up_the_applicants(
    form_of: Callable[[str], Form], edition: str
) -> None:
    addends = APPLICANTS.split()[:-1]
    for row in application_rows(edition):
        total = form_of(edition).cells[f"applications.{row}.total"]
        assert total.addends == tuple(f"applications.{row}.{column}" for column in addends)


@each_known_edition
def test_that_the_result_total_adds_up_the_results_of_its_column(
    form_of: Callable[[str], Form], edition: str
) -> None:
    results = application_rows(edition)[2:-2]
    for column in APPLICANTS.split()[:-1]:
        total = form_of(edition).cells[f"applications.result_total.{column}"]
        assert total.addends == tuple(f"applications.{row}.{column}" for row in results)


def test_that_the_corner_of_both_sums_is_calculated_after_the_totals_it_adds_up(form: Form) -> None:
    totals = [cell.id for cell in form.totals]
    corner = totals.index("applications.result_total.total")

    assert corner == len(totals) - 1


def test_that_a_cell_that_is_no_total_adds_up_nothing(form: Form) -> None:
    for cell in form.cells.values():
        assert bool(cell.addends) == cell.is_total


@each_known_edition
def test_that_only_changes_and_money_are_not_counts(
    form_of: Callable[[str], Form], edition: str
) -> None:
    kinds = {
        f"{cell.table.id}.{cell.column.id}": cell.column.value
        for cell in form_of(edition).cells.values()
        if cell.column.value != "count"
    }

    assert (
        kinds
        == {
            "2019": {
                "licensing.change": "change",
                "enforcement.change": "change",
                "fees.change": "change",
                "procurement.amount": "money",
            },
            "2021": {"fees.amount": "money"},
        }[edition]
    )


def test_that_the_unit_is_fixed_in_2021_and_the_clerks_choice_in_2019(
    form_2019: Form, form_2021: Form
) -> None:
    fees = form_2021.cells["fees.administrative_fees.amount"].column
    procurement = form_2019.cells["procurement.centralised.amount"].column

    assert (fees.unit, fees.units) == ("万元", ())
    assert (procurement.unit, procurement.units) == (None, ("元", "万元"))


def test_that_every_rule_has_a_source_and_a_sentence(form: Form) -> None:
    for rule in form.rules:
        assert rule.source
        assert rule.say.endswith("。")


def test_that_every_hint_has_a_source_and_every_source_a_hint(form: Form) -> None:
    hints = list(hints_of(form))

    assert len([hint for hint, _ in hints if hint]) > 30
    assert [(hint, source) for hint, source in hints if bool(hint) != bool(source)] == []


def test_that_no_hint_cites_an_article(form: Form) -> None:
    articles = re.compile(r"第[一二三四五六七八九十百零〇0-9]+条|条例第?[0-9一二三四五六七八九十]")

    assert [hint for hint, _ in hints_of(form) if articles.search(hint)] == []


def test_that_the_texts_stand_in_printed_order(form: Form) -> None:
    assert form.text_ids == (
        "title",
        "preface",
        "general",
        "problems",
        "other_matters",
        "signature",
    )


def test_that_every_year_from_the_first_on_has_one_edition(forms: tuple[Form, ...]) -> None:
    first, after = forms[0].first_year, forms[-1].first_year + 20
    covering = {year: [f for f in forms if f.covers(year)] for year in range(2000, after)}

    assert {year for year, found in covering.items() if len(found) == 1} == {*range(first, after)}
    assert {year for year, found in covering.items() if not found} == {*range(2000, first)}


def test_that_an_edition_says_its_years(forms: tuple[Form, ...]) -> None:
    assert forms[0].years == "2019至2020年度"
    assert forms[-1].years == f"{forms[-1].first_year}年度起"


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        (
            "applications.refused_law.business",
            (
                "三、收到和处理政府信息公开申请情况",
                "（三）2.其他法律行政法规禁止公开",
                "商业企业",
            ),
        ),
        (
            "fees.administrative_fees.amount",
            (
                "二、主动公开政府信息情况",
                "第二十条第（八）项",
                "行政事业性收费",
                "本年收费金额（单位：万元）",
            ),
        ),
        (
            "review_litigation.direct_suit.upheld",
            (
                "四、政府信息公开行政复议、行政诉讼情况",
                "行政诉讼",
                "未经复议直接起诉",
                "结果维持",
            ),
        ),
    ],
)
def test_that_a_cell_says_where_it_stands(
    form_2021: Form, cell: str, path: tuple[str, ...]
) -> None:
    assert form_2021.cells[cell].path == path


def test_that_a_section_is_found_by_a_cell_of_it(form_2021: Form) -> None:
    assert form_2021.section_of("fees.administrative_fees.amount").id == "disclosure"
    with pytest.raises(KeyError):
        form_2021.section_of("fees.administrative_fees.previous_items")


def test_that_forms_are_told_apart_by_identity(form_2019: Form, form_2021: Form) -> None:
    assert form_2019 != form_2021
    assert len({form_2019, form_2021, form_2019}) == 2


@pytest.mark.parametrize(
    ("kind", "tier", "due"),
    [
        ("department", "county", date(2025, 1, 31)),
        ("government", "county", date(2025, 3, 31)),
        ("office_for_government", "city", date(2025, 3, 31)),
        ("branch", "township", None),
        ("government", "township", None),
    ],
)
def test_that_an_edition_knows_by_when_a_report_is_published(
    form_2021: Form, kind: str, tier: str, due: date | None
) -> None:
    assert form_2021.due(kind, tier, 2024) == due
    assert all("第四十九条" in deadline.source for deadline in form_2021.deadlines)
