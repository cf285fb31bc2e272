"""The six tabs: made from the form, their states in words, and where keys go."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from core.report.edits import set_text
from gui.tables.tab import TableTab
from tests.core.broken import break_rule
from tests.gui.conftest import OpenWindow
from tests.gui.hands import AGENCY, CTRL, Clerk, Key, answer

FIRST = "applications.new_received.natural_person"
TOTAL = "applications.new_received.total"


def words(clerk: Clerk) -> list[str]:
    return [clerk.tabs.tabBar().tabText(i) for i in range(clerk.tabs.count())]


def shows_icon(clerk: Clerk, section: str, icon: str) -> bool:
    index = list(clerk.tabs.tabs).index(section)
    size = QSize(16, 16)
    shown = clerk.tabs.tabBar().tabIcon(index).pixmap(size).toImage()
    return shown == clerk.window.desk.theme.icon(icon).pixmap(size).toImage()


@pytest.mark.parametrize("year", [2020, 2024])
def test_that_an_empty_report_says_so_in_every_tab(clerk: Clerk, year: int) -> None:
    clerk.start_report(AGENCY, year)
    cells = clerk.live.report.form.cells.values()
    blanks = {n: sum(cell.section.number == n for cell in cells) for n in "二三四"}
    assert words(clerk) == [
        "一 总体情况　未写",
        f"二 主动公开　{blanks['二']} 格未填",
        f"三 收到和处理申请　{blanks['三']} 格未填",
        f"四 复议诉讼　{blanks['四']} 格未填",
        "五 问题及改进　未写",
        "六 其他事项　未写",
    ]
    assert all(shows_icon(clerk, section, "pending") for section in clerk.tabs.tabs)
    assert clerk.tabs.tabBar().tabToolTip(1) == f"二、主动公开政府信息情况：{blanks['二']} 格未填"
    clerk.fill("documents.regulations." + ("made" if year == 2020 else "issued"), "0")
    assert words(clerk)[1] == f"二 主动公开　{blanks['二'] - 1} 格未填"
    assert shows_icon(clerk, "disclosure", "begun")


def test_that_a_filled_report_says_so_in_every_tab(filled: Clerk) -> None:
    assert words(filled) == [
        "一 总体情况　已写",
        "二 主动公开　相符",
        "三 收到和处理申请　相符",
        "四 复议诉讼　相符",
        "五 问题及改进　已写",
        "六 其他事项　已写",
    ]
    assert all(shows_icon(filled, section, "ok") for section in filled.tabs.tabs)
    assert filled.tabs.tabBar().tabToolTip(0) == "一、总体情况：已写"


def test_that_a_rule_that_cannot_be_judged_is_an_error_of_its_tab(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (rule,) = (r for r in filled.live.report.form.rules if r.id == "form.blank_cells")
    break_rule(rule, monkeypatch)  # which is of no section
    filled.fill(FIRST, "7")
    assert words(filled)[0] == "一 总体情况　1 错误"
    assert shows_icon(filled, "general", "error")


def test_that_a_tab_tells_of_an_error_as_soon_as_it_is_typed_and_mended(filled: Clerk) -> None:
    filled.fill(TOTAL, "5")
    assert words(filled)[2] == "三 收到和处理申请　1 错误"
    assert shows_icon(filled, "applications", "error")
    assert words(filled)[3] == "四 复议诉讼　相符"
    filled.fill(TOTAL, "1")
    assert words(filled)[2] == "三 收到和处理申请　相符"
    assert shows_icon(filled, "applications", "ok")


def test_that_a_tab_follows_its_text(filled: Clerk) -> None:
    session = filled.live.session
    session.apply(set_text(session.report, "problems", ""))
    assert words(filled)[4] == "五 问题及改进　未写"
    assert shows_icon(filled, "problems", "pending")
    session.undo()
    assert words(filled)[4] == "五 问题及改进　已写"


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
    assert draft.said.startswith("三 ›")
    draft.tabs.show_section("general")
    assert draft.said == ""
    draft.tabs.show_section("disclosure")
    assert draft.said.startswith("二 ›")


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


def test_that_a_refused_entry_is_an_error_of_its_tab_until_it_is_mended(filled: Clerk) -> None:
    filled.go_to(FIRST)
    filled.keys("x")
    filled.tabs.show_section("problems")
    filled.qtbot.waitUntil(lambda: words(filled)[2] == "三 收到和处理申请　1 错误")
    assert shows_icon(filled, "applications", "error")
    filled.go_to(FIRST)
    filled.key(Key.Key_Escape)
    filled.qtbot.waitUntil(lambda: words(filled)[2] == "三 收到和处理申请　相符")


def test_that_a_final_report_says_which_version_it_is(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    filled.window.actions_["finalise"].trigger()
    assert words(filled)[0] == "一 总体情况　已定稿 第 1 版"
    assert shows_icon(filled, "general", "final")


def test_that_all_tabs_are_equally_wide(draft: Clerk) -> None:
    bar = draft.tabs.tabBar()
    widths = {bar.tabRect(i).width() for i in range(bar.count())}
    assert max(widths) - min(widths) <= 1
    assert sum(bar.tabRect(i).width() for i in range(bar.count())) >= draft.window.width() - 6


def test_that_the_wheel_with_ctrl_zooms_and_that_is_remembered(
    draft: Clerk, open_window: OpenWindow
) -> None:
    told: list[int] = []
    draft.window.desk.theme.zoomed.connect(told.append)
    for section in ("general", "applications"):
        tab = draft.tabs.show_section(section)
        area = tab if isinstance(tab, QAbstractScrollArea) else draft.view
        turn_wheel(area.viewport(), CTRL)
        turn_wheel(area.viewport())
    assert told == [110, 120]
    assert draft.window.hint_line.zoom.text() == "缩放　120 %"
    draft.window.close()
    again = Clerk(open_window(), draft.qtbot)
    assert again.window.desk.theme.zoom == 120
    again.click_on(again.window.hint_line.zoom)
    assert again.window.desk.theme.zoom == 100


def turn_wheel(widget: QWidget, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Turns the wheel one step away from the clerk."""
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
