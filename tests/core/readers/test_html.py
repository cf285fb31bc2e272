"""What a page shows is read, as a browser shows it, and nothing else."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.readers.contents import Contents, Grid, GridCell, Paragraph, contents_from_bytes
from core.readers.html import HtmlRefused, clipboard_contents, html_contents
from core.readers.html_table import MOST_SLOTS, OVERLAP, TableRefused


def read(html: str | bytes) -> Contents:
    content = html.encode() if isinstance(html, str) else html
    return contents_from_bytes(html_contents(content))


def texts(html: str) -> list[str]:
    return [block.text for block in read(html).blocks if isinstance(block, Paragraph)]


def grid(html: str) -> Grid:
    (found,) = (block for block in read(html).blocks if isinstance(block, Grid))
    return found


def cells(html: str) -> list[tuple[Any, ...]]:
    return [(c.text, c.row, c.column, c.rows, c.columns) for c in grid(html).cells]


def rows(html: str) -> list[list[str]]:
    found = grid(html)
    lines: list[list[str]] = [[] for _ in range(found.rows)]
    for cell in found.cells:
        lines[cell.row].append(cell.text)
    return lines


def test_that_blocks_come_in_reading_order_with_their_places() -> None:
    contents = read(
        "<title>示例\n 年报</title><h1>题目</h1><p align=center>中</p>"
        "<table><tr><td>甲<td>1</table><div>尾<table><tr><td>乙<td>2</table></div>"
    )

    assert contents.title == "示例 年报"
    assert contents.blocks == (
        Paragraph("题目", "第1段", heading=True),
        Paragraph("中", "第2段", centred=True),
        Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1)), "第1个表"),
        Paragraph("尾", "第3段"),
        Grid((GridCell("乙", 0, 0), GridCell("2", 0, 1)), "第2个表"),
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- 旧 -->",
        "<script>旧</script>",
        "<style>旧</style>",
        "<noscript>旧</noscript>",
        "<template>旧</template>",
        "<p hidden>旧</p>",
        "<p style='color:red; DISPLAY : none !important'>旧</p>",
        "<p style=visibility:hidden>旧<b>旧</b></p>",
        "<p class='a no'>旧</p>",
        "<p id=gone>旧</p>",
        "<i>旧</i>",
        "<p class=wide>旧</p>",
        "<p style=text-indent:-9999px>旧</p>",
        "<span style='mso-hide:all'>旧</span>",
        "<!--[if gte mso 9]><xml>旧</xml><![endif]-->",
        "<xml><w:a>旧</w:a></xml>",
        "<del>旧</del>",
        "<s>旧</s>",
        "<span style='text-decoration:line-through red'>旧</span>",
        "<dialog>旧</dialog>",
        "<input type=hidden value=旧>",
        "<svg><text>旧</text></svg>",
        "<ruby><rt>旧</rt></ruby>",
    ],
)
def test_that_what_is_not_shown_is_not_there(hidden: str) -> None:
    sheet = (
        "<style><!-- .no , #gone{display:none} i{visibility:hidden} p.wide{display:none} -->"
        "</style>"
    )
    assert texts(f"{sheet}<p>前</p>{hidden}<p>后</p>") == ["前", "后"]


@pytest.mark.parametrize(
    "shown",
    [
        "<ins>新</ins>",
        "<p aria-hidden=true>新</p>",
        "<p hidden style=display:block>新</p>",
        "<p style=visibility:hidden>旧<b style=visibility:visible>新</b></p>",
        "<p class=print>新</p>",
        "<p class=NO-ne>新</p>",
        "<o:p>新</o:p>",
        "<!--[if !supportLists]-->新<!--[endif]-->",
        "<![if !supportLists]>新<![endif]>",
        "<input value=新>",
        "<textarea>新</textarea>",
        "<details>新</details>",
        "&#26032;",
    ],
)
def test_that_what_is_shown_is_there(shown: str) -> None:
    sheet = "<style>@media print{.print{display:none} .x{}} .no{display:none}</style>"
    assert texts(f"{sheet}<p>前</p>{shown}<p>后</p>") == ["前", "新", "后"]


def test_that_struck_words_are_counted_for_the_clerk() -> None:
    assert read("<p>1<del>2</del><s>3</s><del> </del>").notices == (
        "有 2 处划掉（带删除线）的文字没有读。",
    )


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>一<br>二<br/><br>三", ["一", "二", "三"]),
        ("<div>一<span>二</span><div>三</div>四</div>", ["一二", "三", "四"]),
        ("一<span style=display:block>二</span>三", ["一", "二", "三"]),
        ("<pre>一\r\n  二\n\n三</pre>", ["一", "二", "三"]),
        ("<p style='white-space:pre-wrap'>一\n二", ["一", "二"]),
        ("<p>一\n  二 三\n four\nfive", ["一二 三 four five"]),
        ("<p>&nbsp;&nbsp;　　正文&nbsp;&nbsp;　1", ["正文 　1"]),
        ("<p>&nbsp;</p><p>　</p><p>一</p>", ["一"]),
        ("<p>1\u200b2\x073\ufeff4\0&#8203;5", ["12345"]),
        ("<p>3<sup>2</sup><sub>1</sub><sup>注</sup>", ["3²₁注"]),
        ("<tr><td>一<td>二", ["一", "二"]),
    ],
)
def test_that_text_is_parted_and_spaced_as_shown(html: str, lines: list[str]) -> None:
    assert texts(html) == lines


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol><li>甲<li><p>乙</p>丙</ol>", ["1.甲", "2.乙", "丙"]),
        ("<ol start=3 type=A><li>甲<li value=28>乙", ["C.甲", "AB.乙"]),
        ("<ol reversed><li>甲<li>乙", ["2.甲", "1.乙"]),
        ("<ol reversed start=5 type=i><li>甲<li>乙", ["v.甲", "iv.乙"]),
        (
            "<ol style='list-style: cjk-ideographic'><li value=12>甲<li value=20>乙",
            ["十二、甲", "二十、乙"],
        ),
        ("<ol style=list-style:none><li>甲", ["甲"]),
        ("<ul><li>甲<ol><li>乙<li>丙</ol><li>丁</ul>", ["甲", "1.乙", "2.丙", "丁"]),
        ("<ul style=list-style-type:decimal><li>甲", ["1.甲"]),
        ("<ol><li>甲<ul><li>乙</ul><li>丙</ol><p>丁", ["1.甲", "乙", "2.丙", "丁"]),
        ("<ol><li style=display:none>旧<li>甲", ["1.甲"]),
        ("<ol start=x><li value=''>甲<li value=-2z>乙", ["1.甲", "-2.乙"]),
        ("<ol><li></ol><p>甲", ["甲"]),
    ],
)
def test_that_the_numbers_of_lists_are_there(html: str, lines: list[str]) -> None:
    assert texts(html) == lines


def test_that_spans_are_as_a_browser_lays_them() -> None:
    html = (
        "<table><thead><tr><th rowspan=2>头<th colspan=2>合<tr><th>甲<th>乙</thead>"
        "<tr><td rowspan=0>组<td>1<td>2<tr><td>3<td>4<tr><td colspan=1000000>尾</table>"
    )

    assert cells(html) == [
        ("头", 0, 0, 2, 1),
        ("合", 0, 1, 1, 2),
        ("甲", 1, 1, 1, 1),
        ("乙", 1, 2, 1, 1),
        ("组", 2, 0, 3, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
        ("3", 3, 1, 1, 1),
        ("4", 3, 2, 1, 1),
        ("尾", 4, 1, 1, 2),
    ]


def test_that_a_span_ends_with_its_group_of_rows() -> None:
    html = "<table><tbody><tr><td rowspan=9>甲<td>1</tbody><tbody><tr><td>乙<td>2</tbody></table>"
    assert cells(html)[0] == ("甲", 0, 0, 1, 1)


def test_that_cells_that_overlap_are_cut_and_doubted() -> None:
    found = grid("<table><tr><td>1<td rowspan=2>2<td>3<tr><td colspan=2>4<td>5</table>")

    assert [(c.text, c.column, c.doubt) for c in found.cells if c.row == 1] == [
        ("4", 0, OVERLAP),
        ("5", 2, ""),
    ]


def test_that_groups_of_rows_stand_where_they_are_shown() -> None:
    html = (
        "<table><tfoot><tr><td>尾<td>3</tfoot><tbody><tr><td>身<td>2</tbody>"
        "<thead><tr><td>头<td>1</thead><thead><tr><td>二<td>4</thead></table>"
    )
    assert [row[0] for row in rows(html)] == ["头", "身", "二", "尾"]


def test_that_hidden_cells_take_no_place_and_unseen_ones_do() -> None:
    html = (
        "<table><tr><td>1<td style=display:none>2<td>3<tr hidden><td>4<td>5"
        "<tr><td style=visibility:hidden>6<td>7</table>"
    )
    assert rows(html) == [["1", "3"], ["", "7"]]


def test_that_the_lines_of_a_cell_and_its_indent_are_kept() -> None:
    found = grid(
        "<style>.in{padding-left:2em}</style><table><tr><td><p>甲</p><p>乙<br>丙</p><td>1"
        "<tr><td class=in>甲<td>&nbsp;&nbsp;　1<tr><td style='padding:0 5.4pt 0 5.4pt'>"
        "<p style='text-indent:24pt;margin-left:1em'>甲"
        "<td style='padding:1px 2px 3px 32px'>2</table>"
    )

    assert [(c.text, c.indent) for c in found.cells] == [
        ("甲\n乙\n丙", 0),
        ("1", 0),
        ("甲", 2),
        ("1", 2),
        ("甲", 3),
        ("2", 2),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>前<tr><td><table><tr><td>1<td>2</table><tr><td>后</table>",
        "<table><tr><td>前<td><table><tr><td>1<td>2</table><td>后</table>",
        "<table><tr><td><table><tr><td>前<p>{}</p>后</table></table>".format(
            "<table><tr><td>1<td>2</table>"
        ),
    ],
)
def test_that_a_table_that_lays_out_others_is_none(html: str) -> None:
    assert read(html).blocks == (
        Paragraph("前", "第1段"),
        Grid((GridCell("1", 0, 0), GridCell("2", 0, 1)), "第1个表"),
        Paragraph("后", "第2段"),
    )


def test_that_a_page_that_is_all_one_table_comes_apart() -> None:
    row = "<tr><td colspan=6>{}".format
    html = (
        "<table>" + row("一、情况") + row("做好公开。") + row("二、数") + "<tr><td colspan=3>甲"
        "<td colspan=3>1" + row("三、数") + "<tr><td colspan=2>乙<td colspan=2>2<td colspan=2>3"
        + row("注：无。") + "</table>"
    )  # fmt: skip
    assert [
        block.text if isinstance(block, Paragraph) else (block.rows, block.columns)
        for block in read(html).blocks
    ] == ["一、情况", "做好公开。", "二、数", (1, 2), "三、数", (1, 3), "注：无。"]


def test_that_headings_and_notes_in_rows_of_their_own_stay_in_the_table() -> None:
    html = "<table><tr><td colspan=2>第一项<tr><td>甲<td>1<tr><td colspan=2>注：无。</table>"
    assert rows(html) == [["第一项"], ["甲", "1"], ["注：无。"]]


def test_that_a_table_of_one_column_is_paragraphs() -> None:
    assert texts("<table><tr><td>一<p>二</p><tr><td colspan=3>三</table>") == ["一", "二", "三"]


def test_that_a_table_in_a_cell_as_wide_as_itself_is_part_of_the_outer_one() -> None:
    html = (
        "<table><tr><td>头<td>甲<td>乙<tr><td>行<td colspan=2><table><tr><td>1<td>2</table></table>"
    )
    assert rows(html) == [["头", "甲", "乙"], ["行", "1", "2"]]


def test_that_a_blank_table_is_left_out() -> None:
    assert read("<table><tr><td>&nbsp;<td></table><p>甲").blocks == (Paragraph("甲", "第1段"),)


def test_that_boxes_that_are_shown_as_a_table_are_one() -> None:
    html = (
        "<style>.t{display:table}.r{display:table-row}.c{display:table-cell}</style>"
        "<div class=t><div class=r><span class=c>甲</span><span class=c>1</span></div></div>"
    )
    assert rows(html) == [["甲", "1"]]


def test_that_the_caption_and_stray_text_stand_before_the_table() -> None:
    html = "<table><caption>题</caption>散<tr><td>1<td>2</table>"
    contents = read(html)
    assert [type(block) for block in contents.blocks] == [Paragraph, Paragraph, Grid]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "gb2312", "GBK", "nonsense", ""])
def test_that_the_encoding_is_found_out_whatever_is_declared(encoding: str, declared: str) -> None:
    html = f"<meta charset='{declared}'><p>示例街道政府信息公开年度报告，２０２３年。"
    assert read(html.encode(encoding)).blocks[0] == Paragraph(
        "示例街道政府信息公开年度报告，２０２３年。", "第1段"
    )


@pytest.mark.parametrize(
    ("html", "sentence"),
    [
        ("", "没有文字"),
        ("\0", "没有文字"),
        ("<script>1</script>", "没有显示出来的文字"),
        ("<frameset><frame src=a></frameset>", "没有显示出来的文字"),
        ("<div>" * 20_000 + "甲", "套了太多层"),
        ("<table><tr><td>" * 20_000 + "甲", "套了太多层"),
        ("<b>甲</b>" * 300_000, "太多"),
    ],
)
def test_that_what_is_no_page_is_refused_in_words(html: str, sentence: str) -> None:
    with pytest.raises(HtmlRefused, match=sentence):
        read(html)


def test_that_spans_of_a_million_end() -> None:
    row = "<tr><td colspan=1000000 rowspan=1000000>1"
    with pytest.raises(TableRefused, match="表格太大"):
        read("<table>" + row * (MOST_SLOTS // 1000 + 1))


def test_that_nothing_is_followed() -> None:
    html = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><p>甲&b;<img src=file:///a>'
    assert texts(html) == ["]>", "甲&b;"]  # as browsers show it


@pytest.mark.parametrize(
    "html",
    [
        "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\n"
        "<html><body><!--StartFragment--><table><tr><td>甲<td>1</table><!--EndFragment-->",
        "<meta charset=utf-8><table><tr><td>甲</td><td>1</td></tr></table>",
        "<tr><td>甲</td><td>1</td></tr>",
    ],
)
def test_that_what_stands_on_the_clipboard_is_read(html: str) -> None:
    found = contents_from_bytes(clipboard_contents(html.encode()))
    assert found.blocks == (Grid((GridCell("甲", 0, 0), GridCell("1", 0, 1)), "第1个表"),)


WORDS = st.text("甲乙丙12,/—（）ab", min_size=1, max_size=6)
PARAGRAPHS = st.builds(Paragraph, WORDS, heading=st.booleans(), centred=st.booleans())


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid in which cells stand in every row and column, some over two of them."""
    height, width = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    taken: set[tuple[int, int]] = set()
    found: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            rows, columns = draw(st.sampled_from([(1, 1), (1, 1), (1, 2), (2, 1), (2, 2)]))
            slots = {(row + r, column + c) for r in range(rows) for c in range(columns)}
            if slots & taken or row + rows > height or column + columns > width:
                rows = columns = 1
                slots = {(row, column)}
            taken |= slots
            text = draw(WORDS if not found else st.just("") | WORDS)
            found.append(GridCell(text, row, column, rows, columns))
    whole = Grid(tuple(found))
    starts = {cell.row for cell in found}, {cell.column for cell in found}
    if (len(starts[0]), len(starts[1])) != (height, width):
        return Grid((GridCell(draw(WORDS), 0, 0), GridCell("1", 0, 1)))
    return whole


def as_html(block: Paragraph | Grid) -> str:
    if isinstance(block, Paragraph):
        tag = "h2" if block.heading else "p"
        return f"<{tag}{' style=text-align:center' * block.centred}>{block.text}</{tag}>"
    lines = [""] * block.rows
    for cell in block.cells:
        lines[cell.row] += f"<td rowspan={cell.rows} colspan={cell.columns}>{cell.text}</td>"
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


@given(st.lists(PARAGRAPHS | grids(), min_size=1, max_size=4))
def test_that_what_is_written_as_a_page_comes_back(blocks: list[Paragraph | Grid]) -> None:
    found = read("".join(map(as_html, blocks))).blocks
    bare = [
        Paragraph(b.text, "", b.heading, b.centred) if isinstance(b, Paragraph) else Grid(b.cells)
        for b in found
    ]
    assert bare == blocks


@given(st.binary(max_size=200) | st.text("<>/tdrabl= '&;#1\0", max_size=80).map(str.encode))
def test_that_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        assert read(content).blocks
    except (HtmlRefused, TableRefused) as refusal:
        assert str(refusal)
