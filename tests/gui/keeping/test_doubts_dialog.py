"""核对损坏的内容: the clerk decides, place by place."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QDialog, QLabel

from core.report.edits import set_cells
from core.report.report import Report
from gui.keeping.doubts_dialog import DoubtsDialog
from tests.gui.hands import Clerk, answer

CELL, OTHER = "applications.granted.other", "applications.granted.legal"
Answers = Callable[[DoubtsDialog], object]


@pytest.fixture
def damaged(draft: Clerk, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Answers], Clerk]:
    """Damages two cells, opens the report again and does something in the dialog that comes."""

    def reopen(sql: str, act: Answers) -> Clerk:
        draft.live.session.apply(set_cells(draft.live.report, {CELL: "5", OTHER: "7"}))
        draft.window.desk.reports.database.execute(sql)
        monkeypatch.setattr(DoubtsDialog, "exec", lambda dialog: act(dialog) or dialog.result())
        draft.window.desk.open_report(draft.live.session.report_id)
        return draft

    return reopen


BOTH = "update entry set value = '9' where target like 'cells.%'"


def shown(dialog: DoubtsDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_that_it_names_every_place_with_what_is_stored_and_what_the_log_says(
    damaged: Callable[[str, Answers], Clerk],
) -> None:
    seen: list[str] = []
    damaged(BOTH, lambda dialog: seen.extend(shown(dialog)))

    text = "\n".join(seen)
    assert "现在存着的\n按修改记录\n以这个为准" in text
    assert "（一）予以公开·其他\n9\n5" in text
    assert "（一）予以公开·法律服务机构\n9\n7" in text
    assert "最近的备份" not in text


def test_that_one_click_decides_all_and_the_report_can_be_worked_on(
    damaged: Callable[[str, Answers], Clerk],
) -> None:
    def decide(dialog: DoubtsDialog) -> None:
        dialog.choose_all("现在存着的")
        dialog.accept()

    clerk = damaged(BOTH, decide)
    assert clerk.stored == {CELL: "9", OTHER: "9"}
    clerk.fill(CELL, "6")
    clerk.window.acts.undo()
    clerk.window.acts.undo()
    assert clerk.stored == {CELL: "5", OTHER: "7"}
    assert not clerk.window.actions_["settle"].isVisible()


def test_that_what_the_log_says_is_proposed_where_the_seal_is_broken(
    damaged: Callable[[str, Answers], Clerk],
) -> None:
    clerk = damaged(BOTH, lambda dialog: dialog.accept())
    assert clerk.stored == {CELL: "5", OTHER: "7"}


def test_that_the_report_can_only_be_looked_at_until_it_is_decided(
    damaged: Callable[[str, Answers], Clerk],
) -> None:
    clerk = damaged(BOTH, lambda dialog: dialog.reject())
    actions = clerk.window.actions_
    assert clerk.shown(CELL) == "9"
    clerk.fill(CELL, "6")
    assert "2 处内容对不上，现在只能看" in clerk.said
    closed = (actions["finalise"], actions["save_pdf"], actions["print"], actions["save_package"])
    assert not any(action.isEnabled() for action in closed)
    assert "有 2 处待核对，只读" in clerk.window.state_label.text()
    assert actions["settle"].isVisible()


def test_that_it_can_be_asked_for_again(
    damaged: Callable[[str, Answers], Clerk], monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = damaged(BOTH, lambda dialog: dialog.reject())
    monkeypatch.setattr(DoubtsDialog, "exec", lambda dialog: dialog.accept() or dialog.result())
    clerk.window.workspace.tabs.tab.setFocus()  # type: ignore[union-attr]
    clerk.live.refusal = ""
    clerk.window.acts.settle()
    assert clerk.stored == {CELL: "5", OTHER: "7"}


def test_that_what_nobody_knows_must_be_chosen(
    damaged: Callable[[str, Answers], Clerk],
) -> None:
    said: list[str] = []

    def decide(dialog: DoubtsDialog) -> None:
        dialog.accept()
        said.append(dialog.refusal.text())
        assert dialog.result() != QDialog.DialogCode.Accepted
        tier = dialog.choices["agency.tier"]
        tier.setCurrentIndex(tier.findData("township"))
        dialog.choices["agency.name"].setEditText("示例街道")
        dialog.accept()

    clerk = damaged("update agency set tier = 'townshiq', name = ''", decide)
    assert said == ["还有 2 处没有选定。"]
    assert clerk.live.report.agency.name == "示例街道"
    assert clerk.live.report.agency.tier == "township"


def test_that_the_newest_backup_is_shown_beside(
    damaged: Callable[[str, Answers], Clerk], draft: Clerk
) -> None:
    draft.live.session.apply(set_cells(draft.live.report, {CELL: "4"}))
    backup: Report = draft.live.report
    draft.window.desk.reports.in_backup = lambda _: backup
    seen: list[str] = []

    def decide(dialog: DoubtsDialog) -> None:
        seen.extend(shown(dialog))
        dialog.choose_all("最近的备份")
        dialog.accept()

    clerk = damaged(BOTH, decide)
    assert "（一）予以公开·其他\n9\n5\n4" in "\n".join(seen)
    assert clerk.stored == {CELL: "4"}


def test_that_the_window_takes_it_from_its_backups(
    damaged: Callable[[str, Answers], Clerk], draft: Clerk
) -> None:
    draft.fill(CELL, "4")
    draft.window.keeper.make("手动")
    seen: list[str] = []
    damaged(BOTH, lambda dialog: seen.extend(shown(dialog)))
    assert "（一）予以公开·其他\n9\n5\n4" in "\n".join(seen)


def test_that_a_lost_log_is_told_in_a_sentence(
    draft: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch)
    draft.fill(CELL, "5")
    draft.window.desk.reports.database.execute("delete from change")
    draft.window.desk.open_report(draft.live.session.report_id)
    assert asked == ["这份年报的修改记录损坏了，以前的修改不能撤销；填写的内容都在。"]
    draft.fill(CELL, "6")
    assert draft.stored == {CELL: "6"}
