"""Word documents: what is shown, and hostile ones. All files are made here."""

import re
from collections.abc import Sequence
from io import BytesIO

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.contents import Contents, Grid, GridCell, Paragraph, contents_from_bytes
from core.readers.docx import docx_contents
from tests.wordml import W, document, main_part, p, package, r, tbl, tc, tr

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
NOT_HIDDEN = '<w:vanish w:val="0"/>'


def read(content: bytes) -> Contents:
    return contents_from_bytes(docx_contents(content))


def paragraphs(contents: Contents) -> list[str]:
    return [block.text for block in contents.blocks if isinstance(block, Paragraph)]


def texts(body: str, **parts: str) -> list[str]:
    return paragraphs(read(document(body, **parts)))


def grid(body: str) -> Grid:
    (found,) = (block for block in read(document(body)).blocks if isinstance(block, Grid))
    return found


def cells(body: str) -> list[tuple[str, int, int, int, int]]:
    return [(c.text, c.row, c.column, c.rows, c.columns) for c in grid(body).cells]


@pytest.mark.parametrize(
    ("inner", "shown"),
    [
        (f"{r('甲')}<w:ins>{r('乙')}</w:ins>", "甲乙"),
        (f"{r('甲')}<w:moveTo>{r('乙')}</w:moveTo>", "甲乙"),
        (f"{r('甲')}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>", "甲"),
        (f"{r('甲')}<w:moveFrom>{r('乙')}</w:moveFrom>", "甲"),
        (f"{r('甲')}<w:ins><w:del>{r('乙')}</w:del></w:ins>", "甲"),
        (f"{r('甲')}{r('乙', '<w:vanish/>')}", "甲"),
        (f"{r('甲')}{r('乙', NOT_HIDDEN)}", "甲乙"),
        (f"<w:hyperlink>{r('甲')}</w:hyperlink><w:smartTag>{r('乙')}</w:smartTag>", "甲乙"),
        (f"<w:sdt><w:sdtContent>{r('甲')}</w:sdtContent></w:sdt>", "甲"),
        (f'<w:fldSimple w:instr="DATE">{r("甲")}</w:fldSimple>', "甲"),
        ("<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t><w:softHyphen/></w:r>", "1-2"),
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>", "甲\t乙"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>', "☑是"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>zi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>字</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r>", "字"),
    ],
)  # fmt: skip
def test_that_what_is_shown_is_read(inner: str, shown: str) -> None:
    assert texts(p(inner)) == [shown]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_that_a_field_shows_its_result_and_not_its_instruction() -> None:
    instruction = f"{r('隐')}<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inner = field("begin") + instruction + field("separate") + r("3") + field("end") + r("页")

    assert texts(p(inner)) == ["3页"]


def test_that_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(p(field("begin") + r("甲")) + p("乙")) == ["甲", "乙"]


def test_that_text_hidden_by_a_style_is_not_there() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )

    assert texts(p(r("甲", '<w:rStyle w:val="b"/>') + r("乙")), styles=styles) == ["乙"]


def test_that_a_paragraph_whose_end_was_deleted_runs_into_the_next() -> None:
    body = p("依申请", "<w:rPr><w:del/></w:rPr>") + p("公开1件。")

    assert texts(body) == ["依申请公开1件。"]


def test_that_a_break_begins_a_line_of_its_own() -> None:
    assert texts(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r>")) == ["甲", "乙"]


def test_that_an_unfilled_content_control_is_blank() -> None:
    control = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{r('单击此处输入文字')}"
        "</w:sdtContent></w:sdt>"
    )

    assert texts(p(r("甲") + control)) == ["甲"]


def box(inner: str) -> str:
    content = f"<w:txbxContent>{inner}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{content}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{content}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_that_a_text_box_is_read_once_where_it_stands() -> None:
    body = p("甲") + p(box(p("题目", '<w:jc w:val="center"/>')) + r("乙")) + p("丙")
    blocks = read(document(body)).blocks

    assert blocks == (
        Paragraph("甲", "第1段"),
        Paragraph("题目", "第2段", centred=True),
        Paragraph("乙", "第3段"),
        Paragraph("丙", "第4段"),
    )


def test_that_the_words_of_word_art_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="题目"/></v:shape></w:pict></w:r>'

    assert texts(p(art + r("甲"))) == ["题目", "甲"]


def test_that_headings_are_told_by_style_and_outline() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="x"><w:basedOn w:val="2"/></w:style>'
    )
    body = (
        p("一", '<w:pStyle w:val="x"/>')
        + p("二", '<w:outlineLvl w:val="1"/>')
        + p("三", '<w:pStyle w:val="x"/><w:outlineLvl w:val="9"/>')
        + p("四")
    )
    blocks = read(document(body, styles=styles)).blocks
    headings = [block.text for block in blocks if isinstance(block, Paragraph) and block.heading]

    assert headings == ["一", "二"]


