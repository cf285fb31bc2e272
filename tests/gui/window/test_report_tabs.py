"""The six tabs: made from the form, their states in words, and where keys go."""

import pytest
from PySide6.QtCore import QSize

from core.report.edits import set_text
from gui.tables.tab import TableTab
from tests.core.broken import break_rule
from tests.gui.hands import AGENCY, Clerk, Key

FIRST = "applications.new_received.natural_person"
TOTAL = "applications.new_received.total"


def words(clerk: Clerk) -> list[str]:
    return [clerk.tabs.tabText(i) for i in range(clerk.tabs.count())]


def shows_icon(clerk: Clerk, section: str, icon: str) -> bool:
    index = list(clerk.tabs.tabs).index(section)
    size = QSize(16, 16)
    shown = clerk.tabs.tabIcon(index).pixmap(size).toImage()
    return shown == clerk.window.desk.theme.icon(icon).pixmap(size).toImage()


@pytest.mark.parametrize("year", [2020, 2024])
def test_that_an_empty_report_says_so_in_every_tab(clerk: Clerk, year: int) -> None:
    clerk.start_report(AGENCY, year)
    assert words(clerk) == [
        "一 总体情况　未填",
        "二 主动公开　未填",
        "三 收到和处理申请　未填",
        "四 复议诉讼　未填",
        "五 问题及改进　未填",
        "六 其他事项　未填",
    ]
    assert all(shows_icon(clerk, section, "pending") for section in clerk.tabs.tabs)
    assert clerk.tabs.tabToolTip(1) == "二、主动公开政府信息情况：未填"
    clerk.fill("documents.regulations." + ("made" if year == 2020 else "issued"), "0")
    left = len([c for c in clerk.live.report.form.cells.values() if c.section.number == "二"]) - 1
    assert words(clerk)[1] == f"二 主动公开　{left}格未填"
    assert shows_icon(clerk, "disclosure", "pending")


def test_that_a_filled_report_says_nothing_but_shows_it(filled: Clerk) -> None:
    assert words(filled) == [
        "一 总体情况",
        "二 主动公开",
        "三 收到和处理申请",
        "四 复议诉讼",
        "五 问题及改进",
        "六 其他事项",
    ]
    assert all(shows_icon(filled, section, "ok") for section in filled.tabs.tabs)
    assert filled.tabs.tabToolTip(0) == "一、总体情况：已填好"


def test_that_a_rule_that_cannot_be_judged_is_an_error_of_its_tab(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rule,) = (r for r in filled.live.report.form.rules if r.id == "form.blank_cells")
    break_rule(rule, monkeypatch)  # which is of no section
    filled.fill(FIRST, "7")
    assert words(filled)[0] == "一 总体情况　1处错误"
    assert shows_icon(filled, "general", "error")


def test_that_a_tab_tells_of_an_error_as_soon_as_it_is_typed_and_mended(filled: Clerk) -> None:
    filled.fill(TOTAL, "5")
    assert words(filled)[2] == "三 收到和处理申请　1处错误"
    assert shows_icon(filled, "applications", "error")
    assert words(filled)[3] == "四 复议诉讼"
    filled.fill(TOTAL, "1")
    assert words(filled)[2] == "三 收到和处理申请"
    assert shows_icon(filled, "applications", "ok")


def test_that_a_tab_follows_its_text(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_text(session.report, "problems", ""))
    assert words(filled)[4] == "五 问题及改进　未填"
    assert shows_icon(filled, "problems", "pending")
    session.undo()
    assert words(filled)[4] == "五 问题及改进"


@pytest.mark.parametrize("section", ["disclosure", "applications", "review_litigation"])
def test_that_keys_go_to_the_table_whose_tab_was_clicked(draft: Clerk, section: str) -> None:
    index = list(draft.tabs.tabs).index(section)
    draft.field("general")
    bar = draft.tabs.tabBar()
    draft.click_on(bar, bar.tabRect(index).center())
    first = draft.current
    assert draft.live.report.form.section_of(first).id == section
    draft.keys("4")
    draft.key(Key.Key_Return)
    assert draft.stored == {first: "4"}


def test_that_the_line_below_follows_the_tab_in_front(draft: Clerk) -> None:
    draft.go_to(FIRST)
    assert draft.said.startswith("三、")
    draft.tabs.show_section("general")
    assert draft.said == ""
    draft.tabs.show_section("disclosure")
    assert draft.said.startswith("二、")


def test_that_a_tab_behind_with_a_refused_entry_comes_to_the_front(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("x")
    draft.tabs.show_section("problems")
    assert not draft.window.desk.commit_pending_edit()
    assert isinstance(draft.tabs.tab, TableTab)
    assert draft.current == FIRST
    assert draft.focus is draft.view
    assert "“x”不是数字" in draft.view.here.sentence
    assert "“x”不是数字" in draft.said


def test_that_all_tabs_are_there_soon_after_the_window(draft: Clerk) -> None:
    tabs = draft.tabs
    draft.window.desk.open_report(draft.live.session.report_id)
    assert draft.tabs is not tabs
    draft.qtbot.waitUntil(lambda: len(draft.tabs.filled) == 6, timeout=2000)
    draft.qtbot.waitUntil(lambda: not draft.tabs.pause.isActive(), timeout=1000)
