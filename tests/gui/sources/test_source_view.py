"""The place that something was read from, drawn as it stands there."""

import time

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.readers.contents import Contents, Grid, GridCell, Paragraph
from core.resources import Resources
from gui.shared.theme import Theme
from gui.sources.source_view import TABLE, SourceTable, SourceView

SMALL = Grid(
    (
        GridCell("甲", 0, 0, rows=2),
        GridCell("乙", 0, 1, columns=2),
        GridCell("1", 1, 1),
        GridCell("2", 1, 2),
        GridCell("丙", 3, 0),  # nothing stands in the row above
    )
)
PROSE = tuple(Paragraph(f"第{i}段\n续行") for i in range(30))


@pytest.fixture
def theme(resources: Resources) -> Theme:
    return Theme(resources)


def shown(qtbot: QtBot, theme: Theme, *blocks: Paragraph | Grid) -> SourceView:
    view = SourceView(Contents(blocks), theme)
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.show()
    return view


def table(view: SourceView) -> SourceTable:
    found = view.currentWidget()
    assert isinstance(found, SourceTable)
    return found


def test_that_a_grid_is_a_sound_model_with_its_spans(
    qtbot: QtBot, theme: Theme, qtmodeltester: ModelTester
) -> None:
    view = shown(qtbot, theme, SMALL)
    view.show_cell(0, 1, 1)
    model = table(view).model_
    qtmodeltester.check(model)
    assert (model.rowCount(), model.columnCount()) == (4, 3)
    assert (table(view).rowSpan(0, 0), table(view).columnSpan(0, 1)) == (2, 2)
    assert model.index(1, 1).data() == "1"
    assert model.index(2, 1).data() is None


def test_that_the_framed_cell_stands_out_and_its_row_is_tinted(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, SMALL)
    view.show_cell(0, 1, 1)
    drawn = table(view)
    image = drawn.viewport().grab().toImage()

    def ground(row: int, column: int) -> str:
        place = drawn.visualRect(drawn.model_.index(row, column))
        return image.pixelColor(place.left() + 5, place.top() + 4).name()

    grounds = {ground(1, 1), ground(1, 2), ground(3, 0)}
    shades = theme.shades
    assert ground(1, 1) == shades.tint["warning"].name()
    assert ground(1, 2) == shades.cross.name()
    assert ground(3, 0) == shades.paper.name()
    assert len(grounds) == 3


def test_that_a_row_without_a_cell_frames_none(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, SMALL)
    view.show_cell(0, 1, -1)
    assert table(view).framed == (1, -1)
    view.grab()


def test_that_two_thousand_rows_are_there_at_once_and_the_cell_in_sight(
    qtbot: QtBot, theme: Theme
) -> None:
    cells = [GridCell(f"{r} {c}", r, c) for r in range(2000) for c in range(9)]
    view = shown(qtbot, theme, Grid(tuple(cells)))
    start = time.process_time()
    view.show_cell(0, 1990, 4)
    view.grab()
    assert time.process_time() - start < 1
    start = time.process_time()
    for row in range(1990, 1890, -10):
        view.show_cell(0, row, 3)
        view.grab()
    assert time.process_time() - start < 0.5
    drawn = table(view)
    place = drawn.visualRect(drawn.model_.index(1900, 3))
    assert drawn.viewport().rect().contains(place)


def test_that_hostile_spans_and_words_hang_nothing(qtbot: QtBot, theme: Theme) -> None:
    grid = Grid(
        (
            GridCell("宽" * 1_000_000, 0, 0, rows=1, columns=1_000_000),
            GridCell("<b>甲</b>\n" * 1000, 1, 0, rows=1_000_000),
            GridCell("乙", 1, 900_000),
        )
    )
    view = shown(qtbot, theme, grid)
    start = time.process_time()
    view.show_cell(0, 1, 0)
    view.grab()
    assert time.process_time() - start < 2
    assert table(view).model_.columnCount() < 1000


def test_that_paragraphs_are_marked_among_those_around_them(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, *PROSE[:10], SMALL, *PROSE[10:])
    view.show_blocks((12, 13))
    words = view.currentWidget()
    assert isinstance(words, QPlainTextEdit)
    lines = words.toPlainText().split("\n")
    assert lines[2] == TABLE
    assert lines[4] == "第11段　续行"
    marked = [each.cursor.selectedText() for each in words.extraSelections()]  # type: ignore[attr-defined]
    assert marked == ["第11段　续行", "第12段　续行"]


def test_that_a_place_that_is_not_there_shows_nothing(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, *PROSE[:1])
    for act in (
        lambda: view.show_blocks(()),
        lambda: view.show_blocks((7,)),
        lambda: view.show_cell(7, 0, 0),
    ):
        act()
        assert not isinstance(view.currentWidget(), QPlainTextEdit | SourceTable)


def test_that_only_some_tables_stay_laid_out(qtbot: QtBot, theme: Theme) -> None:
    view = shown(qtbot, theme, *[SMALL] * 40)
    for block in range(40):
        view.show_cell(block, 1, 1)
    assert view.count() < 15
    view.show_cell(0, 1, 1)
    assert table(view).model_.index(1, 1).data() == "1"
