"""What tables, rows and columns are to the code: closed words, each where it belongs."""

import pytest

from core.forms.definition import Form
from core.forms.file import FormError
from core.forms.loader import load_forms
from tests.core.forms.conftest import Edit

# What is edited in the edition written out whole, and what the message must say.
REFUSED = {
    "a topic of no kind": ('topic = "applying"', 'topic = "asking"', "unknown topic 'asking', one"),
    "a part of no kind": ('part = "intake"', 'part = "inflow"', "unknown part 'inflow', one of"),
    "a role of no kind": ('role = "kept"', 'role = "won"', "unknown role 'won', one of"),
    "two tables about one topic": (
        'topic = "contesting"',
        'topic = "applying"',
        "table applications: another table is about applying",
    ),
    "a part in another table": (
        'id = "licences", label = "行政许可"',
        'id = "licences", label = "行政许可", part = "closed"',
        "table licensing: row licences is closed, which belongs to applying",
    ),
    "a role in another table": (
        'id = "legal", label',
        'id = "legal", role = "kept", label',
        "table applications: column legal is kept, which belongs to contesting",
    ),
    "no row that came in": (
        ', part = "intake"',
        "",
        "table applications: no row is intake",
    ),
    "fees in another unit": ('unit = "万元"', 'unit = "元"', "column amount is charged, in 万元"),
    "a row to be mentioned without a total": (
        'id = "licences", label = "行政许可"',
        'id = "licences", label = "行政许可", mentioned_by = "许可"',
        "table licensing: a total column is missing",
    ),
    "a rule on what was kept where no column is": (
        ', role = "kept"',
        "",
        "rule figures.all_upheld: there is no column that is kept",
    ),
    "a rule on fees where none are charged": (
        ', role = "charged"',
        "",
        "rule figures.fee_in_total: there is no column that is charged",
    ),
    "a rule on what no text mentions, of no section": (
        'test = "unmentioned"\nseverity = "hint"\nsection = "general"\n',
        'test = "unmentioned"\nseverity = "hint"\n',
        "rule figures.unmentioned: there is no section",
    ),
    "a rule on documents where the authority is none": (
        "国办公开办函〔2021〕30号",
        "某办",
        "rule texts.basis: there is no",
    ),
    "a topic looked for in no section": (
        'or_in = ["problems"]',
        'or_in = ["troubles"]',
        "rule general.topics: unknown name troubles",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), REFUSED.values(), ids=REFUSED)
def test_that_the_loader_refuses(whole_edited: Edit, old: str, new: str, said: str) -> None:
    folder = whole_edited("2021", old, new)

    with pytest.raises(FormError) as refusal:
        load_forms(folder)

    assert str(refusal.value).startswith("2021.toml: ")
    assert said in str(refusal.value)


def test_that_a_form_tells_its_tables_rows_and_columns_by_what_they_are(form_2021: Form) -> None:
    table = form_2021.table_of("applying")

    assert table is form_2021.tables["applications"]
    assert form_2021.rows_of("intake") == ("new_received",)
    assert form_2021.rows_of("to_next_year") == ("carried_out",)
    assert form_2021.columns_of("kept") == ("upheld",)


def test_that_a_form_may_have_no_such_column(form_2019: Form) -> None:
    assert form_2019.table_of("charging") is form_2019.tables["fees"]
    assert form_2019.columns_of("charged") == ()
