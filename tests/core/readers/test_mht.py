"""The page in a file that a browser or Word saved as one is found and read."""

import base64
import quopri

import pytest

from core.readers.contents import Paragraph, contents_from_bytes
from core.readers.html import HtmlRefused
from core.readers.mht import mht_contents

PAGE = "<html><body><p>示例街道，共 12 件</p></body></html>"
HEAD = (
    "From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----A"\r\n\r\n'
)


def saved(page: bytes, encoding: str, charset: str, line_end: str = "\r\n") -> bytes:
    packed = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}[encoding](page)
    picture = "------A\r\nContent-Type: image/png\r\n\r\n<p>no page</p>\r\n"
    kind = f"Content-Type: text/html{charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    whole = (HEAD + picture + "------A\r\n" + kind).encode() + packed + b"\r\n------A--\r\n"
    return whole if line_end == "\r\n" else whole.replace(b"\r\n", b"\n")


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
@pytest.mark.parametrize(
    ("written", "charset"),
    [
        ("utf-8", '; charset="utf-8"'),
        ("gb18030", "; charset=gb2312"),
        ("utf-8", "; charset=gb2312"),
        ("gb18030", ""),
        ("utf-16", '; charset="unicode"'),
        ("utf-8", "; charset*0*=x''%ff"),
    ],
)
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_that_the_page_is_read(encoding: str, written: str, charset: str, line_end: str) -> None:
    content = saved(PAGE.encode(written), encoding, charset, line_end)
    found = contents_from_bytes(mht_contents(content))
    assert found.blocks == (Paragraph("示例街道，共 12 件", "第1段"),)


def test_that_the_frame_around_a_page_is_passed_over() -> None:
    frame = "------A\r\nContent-Type: text/html\r\n\r\n<frameset><frame></frameset>\r\n"
    content = saved(PAGE.encode(), "base64", "").replace(
        b"------A\r\nContent-Type: image", frame.encode() + b"------A\r\nContent-Type: image"
    )
    assert contents_from_bytes(mht_contents(content)).blocks


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        HEAD.encode(),
        b"Content-Type: text/html\r\n\r\n<script>",
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000,
        b"Content-Type: message/rfc822\n\n" * 20_000,
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n\xff\xfe=",
    ],
)
def test_that_what_has_no_page_is_refused(content: bytes) -> None:
    with pytest.raises(HtmlRefused):
        mht_contents(content)
