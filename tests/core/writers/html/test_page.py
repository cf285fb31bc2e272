"""The web page: whole by itself, inert, to be heard, printed and read on a telephone."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from lxml import html

from core.document.blocks import Document, Paragraph, Table, TableCell, Title
from core.document.compose import compose
from core.document.rule_book import rule_book
from core.report.report import Report
from core.writers.html.page import html_bytes, page_of
from tests.editions import NEWEST, each_edition

NewReport = Callable[..., Report]
HOSTILE = '<script>alert(1)</script>&amp;"><img src=x onerror=alert(1)>'


def parsed(report: Report) -> html.HtmlElement:
    return html.document_fromstring(html_bytes(report))


def document(*blocks: Title | Paragraph | Table) -> Document:
    return Document("题", "单位", "题目", blocks)


@each_edition
def test_that_the_page_names_itself(new_report: NewReport, edition: str) -> None:
    report = new_report(edition)
    content = html_bytes(report)
    page = parsed(report)
    assert content.startswith(b"<!DOCTYPE html>\n")
    assert page.get("lang") == "zh-CN"
    assert page.findtext(".//title") == report.title
    assert page.xpath("string(//meta/@charset)") == "utf-8"
    assert b'<meta charset="utf-8">' in content[:200]  # where browsers look for it


@each_edition
def test_that_the_page_loads_nothing_and_runs_nothing(new_report: NewReport, edition: str) -> None:
    report = new_report(edition)
    for text in report.form.text_ids:
        report.texts[text] = HOSTILE
    report.notes = dict.fromkeys(report.form.note_ids, HOSTILE)
    page = parsed(report)
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert page.xpath("//script | //img | //link | //iframe | //@src | //@href") == []
    assert not any(name.startswith("on") for node in page.iter() for name in node.attrib)
    style = page.findtext(".//style")
    assert "url(" not in style
    assert "@import" not in style


@each_edition
def test_that_every_figure_says_under_which_labels_it_stands(
    new_report: NewReport, edition: str
) -> None:
    page = parsed(new_report(edition))
    names = page.xpath("//@id")
    assert len(names) == len(set(names))
    texts = {node.get("id"): node.text_content() for node in page.xpath("//th")}
    figures = page.xpath("//td")
    assert len(figures) == len(new_report(edition).form.cells)
    for figure in figures:
        assert all(texts[name] for name in figure.get("headers").split())
    assert page.xpath("//th[not(@scope)]") == []
    assert {*page.xpath("//th/@scope")} == {"row", "col"}


@each_edition
def test_that_every_table_has_a_caption_and_its_cells_fill_it(
    new_report: NewReport, edition: str
) -> None:
    report = new_report(edition)
    composed = [block for block in compose(report).blocks if isinstance(block, Table)]
    drawn = parsed(report).xpath("//table")
    assert [table.findtext("caption") for table in drawn] == [table.title for table in composed]
    for table, expected in zip(drawn, composed, strict=True):
        assert len(table.xpath(".//tr")) == expected.rows
        assert len(table.xpath("thead/tr")) == expected.header_rows
        cells = table.xpath(".//th | .//td")
        area = sum(int(c.get("rowspan", 1)) * int(c.get("colspan", 1)) for c in cells)
        assert area == expected.rows * len(expected.widths)


def test_that_headings_and_subheadings_are_headings(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    report.texts["general"] = "（一）主动公开\n（二）依申请公开。收到3件。\n1.培训"
    report.texts["signature"] = "示例街道办事处"
    page = parsed(report)
    assert [node.text_content() for node in page.xpath("//h1")] == [report.title]
    assert len(page.xpath("//h2")) == len(report.form.sections)
    assert [node.text for node in page.xpath("//h3")] == ["（一）主动公开"]
    assert [node.text for node in page.xpath("//h4")] == ["1.培训"]
    (lead,) = page.xpath("//p/span")
    assert (lead.text, lead.tail) == ("（二）依申请公开。", "收到3件。")
    assert [node.text for node in page.xpath("//p[@class='signature']")] == ["示例街道办事处"]


def test_that_the_title_is_broken_behind_the_name_of_the_agency(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    name, rest = parsed(report).xpath("//h1/span")
    assert name.text == report.agency.name
    assert name.text + rest.text == report.title
    report.texts["title"] = "政府信息公开工作年度报告"
    assert parsed(report).xpath("//h1/span") == []


def test_that_a_draft_says_so_and_not_in_its_text(new_report: NewReport) -> None:
    report = new_report(NEWEST)
    page = parsed(report)
    assert page.find("body").get("data-watermark") == "草稿"
    assert "草稿" not in page.find("body").text_content()
    assert "attr(data-watermark)" in page.findtext(".//style")
    report.status = "final"
    assert b"\xe8\x8d\x89\xe7\xa8\xbf" not in html_bytes(report)


def test_that_a_line_feed_ends_a_line_and_spaces_stay() -> None:
    page = page_of(document(Title("甲\n乙"), Paragraph("一  二")))
    assert "<h1>甲<br>乙</h1>" in page
    assert "<p>一  二</p>" in page
    assert "white-space: pre-wrap" in page


def test_that_a_wide_table_scrolls_rather_than_being_squeezed() -> None:
    wide = Table("宽", 1, (1,) * 15, 0, tuple(TableCell("0", 0, i) for i in range(15)))
    narrow = replace(wide, widths=(1,) * 3, cells=wide.cells[:3])
    page = html.document_fromstring(page_of(document(wide, narrow)))
    assert [table.get("style") for table in page.xpath("//table")] == ["min-width:75em", None]
    regions = page.xpath("//div[@role='region' and @tabindex='0']")
    assert [region.get("aria-labelledby") for region in regions] == page.xpath("//caption/@id")


def test_that_a_list_is_set_to_the_left(form_of: Callable) -> None:
    page = html.document_fromstring(page_of(rule_book(form_of(NEWEST))))
    assert page.xpath("//table[@class='list']")


@pytest.mark.parametrize("measure", ["size: A4", "37mm 26mm 35mm 28mm", "table-header-group"])
def test_that_the_page_is_printed_as_an_official_document(
    new_report: NewReport, measure: str
) -> None:
    assert measure in parsed(new_report(NEWEST)).findtext(".//style")


def test_that_equal_reports_give_equal_bytes(new_report: NewReport) -> None:
    assert html_bytes(new_report(NEWEST)) == html_bytes(new_report(NEWEST))
    assert not re.search(rb"20\d\d-\d\d-\d\d", html_bytes(new_report(NEWEST)))
