"""The findings: listed by section, counted, and one click away."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.modeltest import ModelTester

from core.checks.progress import standing_of
from core.report.edits import fill_zeros, set_cells, set_text
from gui.findings.head import STRIP
from gui.findings.panel import WIDE, WIDTH, FindingsPanel
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
    return [line.words for line in panel_of(clerk).model.lines]


def click_line(clerk: Clerk, row: int) -> None:
    panel = panel_of(clerk)
    QCoreApplication.processEvents()
    index = panel.model.index(row)
    panel.list.scrollTo(index)
    clerk.click_on(panel.list.viewport(), panel.list.visualRect(index).center())


def opened(clerk: Clerk) -> str:
    """The cell that the open finding leads to."""
    finding = panel_of(clerk).list.finding
    assert finding is not None
    return finding.anchor


def anchors(clerk: Clerk) -> list[str]:
    """Where the findings lead to, in the order of the form."""
    return [finding.anchor for finding in panel_of(clerk).model.in_order()]


@pytest.fixture
def faulty(filled: Clerk) -> Clerk:
    """The sample with two wrong totals and a "/"."""
    session = filled.live.session
    cells = {TOTAL: "5", REVIEW: "3", "documents.regulations.made": "/"}
    session.apply(set_cells(session.report, cells))
    return filled


@pytest.fixture
def crowded(filled: Clerk) -> Clerk:
    """More findings than the panel has room for."""
    session = filled.live.session
    text = "政府政府信息and公开，工作工作细致。来电13800000000,收到77件;"
    for key in ("general", "problems", "other_matters"):
        session.apply(set_text(session.report, key, f"{session.report.texts[key]}\n{text}"))
    session.apply(set_cells(session.report, {TOTAL: "5", REVIEW: "3"}))
    assert len(panel_of(filled).model.findings) > 15
    QCoreApplication.processEvents()
    return filled


def test_that_the_model_keeps_the_rules_of_qt_through_edits(
    draft: Clerk, qtmodeltester: ModelTester
) -> None:
    model = panel_of(draft).model
    qtmodeltester.check(model)
    before = model.rowCount()
    draft.fill(FIRST, "3")
    draft.fill(TOTAL, "2")
    assert len(model.findings) == 1
    draft.ctrl("Z")
    assert model.rowCount() == before


def test_that_the_findings_are_listed_by_section_that_in_front_first(faulty: Clerk) -> None:
    faulty.tabs.show_section("applications")
    assert lines(faulty) == [
        "三 收到和处理申请", "本年新收·总计 5 → 1",
        "二 主动公开", "1 格填了“/”，按 0 计",
        "四 复议诉讼", "行政复议·总计 3 → 0",
    ]  # fmt: skip
    faulty.tabs.show_section("review_litigation")
    assert lines(faulty)[0] == "四 复议诉讼"
    assert opened(faulty) == REVIEW


def test_that_panel_and_tabs_count_the_same(faulty: Clerk) -> None:
    panel = panel_of(faulty)
    standing = standing_of(faulty.live.report, faulty.live.checked)

    assert panel.head.accessibleName() == "核对：2 错误 · 1 提示"
    assert standing.errors + standing.hints == len(panel.model.findings)
    bar = faulty.tabs.tabBar()
    texts = [bar.tabToolTip(i) for i in range(bar.count())]
    assert texts[2].endswith("1 错误")
    assert texts[3].endswith("1 错误")
    assert texts[1].endswith("1 提示")
    assert panel.foot.next_step.text() == "改正 2 处错误后，就可以定稿。"


def test_that_a_line_says_its_rule_and_how_grave_it_is(faulty: Clerk) -> None:
    model = panel_of(faulty).model
    names = {"error": "错误", "hint": "提示"}
    for row, line in enumerate(model.lines):
        if finding := line.finding:
            index = model.index(row)
            tip = index.data(Qt.ItemDataRole.ToolTipRole)
            assert f"{finding.rule.code}　依据：{finding.rule.source}" in tip
            assert finding.message in tip
            spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
            assert spoken == f"{names[finding.severity]}：{line.words}。{finding.message}"


def test_that_a_screen_reader_is_told_the_card_and_the_lines(faulty: Clerk) -> None:
    faulty.tabs.show_section("applications")
    panel = panel_of(faulty)
    assert panel.list.card is not None
    card = QAccessible.queryAccessibleInterface(panel.list.card)
    assert card.text(QAccessible.Text.Name).startswith("错误：本年新收·总计 5 → 1。")
    view = QAccessible.queryAccessibleInterface(panel.list)
    said = [view.child(i).text(QAccessible.Text.Name) for i in range(view.childCount())]
    assert any(name.startswith("提示：1 格填了“/”") for name in said)


def test_that_a_click_leads_to_the_cell_with_its_tab_in_front(faulty: Clerk) -> None:
    panel = panel_of(faulty)
    for finding in panel.model.findings:
        faulty.tabs.show_section("general")
        row = [line.finding for line in panel.model.lines].index(finding)
        click_line(faulty, row)
        assert isinstance(faulty.tabs.tab, TableTab)
        assert faulty.current == finding.anchor
        assert faulty.focus is faulty.view
        assert panel.list.finding == finding


def test_that_coming_to_a_cell_opens_its_finding(faulty: Clerk) -> None:
    faulty.go_to(REVIEW)
    assert opened(faulty) == REVIEW
    faulty.go_to(TOTAL)
    assert opened(faulty) == TOTAL


def test_that_f8_goes_round_the_findings_and_shift_f8_back(faulty: Clerk) -> None:
    places = anchors(faulty)
    assert len(places) == 3
    visited = []
    for _ in range(4):
        faulty.key(Key.Key_F8)
        visited.append(faulty.current)
    assert visited == [*places, places[0]]
    visited = []
    for _ in range(4):
        faulty.key(Key.Key_F8, SHIFT)
        visited.append(faulty.current)
    assert visited == [*places[::-1], places[-1]]


def test_that_f8_goes_on_from_a_finding_that_was_mended(faulty: Clerk) -> None:
    before = anchors(faulty)
    for _ in range(before.index(TOTAL) + 1):
        faulty.key(Key.Key_F8)
    assert faulty.current == TOTAL
    session = faulty.live.session
    session.apply(set_cells(session.report, {TOTAL: "1"}))
    assert anchors(faulty) == [anchor for anchor in before if anchor != TOTAL]
    faulty.key(Key.Key_F8)
    assert faulty.current == REVIEW


def test_that_f8_goes_on_while_the_panel_is_hidden(faulty: Clerk) -> None:
    action = faulty.window.actions_["panel"]
    action.trigger()
    assert not panel_of(faulty).isVisible()
    faulty.key(Key.Key_F8)
    assert faulty.current == anchors(faulty)[0]
    faulty.window.desk.open_report(faulty.live.session.report_id)
    assert not panel_of(faulty).isVisible()
    action.trigger()
    assert panel_of(faulty).isVisible()


def test_that_f8_goes_through_findings_of_one_rule_at_several_places(filled: Clerk) -> None:
    session = filled.live.session
    text = "政府政府信息and公开，工作工作细致。"
    for key in ("problems", "other_matters"):
        session.apply(set_text(session.report, key, f"{session.report.texts[key]}\n{text}"))
    places = [finding.spans for finding in panel_of(filled).model.in_order()]
    assert len(places) > len({finding.rule for finding in filled.live.checked.roots})
    visited = []
    for _ in places:
        filled.key(Key.Key_F8)
        finding = panel_of(filled).list.finding
        assert finding is not None
        visited.append(finding.spans)

    assert visited == places


def test_that_a_finding_about_no_cell_leads_to_its_section(draft: Clerk) -> None:
    """A package made on the other edition than its year's."""
    reports = draft.window.desk.reports
    agency = reports.agencies()[0].id
    draft.window.desk.open_report(reports.create_report(agency, 2022, "2019"))
    draft.tabs.show_section("problems")
    model = panel_of(draft).model
    row = next(i for i, line in enumerate(model.lines) if line.finding and not line.finding.cells)
    click_line(draft, row)
    assert draft.tabs.currentIndex() == 0


