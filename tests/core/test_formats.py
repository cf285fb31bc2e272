"""The catalogue of formats, and what follows from a line in it."""

import inspect
import json
from pathlib import Path

import click
import pytest

from core import formats
from core.commands import run
from core.formats import FORMATS, PACKAGE, PDF, Format, FormatRefused, format_of
from core.forms.definition import Form
from core.imports import function_named
from core.readers.file import read_report
from core.readers.kind import TOLD
from core.readers.package import PackageRefused
from core.report.report import PACKAGE_SUFFIX, Report
from core.resources import Resources
from core.writers.pdf.faces import Faces
from tests.made_up_format import MADE_UP


@pytest.fixture
def with_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Adds the one line that a new format is."""
    monkeypatch.setattr(formats, "FORMATS", (*FORMATS, MADE_UP))


@pytest.mark.parametrize("format", FORMATS, ids=lambda format: format.suffix)
def test_that_what_the_catalogue_names_can_be_called(format: Format) -> None:
    takes = {format.read: 2, format.write: 2 if format.needs_faces else 1, format.contents: 1}
    for reference in filter(None, takes):
        parameters = inspect.signature(function_named(reference)).parameters.values()
        needed = [each for each in parameters if each.default is each.empty]
        assert len(needed) == takes[reference], reference


def test_that_a_format_is_told_by_its_suffix_alone() -> None:
    suffixes = [format.suffix for format in FORMATS]
    assert len(set(suffixes)) == len(suffixes)
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)
    assert format_of(Path("年报.PDF")) is PDF
    assert format_of(Path("年报.nianbao.odt")) is None
    assert PACKAGE.suffix == PACKAGE_SUFFIX


@pytest.mark.parametrize("format", formats.writable(), ids=lambda format: format.suffix)
def test_that_every_report_can_be_written_in_every_format(
    format: Format, resources: Resources, forms: tuple[Form, ...]
) -> None:
    report = read_report(resources.sample, forms)
    assert format.content(report, lambda: Faces(resources.fonts))


def test_that_a_file_with_an_unknown_ending_is_taken_for_a_package(
    resources: Resources, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    path = tmp_path / "年报.json"
    path.write_bytes(resources.sample.read_bytes())
    assert read_report(path, forms) == read_report(resources.sample, forms)
    path.write_bytes(b"{}")
    with pytest.raises(PackageRefused):
        read_report(path, forms)


def test_that_a_refusal_lists_what_can_be_written() -> None:
    with pytest.raises(FormatRefused) as written:
        formats.writable_format(Path("a.odt"))
    assert str(written.value).startswith("不能存成“a.odt”，这个版本只认年报数据包（.nianbao）、")


def test_that_what_is_not_told_by_its_content_is_told_by_its_name() -> None:
    assert {format.suffix for format in formats.importable()} == set(TOLD)
    assert MADE_UP.suffix not in TOLD


@pytest.mark.usefixtures("with_made_up")
def test_that_the_refusals_of_a_new_format_follow_from_its_line() -> None:
    with pytest.raises(FormatRefused) as refused:
        formats.writable_format(Path("a.odt"))
    assert str(refused.value).endswith("、编的格式（.made）。")


@pytest.mark.usefixtures("with_made_up")
def test_that_the_commands_of_a_new_format_follow_from_its_line(
    resources: Resources, tmp_path: Path
) -> None:
    made, package = tmp_path / "a.made", tmp_path / "a.nianbao"
    assert run(["export", str(resources.sample), "-o", str(made)], resources, tmp_path) == 0
    assert made.read_bytes() == b"2020"
    assert run(["import", str(made), "-o", str(package)], resources, tmp_path) == 0
    assert json.loads(package.read_text(encoding="utf-8"))["agency"]["name"] == "某街道"


def test_that_the_help_of_the_commands_names_the_suffixes() -> None:
    from core.commands import commands

    for name, listed in (("import", formats.importable()), ("export", formats.writable())):
        said = commands.get_command(click.Context(commands), name)
        assert said is not None
        assert "、".join(format.suffix for format in listed) in (said.help or "")


def test_that_an_exported_text_is_the_composed_report(
    resources: Resources, tmp_path: Path, forms: tuple[Form, ...]
) -> None:
    report: Report = read_report(resources.sample, forms)
    path = tmp_path / "a.TXT"
    assert run(["export", str(resources.sample), "-o", str(path)], resources, tmp_path) == 0
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[:2] == ["【草稿】", report.title]
