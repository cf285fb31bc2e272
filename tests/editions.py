"""The editions that tests run over, by id: no test names one unless it is about that one.

What must hold of any edition is held of one to come too, which is made up in one short file.
"""

import shutil
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.loader import load_forms

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
