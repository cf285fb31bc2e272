"""Each kind of rule: where it holds, where it does not, and what it makes of blanks."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from core.checks.findings import CheckResult, Finding, Side, Verdict
from core.checks.run import check
from core.forms.rules import SumRule
from core.report.report import Report
from tests.editions import NEWEST, each_shipped_edition

NewReport = Callable[..., Report]

APPLICANTS = ("natural_person", "business", "research", "social", "legal", "other", "total")
OUTCOMES = ("upheld", "corrected", "other", "pending", "total")
RESULTS_2021 = (
    "granted partly_granted refused_state_secret refused_law refused_security refused_third_party "
    "refused_internal refused_process refused_enforcement_file refused_query unavailable_not_held "
    "unavailable_needs_making unavailable_unclear declined_petition declined_repeat "
    "declined_published declined_excessive declined_confirmation other_not_corrected other_unpaid "
    "other_rest"
)


def applicants(row: str, *texts: str) -> dict[str, str]:
    """The cells of one row of applications, from the left; "" is a blank."""
    return {f"applications.{row}.{c}": t for c, t in zip(APPLICANTS, texts, strict=True)}


def reviews(row: str, *texts: str) -> dict[str, str]:
    return {f"review_litigation.{row}.{c}": t for c, t in zip(OUTCOMES, texts, strict=True)}


def column(name: str, texts: Mapping[str, str]) -> dict[str, str]:
    return {f"applications.{row}.{name}": text for row, text in texts.items()}


def results(total: str, **texts: str) -> dict[str, str]:
    """The results of natural persons, 0 where nothing is said."""
    rows = dict.fromkeys(RESULTS_2021.split(), "0") | texts | {"result_total": total}
    return column("natural_person", rows)


def balance(new: str, carried_in: str, result: str, carried_out: str) -> dict[str, str]:
    rows = ("new_received", "carried_in", "result_total", "carried_out")
    texts = (new, carried_in, result, carried_out)
    return column("business", dict(zip(rows, texts, strict=True)))


def items(previous: str, change: str) -> dict[str, str]:
    return {
        "enforcement.penalties.previous_items": previous,
        "enforcement.penalties.change": change,
    }


# Edition, rule, a cell that tells the application, cells typed, outcome, and the sentence.
EQUATIONS: dict[str, tuple[str, str, str, dict[str, str], str, str]] = {
    "a balance that holds": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("10", "2", "9", "3"), "pass", "",
    ),
    "a balance that does not": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("10", "2", "9", "2"), "fail",
        "商业企业列：一（10）＋二（2）＝12，三（七）（9）＋四（2）＝11，相差1。",
    ),
    "a balance with a blank": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("10", "", "9", "3"), "not_assessable", "",
    ),
    "a balance with a blank on either side": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("10", "", "", "3"), "not_assessable", "",
    ),
    "a balance already exceeded beside a blank": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("13", "", "9", "3"), "fail",
        "商业企业列：一（13）＋二（空）＝13，三（七）（9）＋四（3）＝12，相差1（还有1格没有填）。",
    ),
    "a balance already exceeded from the right": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("10", "2", "", "13"), "fail",
        "商业企业列：一（10）＋二（2）＝12，三（七）（空）＋四（13）＝13，相差1（还有1格没有填）。",
    ),
    "a balance that only a blank could make wrong": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("12", "", "9", "3"), "not_assessable", "",
    ),
    "a balance that takes a slash for 0": (
        "2021", "applications.balance", "applications.carried_out.business",
        balance("12", "/", "9", "3"), "pass", "",
    ),
    "a column sum that holds": (
        "2021", "applications.column_sum", "applications.result_total.natural_person",
        results("7", granted="5", refused_law="1", other_rest="1"), "pass", "",
    ),
    "a column sum that does not": (
        "2021", "applications.column_sum", "applications.result_total.natural_person",
        results("6", granted="5", refused_law="1", other_rest="1"), "fail",
        "自然人列：（一）至（六）各行之和是7，（七）总计是6，相差1。",
    ),
    "a column sum with a blank": (
        "2021", "applications.column_sum", "applications.result_total.natural_person",
        results("8", granted="5", refused_law="1", other_rest=""), "not_assessable", "",
    ),
    "a column sum already exceeded beside blanks": (
        "2021", "applications.column_sum", "applications.result_total.natural_person",
        results("4", granted="5", refused_law="", other_rest=""), "fail",
        "自然人列：（一）至（六）各行之和是5，（七）总计是4，相差1（还有2格没有填）。",
    ),
    "a column sum whose total is blank and calculated": (
        "2021", "applications.column_sum", "applications.result_total.natural_person",
        results("", granted="5"), "pass", "",
    ),
    "a row sum that holds": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "6", "21"), "pass", "",
    ),
    "a row sum that does not": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "6", "24"), "fail",
        "“（一）予以公开”一行：自然人与五类法人或其他组织之和是21，总计是24，相差3。",
    ),
    "a row sum with a blank": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "", "24"), "not_assessable", "",
    ),
    "a row sum of blanks with a total of 0": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "", "", "", "", "", "", "0"), "not_assessable", "",
    ),
    "a row sum already exceeded beside a blank": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "", "0"), "fail",
        "“（一）予以公开”一行：自然人与五类法人或其他组织之和是15，总计是0，相差15（还有1格没有填）。",
    ),
    "a row sum whose total is blank and calculated": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "6", ""), "pass", "",
    ),
    "a row sum whose total is blank and cannot be calculated": (
        "2021", "applications.row_sum", "applications.granted.total",
        applicants("granted", "1", "2", "3", "4", "5", "", ""), "not_assessable", "",
    ),
    "a sum of reviews that holds": (
        "2019", "review_litigation.row_sum", "review_litigation.direct_suit.total",
        reviews("direct_suit", "1", "0", "2", "0", "3"), "pass", "",
    ),
    "a sum of reviews that does not": (
        "2019", "review_litigation.row_sum", "review_litigation.direct_suit.total",
        reviews("direct_suit", "1", "0", "2", "0", "1"), "fail",
        "行政诉讼未经复议直接起诉：维持、纠正、其他结果、尚未审结之和是3，总计是1，相差2。",
    ),
    "a sum of reviews with a blank": (
        "2019", "review_litigation.row_sum", "review_litigation.direct_suit.total",
        reviews("direct_suit", "1", "0", "", "0", "3"), "not_assessable", "",
    ),
    "items that stay above zero": (
        "2019", "form.negative_items", "enforcement.penalties.change",
        items("8", "-8"), "pass", "",
    ),
    "items that fall below zero": (
        "2019", "form.negative_items", "enforcement.penalties.change",
        items("8", "减9"), "fail",
        "行政处罚：上一年项目数量（8）加本年增/减（-9）得-1，不应小于 0。",
    ),
    "items with a blank": (
        "2019", "form.negative_items", "enforcement.penalties.change",
        items("", "-9"), "not_assessable", "",
    ),
    "items with a blank change": (
        "2019", "form.negative_items", "enforcement.penalties.change",
        items("8", ""), "not_assessable", "",
    ),
}  # fmt: skip

# Edition, rule, cells typed over a complete report, year, and the sentences.
WHOLE: dict[str, tuple[str, str, dict[str, str], int, list[str]]] = {
    "nothing blank": ("2021", "form.blank_cells", {}, 2023, []),
    "one blank": (
        "2021", "form.blank_cells", {"fees.administrative_fees.amount": ""}, 2023,
        ["第二部分第二十条第（八）项还有1格没有填（行政事业性收费·本年收费金额（单位：万元））；"
         "确实没有的填 0，可用“补零”。"],
    ),
    "blanks in two tables": (
        "2021", "form.blank_cells",
        {
            "documents.regulations.issued": "",
            "documents.normative_documents.issued": "",
            "applications.refused_law.business": "",
            "applications.refused_law.total": "",
        },
        2023,
        ["第二部分第二十条第（一）项还有2格没有填（规章·本年制发件数等）；"
         "确实没有的填 0，可用“补零”。",
         "第三部分还有2格没有填（（三）2.其他法律行政法规禁止公开·商业企业等）；"
         "确实没有的填 0，可用“补零”。"],
    ),
    "a calculable total blank": (
        "2021", "form.blank_cells", {"applications.refused_law.total": ""}, 2023, [],
    ),
    "no slash": ("2019", "form.not_applicable", {}, 2020, []),
    "slashes": (
        "2019", "form.not_applicable",
        {"procurement.centralised.projects": "/", "procurement.centralised.amount": "不适用"}, 2020,
        ["第二部分第二十条第（九）项有2格填了“/”（政府集中采购·采购项目数量等），"
         "核对时按 0 计；没有的最好填 0。"],
    ),
    "blanks are no slashes": (
        "2019", "form.not_applicable", {"procurement.centralised.projects": ""}, 2020, [],
    ),
    "the edition of the year": ("2019", "form.edition", {}, 2019, []),
    "the edition of the earlier years": (
        "2019", "form.edition", {}, 2021,
        ["这是2021年度的年报，用的却是2019版格式（2019至2020年度用）；请另存数据包留底，删除这一份，再新建2021年度的年报，按当年的格式填写。"],
    ),
    "the edition of the later years": (
        "2021", "form.edition", {}, 2020,
        ["这是2020年度的年报，用的却是2021版格式（2021年度起用）；请另存数据包留底，删除这一份，再新建2020年度的年报，按当年的格式填写。"],
    ),
    "the edition of a report with blanks": (
        "2021", "form.edition", {"documents.regulations.issued": ""}, 2024, [],
    ),
}  # fmt: skip


def verdicts_of(result: CheckResult, rule: str) -> list[Verdict]:
    return [verdict for verdict in result.verdicts if verdict.rule.id == rule]


@pytest.mark.parametrize("case", EQUATIONS.values(), ids=EQUATIONS)
def test_that_a_rule_over_numbers_judges(
    new_report: NewReport, case: tuple[str, str, str, dict[str, str], str, str]
) -> None:
    edition, rule, cell, cells, outcome, sentence = case
    result = check(new_report(edition, cells))
    (verdict,) = (v for v in verdicts_of(result, rule) if cell in v.cells)

    assert verdict.outcome == outcome
    assert (verdict.finding.message if verdict.finding else "") == sentence


@pytest.mark.parametrize("case", WHOLE.values(), ids=WHOLE)
def test_that_a_rule_over_a_whole_table_or_report_judges(
    new_report: NewReport, case: tuple[str, str, dict[str, str], int, list[str]]
) -> None:
    edition, rule, cells, year, sentences = case
    form = new_report(edition).form
    complete = dict.fromkeys(form.cells, "0") | cells
    result = check(new_report(edition, complete, year=year))
    found = [v.finding.message for v in verdicts_of(result, rule) if v.finding]

    assert found == sentences


@each_shipped_edition
def test_that_every_rule_on_sums_and_blanks_has_its_examples_here(
    new_report: NewReport, edition: str
) -> None:
    outcomes: dict[str, set[str]] = {}
    for _, rule, _, _, outcome, _ in EQUATIONS.values():
        outcomes.setdefault(rule, set()).add(outcome)
    for _, rule, _, _, sentences in WHOLE.values():
        outcomes.setdefault(rule, set()).add("fail" if sentences else "pass")

    for declared in new_report(edition).form.rules:
        if declared.code in ("E01", "E02", "E03", "E04", "E05", "E07", "E11"):
            assert outcomes[declared.id] >= {"pass", "fail"}
            assert "not_assessable" in outcomes[declared.id] or declared.id in (
                "form.blank_cells",
                "form.not_applicable",
                "form.edition",
            )


def test_that_every_sentence_speaks_of_its_own_cells_and_section(new_report: NewReport) -> None:
    result = check(new_report(NEWEST, balance("10", "2", "9", "2")))
    (finding,) = (f for f in result.findings if f.rule.id == "applications.balance")

    assert finding.section == "applications"
    assert finding.cells == (
        "applications.new_received.business",
        "applications.carried_in.business",
        "applications.result_total.business",
        "applications.carried_out.business",
    )
    assert (finding.left, finding.right, finding.difference) == (12, 11, 1)


def test_that_a_table_rule_has_one_verdict_a_table(new_report: NewReport) -> None:
    report = new_report("2019")
    result = check(report)
    slashes = verdicts_of(result, "form.not_applicable")

    assert len(verdicts_of(result, "form.blank_cells")) == len(report.form.tables)
    assert [verdict.outcome for verdict in slashes] == ["pass"] * len(report.form.tables)
    assert len(verdicts_of(result, "form.edition")) == 1


def test_that_items_are_judged_in_every_row_that_has_them(new_report: NewReport) -> None:
    result = check(new_report("2019"))

    assert [verdict.cells[0] for verdict in verdicts_of(result, "form.negative_items")] == [
        "licensing.licences.previous_items",
        "licensing.other_services.previous_items",
        "enforcement.penalties.previous_items",
        "enforcement.coercion.previous_items",
        "fees.administrative_fees.previous_items",
    ]


def test_that_a_typed_total_is_kept_and_checked_against_what_is_calculated(
    new_report: NewReport,
) -> None:
    report = new_report(NEWEST, applicants("granted", "1", "2", "3", "4", "5", "6", "24"))
    check(report)

    assert report.cells["applications.granted.total"].number == 24


def test_that_a_side_of_a_sentence_shows_its_sum_its_terms_and_its_blanks() -> None:
    side = Side([10, None, Decimal("0.5")])
    say = "{left}：{left.0}、{left.1}、{left.2}"

    assert say.format(left=side) == "10.5：10、空、0.5"
    with pytest.raises(AttributeError):
        _ = side.first


def test_that_a_difference_is_never_negative() -> None:
    rule = SumRule("r", "E00", "error", "错", "。", "本软件提示", "t", "rows")

    assert Finding(rule, "s", "。", (), 1, 3).difference == 2
    assert Finding(rule, "s", "。", (), 3, 1).difference == 2
    assert Finding(rule, "s", "。", ()).difference is None
