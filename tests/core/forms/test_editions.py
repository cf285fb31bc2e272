"""Editions over what they share: what a file may drop, change and add."""

import pytest

from core.forms.file import FormError
from core.forms.loader import load_forms
from tests.core.forms.conftest import Edit

BASE = 'base = "shared"\n'

# What is put in or replaced in the file of 2021 or of what is shared, and the message.
BREAKAGES = {
    "an unknown base": ("2021", BASE, 'base = "2018"\n', "form: base is one of shared, 2019"),
    "a base of later years": ("2019", BASE, 'base = "2021"\n', "form: base is one of shared"),
    "no base and no form": ("2021", BASE, "", "form: unknown key add, change"),
    "a section beside a base": ("2021", BASE, f"{BASE}section = []\n", "unknown key section"),
    "another id than its name": ("2021", 'id = "2021"', 'id = "2022"', "id 2022 is not the file"),
    "an edition of no name": ("2021", 'name = "2021版格式"\n', "", "form: name must be a str"),
    "what is shared with years": (
        "shared",
        "[[section]]",
        "years = { from = 2019 }\n[[section]]",
        "unknown key years",
    ),
    "an unknown kind dropped": (
        "2021",
        "[drop]\n",
        "[drop]\ncell = []\n",
        "drop: unknown key cell",
    ),
    "what is dropped as a text": ("2021", "[drop]\n", '[drop]\nrule = "x"\n', "drop rule must be"),
    "dropping a rule that is not there": (
        "2021",
        "[drop]\n",
        '[drop]\nrule = ["form.no"]\n',
        "rule form.no: there is none to drop",
    ),
    "dropping a row that is nowhere": (
        "2021",
        '["licensing.other_services",',
        '["licensing.nowhere", "licensing.other_services",',
        "drop row licensing.nowhere: there is none",
    ),
    "changing a rule that is not there": (
        "2021",
        '[change.rule."title.words"]',
        '[change.rule."title.word"]',
        "rule title.word: there is none to drop or change",
    ),
    "changing a row without quotes": (
        "2021",
        '[change.row."applications.result_total"]',
        "[change.row.applications.result_total]",
        "row applications: there is none",
    ),
    "changing an id": (
        "2021",
        "[change.table.fees]\n",
        '[change.table.fees]\nid = "fee"\n',
        "table fees: id cannot stand here",
    ),
    "changing all the rows of a table": (
        "2021",
        "[change.table.fees]\n",
        "[change.table.fees]\nrows = []\n",
        "table fees: rows cannot stand here",
    ),
    "changing a key to what it is": (
        "2021",
        "[change.section.general]\n",
        '[change.section.general]\nnumber = "一"\n',
        "section general: number is that already",
    ),
    "a key that the part does not have": (
        "2021",
        "[change.table.fees]\n",
        "[change.table.fees]\ncolour = 1\n",
        "table fees: unknown key colour",
    ),
    "adding what is shared": (
        "2021",
        '[add.rule."figures.fee_sum"]',
        '[add.rule."figures.share"]',
        "rule id given twice: figures.share",
    ),
    "adding a row to no table": (
        "2021",
        '[add.row."applications.other_unpaid"]',
        '[add.row."application.other_unpaid"]',
        "row application.other_unpaid: its table is unknown",
    ),
    "adding a table to no section": (
        "2019",
        'section = "disclosure"',
        'section = "disclosures"',
        "table procurement: unknown section disclosures",
    ),
    "adding beside nothing": (
        "2021",
        'after = "figures.fee_sum"',
        'after = "figures.fees"',
        "rule figures.fee_in_total: there is no figures.fees to stand after",
    ),
    "adding a row beside one of another table": (
        "2021",
        'before = "applications.result_total"',
        'before = "licensing.licences"',
        "there is no licensing.licences to stand before",
    ),
    "adding on two sides": (
        "2021",
        'after = "figures.fee_sum"',
        'after = "figures.fee_sum"\nbefore = "figures.change"',
        "figures.fee_in_total: either after or before",
    ),
    "what an edition leaves incomplete": (
        "2021",
        'label = "本年处理决定数量"\n',
        "",
        "table licensing column decisions: label is missing",
    ),
    "a dot in a name": ("shared", 'id = "licences"', 'id = "li.cences"', "no name of a row"),
}


@pytest.mark.parametrize(("name", "old", "new", "said"), BREAKAGES.values(), ids=BREAKAGES)
def test_that_what_does_not_fit_its_base_is_refused_by_file_and_name(
    edited: Edit, name: str, old: str, new: str, said: str
) -> None:
    folder = edited(name, old, new)

    with pytest.raises(FormError) as refusal:
        load_forms(folder)

    assert str(refusal.value).startswith(f"{name}.toml: ")
    assert said in str(refusal.value)


def test_that_two_editions_of_one_year_are_refused(edited: Edit) -> None:
    folder = edited("2021", "{ from = 2021 }", "{ from = 2020 }")

    with pytest.raises(FormError, match="2019 and 2021 share a year"):
        load_forms(folder)


def test_that_an_edition_ends_where_the_next_begins_unless_it_says_when(edited: Edit) -> None:
    folder = edited("2019", "{ from = 2019, to = 2020 }", "{ from = 2018 }")

    first, *_, last = load_forms(folder)
    assert (first.first_year, first.last_year, last.last_year) == (2018, 2020, None)


def test_that_an_addition_stands_where_it_says(edited: Edit) -> None:
    folder = edited("2021", 'after = "figures.fee_sum"', 'before = "figures.fee_sum"')
    rules = [rule.id for rule in load_forms(folder)[-1].rules]

    assert rules.index("figures.fee_in_total") == rules.index("figures.fee_sum") - 1


def test_that_a_dropped_table_takes_its_rows_and_columns_with_it(edited: Edit) -> None:
    """A table that 2019 has of what is shared, and 2021 drops."""
    table = (
        'id = "coercions"\ncolumn_widths = [1]\nlabel_widths = [1]\n'
        'columns = [{ id = "count", label = "数" }]\nrows = [{ id = "all", label = "全部" }]\n'
    )
    place = '[[section.table]]\nid = "applications"'
    edited("shared", place, f"[[section.table]]\n{table}\n{place}")
    folder = edited("2021", '["procurement"]', '["procurement", "coercions"]')
    earlier, later, *_ = load_forms(folder)

    assert "coercions.all.count" in earlier.cells
    assert "coercions" not in later.tables
