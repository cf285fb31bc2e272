"""The findings: listed, counted, and one click away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QStyleOptionViewItem
from pytestqt.modeltest import ModelTester

from core.report.edits import set_cells, set_text
from gui.findings.panel import FindingsPanel
from gui.tables.tab import TableTab
from tests.core.broken import break_rule
from tests.gui.hands import SHIFT, Clerk, Key

FIRST = "applications.new_received.natural_person"
TOTAL = "applications.new_received.total"
REVIEW = "review_litigation.review.total"


def panel_of(clerk: Clerk) -> FindingsPanel:
    assert clerk.window.workspace.panel is not None
    return clerk.window.workspace.panel


def lines(clerk: Clerk) -> list[str]:
    model = panel_of(clerk).model
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.fixture
def faulty(filled: Clerk) -> Clerk:
    """The sample with two wrong totals and a "/"."""
    session = filled.live.session
    cells = {TOTAL: "5", REVIEW: "3", "documents.regulations.made": "/"}
    session.apply(set_cells(session.report, cells))
    return filled


def test_that_the_model_keeps_the_rules_of_qt_through_edits(
    draft: Clerk, qtmodeltester: ModelTester
) -> None:
    model = panel_of(draft).model
    qtmodeltester.check(model)
    before = model.rowCount()
    draft.fill(FIRST, "3")
    draft.fill(TOTAL, "2")
    assert model.rowCount() == before + 1
    draft.ctrl("Z")
    assert model.rowCount() == before


def test_that_the_findings_are_listed_gravest_first_and_counted(faulty: Clerk) -> None:
    assert lines(faulty) == [finding.message for finding in faulty.live.checked.roots]
    severities = [finding.severity for finding in faulty.live.checked.roots]
    assert severities == ["error", "error", "hint"]
    title = panel_of(faulty).title.text()
    assert "2 处错误 · 1 处提示" in title


def test_that_a_line_says_its_rule_and_how_grave_it_is(faulty: Clerk) -> None:
    model = panel_of(faulty).model
    for row, finding in enumerate(model.findings):
        index = model.index(row)
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        assert tip == f"{finding.rule.code}　依据：{finding.rule.source}"
        name = {"error": "错误", "hint": "提示"}[finding.severity]
        assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"{name}：{finding.message}"


def test_that_a_click_leads_to_the_cell_with_its_tab_in_front(faulty: Clerk) -> None:
    panel = panel_of(faulty)
    for row, finding in enumerate(panel.model.findings):
        faulty.tabs.show_section("general")
        place = panel.list.visualRect(panel.model.index(row)).center()
        faulty.click_on(panel.list.viewport(), place)
        assert isinstance(faulty.tabs.tab, TableTab)
        assert faulty.current == finding.anchor
        assert faulty.focus is faulty.view
        assert finding.message in faulty.view.here.sentence


def test_that_f8_goes_round_the_findings_and_shift_f8_back(faulty: Clerk) -> None:
    anchors = [finding.anchor for finding in faulty.live.checked.roots]
    assert len(anchors) == 3
    visited = []
    for _ in range(4):
        faulty.key(Key.Key_F8)
        visited.append(faulty.current)
    assert visited == [*anchors, anchors[0]]
    visited = []
    for _ in range(4):
        faulty.key(Key.Key_F8, SHIFT)
        visited.append(faulty.current)
    assert visited == [*anchors[::-1], anchors[-1]]


def test_that_f8_goes_on_from_a_finding_that_was_mended(faulty: Clerk) -> None:
    before = [finding.anchor for finding in faulty.live.checked.roots]
    place = before.index(REVIEW)
    for _ in range(place + 1):
        faulty.key(Key.Key_F8)
    assert faulty.current == REVIEW
    session = faulty.live.session
    session.apply(set_cells(session.report, {REVIEW: "0"}))
    after = [finding.anchor for finding in faulty.live.checked.roots]
    assert after == [anchor for anchor in before if anchor != REVIEW]
    faulty.key(Key.Key_F8)
    assert faulty.current == after[place]


def test_that_f8_goes_on_while_the_panel_is_hidden(faulty: Clerk) -> None:
    action = faulty.window.actions_["panel"]
    action.trigger()
    assert not panel_of(faulty).isVisible()
    faulty.key(Key.Key_F8)
    assert faulty.current == faulty.live.checked.roots[0].anchor
    faulty.window.desk.open_report(faulty.live.session.report_id)
    assert not panel_of(faulty).isVisible()
    action.trigger()
    assert panel_of(faulty).isVisible()


def test_that_a_finding_about_no_cell_leads_to_its_section(draft: Clerk) -> None:
    """A package made on the other edition than its year's."""
    reports = draft.window.desk.reports
    agency = reports.agencies()[0].id
    draft.window.desk.open_report(reports.create_report(agency, 2022, "2019"))
    finding = next(f for f in draft.live.checked.findings if not f.cells)
    row = draft.live.checked.findings.index(finding)
    draft.tabs.show_section("problems")
    place = panel_of(draft).list.visualRect(panel_of(draft).model.index(row)).center()
    draft.click_on(panel_of(draft).list.viewport(), place)
    assert draft.tabs.currentIndex() == 0


