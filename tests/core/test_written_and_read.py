"""Every published report of ours, written in every format and read back: identical.

The readers run here and not in a process of their own, for speed. A PDF counts by its pages, not
by the package in it. The texts and notes are made up, for the cases have figures alone.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from core.document.compose import printed_value
from core.formats import FORMATS, Format
from core.forms.definition import Form
from core.imports import function_named
from core.matching.match import match
from core.matching.reading import Reading
from core.readers.contents import contents_from_bytes
from core.report.report import Report
from core.report.totals import blank_totals
from core.resources import Resources
from core.writers.pdf.faces import Faces

CASES = sorted(path.name[:3] for path in (Path(__file__).parents[1] / "cases").glob("*.json"))
BOTH_WAYS = tuple(format for format in FORMATS if format.write and format.contents)
TEXTS = {
    "preface": "本报告按照有关规定编制，所列数据的统计期限为全年。",
    "general": "一年来，示例单位的工作平稳有序，主要情况如下。\n"
    "（一）主动公开。全年通过网站公开各类信息1,205条，比上年增长12.5％。\n"
    "（二）依申请公开。按时答复，没有逾期；群众满意。\n"
    "（三）节能减排。少用电10⁶千瓦时，减排CO₂约3吨，绿化850m²。",
    "problems": "（一）存在的主要问题\n一是主动性不强；二是解读偏少。\n"
    "（二）改进措施\n1.明确时限，每月核对一次。\n2.加强培训，“应公开尽公开”。",
    "other_matters": "本年度没有收取政府信息公开信息处理费。",
    "signature": "示例单位\n2025年1月15日",
}


@pytest.fixture(scope="module")
def faces(resources: Resources) -> Faces:
    return Faces(resources.fonts)


@pytest.fixture
def read_back(forms: tuple[Form, ...], faces: Faces) -> Callable[[Report, Format], Reading]:
    """Writes a report in a format and reads it as anybody's."""

    def read(report: Report, format: Format) -> Reading:
        content = format.content(report, lambda: faces)
        return match(contents_from_bytes(function_named(format.contents)(content)), forms)

    return read


def printed(report: Report) -> dict[str, str]:
    """What prints in the cells, the calculated totals too."""
    totals = blank_totals(report)
    values = {cell: printed_value(report, totals, cell) for cell in report.form.cells}
    return {cell: value for cell, value in values.items() if value}


def texts_of(reading: Reading, kind: str) -> Mapping[str, str]:
    return {
        key: text.text
        for text in reading.texts
        for of, _, key in [text.target.partition(".")]
        if of == kind
    }


@pytest.mark.parametrize("format", BOTH_WAYS, ids=lambda format: format.suffix)
@pytest.mark.parametrize("case", CASES)
def test_that_a_published_report_is_read_back_as_it_was_written(
    case: str,
    format: Format,
    report_of_case: Callable[[str], Report],
    read_back: Callable[[Report, Format], Reading],
) -> None:
    report = report_of_case(case)
    report.texts = {key: text for key, text in TEXTS.items() if key in report.form.text_ids}
    noted = next((cell for cell in report.cells if report.cells[cell].text not in ("", "/")), "")
    report.notes = {"disclosure": "注：表中数字均为当年数。"}
    if noted:
        report.notes[noted] = "（其中修订2件）"

    found = read_back(report, format)

    assert (found.form.id, found.year, found.agency.name) == (
        report.form.id,
        report.year,
        report.agency.name,
    )
    assert {cell.cell: cell.value for cell in found.cells} == printed(report)
    assert texts_of(found, "texts") == report.texts
    assert texts_of(found, "notes") == report.notes
    assert [cell.doubt for cell in found.cells if cell.doubt] == []
    assert [text.doubt for text in found.texts if text.doubt] == []
    assert found.unplaced == ()
