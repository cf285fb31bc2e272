"""The ids of the form stand in its files alone: with others, everything is read the same."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from core.checks.run import check
from core.forms.authority import document_number
from core.forms.definition import Form
from core.report.report import Agency, Report
from core.report.values import parse_value
from tests.editions import ids_of, with_one_to_come, with_other_ids

SENTENCES = Path(__file__).parent / "checks" / "prose" / "sentences.toml"

# What these words mean where they stand in the program, each an id besides.
ORDINARY = {
    "change": "a kind of value, of a test and of a table of the database; a key of form files",
    "licences": "the folder of licences",
}
_NAMES = re.compile(r"[a-z_.]+")
_DOCUMENT_NUMBER = re.compile(r"20[0-9]{2}.{0,40}号", re.DOTALL)  # in a pattern too


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The edition to come."""
    return with_one_to_come(tmp_path_factory.mktemp("usual") / "forms")[-1]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """The same with other ids throughout."""
    return with_other_ids(tmp_path_factory.mktemp("other") / "forms")[-1]


def strings_of(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a file, each with its line, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said and isinstance(node.value, str):
            yield node.lineno, node.value


def test_that_no_id_of_an_edition_stands_in_core(
    root: Path, forms: tuple[Form, ...], usual: Form
) -> None:
    editions = (*forms, usual)
    known = frozenset[str]().union(*map(ids_of, editions))
    known |= {section.id for form in editions for section in form.sections}
    assert ORDINARY.keys() <= known

    found = {
        f"{path.relative_to(root)}:{line} {text}"
        for path in (root / "core").rglob("*.py")
        for line, text in strings_of(path)
        if _NAMES.fullmatch(text) and set(text.split(".")) & known - ORDINARY.keys()
    }

    assert found == set()


def test_that_no_document_number_stands_in_the_program(root: Path, forms: tuple[Form, ...]) -> None:
    numbers = [document_number(form.authority) for form in forms]
    offices = {number.office for number in numbers if number}
    files = [*(root / "core").rglob("*.py"), *(root / "gui").rglob("*.py")]
    found = {
        f"{path.relative_to(root)}:{line} {text}"
        for path in files
        for line, text in strings_of(path)
        if _DOCUMENT_NUMBER.search(text) or any(office in text for office in offices)
    }

    assert offices
    assert found == set()


def test_that_the_other_ids_are_others(usual: Form, other: Form) -> None:
    assert ids_of(usual).isdisjoint(ids_of(other))
    assert len(usual.cells) == len(other.cells)


def sentences(form: Form) -> Iterator[tuple[str, Mapping[str, object]]]:
    """The sentences made up for the edition in force, each with the cells of its report."""
    for group in tomllib.loads(SENTENCES.read_text(encoding="utf-8"))["group"]:
        if not form.cells.keys() >= group["cells"].keys():
            continue
        for part in group.values():
            if isinstance(part, dict) and "sentences" in part:
                for sentence in part["sentences"]:
                    yield re.sub(r"\[([^\[\]=]+)=[^\[\]]*\]", r"\1", sentence), group["cells"]


def judged(form: Form, ids: Mapping[str, str], text: str, cells: Mapping[str, object]) -> list[str]:
    """What is found of a text and how its figures are read, with ids as `ids` has them."""
    report = Report(Agency("示例街道办事处", "township", "branch"), 2027, form)
    report.texts["general"] = text
    for name, typed in cells.items():
        value = parse_value(str(typed), form.cells[ids[name]].column)
        assert value
        report.cells[ids[name]] = value
    own = {cell: name for name, cell in ids.items()}
    result = check(report)
    figures = [
        f"{figure.text} {figure.relation} {[own[cell] for cell in figure.cells]} {figure.agrees}"
        for figure in result.figures
    ]
    return [*figures, *(finding.message for finding in result.findings)]


def test_that_texts_are_read_the_same_whatever_the_ids(usual: Form, other: Form) -> None:
    own = {cell: cell for cell in usual.cells}
    others = dict(zip(usual.cells, other.cells, strict=True))
    read = [(text, cells, judged(usual, own, text, cells)) for text, cells in sentences(usual)]

    assert sum("applications." in "".join(found) for _, _, found in read) > 50
    for text, cells, found in read:
        assert judged(other, others, text, cells) == found, text
