"""A page that a browser, Word or WPS saved as one file (.mht, .mhtml) to its contents.

Source: RFC 2557. What a page refers to stands in the same file, and is not read.
"""

from __future__ import annotations

import codecs
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32

from core.readers.contents import contents_bytes
from core.readers.encodings import decoded
from core.readers.html import HtmlRefused, contents_of_html

codecs.lookup("raw-unicode-escape")  # for bodies; a confined process could not load it later on
MOST_PARTS = 2000  # pictures mostly


class MhtRefused(HtmlRefused):
    """There is no page in the file; the message goes on from its name."""


def mht_contents(content: bytes) -> bytes:
    """The contents of the first page that shows something, as contents_bytes.

    Raises HtmlRefused, or TableRefused for a table that is too large.
    """
    refusal: HtmlRefused | None = None
    for html in _pages(content):
        try:
            return contents_bytes(contents_of_html(html))
        except HtmlRefused as refused:  # a frame around the others
            refusal = refusal or refused
    raise refusal or MhtRefused("里没有网页；请在浏览器里重新另存，或另选一个文件。")


def _pages(content: bytes) -> list[str]:
    try:
        message = BytesParser(policy=compat32).parsebytes(content)
        parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS), strict=False)]
        return [_text(part) for part in parts if part.get_content_type() == "text/html"]
    except (RecursionError, ValueError, LookupError, OSError) as error:  # of a charset's name too
        raise MhtRefused("已损坏；请在浏览器里重新另存，或另选一个文件。") from error


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset() or ""
    return decoded(payload, charset) if isinstance(payload, bytes) else ""
