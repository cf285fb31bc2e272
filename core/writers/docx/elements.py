"""The elements of WordprocessingML that text consists of.

Word is strict about their order: what makes them passes children in the order of the schema
(ISO/IEC 29500-1, annex A).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from docx.oxml.ns import nsmap
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

W = nsmap["w"]
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_LINE_END = re.compile("\r\n|[\n\r\u2028\u2029]")
# Control characters have no look; those of broken text, which XML cannot hold either, get one.
_WITHOUT_LOOK = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_NOT_WRITTEN = re.compile("[\ud800-\udfff\ufffe\uffff]")


def element(
    name: str, *children: BaseOxmlElement | None, **attributes: str | int
) -> BaseOxmlElement:
    """An element of the main namespace, with its attributes of the same; None is no child."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(f"{{{W}}}{key}", str(value))
    made.extend(child for child in children if child is not None)
    return made


def paragraph(
    style: str, runs: Iterable[BaseOxmlElement], *properties: BaseOxmlElement | None
) -> BaseOxmlElement:
    """A paragraph in a style, with what it has beyond it."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *runs)


def runs_of(
    text: str, style: str = "", *properties: BaseOxmlElement | None
) -> Iterator[BaseOxmlElement]:
    """The text as a run, none if there is none; `style` is that of its characters, "" for none.

    A line end is a break, a tab a tab; control characters are left out, and what no file can hold
    is shown as such (U+FFFD).
    """
    if not text:
        return
    made = element("r")
    marks = [
        element("rStyle", val=style) if style else None,
        # Else Word takes quotes and dashes for Latin ones.
        element("rFonts", hint="eastAsia") if _is_ambiguous(text) else None,
        *properties,
    ]
    if any(mark is not None for mark in marks):
        made.append(element("rPr", *marks))
    for number, line in enumerate(_LINE_END.split(text)):
        if number:
            made.append(element("br"))
        made.extend(_texts(line))
    yield made


def _texts(line: str) -> Iterator[BaseOxmlElement]:
    for number, part in enumerate(line.split("\t")):
        if number:
            yield element("tab")
        if written := writable(part):
            text = element("t")
            text.text = written
            if written.strip() != written:
                text.set(XML_SPACE, "preserve")
            yield text


def writable(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_WRITTEN.sub("\ufffd", _WITHOUT_LOOK.sub("", text))


def _is_ambiguous(text: str) -> bool:
    return not text.isascii() and any(unicodedata.east_asian_width(c) == "A" for c in text)