def test_that_a_report_without_findings_says_so_and_f8_does_nothing(filled: Clerk) -> None:
    panel = panel_of(filled)
    assert "没有发现问题" in panel.title.text()
    assert not panel.list.isVisible()
    assert not panel.waiting.isVisible()
    assert not filled.window.actions_["next_finding"].isEnabled()
    panel.go(1)
    assert filled.tabs.currentIndex() == 0


def test_that_what_waits_for_blanks_is_counted(draft: Clerk) -> None:
    panel = panel_of(draft)
    assert panel.waiting.text().startswith("正文正在核对")
    draft.wait_for_texts()
    waiting = len(draft.live.checked.not_assessable)
    assert panel.waiting.text() == f"另有 {waiting} 项缺数待核：相关的格还没有填全。"
    draft.window.actions_["fill_zeros"].trigger()
    assert not panel.waiting.isVisible()
    draft.ctrl("Z")
    assert f"{waiting} 项缺数待核" in panel.waiting.text()
    assert panel.waiting.isVisible()


def test_that_no_sentence_is_cut(faulty: Clerk) -> None:
    view = panel_of(faulty).list
    delegate = view.itemDelegate()
    for row in range(panel_of(faulty).model.rowCount()):
        index = panel_of(faulty).model.index(row)
        option = QStyleOptionViewItem()
        view.initViewItemOption(option)
        rect = view.visualRect(index)
        assert rect.height() >= delegate.sizeHint(option, index).height()
        assert rect.width() <= view.viewport().width()
        text = view.fontMetrics().boundingRect(
            0, 0, rect.width() - 34, 10_000, Qt.TextFlag.TextWordWrap, index.data()
        )
        assert text.height() <= rect.height()


def test_that_enter_on_a_line_leads_to_the_cell_too(faulty: Clerk) -> None:
    panel = panel_of(faulty)
    panel.list.setFocus()
    faulty.key(Key.Key_Down)
    row = panel.list.currentIndex().row()
    faulty.key(Key.Key_Return)
    assert faulty.current == panel.model.findings[row].anchor


def test_that_f8_goes_through_findings_of_one_rule_at_several_places(filled: Clerk) -> None:
    session = filled.live.session
    text = "政府政府信息and公开，工作工作细致。"
    for key in ("problems", "other_matters"):
        session.apply(set_text(session.report, key, f"{session.report.texts[key]}\n{text}"))
    places = [finding.spans for finding in filled.live.checked.roots]
    assert len(places) > len({finding.rule for finding in filled.live.checked.roots})
    visited = []
    for _ in places:
        filled.key(Key.Key_F8)
        visited.append(panel_of(filled).model.findings[panel_of(filled).row].spans)

    assert visited == places


def test_that_a_rule_that_cannot_be_judged_is_one_line_that_leads_to_the_paragraph(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rule,) = (r for r in filled.live.report.form.rules if r.id == "figures.received")
    break_rule(rule, monkeypatch)
    session = filled.live.session
    session.apply(set_text(session.report, "general", "收到12件。"))
    session.apply(set_text(session.report, "preface", ""))
    panel = panel_of(filled)
    (line,) = (line for line in lines(filled) if "没能核对" in line)
    row = lines(filled).index(line)
    finding = panel.model.findings[row]

    assert line.startswith(f"规则 {rule.code}“")
    index = panel.model.index(row)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == f"错误：{line}"
    filled.click_on(panel.list.viewport(), panel.list.visualRect(index).center())
    assert filled.tabs.section.id == finding.section
    told = "\n".join(label.text() for label in panel.detail.findChildren(QLabel))
    assert told.startswith("一同没能核对的：\n· 规则 ")
    buttons = [b.text() for b in panel.detail.findChildren(QPushButton) if not b.isHidden()]
    assert buttons == []  # no reason lets it stand
