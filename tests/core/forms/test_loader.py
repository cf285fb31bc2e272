import tomllib
from collections.abc import Mapping

import pytest

from core.forms.definition import Form
from core.forms.editions import SHARED
from core.forms.file import FormError
from core.forms.loader import load_forms
from core.forms.rules import KINDS
from tests.core.forms.conftest import Edit
from tests.editions import FORMS

GRANTED = 'id = "granted", label = "（一）予以公开"'
E04_SAY = (
    'say = "{row}：维持、纠正、其他结果、尚未审结之和是{left}，总计是{right}，相差{difference}。"'
)
E01_SOURCE = 'source = "表三表头：本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"'

# What is edited in the edition written out whole, and what the message must name.
BREAKAGES = {
    "unknown key of the form": ('id = "2021"\n', 'id = "2021"\ncolour = "red"\n', "colour"),
    "unknown key of the years": ("{ from = 2021", "{ till = 2030, from = 2021", "till"),
    "unknown key of a section": ('number = "一"\n', 'number = "一"\nposition = 1\n', "position"),
    "unknown key of a table": ("side_by_side = true", "sideways = true", "sideways"),
    "unknown key of a row": ('{ id = "granted",', '{ id = "granted", bold = true,', "bold"),
    "unknown key of a column": ('{ id = "legal",', '{ id = "legal", width = 3,', "width"),
    "unknown key of a rule": ('code = "E02"\n', 'code = "E02"\neach = "column"\n', "each"),
    "unknown key of a deadline": ("month = 1,", "hour = 1, month = 1,", "hour"),
    "unknown kind of a deadline": ('kinds = ["department"]', 'kinds = ["school"]', "school"),
    "a day that no year has": ("day = 31", "day = 32", "no such day"),
    "a deadline without a source": (
        'source = "《政府信息公开条例》第四十九条第一款"',
        'source = " "',
        "needs a source",
    ),
    "a sub-heading with its number": ('"下一步改进措施"', '"（三）下一步改进措施"', "（三）"),
    "a sub-heading given twice": ('"下一步改进措施"', '"存在的主要问题"', "no sub-heading"),
    "sub-headings without a source": (
        'subheadings = ["收取信息处理费情况", "其他需要报告的事项"]\n',
        "",
        "go together",
    ),
    "sub-headings of a section of tables": (
        'number = "二"\n',
        'number = "二"\nsubheadings = ["一项"]\nsubheadings_source = "无"\n',
        "only a text",
    ),
    "section id given twice": ('id = "problems"', 'id = "general"', "general"),
    "table id given twice": (
        'id = "fees"\ncolumn_widths',
        'id = "licensing"\ncolumn_widths',
        "licensing",
    ),
    "table id of another section": (
        'id = "fees"\ncolumn_widths',
        'id = "applications"\ncolumn_widths',
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
    "a rule without a headline": (
        'headline = "各表的数字全是 0"\n',
        "",
        "form.all_zero: headline is missing",
    ),
    "a rule with an empty headline": (
        'headline = "各表的数字全是 0"',
        'headline = " "',
        "form.all_zero: a rule needs a sentence, a headline",
    ),
    "a headline with what the rule cannot say": (
        'headline = "各表的数字全是 0"',
        'headline = "{table}的数字全是 0"',
        "form.all_zero: headline has no {table}",
    ),
    "a rule of no kind": ('kind = "balance"', 'kind = "expression"', "unknown kind 'expression'"),
    "a rule without a kind": ('kind = "balance"\n', "", "kind"),
    "a severity that does not exist": (
        'severity = "hint"',
        'severity = "info"',
        "unknown severity 'info', one of error, warning, hint",
    ),
    "a test of figures that does not exist": (
        'test = "denied"',
        'test = "denial"',
        "rule figures.denied: unknown test 'denial', one of with_carried_in, denied,",
    ),
    "a test of wording that does not exist": (
        'test = "years"',
        'test = "foo"',
        "rule texts.years: unknown test 'foo', one of title_year,",
    ),
    "a test of another kind": (
        'test = "plans"',
        'test = "citizen_id"',
        "unknown test 'citizen_id'",
    ),
    "a personal number of no kind": ('test = "mobile"', 'test = "phone"', "unknown test 'phone'"),
    "a test of last year's texts that does not exist": (
        'test = "copied"',
        'test = "copy"',
        "unknown test 'copy', one of copied, kept, unanswered",
    ),
    "a tier that does not exist": (
        'tiers = ["county", "township"]',
        'tiers = ["county", "town"]',
        "unknown tiers 'town', one of national,",
    ),
    "a kind of agency that does not exist": (
        'kinds = ["department", "branch"]',
        'kinds = ["department", "bureau"]',
        "unknown kinds 'bureau', one of government,",
    ),
    "a percentage that is no number": ("percent = 80", 'percent = "80"', "percent must be int"),
    "a number that is a truth": ("factor = 5", "factor = true", "factor must be int"),
    "a sum that runs nowhere": ('down = "columns"', 'down = "diagonal"', "down"),
    "a value of no kind": ('value = "money"', 'value = "float"', "value"),
    "a row without a label": (GRANTED, 'id = "granted"', "label"),
    "a section without a number": ('number = "一"\n', "", "number"),
    "a form without years": ("years = { from = 2021", "# years = { from = 2021", "years"),
    "a first year that is no number": ("{ from = 2021", '{ from = "2021"', "from"),
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


def test_that_the_shipped_editions_load_in_order_of_their_years(forms: tuple[Form, ...]) -> None:
    names = {path.stem for path in FORMS.glob("*.toml")} - {SHARED}
    assert {form.id for form in forms} == names
    assert [form.first_year for form in forms] == sorted(form.first_year for form in forms)
    assert [form.former for form in forms] == [None, *forms[:-1]]


def test_that_nothing_of_a_whole_file_is_lost_on_the_way_to_the_form(
    whole: Mapping[str, str], shipped_form: Form
) -> None:
    form = shipped_form
    data = tomllib.loads(whole[form.id])
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
    whole_edited: Edit, old: str, new: str, named: str
) -> None:
    folder = whole_edited("2021", old, new)

    with pytest.raises(FormError) as refusal:
        load_forms(folder)

    assert str(refusal.value).startswith("2021.toml: ")
    assert named in str(refusal.value)


def test_that_a_non_negative_rule_over_an_unknown_column_is_refused(edited: Edit) -> None:
    terms = 'terms = ["previous_items", "change"]'
    folder = edited("2019", terms, 'terms = ["previous", "change"]')

    with pytest.raises(
        FormError, match=r"^2019.toml: rule form\.negative_items: unknown name previous$"
    ):
        load_forms(folder)


def test_that_a_group_named_in_a_sum_stands_for_its_rows(form_2021: Form) -> None:
    table = form_2021.tables["applications"]
    groups = ("refused", "unavailable", "declined", "other_handling")
    grouped = [row.id for row in table.rows if row.group in groups]

    assert table.row("result_total").sum_of == ("granted", "partly_granted", *grouped)
    assert len(grouped) == 8 + 3 + 5 + 3
