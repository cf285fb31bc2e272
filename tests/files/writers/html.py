"""A draft as a web page, as web editors, Word, WPS and content management systems make them."""

from __future__ import annotations

import base64
import quopri
from html import escape

from tests.files.draft import Box, Draft, Para, Sheet

PLAIN, UEDITOR, WORD, WPS, SOUP = "plain", "ueditor", "word", "wps", "soup"
NAVIGATION = (
    '<div class="head"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>'
    '<li><a href="/bsfw/">办事服务</a></li></ul><form><input name="q" value="请输入关键字"></form></div>'
)
FOOT = (
    '<div class="foot"><table width="100%"><tr><td>主办单位</td><td>县人民政府办公室</td></tr>'
    "<tr><td>访问量</td><td>1284417</td></tr></table><script>var n=128;document.write(n+'次');</script></div>"
)


def html_bytes(draft: Draft, flavour: str = PLAIN, encoding: str = "utf-8") -> bytes:
    """The page."""
    charset = {"gb18030": "gb2312", "utf-8-sig": "utf-8"}.get(encoding, encoding)
    style = "<style>.a{color:#333} table{border-collapse:collapse} td{border:1px solid}</style>"
    body = "\n".join(_block(block, flavour) for block in draft.blocks)
    if draft.layout == "table":
        body = f'<table width="960" align="center"><tr><td width="200"><a href="#">栏目导航</a></td><td><table><tr><td>{body}</td></tr></table></td></tr></table>'
    if draft.layout == "web":
        body = f'{NAVIGATION}<div id="zoom" class="content">{body}</div>{FOOT}'
    if flavour == WORD:
        head = f"<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type content='text/html; charset={charset}'><meta name=Generator content='Microsoft Word 15 (filtered)'>"
    else:
        head = f'<!DOCTYPE html><html lang="zh"><head><meta charset="{charset}">'
    page = (
        f"{head}<title>{escape(draft.page_title)}</title>{style}</head><body>{body}</body></html>"
    )
    return page.encode(encoding)


def mht_bytes(draft: Draft, encoding: str = "gb18030", transfer: str = "quoted-printable") -> bytes:
    """The page as Word saves it in one file with what belongs to it."""
    page = html_bytes(draft, WORD, encoding)
    coded = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}[transfer](page)
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_Part"; type="text/html"\r\n\r\n'
        "------=_Part\r\nContent-Location: file:///C:/report.htm\r\n"
        f'Content-Transfer-Encoding: {transfer}\r\nContent-Type: text/html; charset="gb2312"\r\n\r\n'
    )
    if encoding == "utf-8":
        head = head.replace("gb2312", "utf-8")
    tail = (
        "\r\n------=_Part\r\nContent-Location: file:///C:/report.files/a.png\r\nContent-Transfer-Encoding: base64\r\n"
        "Content-Type: image/png\r\n\r\niVBORw0KGgo=\r\n------=_Part--\r\n"
    )
    return head.encode() + coded.replace(b"\n", b"\r\n").replace(b"\r\r\n", b"\r\n") + tail.encode()


def _block(block: Para | Sheet, flavour: str) -> str:
    if isinstance(block, Sheet):
        return _table(block, flavour)
    text = _paragraph(block, flavour)
    return f"<table border=1><tr><td>{text}</td></tr></table>" if block.manner == "boxed" else text


def _paragraph(para: Para, flavour: str) -> str:
    text = _words(para.text, flavour)
    if para.manner in ("hidden", "deleted"):
        return f'<p style="display:none">{text}</p>'
    centred = ' style="text-align:center"' if para.kind == "title" else ""
    if flavour == PLAIN:
        tag = {"title": "h1", "heading": "h2"}.get(para.kind, "p")
        return f"<{tag}{centred}>{text}</{tag}>"
    if flavour == SOUP:
        return f"<p{centred}>{'　　' if para.kind == 'body' else ''}{text}"
    if flavour == WORD:
        align = " align=center" if para.kind == "title" else ""
        return f"<p class=MsoNormal{align} style='text-indent:32.0pt'><span style='font-size:16.0pt;font-family:仿宋'>{text}</span></p>"
    indent = "&nbsp;&nbsp;&nbsp;&nbsp;" if flavour == UEDITOR and para.kind == "body" else ""
    weight = ("<strong>", "</strong>") if para.kind in ("title", "heading") else ("", "")
    align = "text-align:center" if para.kind == "title" else "text-indent:2em"
    return f'<p style="{align}"><span style="font-family:仿宋;font-size:21px">{weight[0]}{indent}{text}{weight[1]}</span></p>'


def _words(text: str, flavour: str) -> str:
    text = escape(text).replace("\n", "<br/>" if flavour in (PLAIN, UEDITOR) else "<br>")
    if flavour == WORD:  # Latin and digits in a span of their own
        return "".join(
            f"<span lang=EN-US>{c}</span>" if c.isascii() and c.isdigit() else c for c in text
        )
    if flavour == WPS:
        half = len(text) // 2
        if text[half : half + 1].isalnum() and "&" not in text and "<" not in text:
            return f"<span>{text[:half]}</span><span>{text[half:]}</span><span><o:p></o:p></span>"
    return text


def _table(sheet: Sheet, flavour: str) -> str:
    rows: list[str] = [""] * len(sheet.matrix)
    for box, row, _, tall, wide in sheet.places():
        tag = "th" if flavour == PLAIN and row < sheet.head else "td"
        span = (f' rowspan="{tall}"' if tall > 1 else "") + (
            f' colspan="{wide}"' if wide > 1 else ""
        )
        end = "" if flavour == SOUP else f"</{tag}>"
        rows[row] += f"<{tag}{span}>{_inside(box, flavour)}{end}"
    end = "" if flavour == SOUP else "</tr>"
    inside = "\n".join(f"<tr>{row}{end}" for row in rows)
    if flavour == PLAIN:
        inside = f"<tbody>{inside}</tbody>"
    border = " class=MsoTableGrid border=1" if flavour == WORD else ' border="1"'
    return f"<table{border}>{inside}</table>"


def _inside(box: Box, flavour: str) -> str:
    manner, _, unseen = box.manner.partition(":")
    gone = (
        f'<span style="display:none">{escape(unseen)}</span>'
        if unseen and manner == "hidden"
        else ""
    )
    text = "&nbsp;" * (2 * box.indent) + gone + _words(box.text, flavour)
    if flavour in (PLAIN, SOUP):
        return text
    if flavour == WORD:
        return f"<p class=MsoNormal align=center>{text or '&nbsp;'}</p>"
    return f'<p style="text-align:center"><span>{text}</span></p>'
