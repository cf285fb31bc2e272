import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from core.forms.definition import Form
from core.forms.loader import FormError, load_form, load_forms
from core.forms.rules import KINDS

EDITIONS = ("2019", "2021")

GRANTED = 'id = "granted", label = "（一）予以公开"'
E04_SAY = (
    'say = "{row}：维持、纠正、其他结果、尚未审结之和是{left}，总计是{right}，相差{difference}。"'
)
E01_SOURCE = 'source = "表三表头：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"'

# What is edited in the real file, and what the message must name.
BREAKAGES = {
    "unknown key of the form": ('id = "2021"\n', 'id = "2021"\ncolour = "red"\n', "colour"),
    "unknown key of the years": ("{ from = 2021 }", "{ from = 2021, till = 2030 }", "till"),
    "unknown key of a section": ('number = "一"\n', 'number = "一"\nposition = 1\n', "position"),
    "unknown key of a table": ("side_by_side = true", "sideways = true", "sideways"),
    "unknown key of a row": ('{ id = "granted",', '{ id = "granted", bold = true,', "bold"),
    "unknown key of a column": ('{ id = "legal",', '{ id = "legal", width = 3,', "width"),
    "unknown key of a rule": ('code = "E02"\n', 'code = "E02"\neach = "column"\n', "each"),
    "section id given twice": ('id = "problems"', 'id = "general"', "general"),
    "table id given twice": (
        'id = "fees"\ncaption',
        'id = "licensing"\ncaption',
        "licensing",
    ),
    "table id of another section": (
        'id = "fees"\ncaption',
        'id = "applications"\ncaption',
        "table id given twice",
    ),
    "row id given twice": ('id = "refused_law"', 'id = "granted"', "granted"),
    "column id given twice": ('{ id = "business"', '{ id = "legal"', "legal"),
    "rule id given twice": (
        'id = "applications.column_sum"',
        'id = "applications.balance"',
        "applications.balance",
    ),
    "a row sum of an unknown column": ('"legal", "other"]', '"legal", "others"]', "others"),
    "a column sum of an unknown row": (
        '["granted", "partly_granted", "refused",',
        '["granted", "part_granted", "refused",',
        "part_granted",
    ),
    "a column sum of an unknown group": (
        '"refused", "unavailable"',
        '"refused", "unavailables"',
        "unavailables",
    ),
    "a total that adds up itself": (
        '["granted", "partly_granted",',
        '["result_total", "partly_granted",',
        "result_total",
    ),
    "a balance over an unknown row": (
        'left = ["new_received", "carried_in"]',
        'left = ["new_received", "carried"]',
        "carried",
    ),
    "a balance over an unknown table": (
        'kind = "balance"\ntable = "applications"',
        'kind = "balance"\ntable = "application"',
        "application",
    ),
    "a sum over an unknown table": (
        'kind = "sum"\ntable = "review_litigation"',
        'kind = "sum"\ntable = "reviews"',
        "reviews",
    ),
    "a rule without a source": (E01_SOURCE, "", "source"),
    "a rule with an empty source": (E01_SOURCE, 'source = ""', "applications.balance"),
    "a rule with an empty sentence": (
        E04_SAY,
        'say = ""',
        "review_litigation.row_sum",
    ),
    "a rule of no kind": ('kind = "balance"', 'kind = "expression"', "kind"),
    "a rule without a kind": ('kind = "balance"\n', "", "kind"),
    "a severity that does not exist": (
        'severity = "hint"',
        'severity = "info"',
        "severity",
    ),
    "a sum that runs nowhere": ('down = "columns"', 'down = "diagonal"', "down"),
    "a value of no kind": ('value = "money"', 'value = "float"', "value"),
    "a row without a label": (GRANTED, 'id = "granted"', "label"),
    "a section without a number": ('number = "一"\n', "", "number"),
    "a form without years": ("years = { from = 2021 }", "", "years"),
    "a first year that is no number": ("{ from = 2021 }", '{ from = "2021" }', "from"),
    "a text section with a table": (
        'title = "主动公开政府信息情况"\n',
        'title = "主动公开政府信息情况"\ntext = true\n',
        "disclosure",
    ),
    "a section with neither": (
        'tab = "其他事项"\ntext = true\n',
        'tab = "其他事项"\n',
        "other_matters",
    ),
    "a column too many for the widths": (
        "column_widths = [1, 1, 1, 1, 1]",
        "column_widths = [1, 1, 1, 1]",
        "review_litigation",
    ),
    "a sentence that asks for what its rule does not know": ("{right.0}", "{rigth.0}", "rigth.0"),
    "a label width too few": (
        "label_widths = [9, 16, 44]",
        "label_widths = [65]",
        "applications",
    ),
    "joined tables of two widths": (
        "column_widths = [3, 3, 3]",
        "column_widths = [3, 3, 4]",
        "disclosure",
    ),
    "a money column without a unit": (', unit = "万元"', "", "amount"),
    "unknown key of a phrase": ('id = "charged"\n', 'id = "charged"\nloud = true\n', "loud"),
    "a phrase of an unknown table": (
        'id = "charged"\ntable = "fees"',
        'id = "charged"\ntable = "fee"',
        "unknown table fee",
    ),
    "a phrase of an unknown row": ('rows = ["refused"]', 'rows = ["refusal"]', "refusal"),
    "a phrase of an unknown column": (
        'columns = ["natural_person"]',
        'columns = ["person"]',
        "person",
    ),
    "a phrase that may be another unknown one": (
        'otherwise = ["received_and_carried"]',
        'otherwise = ["received_or_carried"]',
        "received_or_carried",
    ),
    "a phrase of no role": ('role = "subject"', 'role = "object"', "role"),
    "phrase id given twice": ('id = "suits"', 'id = "review"', "review_litigation.review"),
    "a rule on figures of an unknown phrase": (
        '"applications.handled"]',
        '"applications.handling"]',
        "applications.handling",
    ),
    "no TOML": ("[[section]]", "[[section", "2021.toml"),
}


