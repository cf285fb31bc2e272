"""The editions are remembered while their files and the program are the same."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.editions import whole_editions
from core.forms.file import Data, FormError
from core.forms.loader import load_forms
from core.forms.memory import memory_of
from tests.core.forms.test_written_out import plain


@pytest.fixture
def remembered(form_folder: Path) -> Path:
    """The file that remembers the editions, after a first start."""
    load_forms(form_folder)
    return memory_of(form_folder)


@pytest.fixture
def read_anew(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How often the form files were made into editions since."""
    read = []

    def make(sources: Mapping[str, str]) -> list[Data]:
        read.append(sources)
        return whole_editions(sources)

    monkeypatch.setattr("core.forms.loader.whole_editions", make)
    return lambda: len(read)


def test_that_a_second_start_finds_the_same_forms_without_reading_the_files(
    form_folder: Path, remembered: Path, forms: tuple[Form, ...], read_anew: Callable[[], int]
) -> None:
    found = load_forms(form_folder)

    assert read_anew() == 0
    assert [plain(form) for form in found] == [plain(form) for form in forms]


def test_that_a_changed_file_counts_at_once(
    form_folder: Path, remembered: Path, read_anew: Callable[[], int]
) -> None:
    path = form_folder / "2021.toml"
    status = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("2021版格式", "2022版格式"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    for _ in range(2):
        assert "2022版格式" in {form.name for form in load_forms(form_folder)}
    assert read_anew() == 1


def test_that_another_version_of_the_program_reads_the_files_anew(
    form_folder: Path,
    remembered: Path,
    read_anew: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("core.forms.memory.__version__", "0.0.0")
    load_forms(form_folder)

    assert read_anew() == 1


def test_that_a_memory_older_than_the_program_is_as_good_as_none(
    form_folder: Path, remembered: Path, read_anew: Callable[[], int]
) -> None:
    os.utime(remembered, (0, 0))
    load_forms(form_folder)

    assert read_anew() == 1


@pytest.mark.parametrize("place", [0, 8, 9, 400, 100_000, -1])
def test_that_a_damaged_memory_is_as_good_as_none(
    form_folder: Path,
    remembered: Path,
    forms: tuple[Form, ...],
    read_anew: Callable[[], int],
    place: int,
) -> None:
    content = bytearray(remembered.read_bytes())
    content[place] ^= 1
    remembered.write_bytes(content)
    found = load_forms(form_folder)

    assert read_anew() == 1
    assert [plain(form) for form in found] == [plain(form) for form in forms]


@pytest.mark.parametrize("content", [b"", b"00000000\n", b"a3830348\n[]", b"\xff\n\xff"])
def test_that_a_memory_of_something_else_is_as_good_as_none(
    form_folder: Path, remembered: Path, read_anew: Callable[[], int], content: bytes
) -> None:
    remembered.write_bytes(content)
    load_forms(form_folder)

    assert read_anew() == 1


def test_that_what_is_refused_is_not_remembered(edited: Callable[[str, str, str], Path]) -> None:
    forms = edited("2021", 'rows = ["other_handling"]', 'rows = ["nowhere"]')

    with pytest.raises(FormError):
        load_forms(forms)
    assert not memory_of(forms).exists()


def test_that_nothing_is_written_through_a_link(form_folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_text("kept")
    memory_of(form_folder).parent.mkdir()
    memory_of(form_folder).symlink_to(other)
    load_forms(form_folder)

    assert other.read_text() == "kept"
    assert not memory_of(form_folder).is_symlink()


def test_that_the_forms_load_where_nothing_can_be_remembered(
    form_folder: Path, forms: tuple[Form, ...]
) -> None:
    memory_of(form_folder).parent.write_text("in the way")

    assert len(load_forms(form_folder)) == len(forms)


def test_that_a_second_start_does_not_even_load_the_reader_of_toml(
    root: Path, form_folder: Path, remembered: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from core.forms.loader import load_forms; "
        f"load_forms(Path({str(form_folder)!r})); "
        "print('tomllib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )

    assert done.stdout == "False\n"
