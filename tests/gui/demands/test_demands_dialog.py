"""地方要求 in the window: imported, told, listed, and removed."""

from datetime import date
from pathlib import Path

import pytest

from core.agenda import agenda
from gui.demands.demands_dialog import DemandsDialog
from tests.gui.hands import Clerk, choose_file

SAMPLE = "地方要求示例.toml"


@pytest.fixture
def demands(root: Path) -> Path:
    return root / "resources" / "samples" / SAMPLE


def choosing(monkeypatch: pytest.MonkeyPatch, way: int | None) -> list[str]:
    """Answers what is asked before demands are put in force; the questions."""
    asked: list[str] = []

    def choose(_parent: object, sentence: str, ways: list[str], _leave: str) -> int | None:
        asked.append(f"{sentence} {ways}")
        return way

    monkeypatch.setattr("gui.demands.demands_dialog.choose", choose)
    return asked


def run(monkeypatch: pytest.MonkeyPatch, clerk: Clerk, act: str, *given: Path) -> DemandsDialog:
    """Opens the dialog by its action, and has one of its methods called."""
    shown: list[DemandsDialog] = []

    def exec_(dialog: DemandsDialog) -> int:
        shown.append(dialog)
        getattr(dialog, act)(*given)
        return 0

    monkeypatch.setattr(DemandsDialog, "exec", exec_)
    clerk.window.actions_["demands"].trigger()
    return shown[0]


def test_that_what_is_imported_is_checked_and_told_until_it_is_removed(
    draft: Clerk, demands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = choosing(monkeypatch, way=1)
    before = draft.live.report.form
    dialog = run(monkeypatch, draft, "take", demands)

    assert "示政办函〔2025〕0号" in asked[0]
    assert "不挡定稿" in asked[0]
    assert "编的示例" in dialog.words.toPlainText()
    assert "L01　警告　第一部分不超过1000字。" in dialog.words.toPlainText()
    assert draft.live.report.form.rules[-1].code == "L05"
    due = draft.live.report.form.due("department", "county", draft.live.report.year)
    assert due == date(draft.live.report.year + 1, 1, 20)
    ((item, *_),) = agenda(draft.window.desk.reports, date(due.year, 1, 5), most=1)
    assert item.due == date(item.year + 1, 1, 20)

    monkeypatch.setattr("gui.demands.demands_dialog.confirm", lambda *_: True)
    run(monkeypatch, draft, "remove_current")

    assert draft.live.report.form is before


def test_that_nothing_is_kept_where_the_clerk_does_not_want_it(
    draft: Clerk, demands: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choosing(monkeypatch, way=None)
    dialog = run(monkeypatch, draft, "take", demands)

    assert dialog.list.topLevelItemCount() == 0
    assert not dialog.remove.isEnabled()
    assert "还没有地方要求" in dialog.words.toPlainText()
    assert draft.live.report.form.rules[-1].code != "L05"


def test_that_the_sample_is_saved_as_it_comes_with_the_program(
    draft: Clerk, demands: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr("gui.demands.demands_dialog.tell", lambda _, words: told.append(words))
    choose_file(monkeypatch, tmp_path / "要求")
    run(monkeypatch, draft, "save_sample")

    assert (tmp_path / "要求.toml").read_bytes() == demands.read_bytes()
    assert "要求.toml" in told[0]