@pytest.fixture
def edited(root: Path, tmp_path: Path) -> Callable[[str, str], Path]:
    """The file of edition 2021 with the first occurrence of one text replaced."""

    def edit(old: str, new: str) -> Path:
        text = (root / "resources" / "forms" / "2021.toml").read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "2021.toml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return edit


def test_that_the_shipped_editions_load_in_order_of_their_years(forms: tuple[Form, ...]) -> None:
    assert [form.id for form in forms] == list(EDITIONS)


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_nothing_in_a_shipped_file_is_lost_on_the_way_to_the_form(
    root: Path, form_of: Callable[[str], Form], edition: str
) -> None:
    path = root / "resources" / "forms" / f"{edition}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    form = form_of(edition)
    tables = [table for section in data["section"] for table in section.get("table", [])]

    assert [section.id for section in form.sections] == [s["id"] for s in data["section"]]
    assert list(form.tables) == [table["id"] for table in tables]
    for table in tables:
        loaded = form.tables[table["id"]]
        assert [row.id for row in loaded.rows] == [row["id"] for row in table["rows"]]
        assert [row.label for row in loaded.rows] == [row["label"] for row in table["rows"]]
        assert [column.id for column in loaded.columns] == [c["id"] for c in table["columns"]]
    assert [rule.id for rule in form.rules] == [rule["id"] for rule in data["rule"]]
    kinds = [type(rule) for rule in form.rules]
    assert kinds == [KINDS[rule["kind"]] for rule in data["rule"]]


@pytest.mark.parametrize(("old", "new", "named"), BREAKAGES.values(), ids=BREAKAGES)
def test_that_the_loader_refuses_by_file_and_key(
    edited: Callable[[str, str], Path], old: str, new: str, named: str
) -> None:
    path = edited(old, new)

    with pytest.raises(FormError) as refusal:
        load_form(path)

    assert str(refusal.value).startswith("2021.toml: ")
    assert named in str(refusal.value)


def test_that_a_non_negative_rule_over_an_unknown_column_is_refused(
    root: Path, tmp_path: Path
) -> None:
    text = (root / "resources" / "forms" / "2019.toml").read_text(encoding="utf-8")
    terms = 'terms = ["previous_items", "change"]'
    assert terms in text
    path = tmp_path / "2019.toml"
    path.write_text(text.replace(terms, 'terms = ["previous", "change"]'), encoding="utf-8")

    with pytest.raises(FormError, match=r"form\.negative_items: unknown name previous$"):
        load_form(path)


def test_that_two_editions_of_one_year_are_refused(
    edited: Callable[[str, str], Path], root: Path
) -> None:
    path = edited("{ from = 2021 }", "{ from = 2020 }")
    earlier = root / "resources" / "forms" / "2019.toml"
    (path.parent / "2019.toml").write_bytes(earlier.read_bytes())

    with pytest.raises(FormError, match="2019 and 2021 share a year"):
        load_forms(path.parent)


def test_that_an_edition_after_one_without_an_end_is_refused(
    edited: Callable[[str, str], Path], root: Path
) -> None:
    path = edited("{ from = 2021 }", "{ from = 2026 }")
    current = root / "resources" / "forms" / "2021.toml"
    (path.parent / "current.toml").write_bytes(current.read_bytes())

    with pytest.raises(FormError, match="share a year"):
        load_forms(path.parent)


def test_that_a_group_named_in_a_sum_stands_for_its_rows(form_2021: Form) -> None:
    table = form_2021.tables["applications"]
    groups = ("refused", "unavailable", "declined", "other_handling")
    grouped = [row.id for row in table.rows if row.group in groups]

    assert table.row("result_total").sum_of == ("granted", "partly_granted", *grouped)
    assert len(grouped) == 8 + 3 + 5 + 3
