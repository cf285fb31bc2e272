"""Menus, tool bar and shortcuts: each stores what is being typed first, or stops."""

import json
from collections.abc import Callable, Iterator
from inspect import isfunction
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolButton

from core.document.catalogue import BY_ID, PRINTED
from gui.pages import printing
from gui.window import report_files
from gui.window.actions import CHOOSER, MENUS, TOOL_BAR, Actions, Menu, specs
from gui.window.acts import Acts
from gui.window.main_window import MainWindow
from tests.gui.hands import (
    ALT,
    CTRL,
    SHIFT,
    Clerk,
    Key,
    answer,
    choose_file,
    note_reports,
    type_answers,
)

FIRST = "applications.new_received.natural_person"
WRONG = "applications.new_received.total"


@pytest.fixture
def filed(clerk: Clerk, sample_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample in the window, and the path that every file dialog gives."""
    clerk.window.acts.files.open_package(sample_path)
    clerk.wait()
    path = tmp_path / "年报"
    choose_file(monkeypatch, path)
    return path


@pytest.mark.parametrize("way", ["shortcut", "menu"])
def test_that_a_saved_package_has_the_figure_still_being_typed(
    clerk: Clerk, filed: Path, way: str
) -> None:
    clerk.go_to(FIRST)
    clerk.keys("41")
    if way == "shortcut":
        clerk.ctrl("S", shift=True)
    else:
        clerk.window.actions_["save_package"].trigger()
    package = json.loads(filed.with_name("年报.nianbao").read_text(encoding="utf-8"))
    assert package["cells"][FIRST] == "41"


@pytest.mark.parametrize("way", ["shortcut", "menu"])
def test_that_the_pdf_has_the_figure_still_being_typed(
    clerk: Clerk, filed: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    written = note_reports(monkeypatch)
    clerk.go_to(FIRST)
    clerk.keys("41")
    if way == "shortcut":
        clerk.ctrl("P", shift=True)
        clerk.wait()
    else:
        clerk.window.actions_["save_pdf"].trigger()
        clerk.wait()
    assert filed.with_name("年报.pdf").exists()
    assert written[0].cells[FIRST].text == "41"


def test_that_finalising_checks_the_figure_still_being_typed(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    filled.go_to(WRONG)
    filled.keys("9")
    filled.window.actions_["finalise"].trigger()
    assert "还差 1 处，才能定稿" in asked[0]
    assert not filled.live.report.is_final
    filled.go_to(WRONG)
    filled.keys("1")
    filled.window.actions_["finalise"].trigger()
    assert filled.live.report.is_final
    assert filled.stored[WRONG] == "1"


def test_that_zeros_leave_the_figure_still_being_typed(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("41")
    draft.window.actions_["fill_zeros"].trigger()
    assert draft.stored[FIRST] == "41"
    assert draft.stored["applications.granted.other"] == "0"


@pytest.mark.parametrize("section", ["general", "disclosure"])
def test_that_changing_the_tab_stores_the_figure_being_typed(draft: Clerk, section: str) -> None:
    draft.go_to(FIRST)
    draft.keys("41")
    draft.tabs.show_section(section)
    assert draft.stored == {FIRST: "41"}


def test_that_every_action_stores_first_and_stops_where_that_is_refused(
    clerk: Clerk, filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=False)
    done: list[str] = []
    monkeypatch.setattr(printing, "report_pdf", lambda *_: done.append("pdf"))
    monkeypatch.setattr(report_files, "write_package", lambda *_: done.append("package"))
    before = clerk.live.report.cells
    actions = clerk.window.actions_
    triggered = [
        "new", "open", "save_package", "copy_for_web", "preview", "save_pdf", "print", "rule_book",
        "undo", "fill_zeros", "note", "finalise", "delete_report", "delete_agency", "about",
    ]  # fmt: skip
    for action in map(actions.__getitem__, triggered):
        assert action.isEnabled(), action.text()
        view = clerk.go_to(FIRST)
        clerk.keys("x")
        action.trigger()
        assert view.grid_model.rejected.keys() == {FIRST}, action.text()
        assert "“x”不是数字" in clerk.said, action.text()
        assert view.current_cell == FIRST
        assert clerk.focus is view
        clerk.live.accept(FIRST)
    assert (asked, done) == ([], [])
    assert clerk.live.report.cells == before
    assert not any(filed.parent.glob("年报.*"))


def test_that_zeros_fill_the_blanks_that_are_no_totals_in_one_undo_step(draft: Clerk) -> None:
    draft.fill(FIRST, "3")
    draft.fill("applications.granted.natural_person", "3")
    before = draft.stored
    draft.window.actions_["fill_all_zeros"].trigger()
    form = draft.live.report.form
    expected = {cell.id: "0" for cell in form.cells.values() if not cell.is_total}
    assert draft.stored == expected | before
    assert draft.said.startswith(f"补了 {len(expected) - 2} 个 0（二 ")
    draft.ctrl("Z")
    assert draft.stored == before
    draft.ctrl("Y")
    draft.window.actions_["fill_all_zeros"].trigger()
    assert draft.said == "没有空着的格，不用补零。"
    assert draft.stored == expected | before


def test_that_zeros_leave_a_filled_report_alone(filled: Clerk) -> None:
    before = filled.stored
    filled.window.actions_["fill_all_zeros"].trigger()
    assert filled.stored == before
    assert filled.live.session.can_undo


@pytest.mark.parametrize("way", ["shortcut", "menu of the cell", "action"])
def test_that_a_note_is_asked_for_and_kept_behind_the_figure(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    asked = type_answers(monkeypatch, "（其中修订16件）", None)
    cell = "documents.normative_documents.issued"
    view = draft.go_to(cell)
    draft.keys("22")
    match way:
        case "shortcut":
            draft.go_to(cell)
            draft.key(Key.Key_F2, SHIFT)
        case "menu of the cell":
            view.note_requested.emit()
        case "action":
            draft.window.actions_["note"].trigger()
    assert "“行政规范性文件·本年制发件数”" in asked[0][0]
    assert draft.live.report.notes == {cell: "（其中修订16件）"}
    assert draft.stored == {cell: "22"}
    draft.window.actions_["note"].trigger()
    assert asked[1][1] == "（其中修订16件）"
    assert draft.live.report.notes == {cell: "（其中修订16件）"}


def test_that_a_note_needs_a_cell(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = type_answers(monkeypatch, None)
    draft.tabs.show_section("general")
    draft.window.actions_["note"].trigger()
    assert asked == []
    assert draft.live.report.notes == {}


def state_of(actions: Actions) -> dict[str, bool]:
    return {name: action.isEnabled() for name, action in actions.items()}


def test_that_only_what_can_be_done_now_is_enabled(
    clerk: Clerk, sample_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch)
    actions = clerk.window.actions_
    always = {
        "new", "open", "import", "import_clipboard", "backups", "quit", "panel", "about", "save",
        "manual", "keys", "demands", "zoom_in", "zoom_out", "zoom_off",
        *(p.id for p in PRINTED if p.needs == "edition"),
    }  # fmt: skip
    assert {name for name, can in state_of(actions).items() if can} == always
    with_report = always | {
        "save_package", "export", "copy_for_web", "preview", "save_pdf", "print", "last_year",
        "delete_report", "delete_agency", "compare", "history", "history_here", "agency",
        "compare_file", *BY_ID,
        "next_tab", "previous_tab", "next_area", *(f"tab_{number}" for number in range(1, 7)),
        "totals_by_program", "last_year_beside", "home", "copy_figures", "figures", "overview",
        "find", "find_next", "find_previous", "limit",
    }  # fmt: skip
    clerk.window.acts.files.open_package(sample_path)
    clerk.wait()
    clerk.wait_for_texts()
    draft = with_report | {
        "undo", "fill_zeros", "fill_all_zeros", "fill_down", "note", "source", "finalise",
        "replace", "tidy", "subheading", "sentence",
    }  # fmt: skip
    assert {name for name, can in state_of(actions).items() if can} == draft
    actions["finalise"].trigger()
    assert {name for name, can in state_of(actions).items() if can} == with_report | {
        "reopen", "correct",
    }  # fmt: skip
    assert (actions["finalise"].isVisible(), actions["reopen"].isVisible()) == (False, True)
    type_answers(monkeypatch, "漏了一件。")
    actions["reopen"].trigger()
    assert {name for name, can in state_of(actions).items() if can} == draft - {"undo"}
    assert (actions["finalise"].isVisible(), actions["reopen"].isVisible()) == (True, False)


def test_that_no_two_actions_share_a_shortcut_and_tool_tips_name_them(clerk: Clerk) -> None:
    actions = clerk.window.findChildren(QAction)
    shortcuts = [keys.toString() for action in actions for keys in action.shortcuts()]
    assert len(shortcuts) == len(set(shortcuts))
    assert {"Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+Y", "F8", "Shift+F8"} <= set(shortcuts)
    for name, action in clerk.window.actions_.items():
        if name not in ("fill_zeros", "last_year_beside"):
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            expected = action.text().removesuffix("…")
            assert action.toolTip() == (f"{expected}（{keys}）" if keys else expected)


def test_that_every_action_on_the_tool_bar_has_words_and_an_icon(draft: Clerk) -> None:
    buttons = [
        button
        for button in draft.window.findChildren(QToolButton)
        if isinstance(button.defaultAction(), QAction) and button.isVisible()
    ]
    assert len(buttons) >= 8
    for button in buttons:
        assert not button.icon().isNull()
        assert button.text()


def test_that_ctrl_s_reassures(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("41")
    draft.ctrl("S")
    assert draft.said == "填写的内容都已经自动保存在本机。"
    assert draft.stored == {FIRST: "41"}
    assert draft.current == FIRST


@pytest.mark.parametrize("act", [lambda w: w.close(), lambda w: w.actions_["quit"].trigger()])
def test_that_closing_stores_the_figure_being_typed(
    draft: Clerk, open_window: Callable[[], MainWindow], act: Callable[[MainWindow], object]
) -> None:
    draft.go_to(FIRST)
    draft.keys("41")
    act(draft.window)
    assert not draft.window.isVisible()
    again = Clerk(open_window(), draft.qtbot)
    assert again.stored == {FIRST: "41"}


def test_that_every_act_has_one_action_and_every_button_of_the_tool_bar_too() -> None:
    names = [spec.name for spec in specs()]
    assert len(names) == len(set(names))
    tools = [
        name for entry in TOOL_BAR for name in (entry if isinstance(entry, tuple) else (entry,))
    ]
    assert {name for name in (*tools, *CHOOSER) if name} <= set(names)
    acts = {getattr(spec.act, "func", spec.act) for spec in specs()}
    functions = {f for name, f in vars(Acts).items() if isfunction(f) and name[0] != "_"}
    assert acts == functions - {Acts.close}


def test_that_the_menus_are_filled_from_the_table(clerk: Clerk) -> None:
    def expected(menu: Menu) -> Iterator[tuple[str, list[str]]]:
        names = [
            e.title
            if isinstance(e, Menu)
            else clerk.window.actions_[e].text()
            if isinstance(e, str)
            else e.text
            if e
            else ""
            for e in menu.entries
        ]
        yield menu.title, names
        for inner in (entry for entry in menu.entries if isinstance(entry, Menu)):
            yield from expected(inner)

    shown = [menu for menu in clerk.window.menuBar().findChildren(QMenu) if menu.title()]
    assert {menu.title(): [action.text() for action in menu.actions()] for menu in shown} == dict(
        entry for menu in MENUS for entry in expected(menu)
    )


def test_that_keys_change_the_tabs_from_cells_and_from_texts(draft: Clerk) -> None:
    draft.go_to(FIRST)
    draft.keys("7")
    draft.key(Key.Key_PageDown, CTRL)
    assert draft.stored == {FIRST: "7"}
    assert draft.tabs.section.number == "四"
    draft.key(Key.Key_PageDown, CTRL)
    assert draft.tabs.section.number == "五"
    draft.key(Key.Key_PageUp, CTRL)
    assert draft.tabs.section.number == "四"
    for number, name in enumerate("一二三四五六", start=1):
        draft.key(getattr(Key, f"Key_{number}"), ALT)
        assert draft.tabs.section.number == name
        assert draft.tabs.isAncestorOf(draft.focus)
    draft.key(Key.Key_PageDown, CTRL)
    assert draft.tabs.section.number == "一"
    assert draft.stored == {FIRST: "7"}


def test_that_f6_goes_round_the_areas_and_back_to_where_one_was(filled: Clerk) -> None:
    filled.fill(WRONG, "5")
    filled.go_to(FIRST)
    window = filled.window
    panel = window.workspace.panel
    assert panel is not None
    for area in (panel, window.hint_line, filled.tabs, panel):
        filled.key(Key.Key_F6)
        assert area.isAncestorOf(filled.focus)
    window.actions_["panel"].trigger()
    filled.key(Key.Key_F6)
    filled.key(Key.Key_F6)
    assert filled.current == FIRST


def test_that_keys_zoom(draft: Clerk) -> None:
    theme = draft.window.desk.theme
    for key, zoom in (
        (Key.Key_Equal, 110),
        (Key.Key_Minus, 100),
        (Key.Key_Minus, 90),
        (Key.Key_0, 100),
    ):
        draft.key(key, CTRL)
        assert theme.zoom == zoom