def test_that_a_report_without_findings_says_so_and_f8_does_nothing(filled: Clerk) -> None:
    panel = panel_of(filled)
    assert panel.head.accessibleName() == "核对：没有发现问题"
    assert panel.foot.next_step.text() == "数字和文字都已填好，可以定稿。"
    assert not panel.list.isVisible()
    assert not panel.unfilled.isVisible()
    assert not filled.window.actions_["next_finding"].isEnabled()
    panel.go(1)
    assert filled.tabs.currentIndex() == 0


def test_that_a_new_report_has_no_finding_but_what_is_to_be_filled(draft: Clerk) -> None:
    draft.wait_for_texts()
    panel = panel_of(draft)
    assert panel.model.rowCount() == 0
    assert panel.head.accessibleName() == "核对：还没有矛盾"
    assert panel.unfilled.isVisible()
    names = [b.accessibleName() for b in panel.unfilled.findChildren(QPushButton)]
    assert names == [
        "一 总体情况：未写", "一 总体情况：去写",
        "二 主动公开：10 格未填", "二 主动公开：补零",
        "三 收到和处理申请：175 格未填", "三 收到和处理申请：补零",
        "四 复议诉讼：15 格未填", "四 复议诉讼：补零",
        "五 问题及改进：未写", "五 问题及改进：去写",
        "六 其他事项：未写", "六 其他事项：去写",
    ]  # fmt: skip
    assert panel.foot.next_step.text().startswith("从“二、主动公开”填起")


