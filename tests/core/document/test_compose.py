from collections.abc import Callable
from itertools import product

import pytest

from core.document.blocks import Block, Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose, printed_paragraphs
from core.forms.layout import grids_of
from core.report.report import Report
from tests.editions import NEWEST, OLDEST, each_edition

NewReport = Callable[..., Report]
HEADINGS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
APPLICANTS = ("natural_person", "business", "research", "social", "legal", "other")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def cell(document: Document, cell_id: str) -> TableCell:
    found = [c for table in tables(document) for c in table.cells if c.cell_id == cell_id]
    (only,) = found
    return only


def row(*texts: str) -> dict[str, str]:
    return {
        f"applications.granted.{column}": text
        for column, text in zip(APPLICANTS, texts, strict=False)
    }


def outline(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """Role and text of every block."""
    return [
        (block.role, block.title if isinstance(block, Table) else block.text) for block in blocks
    ]


@pytest.fixture
def written(new_report: NewReport) -> Report:
    """A report with every text and a note below two sections."""
    report = new_report(NEWEST, year=2024)
    report.texts = {
        "preface": "根据条例编制。\n\n  电子版可在网站下载。",
        "general": "（一）主动公开。\n公开12件。\n（二）依申请公开。收到3件。",
        "problems": "存在不足。",
        "other_matters": "未收取信息处理费。",
        "signature": "示例街道办事处\n2025年1月20日",
    }
    report.notes = {"disclosure": "注一。\n注二。", "review_litigation": "含上年结转。"}
    return report


def test_that_the_blocks_come_in_the_order_of_the_page(written: Report) -> None:
    assert outline(compose(written).blocks) == [
        ("Title", "示例街道办事处2024年政府信息公开工作年度报告"),
        ("P", "根据条例编制。"),
        ("P", "电子版可在网站下载。"),
        ("H1", HEADINGS[0]),
        ("H2", "（一）主动公开。"),
        ("P", "公开12件。"),
        ("P", "（二）依申请公开。收到3件。"),
        ("H1", HEADINGS[1]),
        ("Table", "主动公开政府信息情况"),
        ("Note", "注一。"),
        ("Note", "注二。"),
        ("H1", HEADINGS[2]),
        ("Table", "收到和处理政府信息公开申请情况"),
        ("H1", HEADINGS[3]),
        ("Table", "政府信息公开行政复议、行政诉讼情况"),
        ("Note", "含上年结转。"),
        ("H1", HEADINGS[4]),
        ("P", "存在不足。"),
        ("H1", HEADINGS[5]),
        ("P", "未收取信息处理费。"),
        ("P", "示例街道办事处"),
        ("P", "2025年1月20日"),
    ]


def test_that_a_subheading_is_known_in_a_section_and_nowhere_else(written: Report) -> None:
    written.texts |= {"preface": "一、编制", "signature": "一、编制"}
    paragraphs = [block for block in compose(written).blocks if isinstance(block, Paragraph)]
    assert [(p.text, p.level, p.lead) for p in paragraphs if p.level] == [
        ("（一）主动公开。", 2, 8),
        ("（二）依申请公开。收到3件。", 2, 9),
    ]


def test_that_only_the_signature_is_set_as_one(written: Report) -> None:
    paragraphs = [block for block in compose(written).blocks if isinstance(block, Paragraph)]

    assert [p.text for p in paragraphs if p.kind == "signature"] == [
        "示例街道办事处",
        "2025年1月20日",
    ]
    assert {p.kind for p in paragraphs[:-2]} == {"body"}


@each_edition
def test_that_an_empty_report_still_has_title_headings_and_tables(
    new_report: NewReport, edition: str
) -> None:
    blocks = compose(new_report(edition)).blocks

    assert isinstance(blocks[0], Title)
    assert [block.text for block in blocks if isinstance(block, Heading)] == HEADINGS
    assert len([block for block in blocks if isinstance(block, Table)]) == 3
    assert not any(isinstance(block, Paragraph | Note) for block in blocks)


def test_that_the_title_is_composed_until_one_is_typed(new_report: NewReport) -> None:
    report = new_report(OLDEST, year=2020)
    assert compose(report).title == "示例街道办事处2020年政府信息公开工作年度报告"

    report.texts["title"] = "八卦洲街道政府信息公开工作年度报告"
    document = compose(report)
    assert document.title == "八卦洲街道政府信息公开工作年度报告"
    assert document.blocks[0] == Title("八卦洲街道政府信息公开工作年度报告")


def test_that_a_document_names_its_author_its_subject_and_its_language(
    new_report: NewReport,
) -> None:
    document = compose(new_report(NEWEST, year=2024))

    assert document.author == "示例街道办事处"
    assert document.subject == "2024年度政府信息公开工作年度报告"
    assert document.language == "zh-CN"


@each_edition
def test_that_every_cell_of_the_form_is_in_one_table_and_knows_its_sum(
    new_report: NewReport, edition: str
) -> None:
    report = new_report(edition)
    found = [c for table in tables(compose(report)) for c in table.cells if c.cell_id]

    assert sorted(c.cell_id for c in found) == sorted(report.form.cells)
    assert all(c.sum_of == report.form.cells[c.cell_id].addends for c in found)
    assert {c.role for c in found} == {"TD"}


@each_edition
def test_that_the_tables_are_the_printed_grids(new_report: NewReport, edition: str) -> None:
    report = new_report(edition)
    grids = [grid for s in report.form.sections for grid in grids_of(report.form, s.id)]

    for table, grid in zip(tables(compose(report)), grids, strict=True):
        assert (table.rows, table.widths, table.header_rows) == (
            grid.rows,
            grid.widths,
            grid.header_rows,
        )
        assert {(c.row, c.column, c.rows, c.columns) for c in table.cells} == {
            (s.row, s.column, s.rows, s.columns) for s in grid.slots
        }


@each_edition
def test_that_the_cells_of_a_table_tile_it_and_come_row_by_row(
    new_report: NewReport, edition: str
) -> None:
    for table in tables(compose(new_report(edition))):
        places = [(c.row, c.column) for c in table.cells]
        covered = [
            place
            for c in table.cells
            for place in product(
                range(c.row, c.row + c.rows), range(c.column, c.column + c.columns)
            )
        ]
        assert places == sorted(places)
        assert sorted(covered) == list(product(range(table.rows), range(len(table.widths))))


def test_that_headers_say_whether_they_head_a_column_or_a_row(new_report: NewReport) -> None:
    disclosure, applications, reviews = tables(compose(new_report(NEWEST)))
    scopes = {
        c.text: c.scope
        for table in (disclosure, applications)
        for c in table.cells
        if not c.cell_id
    }

    assert scopes["第二十条第（一）项"] == "Column"
    assert scopes["信息内容"] == "Both"
    assert scopes["本年制发件数"] == "Column"
    assert scopes["行政规范性文件"] == "Row"
    assert scopes["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] == "Both"
    assert scopes["申请人情况"] == "Column"
    assert scopes["商业企业"] == "Column"
    assert scopes["三、本年度办理结果"] == "Row"
    assert scopes["（三）不予公开"] == "Row"
    assert scopes["1.属于国家秘密"] == "Row"
    assert {c.scope for c in reviews.cells if not c.cell_id} == {"Column"}


@each_edition
def test_that_a_header_is_a_th_with_text_and_a_cell_a_td_without_scope(
    new_report: NewReport, edition: str
) -> None:
    for table in tables(compose(new_report(edition))):
        for c in table.cells:
            assert (c.role == "TH") == bool(c.scope) == (not c.cell_id)
            assert bool(c.text) == (not c.cell_id)


def test_that_a_typed_value_prints_as_typed(new_report: NewReport) -> None:
    report = new_report(
        "2019",
        {"procurement.centralised.amount": "1,646.50万元", "licensing.licences.change": "减3"},
    )
    document = compose(report)

    assert cell(document, "procurement.centralised.amount").text == "1646.50万元"
    assert cell(document, "licensing.licences.change").text == "-3"


def test_that_a_blank_prints_as_nothing_and_0_and_the_slash_as_themselves(
    new_report: NewReport,
) -> None:
    document = compose(new_report(NEWEST, row("", "0", "/")))

    assert [cell(document, f"applications.granted.{c}").text for c in APPLICANTS[:3]] == [
        "",
        "0",
        "/",
    ]
    assert [cell(document, f"applications.granted.{c}").value for c in APPLICANTS[:3]] == [
        "",
        "0",
        "/",
    ]


def test_that_a_blank_total_prints_once_it_can_be_calculated(new_report: NewReport) -> None:
    total = "applications.granted.total"

    assert cell(compose(new_report(NEWEST, row("1", "2", "3", "4", "5", "6"))), total) == TableCell(
        "21", 5, 9, cell_id=total, value="21",
        sum_of=tuple(f"applications.granted.{c}" for c in APPLICANTS),
    )  # fmt: skip


def test_that_a_partial_sum_is_not_printed(new_report: NewReport) -> None:
    found = cell(compose(new_report(NEWEST, row("1", "2", "3"))), "applications.granted.total")

    assert (found.text, found.value) == ("", "")


def test_that_a_typed_total_prints_even_where_it_is_wrong(new_report: NewReport) -> None:
    cells = row("1", "2", "3", "4", "5", "6") | {"applications.granted.total": "99"}

    assert cell(compose(new_report(NEWEST, cells)), "applications.granted.total").text == "99"


def test_that_a_note_is_printed_after_the_value_and_is_no_part_of_it(
    new_report: NewReport,
) -> None:
    issued, repealed = (
        f"documents.normative_documents.{column}" for column in ("issued", "repealed")
    )
    report = new_report(NEWEST, {issued: "22"})
    report.notes = {issued: "（其中修订16件）", repealed: "（待核）"}
    document = compose(report)

    assert (cell(document, issued).text, cell(document, issued).value) == (
        "22（其中修订16件）",
        "22",
    )
    assert (cell(document, repealed).text, cell(document, repealed).value) == ("（待核）", "")


def test_that_a_note_is_printed_after_a_calculated_total(new_report: NewReport) -> None:
    report = new_report(NEWEST, row("1", "2", "3", "4", "5", "6"))
    report.notes["applications.granted.total"] = "（含补正）"
    found = cell(compose(report), "applications.granted.total")

    assert (found.text, found.value) == ("21（含补正）", "21")


@pytest.mark.parametrize("case", ["000", "001", "010", "030"])
def test_that_every_published_figure_is_on_the_page(
    report_of_case: Callable[[str], Report], case: str
) -> None:
    report = report_of_case(case)
    values = {c.cell_id: c.value for table in tables(compose(report)) for c in table.cells}

    assert {key: values[key] for key in report.cells} == {
        key: value.text for key, value in report.cells.items()
    }


def test_that_paragraphs_are_lines_without_blank_ones_and_space_around() -> None:
    assert printed_paragraphs("\u3000\u3000第一段。\r\n\r\n \n第二段。 \n") == [
        "第一段。",
        "第二段。",
    ]
    assert printed_paragraphs(" \n") == []


def test_that_composing_changes_nothing(report_of_case: Callable[[str], Report]) -> None:
    report = report_of_case("001")

    assert compose(report) == compose(report)
    assert report == report_of_case("001")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("\u200b \u2060", None), ("\u202e报年\u202c", "报年"), ("甲\n乙", "甲\n乙")],
)
def test_that_nothing_of_a_title_prints_but_what_can_be_seen(
    new_report: NewReport, typed: str, printed: str | None
) -> None:
    report = new_report(NEWEST)
    report.texts["title"] = typed
    title = compose(report).blocks[0]

    assert title == Title(printed or report.composed_title)
