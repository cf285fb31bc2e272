"""How many clicks the common ways take. What is typed is made up."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton

from gui.starting.start_page import StartPage
from gui.window.new_report_dialog import NewReportDialog
from gui.window.tool_bar import ToolBar
from tests.gui.hands import Clerk, choose_file

AT_MOST = 4


def test_that_a_first_start_leads_to_a_saved_draft_in_four_clicks(
    clerk: Clerk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clicks = []

    def click(widget: QPushButton | QToolButton) -> None:
        assert widget.isVisible()
        clicks.append(widget.text() or widget.accessibleName())
        clerk.click_on(widget)

    def name_the_agency() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NewReportDialog)
        assert dialog.name.hasFocus()
        clerk.keys("示例镇人民政府")
        click(next(b for b in dialog.findChildren(QPushButton) if b.text() == "新建"))

    (page,) = clerk.window.findChildren(StartPage)
    QTimer.singleShot(200, name_the_agency)
    click(next(b for b in page.findChildren(QPushButton) if b.objectName() == "filled"))
    assert clerk.live.report.agency.kind == "government"

    choose_file(monkeypatch, pdf := tmp_path / "草稿.pdf")
    (bar,) = clerk.window.findChildren(ToolBar)
    click(next(b for b in bar.findChildren(QToolButton) if b.objectName() == "edged"))
    clicks.append("保存")  # in the system's dialog, with the name that it proposes
    clerk.wait()
    assert pdf.read_bytes().startswith(b"%PDF")
    assert clicks == ["新建年报", "新建", "保存PDF", "保存"]
    assert len(clicks) <= AT_MOST