def unfilled_button(clerk: Clerk, name: str) -> QPushButton:
    QCoreApplication.processEvents()
    buttons = panel_of(clerk).unfilled.findChildren(QPushButton)
    return next(b for b in buttons if b.accessibleName() == name and not b.isHidden())


def test_that_the_blanks_of_one_section_are_filled_with_zeros_by_one_click(draft: Clerk) -> None:
    draft.wait_for_texts()
    draft.click_on(unfilled_button(draft, "四 复议诉讼：补零"))
    assert set(draft.stored.values()) == {"0"}
    assert all(cell.startswith("review_litigation.") for cell in draft.stored)
    assert draft.said.startswith("补了 12 个 0")
    assert draft.focus is draft.view
    assert draft.current.startswith("review_litigation.")
    draft.ctrl("Z")
    assert draft.stored == {}


def test_that_what_is_unfilled_leads_there(draft: Clerk) -> None:
    draft.wait_for_texts()
    draft.click_on(unfilled_button(draft, "三 收到和处理申请：175 格未填"))
    assert draft.current == FIRST
    draft.click_on(unfilled_button(draft, "五 问题及改进：去写"))
    assert draft.focus is draft.place("problems")
    draft.commit("我们")
    assert draft.field("problems").text == "我们"


def test_that_f8_goes_to_the_next_blank_cell_while_nothing_is_wrong(draft: Clerk) -> None:
    draft.wait_for_texts()
    draft.go_to(FIRST)
    draft.key(Key.Key_F8)
    assert draft.current == "applications.new_received.business"
    draft.key(Key.Key_F8, SHIFT)
    assert draft.current == FIRST


def test_that_figures_that_agree_are_told_from_texts_that_are_missing(draft: Clerk) -> None:
    session = draft.live.session
    session.apply(fill_zeros(session.report))
    session.apply(set_cells(session.report, {"review_litigation.review.upheld": "1"}))
    draft.write(draft.field("general"), "本年没有收到申请。")
    draft.wait_for_texts()
    draft.tabs.show_section("applications")
    step = panel_of(draft).foot.next_step.text()
    assert step == "数字全部勾稽一致；还差五、六两部分文字。"


def test_that_what_waits_for_the_texts_is_said(draft: Clerk) -> None:
    panel = panel_of(draft)
    assert panel.foot.waiting.text().startswith("正文正在核对")
    assert panel.foot.waiting.isVisible()
    draft.wait_for_texts()
    assert not panel.foot.waiting.isVisible()
    assert panel.foot.next_step.isVisible()


def rows_in_sight(panel: FindingsPanel) -> list[QRect]:
    return [panel.list.visualRect(panel.model.index(r)) for r in range(panel.model.rowCount())]


