"""Pages and workbooks are read where nothing can be opened any more, and hostile ones end there."""

import io
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from core.readers.confined import ConfinedRefused, confined
from core.readers.content import MEGABYTE
from core.readers.html import clipboard_contents, html_contents
from core.readers.mht import mht_contents
from core.readers.xlsx import xlsx_contents

PAGE = "<meta charset={}><p>示例街道<table><tr><td>甲<td>1</table>"


def workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["甲", 1.5])
    book.save(made := io.BytesIO())
    return made.getvalue()


def mostly(part: bytes) -> bytes:
    """A workbook with one part of its own in place of what should be there."""
    with ZipFile(made := io.BytesIO(), "w", ZIP_DEFLATED) as file:
        file.writestr("xl/workbook.xml", part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("read", "content"),
    [
        *((html_contents, PAGE.format(c).encode(c)) for c in ("utf-8", "gb18030", "utf-16")),
        (html_contents, PAGE.format("big5").encode("big5", "ignore")),
        (html_contents, PAGE.format("no-such-charset").encode()),
        (clipboard_contents, b"Version:0.9\r\n" + PAGE.format("gbk").encode()),
        (mht_contents, b"Content-Type: text/html; charset=none\r\n\r\n" + PAGE.encode("gbk")),
        (mht_contents, b"Content-Type: text/html; charset*0*=a''%ff\r\n\r\n" + PAGE.encode()),
        (xlsx_contents, workbook()),
    ],
)
def test_that_nothing_is_missing_in_a_confined_process(
    read: Callable[[bytes], bytes], content: bytes
) -> None:
    assert confined(read, content) == read(content)


@pytest.mark.parametrize(
    ("read", "content", "sentence"),
    [
        (html_contents, b"<div>" * 20_000, "套了太多层"),
        (html_contents, b"<b>x</b>" * (2 * MEGABYTE), "内容太多|太占内存"),
        (xlsx_contents, mostly(b" " * (60 * MEGABYTE)), "太大|太占内存"),
        (xlsx_contents, mostly(b"<a>" + b"<b/>" * (9 * MEGABYTE) + b"</a>"), "太大|太占内存"),
        (mht_contents, b"Content-Type: multipart/a; boundary=a\n\n--a\n" * 20_000, "没有网页"),
    ],
)
def test_that_a_hostile_file_ends_in_a_sentence(
    read: Callable[[bytes], bytes], content: bytes, sentence: str
) -> None:
    with pytest.raises(ConfinedRefused, match=sentence):
        confined(read, content)
