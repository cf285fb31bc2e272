"""The form as it would be: looked at, gone through, never written in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from core.forms.definition import Form
from core.forms.layout import grids_of
from core.resources import Resources
from gui.shared.theme import Theme
from gui.sources.form_grid import FormGrid, Shown
from gui.sources.form_view import FormView
from tests.editions import each_edition


def as_named(target: str) -> Shown:
    """Shows every place by a figure, one of them marked."""
    return Shown("7", "warning" if target.endswith("other") else "", "话", is_loud=True)


@pytest.fixture
def theme(resources: Resources) -> Theme:
    return Theme(resources)


@each_edition
def test_that_every_cell_of_every_edition_can_be_gone_to(
    form_of: Callable[[str], Form], edition: str, theme: Theme, qtbot: QtBot
) -> None:
    form = form_of(edition)
    texts = tuple(f"texts.{key}" for key in form.text_ids)
    view = FormView(form, as_named, texts, theme)
    qtbot.addWidget(view)
    view.resize(660, 560)
    view.show()
    chosen: list[str] = []
    view.chosen.connect(chosen.append)
    for cell in form.cells:
        view.go_to(f"cells.{cell}")
        assert view.grid
        assert view.grid.current_cell == cell
    for text in texts:
        view.go_to(text)
        assert view.grid is None or view.grid.current_cell == ""
    assert chosen == []  # who sends it there knows


@each_edition
def test_that_a_grid_is_a_sound_model_that_cannot_be_written(
    form_of: Callable[[str], Form],
    edition: str,
    theme: Theme,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
) -> None:
    form = form_of(edition)
    for section in form.sections:
        for grid in grids_of(form, section.id):
            view = FormGrid(grid, as_named, theme)
            qtbot.addWidget(view)
            qtmodeltester.check(view.model_)
            for slot in grid.slots:
                flags = view.model_.flags(view.model_.index(slot.row, slot.column))
                assert not flags & Qt.ItemFlag.ItemIsEditable


def test_that_a_figure_that_does_not_fit_gives_way_to_the_shorter(
    form_2021: Form, theme: Theme, qtbot: QtBot
) -> None:
    grid = grids_of(form_2021, form_2021.sections[2].id)[0]

    def picture(shown: Shown) -> object:
        view = FormGrid(grid, lambda _: shown, theme)
        qtbot.addWidget(view)
        view.resize(500, 500)
        view.show()
        return view.viewport().grab().toImage()

    assert picture(Shown("12345678→87654321", short="4321")) == picture(Shown("4321"))
    assert picture(Shown("1→2", short="2")) != picture(Shown("2"))
