"""W01 to W05: what no sum can tell, but a clerk should look at."""

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

import pytest

from core.checks.findings import Verdict
from core.checks.run import check
from core.report.report import Agency, Kind, Report, Tier
from tests.editions import NEWEST, each_shipped_edition

NewReport = Callable[..., Report]
REGULATIONS = "documents.regulations"
DOCUMENTS = "documents.normative_documents"


def verdict_of(report: Report, rule: str, cell: str) -> Verdict:
    (verdict,) = (v for v in check(report).verdicts if v.rule.id == rule and cell in v.cells)
    return verdict


def documents(edition: str, texts: tuple[str, str, str]) -> dict[str, str]:
    columns = {
        "2019": ("made", "newly_public", "total_public"),
        "2021": ("issued", "repealed", "in_force"),
    }
    return {f"{DOCUMENTS}.{c}": t for c, t in zip(columns[edition], texts, strict=True)}


def severity_of_regulations(new_report: NewReport, agency: Agency, issued: str) -> set[str]:
    cells = dict.fromkeys((f"{REGULATIONS}.{c}" for c in ("issued", "repealed", "in_force")), "0")
    report = replace(new_report(NEWEST, cells | {f"{REGULATIONS}.issued": issued}), agency=agency)
    found = check(report).findings
    return {f.severity for f in found if f.rule.code == "W01"}


@pytest.mark.parametrize("kind", get_args(Kind))
@pytest.mark.parametrize("tier", get_args(Tier))
def test_that_only_governments_of_cities_and_above_have_regulations(
    new_report: NewReport, tier: Tier, kind: Kind
) -> None:
    agency = Agency("示例机关", tier, kind)
    wanted = {"county": {"error"}, "township": {"error"}}.get(tier, set())
    if tier in ("province", "city") and kind in ("department", "branch"):
        wanted = {"warning"}

    assert severity_of_regulations(new_report, agency, "2") == wanted
    assert severity_of_regulations(new_report, agency, "0") == set()


def test_that_regulations_of_a_town_are_named_with_their_numbers(
    report_of_case: Callable[[str], Report],
) -> None:
    (finding,) = (f for f in check(report_of_case("031")).findings if f.rule.code == "W01")

    assert "本年制发件数2、现行有效件数2" in finding.message
    assert finding.cells == (f"{REGULATIONS}.issued", f"{REGULATIONS}.in_force")


def test_that_blank_regulations_wait(new_report: NewReport) -> None:
    rule = "documents.regulations_not_allowed"

    assert verdict_of(new_report(NEWEST), rule, f"{REGULATIONS}.issued").outcome == "not_assessable"


BOUNDS = {
    "as many in force as issued": ("2021", "more_issued_than_in_force", ("5", "0", "5"), "pass"),
    "more issued than in force": ("2021", "more_issued_than_in_force", ("5", "0", "3"), "fail"),
    "issued and repealed": ("2021", "more_issued_than_in_force", ("5", "2", "3"), "pass"),
    "in force blank": ("2021", "more_issued_than_in_force", ("5", "0", ""), "not_assessable"),
    "all public": ("2019", "more_new_than_public", ("5", "5", "5"), "pass"),
    "more new than public": ("2019", "more_new_than_public", ("5", "5", "4"), "fail"),
    "public blank": ("2019", "more_new_than_public", ("5", "5", ""), "not_assessable"),
    "public as made": ("2019", "more_public_than_made", ("5", "5", "9"), "pass"),
    "more public than made": ("2019", "more_public_than_made", ("5", "6", "9"), "fail"),
    "made blank": ("2019", "more_public_than_made", ("", "6", "9"), "not_assessable"),
    "made and public": ("2019", "none_made_public", ("87", "0", "1"), "pass"),
    "nothing made": ("2019", "none_made_public", ("0", "0", "0"), "pass"),
    "made and none public": ("2019", "none_made_public", ("87", "0", "0"), "fail"),
    "made and public blank": ("2019", "none_made_public", ("87", "0", ""), "not_assessable"),
}


@pytest.mark.parametrize("case", BOUNDS.values(), ids=BOUNDS)
def test_that_a_row_of_documents_makes_sense(
    new_report: NewReport, case: tuple[str, str, tuple[str, str, str], str]
) -> None:
    edition, rule, texts, outcome = case
    cells = documents(edition, texts)
    public = list(cells)[-1] if rule == "more_new_than_public" else next(iter(cells))
    verdict = verdict_of(new_report(edition, cells), f"documents.{rule}", public)

    assert verdict.outcome == outcome


def test_that_the_street_of_2020_that_made_87_public_nowhere_is_told(
    report_of_case: Callable[[str], Report],
) -> None:
    (finding,) = (f for f in check(report_of_case("045")).findings if f.rule.code == "W02")

    assert finding.rule.id == "documents.none_made_public"
    assert finding.cells == tuple(documents("2019", ("", "", "")))
    assert finding.message == (
        "规范性文件：本年新制作87件，新公开和对外公开总数量却都是 0，请核实。"
    )


def results(edition: str, rest: str, whole: str, refused: str = "0") -> dict[str, str]:
    last = {"2019": "other", "2021": "other_rest"}[edition]
    rows = {"refused_law": refused, last: rest, "result_total": whole}
    return {f"applications.{row}.total": text for row, text in rows.items()}


@each_shipped_edition
@pytest.mark.parametrize(
    ("rest", "whole", "refused", "outcome"),
    [
        ("143", "718", "0", "fail"),
        ("143", "718", "1", "pass"),
        ("10", "718", "0", "pass"),
        ("1", "1", "0", "pass"),
        ("", "718", "0", "not_assessable"),
    ],
)
def test_that_results_that_are_mostly_other_are_hinted_at(
    new_report: NewReport, edition: str, rest: str, whole: str, refused: str, outcome: str
) -> None:
    report = new_report(edition, results(edition, rest, whole, refused))
    verdict = verdict_of(report, "applications.mostly_other", "applications.result_total.total")

    assert verdict.outcome == outcome
    assert not verdict.finding or verdict.finding.severity == "hint"


@each_shipped_edition
def test_that_a_report_of_zeros_alone_is_hinted_at(new_report: NewReport, edition: str) -> None:
    zeros = dict.fromkeys(new_report(edition).form.cells, "0")
    first = next(iter(zeros))
    outcomes = [
        verdict.outcome
        for cells in (zeros, zeros | {first: "1"}, zeros | {first: ""})
        for verdict in check(new_report(edition, cells)).verdicts
        if verdict.rule.code == "W05"
    ]

    assert outcomes == ["fail", "pass", "not_assessable"]