def test_that_no_line_lies_over_another_however_the_list_is_scrolled(crowded: Clerk) -> None:
    panel = panel_of(crowded)
    bar = panel.list.verticalScrollBar()
    assert bar.maximum() > 0
    for step in range(len(panel.model.findings)):
        crowded.key(Key.Key_F8)
        bar.setValue(bar.maximum() * step // 20)
        QCoreApplication.processEvents()
        rects = rows_in_sight(panel)
        assert all(above.bottom() < below.top() for above, below in pairwise(rects))
        card = panel.list.card
        assert card is not None
        room = rects[panel.list.open_row]
        assert card.pos() == room.topLeft()
        assert card.width() <= room.width()
        assert card.height() <= room.height()
        others = [x for x in panel.list.viewport().findChildren(type(card)) if not x.isHidden()]
        assert others == [card]


def test_that_enter_on_a_line_leads_to_the_cell_too(faulty: Clerk) -> None:
    panel = panel_of(faulty)
    faulty.tabs.show_section("general")
    panel.list.setFocus()
    faulty.key(Key.Key_Down)
    faulty.key(Key.Key_Down)
    finding = panel.model.lines[panel.list.currentIndex().row()].finding
    assert finding is not None  # the names of sections are passed over
    faulty.key(Key.Key_Return)
    assert faulty.current == finding.anchor


def test_that_tab_goes_from_the_list_through_the_buttons_of_the_card(faulty: Clerk) -> None:
    faulty.go_to(TOTAL)
    panel = panel_of(faulty)
    panel.list.setFocus()
    assert panel.list.card is not None
    visited = []
    for _ in panel.list.card.stops:
        faulty.key(Key.Key_Tab)
        visited.append(faulty.focus)
    assert visited == panel.list.card.stops


def test_that_a_narrow_window_folds_the_panel_to_its_counts(faulty: Clerk) -> None:
    panel, window = panel_of(faulty), faulty.window
    assert not panel.is_folded
    assert panel.width() >= WIDTH
    window.resize(1100, 697)
    QCoreApplication.processEvents()
    assert panel.is_folded
    assert panel.width() == STRIP
    assert panel.strip.accessibleName() == "核对：2 错误 · 1 提示；展开"
    faulty.click_on(panel.strip)
    QCoreApplication.processEvents()
    assert not panel.is_folded
    assert panel.width() >= WIDTH
    faulty.click_on(panel.head.fold)
    QCoreApplication.processEvents()
    assert panel.is_folded
    window.resize(1700, 697)
    QCoreApplication.processEvents()
    assert not panel.is_folded
    assert panel.width() >= WIDE


def test_that_the_paper_takes_the_room_of_a_folded_panel(faulty: Clerk) -> None:
    panel, window, pages = panel_of(faulty), faulty.window, faulty.tabs.pages
    assert len(faulty.tabs.tabs) == 6  # all of them, for the widest decides
    for _ in range(2):
        window.resize(1366, 697)
        faulty.qtbot.waitUntil(lambda: pages.width() + panel.width() + 1 == 1366)
        window.resize(1024, 697)
        faulty.qtbot.waitUntil(lambda: pages.width() + STRIP + 1 == 1024)
        assert panel.mapTo(window, QPoint(0, 0)).x() == 1024 - STRIP


def test_that_a_rule_that_cannot_be_judged_is_one_line_that_leads_to_the_paragraph(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rule,) = (r for r in filled.live.report.form.rules if r.id == "figures.received")
    break_rule(rule, monkeypatch)
    session = filled.live.session
    session.apply(set_text(session.report, "general", "收到12件。"))
    session.apply(set_text(session.report, "preface", ""))
    panel = panel_of(filled)
    (line,) = (line for line in panel.model.lines if "没能核对" in line.words)
    row = panel.model.lines.index(line)

    assert line.words == f"规则 {rule.code} 没能核对"
    spoken = panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"错误：{line.words}。规则 {rule.code}“")
    click_line(filled, row)
    assert line.finding is not None
    assert filled.tabs.section.id == line.finding.section
    card = panel.list.card
    assert card is not None
    assert [button.text() for button in card.buttons] == ["到正文"]  # no reason lets it stand