def level(at: int, text: str, manner: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{manner}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listed(text: str, num: int = 1, at: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{num}"/></w:numPr>')


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    + level(0, "%1、", "chineseCountingThousand")
    + level(1, "（%2）", "japaneseCounting")
    + level(2, "%1.%3", "decimal", "<w:isLgl/>")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def test_that_automatic_numbers_are_part_of_what_is_shown() -> None:
    body = "".join(
        [
            listed("甲"), listed("子", at=1), listed("丑", at=1), listed("乙"), listed("寅", at=1),
            listed("细", at=2), p("无号"), listed("丙", num=2), listed("丁", num=2),
        ]
    )  # fmt: skip

    assert texts(body, numbering=NUMBERING) == [
        "一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅", "2.1 细", "无号",
        "五、丙", "六、丁",
    ]  # fmt: skip


def test_that_a_deleted_paragraph_takes_no_number() -> None:
    gone = listed("x").replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>")
    gone = re.sub("<w:r>.*</w:r>", "<w:del><w:r><w:delText>x</w:delText></w:r></w:del>", gone)

    assert texts(listed("甲") + gone + listed("乙"), numbering=NUMBERING) == ["一、甲", "二、乙"]


def test_that_numbers_come_through_styles() -> None:
    numbering = NUMBERING.replace("<w:lvlText", '<w:pStyle w:val="s"/><w:lvlText', 1)
    styles = (
        '<w:style w:type="paragraph" w:styleId="s"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    body = p("甲", '<w:pStyle w:val="s"/>') + p(
        "乙", '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    )

    assert texts(body, numbering=numbering, styles=styles) == ["一、甲", "乙"]


def test_that_merges_are_read() -> None:
    wide, start, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = tbl(
        tr(tc("头", start), tc("宽", wide)),
        tr(tc("不显示", more), "一", "二"),
        tr("下", tc("横", '<w:hMerge w:val="restart"/>'), tc("", '<w:hMerge w:val="continue"/>')),
    )

    assert cells(body) == [
        ("头", 0, 0, 2, 1), ("宽", 0, 1, 1, 2), ("一", 1, 1, 1, 1), ("二", 1, 2, 1, 1),
        ("下", 2, 0, 1, 1), ("横", 2, 1, 1, 2),
    ]  # fmt: skip


def test_that_a_merge_that_nothing_begins_is_a_cell_of_its_own() -> None:
    assert cells(tbl(tr(tc("甲", "<w:vMerge/>"), "1"), tr(tc("", "<w:vMerge/>"), "2"))) == [
        ("甲", 0, 0, 2, 1), ("1", 0, 1, 1, 1), ("2", 1, 1, 1, 1),
    ]  # fmt: skip


def test_that_deleted_and_hidden_rows_and_cells_are_not_there_and_inserted_ones_are() -> None:
    body = tbl(
        tr("甲", "1", properties="<w:ins/>"),
        tr("乙", "2", properties="<w:del/>"),
        tr("丙", "3", properties="<w:hidden/>"),
        tr("丁", tc("9", "<w:cellDel/>"), "4"),
    )

    assert [text for text, *_ in cells(body)] == ["甲", "1", "丁", "4"]


def test_that_skipped_columns_count() -> None:
    body = tbl(tr("甲", "乙", "丙"), tr("1", "2", properties='<w:gridBefore w:val="1"/>'))

    assert cells(body)[3:] == [("1", 1, 1, 1, 1), ("2", 1, 2, 1, 1)]


def test_that_widths_tell_the_columns_where_rows_do_not_say_how_many_they_take() -> None:
    def wide(text: str, width: int) -> str:
        return tc(text, f'<w:tcW w:w="{width}" w:type="dxa"/>')

    narrow = tr(wide("甲", 1000), wide("1", 990), wide("2", 1010))

    assert cells(tbl(tr(wide("项", 1000), wide("宽", 2000)), narrow))[:2] == [
        ("项", 0, 0, 1, 1), ("宽", 0, 1, 1, 2),
    ]  # fmt: skip
    assert cells(tbl(tr(wide("项", 1000), wide("短", 1000)), narrow))[1] == ("短", 0, 1, 1, 1)


def test_that_rows_and_cells_within_content_controls_are_read() -> None:
    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = tbl(control(tr("甲", "1")), tr("乙", control(tc("2"))))

    assert [text for text, *_ in cells(control(body))] == ["甲", "1", "乙", "2"]


def test_that_a_cell_has_its_lines_and_its_indent() -> None:
    cell = tc(p("（一）", '<w:ind w:leftChars="200"/>') + p("") + p("予以公开"))

    first, second = grid(tbl(tr(cell, "　　1"))).cells
    assert (first.text, first.indent) == ("（一）\n予以公开", 2)
    assert (second.text, second.indent) == ("1", 2)


def test_that_a_table_that_lays_out_others_is_none() -> None:
    inner = tbl(tr("甲", "1"))
    blocks = read(document(tbl(tr(tc(p("上") + inner + p("下")), "旁")))).blocks

    assert [block.where for block in blocks] == ["第1段", "第1个表", "第2段", "第3段"]


def test_that_boxes_around_lines_are_no_tables() -> None:
    boxed = tbl(tr(tc(p("内") + tbl(tr("框"))), "1"))

    assert texts(tbl(tr("甲")) + tbl(tr("乙"), tr("丙"))) == ["甲", "乙", "丙"]
    assert [text for text, *_ in cells(boxed)] == ["内\n框", "1"]


def test_that_data_in_a_box_in_a_box_stays_a_table() -> None:
    nested = tbl(tr(tc(tbl(tr(tc(tbl(tr("甲", "1"))), "")))))

    assert [text for text, *_ in cells(tbl(tr(tc(nested), "旁")))] == ["甲", "1"]


def test_that_the_strict_form_reads_the_same() -> None:
    body = p("甲", '<w:jc w:val="center"/>') + tbl(tr(tc("乙", '<w:gridSpan w:val="2"/>'), "1"))
    content = document(body)
    strict = package({"word/document.xml": main_part(body).replace(W, STRICT)})

    assert read(strict) == read(content)


def test_that_the_document_is_found_by_its_relation_and_the_title_in_its_properties() -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    content = package(
        {
            "_rels/.rels": f'<R><Relationship Type="{kind}" Target="/word/document2.xml"/></R>',
            "word/document2.xml": main_part(p("甲")),
            "docProps/core.xml": '<c xmlns:dc="d"><dc:title> 年报 </dc:title></c>',
        }
    )

    assert (paragraphs(read(content)), read(content).title) == (["甲"], "年报")


def test_that_what_is_left_out_is_said() -> None:
    relation = '<Relationship Type="x/attachedTemplate" Target="x:y" TargetMode="External"/>'
    runs = "<w:r><w:footnoteReference/></w:r><w:r><w:object><v:imagedata/></w:object></w:r>"
    inner = p(r("甲") + runs) + '<w:altChunk r:id="a"/>' + p(r("密", "<w:vanish/>"))
    content = package(
        {
            "word/document.xml": main_part(inner),
            "word/_rels/document.xml.rels": f"<R>{relation}</R>",
            "word/vbaProject.bin": "x",
        }
    )
    said = "".join(read(content).notices)

    for word in ("隐藏", "脚注", "其他文件", "图片", "宏", "外面"):
        assert word in said


def test_that_a_document_of_python_docx_is_read() -> None:
    made = docx.Document()
    made.core_properties.title = "示例"
    made.add_heading("一、总体情况", 1)
    table = made.add_table(2, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "宽"
    table.cell(1, 2).text = "12"
    file = BytesIO()
    made.save(file)
    contents = read(file.getvalue())

    assert contents.blocks[0] == Paragraph("一、总体情况", "第1段", heading=True)
    assert isinstance(contents.blocks[1], Grid)
    assert contents.blocks[1].cells[0] == GridCell("宽", 0, 0, 1, 2)
    assert contents.blocks[1].cells[-1].text == "12"
    assert contents.title == "示例"


WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=8)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    columns = draw(st.integers(2, 5))
    row = st.lists(WORDS | st.just(""), min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=1, max_size=4).filter(lambda rows: any(map(any, rows))))


def body_of(blocks: Sequence[str | list[list[str]]]) -> str:
    return "".join(
        p(r(block))
        if isinstance(block, str)
        else tbl(*(tr(*(tc(p(r(t))) for t in row)) for row in block))
        for block in blocks
    )


@given(st.lists(WORDS | tables(), max_size=5))
def test_that_any_paragraphs_and_tables_come_back(blocks: list[str | list[list[str]]]) -> None:
    found = [
        block.text
        if isinstance(block, Paragraph)
        else [[cell.text for cell in block.cells if cell.row == row] for row in range(block.rows)]
        for block in read(document(body_of(blocks))).blocks
    ]

    assert found == blocks
