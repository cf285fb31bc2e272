"""Rich text for the editors of web sites: only what they keep."""

from collections.abc import Callable

from lxml import html

from core.document.blocks import Table
from core.document.compose import compose
from core.report.report import Report
from core.writers.html.fragment import html_fragment
from tests.editions import NEWEST, each_edition

NewReport = Callable[..., Report]
KEPT = {"style", "scope", "rowspan", "colspan", "width", "border", "cellspacing", "cellpadding"}
ELEMENTS = {"p", "h2", "h3", "h4", "strong", "table", "tbody", "tr", "th", "td", "br"}


def parsed(report: Report) -> html.HtmlElement:
    return html.fragment_fromstring(html_fragment(report), create_parent=True)


@each_edition
def test_that_only_what_editors_keep_is_in_it(new_report: NewReport, edition: str) -> None:
    report = new_report(edition)
    report.texts = dict.fromkeys(report.form.text_ids, "（一）主动公开\n（二）公开。<b>3件。")
    for node in parsed(report).iterdescendants():
        assert node.tag in ELEMENTS
        assert set(node.attrib) <= KEPT


@each_edition
def test_that_tables_keep_their_borders_their_widths_and_their_spans(
    new_report: NewReport, edition: str
) -> None:
    report = new_report(edition)
    composed = [block for block in compose(report).blocks if isinstance(block, Table)]
    for table, expected in zip(parsed(report).xpath("//table"), composed, strict=True):
        assert (table.get("border"), table.get("width")) == ("1", "100%")
        cells = table.xpath(".//th | .//td")
        assert len(cells) == len(expected.cells)
        for cell in cells:
            assert "border:1px solid #000" in cell.get("style")
            assert f"width:{cell.get('width')};" in cell.get("style")
        first = sum(float(cell.get("width").rstrip("%")) for cell in table.xpath(".//tr[1]/*"))
        assert abs(first - 100) < 1


def test_that_paragraphs_are_indented_and_the_signature_stands_right(
    new_report: NewReport,
) -> None:
    report = new_report(NEWEST)
    report.texts = {"general": "收到3件。", "signature": "示例街道办事处"}
    styles = {node.text: node.get("style") for node in parsed(report).xpath("//p")}
    assert "text-indent:2em" in styles["收到3件。"]
    assert "text-align:right" in styles["示例街道办事处"]


def test_that_a_draft_says_so_above_everything(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    assert parsed(report)[0].text_content() == "【草稿】"
    report.status = "final"
    assert parsed(report)[0].text_content() == report.title
