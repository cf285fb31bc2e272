"""The files that the import is measured by (`sh run.sh files DIR`) and the truths beside them."""

from pathlib import Path

import pytest

from core.forms.definition import Form
from core.readers.package import report_from
from core.report.values import ValueRefused, parse_value
from tests.files.__main__ import FILES, main
from tests.files.catalogue.mixed import mixed
from tests.files.file import File, RefusedFile

READ = [*(file for file in FILES if isinstance(file, File)), *mixed(60, 5)]
each_file = pytest.mark.parametrize("file", READ, ids=[file.name for file in READ])


def test_that_there_are_files_of_every_kind_and_files_to_be_refused() -> None:
    names = [file.name for file in FILES]
    assert len(set(names)) == len(names) >= 60
    kinds = {Path(name).suffix for name in names}
    assert kinds >= {
        ".docx",
        ".html",
        ".htm",
        ".mht",
        ".xlsx",
        ".txt",
        ".pdf",
        ".doc",
        ".wps",
        ".xls",
    }
    assert sum(isinstance(file, RefusedFile) for file in FILES) >= 12


@each_file
def test_that_what_is_printed_and_sure_is_what_the_truth_says(
    file: File, forms: tuple[Form, ...]
) -> None:
    draft = file.draft()
    report_from(draft.package, forms)
    cells = draft.report.form.cells
    assert draft.unsure | draft.alternatives.keys() <= cells.keys()
    printed = {b.cell: b.text for s in draft.sheets for b in s.boxes() if b.cell}
    for cell, text in printed.items():
        if cell not in draft.unsure:
            plain = text.removesuffix(draft.package["notes"].get(cell, ""))
            value = parse_value(plain, cells[cell].column)
            assert draft.cells.get(cell) == (value and value.text)


@each_file
def test_that_nothing_is_true_of_a_cell_that_is_not_printed(file: File) -> None:
    draft = file.draft()
    printed = {b.cell for s in draft.sheets for b in s.boxes() if b.cell}
    assert draft.cells.keys() <= printed


def test_that_most_truths_do_not_repeat_their_figures() -> None:
    cells = [draft.cells for draft in (file.draft() for file in READ)]
    differing = [c for c in cells if len(set(c.values())) > 0.8 * len(c)]
    assert len(differing) > len(READ) / 2


def test_that_a_slip_is_no_value(forms: tuple[Form, ...]) -> None:
    (slips,) = (file for file in READ if file.name == "h14_doubtful.html")
    draft = slips.draft()
    assert len(draft.unsure) == 10
    for cell in draft.unsure:
        with pytest.raises(ValueRefused):
            parse_value(draft.box(cell).text, draft.report.form.cells[cell].column)


def test_that_equal_calls_make_equal_files(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        for part in ("t01", "w01", "x01", "p01", "h01"):
            assert main([str(tmp_path / name), "--only", part]) == 0
        made.append({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()})
    assert made[0] == made[1]
