"""Hostile Word documents are refused or read within bounds, and nothing of them is followed."""

import pytest

from core.readers.confined import ConfinedRefused, confined
from core.readers.contents import Contents, Grid, Paragraph, contents_from_bytes
from core.readers.docx import docx_contents
from core.readers.office_zip import OfficeRefused
from tests.wordml import document, main_part, p, package, tbl, tc, tr


def read(content: bytes) -> Contents:
    return contents_from_bytes(docx_contents(content))


def texts(body: str, **parts: str) -> list[str]:
    blocks = read(document(body, **parts)).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def grid(body: str) -> Grid:
    (found,) = read(document(body)).blocks
    assert isinstance(found, Grid)
    return found


NUMBERED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
BOMB = "<!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b SYSTEM 'file:///etc/passwd'>]>"
NESTED = {
    name: document(opened * 20_000 + p("甲") + closed * 20_000)
    for name, opened, closed in (
        ("controls", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("tables", "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("insertions", "<w:ins>", "</w:ins>"),
    )
}


def with_beginning(beginning: str) -> bytes:
    return package({"word/document.xml": beginning + main_part(p("甲"))})


@pytest.mark.parametrize(
    "content",
    [
        b"", b"PK\x03\x04", document("")[:-40], package({"a.txt": "x"}),
        package({"word/document.xml": "<w:document"}), package({"word/document.xml": "\0"}),
        package({"../word/document.xml": "x"}), with_beginning(BOMB), *NESTED.values(),
        package({"word/document.xml": " " * 50_000_000}),
    ],
)  # fmt: skip
def test_that_hostile_documents_are_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(OfficeRefused, match=r"[\u4e00-\u9fff].*。$"):
        docx_contents(content)


@pytest.mark.parametrize(
    ("opened", "closed", "levels"),
    [
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 120),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 80),
        ("<w:ins>", "</w:ins>", 240),
    ],
)
def test_that_what_lxml_lets_through_is_not_too_deep(opened: str, closed: str, levels: int) -> None:
    assert texts(opened * levels + p("甲") + closed * levels) == ["甲"]


def test_that_text_boxes_within_each_other_are_not_too_deep() -> None:
    inner = "<w:p><w:r><w:txbxContent>"
    outer = "</w:txbxContent></w:r></w:p>"

    assert texts(inner * 80 + p("甲") + outer * 80) == ["甲"]


@pytest.mark.parametrize("span", ["1000000", "99999999999999999999", "-5", "x"])
def test_that_a_span_has_bounds(span: str) -> None:
    merge = f'<w:gridSpan w:val="{span}"/>'

    assert grid(tbl(tr("甲", tc("乙", merge)), tr("1", "2"))).columns <= 100


def test_that_a_table_that_never_ends_is_cut_off_and_that_is_said() -> None:
    contents = read(document(tbl(*[tr("甲", "1")] * 2001)))
    (found,) = contents.blocks

    assert isinstance(found, Grid)
    assert found.rows == 2000
    assert "2000" in contents.notices[0]


def test_that_styles_that_are_based_on_each_other_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:basedOn w:val="{b}"/></w:style>'
        for a, b in ("ab", "ba")
    )

    assert texts(p("甲", '<w:pStyle w:val="a"/>'), styles=styles) == ["甲"]


def test_that_it_reads_where_nothing_can_be_opened() -> None:
    body = p("甲", NUMBERED) + tbl(tr("乙", "1"))
    named = package(
        {
            "word/document.xml": main_part(body),
            "附件é.bin": "",
        }
    )

    for content in (document(body, numbering=NUMBERING), named):
        assert confined(docx_contents, content) == docx_contents(content)


def test_that_a_confined_reading_passes_on_the_refusal() -> None:
    with pytest.raises(ConfinedRefused, match="另选"):
        confined(docx_contents, NESTED["tables"])
