"""Editions to load: each there is, and folders of form files that a test makes."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.editions import whole_editions
from core.forms.loader import read_sources
from core.forms.written_out import written_out
from tests.editions import EVERY, FORMS, SHIPPED, copy_forms

# A breakage: an edition or what is shared, the text replaced in its file, and by what.
Edit = Callable[[str, str, str], Path]


@pytest.fixture(params=EVERY)
def form(request: pytest.FixtureRequest, form_of: Callable[[str], Form]) -> Form:
    """Each edition in turn."""
    return form_of(request.param)


@pytest.fixture(params=SHIPPED)
def shipped_form(request: pytest.FixtureRequest, form_of: Callable[[str], Form]) -> Form:
    """Each shipped edition in turn."""
    return form_of(request.param)


@pytest.fixture
def form_folder(tmp_path: Path) -> Path:
    """A copy of the shipped form files, to be changed."""
    return copy_forms(tmp_path / "forms")


@pytest.fixture
def edited(form_folder: Path) -> Edit:
    """The form files with the first occurrence of a text replaced in one of them."""

    def edit(name: str, old: str, new: str) -> Path:
        path = form_folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return form_folder

    return edit


@pytest.fixture(scope="session")
def whole() -> Mapping[str, str]:
    """The text of every shipped edition written out whole, by id."""
    editions = whole_editions(read_sources(FORMS))
    return {edition["id"]: written_out(edition) for edition in editions}


@pytest.fixture
def whole_edited(whole: Mapping[str, str], tmp_path: Path) -> Edit:
    """The same for editions that are written out whole, with nothing shared."""

    def edit(edition: str, old: str, new: str) -> Path:
        assert old in whole[edition]
        texts = {**whole, edition: whole[edition].replace(old, new, 1)}
        for name, text in texts.items():
            (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return edit
