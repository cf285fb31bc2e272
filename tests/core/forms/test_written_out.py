"""An edition written out whole says what its files say together."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from core.forms.definition import Form
from core.forms.editions import whole_editions
from core.forms.loader import load_forms, read_sources
from core.forms.written_out import written_out


def plain(part: Any) -> Any:
    """A form or a part of it as data, for rules and forms are compared by identity."""
    if is_dataclass(part):
        return {
            "": type(part).__name__,
            **{field.name: plain(getattr(part, field.name)) for field in fields(part)},
        }
    return [plain(item) for item in part] if isinstance(part, tuple) else part


def test_that_a_whole_edition_loads_to_the_same_form(
    whole: Mapping[str, str], forms: tuple[Form, ...], tmp_path: Path
) -> None:
    for name, text in whole.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")

    assert [plain(form) for form in load_forms(tmp_path)] == [plain(form) for form in forms]


def test_that_a_whole_edition_can_stand_in_for_its_short_file(
    shipped_form: Form, whole: Mapping[str, str], form_folder: Path
) -> None:
    form = shipped_form
    (form_folder / f"{form.id}.toml").write_text(whole[form.id], encoding="utf-8")
    loaded = {found.id: found for found in load_forms(form_folder)}

    assert plain(loaded[form.id]) == plain(form)


def test_that_what_is_written_out_is_written_out_the_same_again(
    whole: Mapping[str, str],
) -> None:
    again = {edition["id"]: written_out(edition) for edition in whole_editions(whole)}

    assert again == whole


def test_that_every_line_of_a_table_stands_alone(
    whole: Mapping[str, str], shipped_form: Form
) -> None:
    lines = whole[shipped_form.id].splitlines()

    for cell in shipped_form.cells.values():
        starts = [f'  {{ id = "{part.id}", label = ' for part in (cell.row, cell.column)]
        assert all(any(line.startswith(start) for line in lines) for start in starts)


def test_that_no_character_of_a_text_breaks_the_file(
    edited: Callable[[str, str, str], Path],
) -> None:
    strange = r'"a\"b\\c\u0001\u007f\n#"'
    folder = edited("shared", 'label = "规章"', f"label = {strange}")
    sources = read_sources(folder)
    texts = {edition["id"]: written_out(edition) for edition in whole_editions(sources)}

    assert whole_editions(texts) == whole_editions(sources)
