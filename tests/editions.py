"""The editions that tests run over, by id: no test names one unless it is about that one.

What must hold of any edition is held of one to come too, which is made up in one short file.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from core.forms.definition import Form
from core.forms.editions import whole_editions
from core.forms.file import Data
from core.forms.loader import load_forms, read_sources
from core.forms.written_out import written_out

FORMS = Path(__file__).parent.parent / "resources" / "forms"
MADE_UP = Path(__file__).parent / "core" / "made_up" / "2027.toml"

SHIPPED = tuple(form.id for form in load_forms(FORMS))
OLDEST, NEWEST = SHIPPED[0], SHIPPED[-1]
EVERY = (*SHIPPED, MADE_UP.stem)
each_edition = pytest.mark.parametrize("edition", EVERY)
each_shipped_edition = pytest.mark.parametrize("edition", SHIPPED)


def copy_forms(folder: Path) -> Path:
    """A copy of the shipped files of the form, to be changed."""
    shutil.copytree(FORMS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def with_one_to_come(folder: Path) -> tuple[Form, ...]:
    """The shipped editions and the made-up one, from files in a new folder."""
    shutil.copy(MADE_UP, copy_forms(folder))
    return load_forms(folder)


def ids_of(form: Form) -> frozenset[str]:
    """The ids of a form's tables, rows and columns, and of the groups of its rows."""
    found = set(form.tables)
    for table in form.tables.values():
        found |= {column.id for column in table.columns}
        found |= {name for row in table.rows for name in (row.id, row.group) if name}
    return frozenset(found)


def with_other_ids(folder: Path) -> tuple[Form, ...]:
    """The same as `with_one_to_come`, but that nothing in the made-up one has the id it had."""
    *_, form = with_one_to_come(folder)
    sources = read_sources(folder)
    *_, former, edition = whole_editions(sources)
    edition = _renamed(edition, ids_of(form))
    edition["drop"] = {"table": [table["id"] for table in _tables(former)]}
    for table in _tables(edition):
        table["new"] = True
        for part in (*table["rows"], *table["columns"]):
            part.pop("new", None)
    (folder / MADE_UP.name).write_text(written_out(edition), encoding="utf-8")
    return load_forms(folder)


def _tables(edition: Data) -> Iterator[Data]:
    for section in edition["section"]:
        yield from section.get("table", ())


def _renamed(value: Any, ids: frozenset[str], key: str = "") -> Any:
    """What an edition says, with another id wherever it has one of these."""
    if isinstance(value, dict):
        return {key: _renamed(inner, ids, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, ids, key) for inner in value]
    if not isinstance(value, str) or key in ("kind", "test", "value"):
        return value
    return ".".join(f"its_{name}" if name in ids else name for name in value.split("."))
