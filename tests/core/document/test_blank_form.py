import re
from collections.abc import Callable

from core.document.blank_form import SUPPLIED_BY, blank_form
from core.document.blocks import Block, Document, Heading, Note, Table, Title
from core.document.compose import compose
from core.forms.definition import Form
from core.report.report import Report
from tests.editions import each_edition

FormOf = Callable[[str], Form]


def below(document: Document, heading: str) -> list[Block]:
    """The blocks between a heading and the next."""
    blocks = list(document.blocks)
    start = next(i for i, b in enumerate(blocks) if isinstance(b, Heading) and b.text == heading)
    rest = blocks[start + 1 :]
    return rest[: next((i for i, b in enumerate(rest) if isinstance(b, Heading)), len(rest))]


@each_edition
def test_that_the_blank_form_has_the_headings_and_cells_of_the_report(
    form_of: FormOf, new_report: Callable[..., Report], edition: str
) -> None:
    blank, report = blank_form(form_of(edition)), compose(new_report(edition))

    assert [b for b in blank.blocks if isinstance(b, Heading)] == [
        b for b in report.blocks if isinstance(b, Heading)
    ]
    figures = [b for b in report.blocks if isinstance(b, Table)]
    assert [b for b in blank.blocks if b in figures] == figures


@each_edition
def test_that_no_cell_of_the_blank_form_has_a_figure(form_of: FormOf, edition: str) -> None:
    cells = [
        c for b in blank_form(form_of(edition)).blocks if isinstance(b, Table) for c in b.cells
    ]

    assert {c.cell_id for c in cells if c.cell_id} == set(form_of(edition).cells)
    assert {c.text for c in cells if not c.scope} == {""}


@each_edition
def test_that_agency_and_year_are_left_to_the_pen(form_of: FormOf, edition: str) -> None:
    title = blank_form(form_of(edition)).blocks[0]

    assert isinstance(title, Title)
    assert re.fullmatch(r"＿+（单位）＿+年\n政府信息公开工作年度报告", title.text)


@each_edition
def test_that_a_section_of_text_says_what_to_write_and_has_lines_to_write_on(
    form_of: FormOf, edition: str
) -> None:
    form = form_of(edition)
    for section in form.sections:
        if section.text:
            hint, lines, *_ = below(blank_form(form), section.heading)
            assert isinstance(hint, Note)
            assert hint.text.startswith(section.hint)
            assert isinstance(lines, Table)
            assert lines.rows >= 3
            label, *cells = lines.cells
            assert (label.text, label.scope, label.rows) == ("要点", "Row", lines.rows)
            assert [cell.text for cell in cells] == [""] * lines.rows


@each_edition
def test_that_below_each_table_stands_who_supplied_the_figures(
    form_of: FormOf, edition: str
) -> None:
    form = form_of(edition)
    for section in form.sections:
        if section.tables:
            assert below(blank_form(form), section.heading)[-1] == Note(SUPPLIED_BY)


@each_edition
def test_that_the_form_ends_with_room_for_names_and_the_date(form_of: FormOf, edition: str) -> None:
    end = blank_form(form_of(edition)).blocks[-1]

    assert isinstance(end, Table)
    assert [c.text for c in end.cells] == ["填表人", "", "审核人", "", "日期", ""]


@each_edition
def test_that_the_form_names_its_authority_and_its_years(form_of: FormOf, edition: str) -> None:
    form = form_of(edition)
    how = blank_form(form).blocks[1]

    assert isinstance(how, Note)
    assert form.authority in how.text
    assert form.years in how.text
