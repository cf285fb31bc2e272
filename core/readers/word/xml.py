"""Looking into the XML of Word: elements and attributes by their local names.

The transitional and the strict form of the same document differ in their namespaces alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Element = Any  # lxml has no types

_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_OFF = ("0", "false", "off", "none")
_LONGEST_NUMBER = 9  # digits


def name_of(element: Element) -> str:
    """The local name of an element; "" for what is none, such as an entity."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, or what the path of names leads to; None for none."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if name_of(inner) == name), None)
    return element


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name; none of None."""
    if element is not None:
        yield from (inner for inner in element if name_of(inner) == name)


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's own, "" where it is absent or there is no such element."""
    if element is None:
        return ""
    for namespace in _NAMESPACES:
        found = element.get(namespace + name)
        if found is not None:
            return str(found)
    return ""


def is_on(element: Element | None) -> bool | None:
    """Whether a switch is on; None where it is absent."""
    if element is None:
        return None
    return attribute(element).lower() not in _OFF


def number(text: str, default: int = 0) -> int:
    """A whole number of the XML, the default for anything else."""
    text = text.strip()
    digits = text.removeprefix("-")
    if digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_NUMBER:
        return int(text)
    return default
