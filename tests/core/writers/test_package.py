import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis.strategies import SearchStrategy

from core.files import FileRefused
from core.forms.definition import Form
from core.readers.package import read_package, report_from
from core.report.package import package_of
from core.report.report import Explanation, Report
from core.report.values import Value
from core.writers.package import write_package
from tests.editions import NEWEST

KEYS = [
    "format",
    "agency",
    "year",
    "edition",
    "status",
    "finalised_on",
    "cells",
    "notes",
    "texts",
    "explanations",
]


def test_that_a_package_has_the_designs_keys_in_order(new_report: Callable[..., Report]) -> None:
    report = new_report(NEWEST)
    package = package_of(report)

    assert list(package) == KEYS
    assert package == {
        "format": "nianbao/1",
        "agency": {"name": "示例街道办事处", "tier": "township", "kind": "branch"},
        "year": report.form.first_year,
        "edition": NEWEST,
        "status": "draft",
        "finalised_on": None,
        "cells": {},
        "notes": {},
        "texts": {},
        "explanations": [],
    }


def test_that_blanks_and_totals_that_were_not_typed_are_absent(
    new_report: Callable[..., Report],
) -> None:
    row = ("upheld", "corrected", "other", "pending")
    cells = {f"review_litigation.review.{column}": "1" for column in row}
    report = new_report(NEWEST, cells | {"fees.administrative_fees.amount": "190.457379"})

    assert package_of(report)["cells"] == {
        "fees.administrative_fees.amount": "190.457379",
        **cells,
    }


def test_that_everything_stands_in_the_order_of_the_form_and_not_of_typing(
    new_report: Callable[..., Report],
) -> None:
    report = new_report(NEWEST, dict.fromkeys(reversed(list(new_report(NEWEST).form.cells)), "1"))
    for key in ("applications.granted.total", "review_litigation", "disclosure"):
        report.notes[key] = "注"
    for key in ("signature", "general", "title"):
        report.texts[key] = "文字"
    package = package_of(report)

    assert list(package["cells"]) == list(report.form.cells)
    assert list(package["notes"]) == [
        "disclosure",
        "review_litigation",
        "applications.granted.total",
    ]
    assert list(package["texts"]) == ["title", "general", "signature"]


def test_that_the_same_report_gives_the_same_bytes(
    tmp_path: Path, report_of_case: Callable[[str], Report]
) -> None:
    for name in ("one", "two"):
        report = report_of_case("010")
        if name == "two":
            report.cells = dict(reversed(report.cells.items()))
        write_package(report, tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_that_a_package_file_is_readable_json_in_utf_8(
    tmp_path: Path, new_report: Callable[..., Report]
) -> None:
    report = new_report(NEWEST)
    report.explanations = (Explanation("r", {"a.b.c": "1"}, "说明"),)
    path = tmp_path / "年报.nianbao"
    write_package(report, path)
    content = path.read_bytes()

    assert content.startswith(b"{\n")
    assert content.endswith(b"}\n")
    assert "示例街道办事处".encode() in content
    assert json.loads(content) == package_of(report)


@pytest.mark.parametrize("case", ["000", "001", "010", "030", "042", "u04"])
def test_that_a_published_report_goes_through_a_file_unchanged(
    tmp_path: Path,
    forms: tuple[Form, ...],
    report_of_case: Callable[[str], Report],
    package_of_case: Callable[[str], dict[str, Any]],
    case: str,
) -> None:
    report, path = report_of_case(case), tmp_path / "年报.nianbao"
    write_package(report, path)

    assert read_package(path, forms) == report
    assert package_of(report)["cells"] == package_of_case(case)["cells"]


@pytest.fixture
def through_json(forms: tuple[Form, ...]) -> Callable[[Report], Report]:
    return lambda report: report_from(json.loads(json.dumps(package_of(report))), forms)


def test_that_any_report_comes_back_from_its_package_identical(
    any_report: SearchStrategy[Report], through_json: Callable[[Report], Report]
) -> None:
    @given(any_report)
    def come_back(report: Report) -> None:
        back = through_json(report)
        assert back == report
        assert package_of(back) == package_of(report)

    come_back()


def test_that_a_package_that_cannot_be_written_is_refused_and_the_older_one_kept(
    tmp_path: Path, new_report: Callable[..., Report]
) -> None:
    report = new_report(NEWEST)
    report.cells["applications.granted.total"] = Value("1", 1)

    with pytest.raises(FileRefused) as refusal:
        write_package(report, tmp_path / "没有" / "年报.nianbao")
    assert str(refusal.value).endswith("。")
    assert list(tmp_path.iterdir()) == []
