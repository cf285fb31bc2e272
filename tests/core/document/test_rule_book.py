from collections.abc import Callable
from dataclasses import replace

from core.checks.findings import SEVERITY_NAMES
from core.document.blocks import Document, Heading, Paragraph, Table
from core.document.rule_book import rule_book, statement_of
from core.forms.definition import Form
from core.forms.rules import Rule
from tests.editions import NEWEST, each_edition

FormOf = Callable[[str], Form]


def entries(document: Document) -> list[tuple[str, ...]]:
    """All rows of all lists, without their headers."""
    return [
        tuple(c.text for c in table.cells if c.row == row)
        for table in document.blocks
        if isinstance(table, Table)
        for row in range(1, table.rows)
    ]


def below_headings(document: Document) -> dict[str, list[str]]:
    """The codes of the rules below each heading."""
    found: dict[str, list[str]] = {}
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        if isinstance(block, Table):
            found[heading] = [c.text for c in block.cells if c.row and not c.column]
    return found


def rule_of(form: Form, rule_id: str) -> Rule:
    return next(rule for rule in form.rules if rule.id == rule_id)


@each_edition
def test_that_every_rule_is_in_the_book_once_with_severity_and_source(
    form_of: FormOf, edition: str
) -> None:
    form = form_of(edition)

    assert sorted(entries(rule_book(form))) == sorted(
        (rule.code, SEVERITY_NAMES[rule.severity], statement_of(rule, form), rule.source)
        for rule in form.rules
    )


@each_edition
def test_that_the_preface_names_authority_years_and_number_of_rules(
    form_of: FormOf, edition: str
) -> None:
    form = form_of(edition)
    preface = rule_book(form).blocks[1]

    assert isinstance(preface, Paragraph)
    assert form.authority in preface.text
    assert form.years in preface.text
    assert f"共{len(form.rules)}条" in preface.text


def test_that_the_rules_stand_below_the_section_they_speak_of(form_of: FormOf) -> None:
    codes = below_headings(rule_book(form_of("2019")))

    assert codes["二、主动公开政府信息情况"][:1] == ["E05"]
    assert codes["三、收到和处理政府信息公开申请情况"][:3] == ["E01", "E02", "E03"]
    assert codes["四、政府信息公开行政复议、行政诉讼情况"][:1] == ["E04"]
    assert codes["五、存在的主要问题及改进情况"][:2] == ["E09", "E09"]
    assert codes["整份年报"][:2] == ["E07", "E07"]
    assert "E11" in codes["整份年报"]


@each_edition
def test_that_a_sum_along_the_rows_names_its_columns(form_of: FormOf, edition: str) -> None:
    form = form_of(edition)
    rows = len(form.tables["applications"].rows)

    assert statement_of(rule_of(form, "applications.row_sum"), form) == (
        f"每一行（共{rows}行）：自然人＋商业企业＋科研机构＋社会公益组织＋法律服务机构＋其他＝总计。"
    )


def test_that_a_sum_down_the_columns_names_its_rows_and_whole_groups(form_of: FormOf) -> None:
    form = form_of(NEWEST)

    assert statement_of(rule_of(form, "applications.column_sum"), form) == (
        "每一列（自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他、总计）："
        "（一）予以公开＋（二）部分公开＋（三）不予公开各项＋（四）无法提供各项＋（五）不予处理各项"
        "＋（六）其他处理各项＝（七）总计。"
    )


def test_that_a_group_of_which_one_row_is_left_out_is_named_row_by_row(form_of: FormOf) -> None:
    form = form_of("2019")
    table = form.tables["applications"]
    total = table.row("result_total")
    rows = tuple(
        replace(total, sum_of=("declined_petition", "declined_repeat")) if row is total else row
        for row in table.rows
    )
    shorter = replace(table, rows=rows)
    sections = tuple(
        replace(section, tables=tuple(shorter if t is table else t for t in section.tables))
        for section in form.sections
    )
    changed = replace(form, sections=sections)

    assert statement_of(rule_of(changed, "applications.column_sum"), changed).endswith(
        "：（五）1.信访举报投诉类＋（五）2.重复申请＝（七）总计。"
    )


@each_edition
def test_that_the_balance_has_the_rows_of_both_sides(form_of: FormOf, edition: str) -> None:
    form = form_of(edition)

    assert statement_of(rule_of(form, "applications.balance"), form).endswith(
        "：一、本年新收＋二、上年结转＝（七）总计＋四、结转下年度继续办理。"
    )


@each_edition
def test_that_tables_side_by_side_are_named(form_of: FormOf, edition: str) -> None:
    form = form_of(edition)

    assert statement_of(rule_of(form, "review_litigation.row_sum"), form) == (
        "每一组（行政复议、行政诉讼未经复议直接起诉、行政诉讼复议后起诉）："
        "结果维持＋结果纠正＋其他结果＋尚未审结＝总计。"
    )


@each_edition
def test_that_every_rule_says_what_must_hold(form_of: FormOf, edition: str) -> None:
    form = form_of(edition)

    assert [rule.id for rule in form.rules if not statement_of(rule, form).endswith("。")] == []
