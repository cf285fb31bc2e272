"""定稿 and --final: nothing of which it is not known that it holds, and nothing stale."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from core.checks.findings import CheckResult, Finding
from core.commands import run
from core.forms.loader import load_forms
from core.forms.rules import LastTextRule, Rule
from core.report.edits import set_cells, set_text
from core.resources import Resources
from core.session import Session, SessionChange, SessionRefused
from core.store.reports import Reports
from core.writers.package import write_package
from tests.conftest import ROOT
from tests.core.broken import SECRET, break_rule, fail, forget_what_was_read
from tests.core.session_steps import GRANTED_TOTAL, PENALTIES, type_in

NEW = "applications.new_received.natural_person"
TODAY = date(2025, 1, 20)
FORM = next(form for form in load_forms(ROOT / "resources" / "forms") if form.id == "2021")
ONE_OF_EACH_KIND = list({type(rule): rule for rule in reversed(FORM.rules)}.values())
TEXTS = {
    "general": f"未收到政府信息公开申请。{SECRET}",
    "problems": "一是公开不够及时，二是更新慢。",
}


def of_each_kind(*but_for: type[Rule]) -> pytest.MarkDecorator:
    rules = [rule for rule in ONE_OF_EACH_KIND if not isinstance(rule, but_for)]
    return pytest.mark.parametrize("rule", rules, ids=[type(rule).__name__ for rule in rules])


@pytest.fixture(autouse=True)
def nothing_read() -> Iterator[None]:
    yield
    forget_what_was_read()


@pytest.fixture
def sound(filled: Session) -> Session:
    """A report without a must-fix finding, its texts included, and with last year's beside it."""
    for key, text in TEXTS.items():
        filled.apply(set_text(filled.report, key, text))
    filled.compare_with(replace(filled.report, year=2023, texts=dict(TEXTS)))
    assert filled.checked.errors == ()
    return filled


def undecided(session: Session) -> list[Finding]:
    return [finding for finding in session.checked.roots if finding.undecided]


@of_each_kind()
def test_that_a_report_is_not_finalised_while_a_rule_comes_to_no_verdict(
    rule: Rule, sound: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_rule(rule, monkeypatch)
    sound.apply(set_text(sound.report, "general", f"{TEXTS['general']}又及。"))
    (finding,) = undecided(sound)

    with pytest.raises(SessionRefused, match="还有1处错误，不能定稿") as refusal:
        sound.finalise(TODAY)
    assert finding.message in str(refusal.value)
    assert "没能核对" in finding.message
    assert sound.report.status == "draft"
    with pytest.raises(SessionRefused, match="错误必须改正"):
        sound.explain(finding, "不用核对。")


@of_each_kind(LastTextRule)  # the command prints without last year's report
def test_that_a_report_is_not_printed_as_final_while_a_rule_comes_to_no_verdict(
    rule: Rule,
    sound: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_package(sound.report, tmp_path / "a.nianbao")
    break_rule(rule, monkeypatch)
    arguments = ["pdf", str(tmp_path / "a.nianbao"), "-o", str(tmp_path / "a.pdf"), "--final"]

    assert run(arguments, Resources(ROOT / "resources"), tmp_path) == 2
    said = capsys.readouterr().err
    assert "条规则没能核对），不能按定稿打印；" in said
    assert said.count("\n") == 1
    assert SECRET not in said
    assert not (tmp_path / "a.pdf").exists()


def test_that_a_published_report_is_not_printed_as_final_either_without_every_verdict(
    sound: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    sound.finalise(TODAY)
    write_package(sound.report, tmp_path / "a.nianbao")
    break_rule(FORM.rules[0], monkeypatch)
    arguments = ["pdf", str(tmp_path / "a.nianbao"), "-o", str(tmp_path / "a.pdf"), "--final"]

    assert run(arguments, Resources(ROOT / "resources"), tmp_path) == 2
    assert capsys.readouterr().err == "有1条规则没能核对，不能按定稿打印；请去掉 --final。\n"
    assert not (tmp_path / "a.pdf").exists()


def test_that_a_rule_without_verdict_is_a_line_of_the_command_and_exits_with_1(
    sound: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_package(sound.report, tmp_path / "a.nianbao")
    break_rule(FORM.rules[0], monkeypatch)

    assert run(["check", str(tmp_path / "a.nianbao")], Resources(ROOT / "resources"), tmp_path) == 1
    said = capsys.readouterr()
    assert said.out.startswith("错误 E01 规则 E01“表三表头：")
    assert said.err == ""


@pytest.mark.parametrize("text", ["，占百分之...", "百分之12.5.", f"收到{'1' * 4301}件"])
def test_that_no_text_keeps_a_wrong_figure_from_being_told(filled: Session, text: str) -> None:
    filled.apply(set_text(filled.report, "general", text))
    type_in(filled, NEW, "9999")

    with pytest.raises(SessionRefused, match="不能定稿") as refusal:
        filled.finalise(TODAY)
    assert "自然人列：一（9999）" in str(refusal.value)
    assert filled.report.status == "draft"
    assert [finding.rule.code for finding in filled.checked.by_cell[NEW]] == ["E01"]


def test_that_no_mark_of_an_older_report_is_left_where_the_totals_fail(
    filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(filled, GRANTED_TOTAL, "5")
    assert GRANTED_TOTAL in filled.checked.by_cell
    heard: list[SessionChange] = []
    filled.subscribe(heard.append)
    monkeypatch.setattr("core.checks.facts.blank_totals", fail)
    type_in(filled, PENALTIES, "7")

    assert filled.checked.by_cell == {}
    assert len(undecided(filled)) == 1
    assert GRANTED_TOTAL in heard[0].cells
    with pytest.raises(SessionRefused, match="没能核对"):
        filled.finalise(TODAY)


def test_that_nothing_is_decided_where_a_check_is_broken_off(
    filled: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("core.checks.facts.blank_totals", stop)
    with pytest.raises(KeyboardInterrupt):
        type_in(filled, PENALTIES, "7")

    assert filled.report.cells[PENALTIES].text == "7"
    assert [verdict.rule for verdict in filled.checked.undecided] == list(filled.report.form.rules)


@pytest.mark.parametrize("texts_later", [False, True])
def test_that_the_gate_trusts_no_result_that_was_kept(
    texts_later: bool, filled: Session, reports: Reports
) -> None:
    filled.apply(set_text(filled.report, "general", "身份证号11010519491231002X。"))
    type_in(filled, GRANTED_TOTAL, "5")
    opened = Session(reports, filled.report_id, texts_later)
    assert opened.take_checked(opened.report, CheckResult())
    assert not opened.texts_wait

    with pytest.raises(SessionRefused, match="还有2处错误，不能定稿"):
        opened.finalise(TODAY)
    assert len(opened.checked.roots) > 1


def test_that_an_observer_that_fails_keeps_no_other_from_hearing(
    filled: Session,
) -> None:
    heard: list[str] = []
    filled.subscribe(lambda _: heard.append("first"))
    filled.subscribe(fail)
    filled.subscribe(lambda _: heard.append("last"))

    with pytest.raises(ValueError, match=SECRET):
        filled.apply(set_cells(filled.report, {PENALTIES: "7"}))
    assert heard == ["first", "last"]
    assert filled.report.cells[PENALTIES].text == "7"
