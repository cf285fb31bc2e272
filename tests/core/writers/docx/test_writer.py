"""The Word document says what was composed, in order, cell for cell, and the same every time."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from core.document.blocks import Document, Heading, Note, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.document.rule_book import rule_book
from core.forms.definition import Form
from core.readers.package import read_package
from core.report.report import Report
from core.resources import Resources
from core.writers.docx.writer import docx_bytes, docx_of
from tests.editions import each_edition
from tests.word_file import W, WordParagraph, WordTable, blocks_of, parts_of, written

DC = "{http://purl.org/dc/elements/1.1/}"
STYLES = {"Title": "Title", "H1": "Heading1", "H2": "Heading2", "H3": "Heading3"}
SMALL = Table("表", 1, (1, 2), 0, (TableCell("甲", 0, 0, scope="Row"), TableCell("1", 0, 1)))
# Made up: whatever a text can hold that a file of XML cannot, or shows in its own way.
ODD = "甲\ta\x00b\x07c\x0bd\u2028e\r\nf\ud800g\ufffeh\uffffi\x85j 　k&<>\"'é\U00020000" + "W" * 300


@pytest.fixture
def sample(resources: Resources, forms: tuple[Form, ...]) -> Report:
    return read_package(resources.sample, forms)


def says_the_same(document: Document) -> None:
    """Asserts that the file has the blocks of the document and no other."""
    found = iter(
        [
            block
            for block in blocks_of(docx_of(document))
            if not (isinstance(block, WordParagraph) and block.style == "TableEnd")
        ]
    )
    for block in document.blocks:
        got = next(found)
        if isinstance(block, Table):
            assert isinstance(got, WordTable)
            assert [(c.text, c.row, c.column, c.rows, c.columns) for c in got.cells] == [
                (written(c.text), c.row, c.column, c.rows, c.columns) for c in block.cells
            ]
            marked = [c.style.startswith("Head") for c in got.cells]
            assert marked == [c.role == "TH" for c in block.cells]
            assert got.head_rows == tuple(range(block.header_rows))
            continue
        assert isinstance(got, WordParagraph)
        assert got.style == STYLES.get(block.role, got.style)
        if isinstance(block, Title):  # broken by its meaning
            assert got.text.replace("\n", "") == written(block.text).replace("\n", "")
        else:
            assert got.text == written(block.text)
    assert list(found) == []


@each_edition
def test_that_a_blank_report_is_written_cell_for_cell(
    edition: str, new_report: Callable[[str], Report]
) -> None:
    says_the_same(compose(new_report(edition)))


@each_edition
def test_that_texts_figures_and_notes_are_written_in_order(
    edition: str, new_report: Callable[..., Report], form_of: Callable[[str], Form]
) -> None:
    form = form_of(edition)
    cells = {cell: str(n) for n, cell in enumerate(form.cells) if n % 3}
    report = new_report(edition, cells)
    report.texts = {key: f"（一）{key}。\n1.第一项\n正文{key}。" for key in form.text_ids}
    report.notes = {key: f"（注：{key}）" for key in form.note_ids}
    report.notes |= {next(iter(form.cells)): ODD}
    says_the_same(compose(report))


@given(data=st.data())
@settings(max_examples=20)
def test_that_any_report_is_written_as_it_was_composed(
    data: st.DataObject, any_report: SearchStrategy[Report]
) -> None:
    says_the_same(compose(data.draw(any_report)))


def test_that_the_sample_a_long_report_and_a_list_are_written_whole(
    sample: Report, long_report: Report, form_2021: Form
) -> None:
    says_the_same(compose(sample))
    says_the_same(compose(long_report))
    says_the_same(rule_book(form_2021))


def test_that_what_xml_cannot_hold_is_left_out_or_shown_as_such() -> None:
    blocks = (Title(ODD), Heading(ODD), Paragraph(ODD, lead=3, level=1), Note(ODD), SMALL)
    says_the_same(Document(ODD, ODD, ODD, blocks, watermark=ODD))
    (paragraph,) = blocks_of(docx_of(Document("", "", "", (Heading("a\ud800\x07b"),))))
    assert paragraph == WordParagraph("a\ufffdb", "Heading1", False)


def test_that_nothing_but_a_paragraph_ends_a_document_or_parts_two_tables() -> None:
    tables = blocks_of(docx_of(Document("", "", "", (SMALL, SMALL))))
    assert [type(block) for block in tables] == [WordTable, WordParagraph] * 2


def test_that_a_draft_says_so_on_every_page_but_not_in_its_text(sample: Report) -> None:
    assert sample.status == "draft"
    parts = parts_of(docx_bytes(sample))
    for name in ("word/header1.xml", "word/header2.xml"):
        assert "草稿" in {shape.get("string") for shape in parts[name].iter()}
        assert "".join(parts[name].itertext()) == ""
    assert "草稿" not in "".join(parts["word/document.xml"].itertext())
    used = {side.get(f"{W}type") for side in parts["word/document.xml"].iter(f"{W}headerReference")}
    assert used == {"default", "even"}


def test_that_a_final_report_has_nothing_across_its_pages(sample: Report) -> None:
    sample.status, sample.finalised_on = "final", "2021-01-15"
    assert not any("header" in name for name in parts_of(docx_bytes(sample)))


def test_that_pages_are_numbered_outside(sample: Report) -> None:
    parts = parts_of(docx_bytes(sample))
    sides = {}
    for name in ("word/footer1.xml", "word/footer2.xml"):
        (side,) = (jc.get(f"{W}val") for jc in parts[name].iter(f"{W}jc"))
        sides[name] = side
        assert "".join(parts[name].itertext()) == "— 1 —"
        assert [field.get(f"{W}instr") for field in parts[name].iter(f"{W}fldSimple")] == [" PAGE "]
    assert list(sides.values()) == ["right", "left"]
    assert parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None


def test_that_the_same_report_gives_the_same_bytes_without_a_date_of_making(
    sample: Report,
) -> None:
    content = docx_bytes(sample)
    assert docx_bytes(sample) == content
    with ZipFile(BytesIO(content)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_that_the_properties_are_those_of_the_document_and_name_no_computer(
    sample: Report,
) -> None:
    document = replace(compose(sample), date="2021-01-15")
    core = parts_of(docx_of(document))["docProps/core.xml"]
    told = {child.tag.partition("}")[2]: child.text for child in core}
    assert told == {
        "title": document.title,
        "creator": document.author,
        "subject": document.subject,
        "language": "zh-CN",
        "contentStatus": "草稿",
        "created": "2021-01-14T16:00:00Z",  # midnight in China
        "modified": "2021-01-14T16:00:00Z",
    }
    undated = parts_of(docx_of(compose(sample)))["docProps/core.xml"]
    assert {"created", "modified"}.isdisjoint(child.tag.partition("}")[2] for child in undated)


def test_that_every_part_is_named_and_every_named_part_is_there(sample: Report) -> None:
    parts = parts_of(docx_bytes(sample))
    overrides = {part.get("PartName", "")[1:] for part in parts["[Content_Types].xml"]}
    for name in parts:
        assert name in overrides or name.endswith((".rels", "[Content_Types].xml"))
    targets = {rel.get("Target") for rel in parts["word/_rels/document.xml.rels"]}
    assert {f"word/{target}" for target in targets} <= set(parts)
    assert all(
        rel.get("TargetMode") != "External"
        for name, root in parts.items()
        if name.endswith(".rels")
        for rel in root
    )
