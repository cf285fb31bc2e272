"""A rule that cannot be judged is a finding, and never a pass."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from core.checks import explanations, run
from core.checks.equations import judge_equations
from core.checks.facts import Facts
from core.checks.findings import CheckResult, Finding
from core.checks.progress import progress_of
from core.checks.run import check
from core.forms.definition import Form
from core.forms.loader import load_forms
from core.forms.rules import FilledRule
from core.report.report import Explanation, Report
from tests.conftest import ROOT
from tests.core.broken import (
    SECRET,
    break_rule,
    fail,
    forget_what_was_read,
    rules_that_fail_with,
)
from tests.editions import NEWEST

RULES = [
    pytest.param(form.id, rule.id, id=f"{form.id}-{rule.id}")
    for form in load_forms(ROOT / "resources" / "forms")
    for rule in form.rules
]
TEXTS = {
    "title": "示例街道2018年度报告",
    "general": f"全年收到政府信息公开申请12件，{SECRET}占比30%。\n（二）企业政府政府信息公开。",
    "problems": "一是宣传不够。电话13800000000。",
    "other_matters": "我局无。",
    "signature": "示例街道",
}


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    yield
    forget_what_was_read()


@pytest.fixture
def report(new_report: Callable[..., Report]) -> Callable[[str], Report]:
    """A report of an edition with mistakes of every sort."""

    def make(edition: str) -> Report:
        cells = {
            "applications.new_received.natural_person": "9999",
            "applications.new_received.total": "1",
            "licensing.licences.decisions": "/",
        }
        report = new_report(edition, cells)
        report.texts = dict(TEXTS)
        report.notes = {"disclosure": "（注：2018年处理决定3件）"}
        return report

    return make


def last_year(report: Report) -> Report:
    cells = dict(report.cells)
    return replace(report, year=report.year - 1, cells=cells, texts=dict(TEXTS))


def told(findings: tuple[Finding, ...], but_for: set[str]) -> list[tuple[str, str]]:
    return [(f.rule.id, f.message) for f in findings if f.rule.id not in but_for]


@pytest.mark.parametrize(("edition", "rule_id"), RULES)
def test_that_a_rule_that_fails_is_a_finding_and_the_others_go_on(
    edition: str,
    rule_id: str,
    report: Callable[[str], Report],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = report(edition)
    before = check(broken, last_year(broken))
    rule = next(rule for rule in broken.form.rules if rule.id == rule_id)
    failing = rules_that_fail_with(rule, broken.form)
    break_rule(rule, monkeypatch)
    result = check(broken, last_year(broken))

    assert {verdict.rule.id for verdict in result.undecided} == failing
    (root,) = (finding for finding in result.roots if finding.undecided)
    findings = (root, *root.follow_ons)
    (own,) = (finding for finding in findings if finding.rule is rule)
    assert own.message.startswith(f"规则 {rule.code}“")
    assert "没能核对" in own.message
    assert own.severity == "error"
    assert {f.rule.id for f in result.errors if f.undecided} == failing
    assert told(result.findings, failing) == told(before.findings, failing)
    assert "ValueError" in caplog.text
    assert "broken.py:" in caplog.text
    assert SECRET not in caplog.text + root.message


def test_that_the_log_names_the_rule(
    report: Callable[[str], Report],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    broken = report(NEWEST)
    rule = broken.form.rules[0]
    break_rule(rule, monkeypatch)
    check(broken)

    assert f"{rule.id}: ValueError" in caplog.text


def test_that_paragraphs_that_cannot_be_read_are_told_once_with_their_places(
    report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = report(NEWEST)
    rule = next(rule for rule in broken.form.rules if rule.id == "figures.received")
    break_rule(rule, monkeypatch)
    (root,) = (finding for finding in check(broken).roots if finding.undecided)

    first, second = TEXTS["general"].split("\n")
    places = [(span.place.target, span.start, span.end) for span in root.spans]
    assert places[:3] == [
        ("texts.title", 0, len(TEXTS["title"])),
        ("texts.general", 0, len(first)),
        ("texts.general", len(first) + 1, len(first) + 1 + len(second)),
    ]
    assert root.section == "general"
    count = len(root.follow_ons) + 1
    assert f"”等{count}条没能核对" in root.message
    assert all(follow_on.is_follow_on for follow_on in root.follow_ons)


@pytest.mark.parametrize("part", ["blank_totals", "effective_numbers"])
def test_that_no_rule_is_decided_where_the_totals_fail(
    part: str, report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = report(NEWEST)
    monkeypatch.setattr(f"core.checks.facts.{part}", fail)
    result = check(broken)

    assert [verdict.rule for verdict in result.undecided] == list(broken.form.rules)
    assert len(result.roots) == 1
    assert result.roots[0].message.startswith("规则 E01“表三表头：")
    assert result.totals == {}


def test_that_what_does_not_add_up_is_told_even_where_looking_for_the_wrong_cell_fails(
    report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = report(NEWEST)
    for cell in broken.form.cells_of["applications"]:
        if cell.id.startswith("applications.new_received"):
            broken.cells.setdefault(cell.id, broken.cells["licensing.licences.decisions"])
    before = {v.rule.id for v in judge_equations(Facts.of(broken)) if v.outcome == "fail"}
    monkeypatch.setattr("core.checks.locate.locate", fail)
    verdicts = judge_equations(Facts.of(broken))

    assert before == {"applications.row_sum"}
    assert {v.rule.id for v in verdicts if v.outcome == "fail"} == before
    assert all(not v.finding.culprits for v in verdicts if v.finding)


def test_that_nothing_is_explained_where_the_explanations_fail(
    report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    explained = report(NEWEST)
    explained.explanations = (Explanation("form.not_applicable", _not_applicable(explained), "无"),)
    assert [v.rule.id for v in check(explained).explained] == ["form.not_applicable"]

    monkeypatch.setattr(explanations, "grounds_of", fail)
    result = check(explained)
    assert result.explained == ()
    assert "form.not_applicable" in {finding.rule.id for finding in result.findings}


def _not_applicable(report: Report) -> dict[str, str]:
    return {cell: value.text for cell, value in report.cells.items() if value.not_applicable}


def test_that_an_undecided_rule_cannot_be_explained_away(
    report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = report(NEWEST)
    rule = next(rule for rule in broken.form.rules if rule.id == "form.not_applicable")
    broken.explanations = (Explanation(rule.id, {}, "不用核对"),)
    break_rule(rule, monkeypatch)

    assert [verdict.outcome for verdict in check(broken).undecided] == ["undecided"]


def test_that_a_check_that_is_broken_off_on_purpose_says_nothing(
    report: Callable[[str], Report], monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.checks.prose.judge.read_paragraph", stop)
    with pytest.raises(KeyboardInterrupt):
        check(report(NEWEST))


@pytest.mark.parametrize(
    ("rule_id", "section"),
    [
        ("applications.balance", "applications"),
        ("problems.too_short", "problems"),
        ("form.blank_cells", "general"),
    ],
)
def test_that_an_undecided_rule_counts_as_an_error_of_its_section_or_of_the_first(
    rule_id: str,
    section: str,
    report: Callable[[str], Report],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = report(NEWEST)

    def errors() -> dict[str, int]:
        result = check(broken)
        sections = broken.form.sections
        return {s.id: progress_of(s, broken, without(result, rule_id)).errors for s in sections}

    before = errors()
    break_rule(next(rule for rule in broken.form.rules if rule.id == rule_id), monkeypatch)

    assert errors() == before | {section: before[section] + 1}


def without(result: CheckResult, rule_id: str) -> CheckResult:
    """The result without what a rule was found to be wrong about."""
    verdicts = (v for v in result.verdicts if v.rule.id != rule_id or v.outcome == "undecided")
    return replace(result, verdicts=tuple(verdicts))


def test_that_nothing_decided_names_every_rule(form_2021: Form) -> None:
    result = run.nothing_decided(form_2021)

    assert [verdict.rule for verdict in result.undecided] == list(form_2021.rules)
    assert len(result.errors) == len(form_2021.rules)
    assert any(isinstance(verdict.rule, FilledRule) for verdict in result.undecided)
