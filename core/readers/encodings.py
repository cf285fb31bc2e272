"""The text of foreign bytes, whose encoding is marked, declared, kept silent or told wrongly."""

from __future__ import annotations

import codecs
import re

# Chinese offices write these; the two others are what a page from elsewhere may be in.
UTF_8, CHINESE = "utf-8", "gb18030"
_DECLARED = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs"}
# What a text begins with that says its encoding.
MARKS = (
    (codecs.BOM_UTF8, UTF_8),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ((b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"))
_DECLARATION = re.compile(
    r"""(?:charset|encoding)\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{1,20})""", re.IGNORECASE | re.ASCII
)
_HEAD = 4096  # bytes in which a declaration is looked for; browsers look in 1024

for _name in (UTF_8, CHINESE, "big5hkscs", "utf-16-le", "utf-16-be"):
    codecs.lookup(_name)  # a confined process could not load it later on

# Shown as nothing: controls but tab and line ends, and what only joins or parts.
_UNSEEN = dict.fromkeys(
    [
        *range(0x09),
        *range(0x0B, 0x0D),
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        *(0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF),
    ]
)


def decoded(content: bytes, declared: str = "") -> str:
    """The text of bytes: by their mark, else in UTF-8 or GB18030, whichever they are.

    What is declared, in the text or beside it, decides only where it is neither of the two, for
    pages that declare one of them are as often in the other. What is no character comes out as �.
    """
    for mark, name in (*MARKS, *_WIDE):
        if content.startswith(mark):
            return _plain(content.removeprefix(mark if mark[0] > 0x7F else b""), name)
    found = _DECLARATION.search(content[:_HEAD].decode("latin-1"))
    name = declared or (found[1] if found else "")
    other = _DECLARED.get(name.lower())
    if other:
        return _plain(content, other)
    text = _plain(content, UTF_8)
    wrong = text.count("�")
    if not wrong:
        return text
    chinese = _plain(content, CHINESE)
    return chinese if chinese.count("�") < wrong else text


def without_unseen(text: str) -> str:
    """The text without the characters that are shown as nothing."""
    return text.translate(_UNSEEN)


def _plain(content: bytes, encoding: str) -> str:
    return without_unseen(content.decode(encoding, "replace"))
