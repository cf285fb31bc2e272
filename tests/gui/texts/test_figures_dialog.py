"""全文数字: all numbers of the texts and their states. All texts are made up."""

import pytest
from PySide6.QtWidgets import QInputDialog

from core.report.edits import set_cells, set_text
from gui.texts.figures_dialog import FiguresDialog
from tests.gui.hands import Clerk

RECEIVED, GRANTED = "applications.new_received.total", "applications.granted.total"
CARRIED = "applications.carried_in.total"


@pytest.fixture
def told(draft: Clerk) -> Clerk:
    """Hands on a report of three numbers: one agrees, one differs, one is not read."""
    session = draft.live.session
    session.apply(set_cells(session.report, {RECEIVED: "5", CARRIED: "0", GRANTED: "6"}))
    text = "全年收到政府信息公开申请5件，其中予以公开4件。另有线索7条。"
    session.apply(set_text(session.report, "general", text))
    draft.wait_for_texts()
    return draft


def dialog_of(clerk: Clerk) -> FiguresDialog:
    dialog = FiguresDialog(clerk.window.desk, clerk.live)
    dialog.show()
    return dialog


def states(dialog: FiguresDialog) -> dict[str, str]:
    rows = dialog.rows
    return {rows.item(row, 1).text(): rows.item(row, 3).text() for row in range(rows.rowCount())}


def test_that_every_number_is_listed_with_its_state(told: Clerk) -> None:
    dialog = dialog_of(told)
    found = states(dialog)
    assert list(found) == ["5件", "4件", "7条"]
    assert found["5件"] == "相符"
    assert found["4件"].startswith("不符：应为 6")
    assert found["7条"] == "没有核对"
    assert dialog.count.text() == "共 3 个数：不符 1，相符 1，没有核对 1"
    dialog.close()


def test_that_it_leads_to_the_words_and_to_the_cell(told: Clerk) -> None:
    dialog = dialog_of(told)
    dialog.table.selectRow(1)
    dialog.to_cell.click()
    assert told.tabs.place == GRANTED
    dialog = dialog_of(told)
    dialog.table.selectRow(2)
    assert not dialog.to_cell.isEnabled()
    dialog.to_text.click()
    assert told.tabs.place == "general"


def test_that_a_number_is_bound_and_let_go_by_hand(
    told: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_of(told)
    dialog.table.selectRow(1)
    dialog.none.click()
    assert states(dialog)["4件"] == "没有核对（手工指定）"
    dialog.back.click()
    assert states(dialog)["4件"].startswith("不符：应为 6")

    def choose(box: QInputDialog) -> int:
        wanted = [w for w in box.comboBoxItems() if "予以公开" in w and w.endswith("总计")]
        box.setTextValue(wanted[0])
        return QInputDialog.DialogCode.Accepted

    monkeypatch.setattr(QInputDialog, "exec", choose)
    dialog.table.selectRow(2)
    dialog.other.click()
    assert states(dialog)["7条"] == "不符：应为 6（手工指定）"
    assert told.live.report.bindings[0].cells == (GRANTED,)
    dialog.close()
    told.window.actions_["undo"].trigger()
    assert told.live.report.bindings == ()
