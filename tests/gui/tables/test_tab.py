"""A section's table with the note below it."""

from PySide6.QtGui import QAccessible

from core.report.edits import set_note
from gui.tables.tab import TableTab
from tests.gui.hands import SHIFT, Clerk, Key


def test_that_a_note_below_the_table_is_stored_under_its_section(draft: Clerk) -> None:
    note = draft.note("applications")
    spoken = QAccessible.queryAccessibleInterface(note).text(QAccessible.Text.Name)
    assert spoken == "表注"
    draft.write(note, "注：含街道转来的申请。")
    draft.tabs.show_section("general")
    assert draft.live.report.notes == {"applications": "注：含街道转来的申请。"}


def test_that_each_section_has_its_own_note(draft: Clerk) -> None:
    for section in ("disclosure", "applications", "review_litigation"):
        draft.live.session.apply(set_note(draft.live.report, section, f"{section}的注"))
    shown = {s: t.note.text for s, t in draft.tabs.tabs.items() if isinstance(t, TableTab)}
    assert shown == {
        section: f"{section}的注" for section in ("disclosure", "applications", "review_litigation")
    }


def test_that_a_refused_figure_does_not_keep_the_note_from_being_stored(draft: Clerk) -> None:
    draft.go_to("applications.granted.other")
    draft.keys("x")
    note = draft.note("applications")
    draft.write(note, "注")
    tab = draft.tabs.tab
    assert not tab.commit_pending_edit()
    assert draft.live.report.notes == {"applications": "注"}


def test_that_shift_tab_leads_back_from_the_note_to_the_table(draft: Clerk) -> None:
    view = draft.go_to("applications.granted.other")
    draft.note("applications")
    draft.key(Key.Key_Backtab, SHIFT)
    assert draft.focus is view
    assert view.current_cell == "applications.granted.other"
