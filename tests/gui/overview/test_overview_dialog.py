"""The chart of how applications were closed, and the same as text."""

import pytest
from PySide6.QtGui import QImage

from gui.overview.overview_dialog import OverviewDialog
from tests.gui.hands import Clerk


def shown(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> OverviewDialog:
    dialogs: list[OverviewDialog] = []

    def look(dialog: OverviewDialog) -> int:
        dialogs.append(dialog)
        return 0

    monkeypatch.setattr(OverviewDialog, "exec", look)
    clerk.window.actions_["overview"].trigger()
    return dialogs[0]


def test_that_the_table_and_the_words_say_what_the_chart_draws(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(filled, monkeypatch)

    rows = [dialog.table.topLevelItem(i) for i in range(dialog.table.topLevelItemCount())]
    texts = [[item.text(column) for column in range(4)] for item in rows if item]
    assert ["部分公开", "1", "—", "—"] in texts
    assert "部分公开 本年1 上年—" in dialog.chart.accessibleDescription()
    assert "没有上年的年报" in dialog.told.text()


def test_that_a_bar_is_drawn_for_what_there_is(
    filled: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = shown(filled, monkeypatch)
    accent = filled.window.desk.theme.shades.accent.rgb()
    image: QImage = dialog.chart.grab().toImage()

    drawn = sum(
        image.pixel(x, y) == accent for x in range(image.width()) for y in range(40, image.height())
    )
    assert drawn > 100  # 部分公开 is the only one
