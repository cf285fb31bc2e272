"""What became of the edition before: the same id follows, and nothing goes without a word."""

from pathlib import Path

import pytest

from core.forms.definition import Form, predecessors
from core.forms.file import FormError
from core.forms.loader import load_forms
from tests.core.forms.conftest import Edit

NEW_ROW = (
    '[add.row."applications.other_unpaid"]\nbefore = "applications.result_total"\nnew = true\n'
)
OLD_ROWS = 'row = ["licensing.other_services", "applications.other"]'

# What is replaced in the file of 2021, and the message.
BREAKAGES = {
    "a new row that says nothing": (
        NEW_ROW,
        NEW_ROW.replace("new = true\n", ""),
        "row applications.other_unpaid: not in edition 2019: new or follows?",
    ),
    "a new column that says nothing": (
        '[add.column."fees.amount"]\nnew = true\n',
        '[add.column."fees.amount"]\n',
        "column fees.amount: not in edition 2019: new or follows?",
    ),
    "a row that is not new": (
        '[change.row."applications.result_total"]\n',
        '[change.row."applications.result_total"]\nnew = true\n',
        "row applications.result_total: is not new, edition 2019 has it",
    ),
    "a row that is new and follows": (
        NEW_ROW,
        f'{NEW_ROW}follows = "2019:other"\n',
        "row applications.other_unpaid: either new or follows",
    ),
    "a row that follows what is not there": (
        NEW_ROW,
        NEW_ROW.replace("new = true", 'follows = "2019:others"'),
        "row applications.other_unpaid: follows names no other row of its table in 2019",
    ),
    "a row that follows another edition": (
        NEW_ROW,
        NEW_ROW.replace("new = true", 'follows = "2018:other"'),
        "row applications.other_unpaid: follows names no other row of its table in 2019",
    ),
    "a row that follows what another follows": (
        NEW_ROW,
        NEW_ROW.replace("new = true", 'follows = "2019:carried_in"'),
        "row applications.other_unpaid: another one follows applications.carried_in already",
    ),
    "a row that is gone without a word": (
        OLD_ROWS,
        'row = ["licensing.other_services"]',
        "row applications.other of the edition before is neither here nor dropped",
    ),
    "a column that is gone without a word": (
        '"fees.previous_items", ',
        "",
        "column fees.previous_items of the edition before is neither here nor dropped",
    ),
    "a table that is gone without a word": (
        'table = ["procurement"]\n',
        "",
        "table procurement of the edition before is neither here nor dropped",
    ),
    "dropping what is still there": (
        OLD_ROWS,
        'row = ["licensing.other_services", "applications.other", "applications.granted"]',
        "",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), BREAKAGES.values(), ids=BREAKAGES)
def test_that_nothing_comes_or_goes_without_a_word(
    edited: Edit, old: str, new: str, said: str
) -> None:
    folder = edited("2021", old, new)

    with pytest.raises(FormError) as refusal:
        load_forms(folder)

    assert str(refusal.value).startswith("2021.toml: ")
    assert said in str(refusal.value)


def test_that_the_first_edition_can_follow_nothing(edited: Edit) -> None:
    row = '[add.row."applications.other"]\n'
    folder = edited("2019", row, f"{row}new = true\n")

    with pytest.raises(FormError, match=r"2019\.toml: row applications\.other: new is too much"):
        load_forms(folder)


def test_that_a_row_may_follow_one_of_another_name(edited: Edit) -> None:
    folder = edited("2021", NEW_ROW, NEW_ROW.replace("new = true", 'follows = "2019:other"'))
    path = folder / "2021.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(OLD_ROWS, OLD_ROWS.replace(', "applications.other"', "")))
    earlier, later, *_ = load_forms(folder)

    former = predecessors(later, earlier)
    assert former["applications.other_unpaid.total"] == "applications.other.total"
    assert "applications.other_rest.total" not in former


def test_that_a_cell_leads_over_several_editions_to_the_same_cell(
    forms: tuple[Form, ...], form_folder: Path
) -> None:
    """Two more editions, each with a row more; the later one drops the other's."""
    for year, base, dropped in (("2027", "2021", ""), ("2030", "2027", "applications.of_2027")):
        drop = f'[drop]\nrow = ["{dropped}"]\n' if dropped else ""
        rows = "other_not_corrected other_unpaid other_rest"
        total = "granted partly_granted refused unavailable declined"
        names = [*total.split(), *rows.split(), f"of_{year}"]
        (form_folder / f"{year}.toml").write_text(
            f'id = "{year}"\nname = "编造"\nauthority = "某办函〔{year}〕1号"\n'
            f'years = {{ from = {year} }}\nbase = "{base}"\n{drop}'
            f'[change.row."applications.result_total"]\nsum_of = {names!r}\n'
            f'[add.row."applications.of_{year}"]\nnew = true\nlabel = "编造"\n'
            'before = "applications.result_total"\nunder = ["三、本年度办理结果"]\n',
            encoding="utf-8",
        )
    first, second, _, last = loaded = load_forms(form_folder)

    assert [form.last_year for form in loaded] == [2020, 2026, 2029, None]
    assert predecessors(last, first) == predecessors(forms[1], forms[0])
    assert predecessors(last, second) == {
        cell: cell for cell in last.cells if ".of_2030." not in cell
    }
    assert predecessors(first, last) == {}
