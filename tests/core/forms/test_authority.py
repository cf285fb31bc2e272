"""Document numbers, and the ways that texts write them."""

import re

import pytest

from core.forms.authority import document_number
from core.forms.definition import Form


def test_that_every_edition_has_the_document_number_of_its_authority(form: Form) -> None:
    number = document_number(form.authority)

    assert number is not None
    assert form.authority.startswith(str(number))


@pytest.mark.parametrize("authority", ["", "编造", "〔2021〕30号", "某办〔21〕30号"])
def test_that_what_is_no_document_number_is_none(authority: str) -> None:
    assert document_number(authority) is None


@pytest.mark.parametrize(
    "written",
    ["某办函〔2027〕1号", "某办函[2027]1号", "某办函（2027）第1号", "某办函 2027年 第 1 号"],
)
def test_that_it_is_found_however_it_is_written(written: str) -> None:
    number = document_number("某办函〔2027〕1号（编造）")

    assert number is not None
    assert re.fullmatch(number.pattern, written)
    assert re.search(number.pattern_without_office, written)
    assert not re.fullmatch(number.pattern, written.replace("2027", "2028"))
