"""Bytes to text, in the encodings that Chinese offices have: UTF-8, UTF-16, GB18030 (GBK)."""

from __future__ import annotations

import re

from core.readers.encodings import MARKS  # which loads the codecs, too

# Controls that no text has, what is no character, and what GB18030 makes of other bytes.
_STRANGE = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffe\uffff]")
_MOST_STRANGE = 100  # one in so many characters


class NotText(ValueError):
    """The bytes are no text in an encoding that is known here."""


def decoded(content: bytes) -> str:
    """The text of the bytes, told by their mark, by NULs or by what fits. Raises NotText.

    The few controls that a text may hold are left out.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _sound(content[len(mark) :], encoding)
    if b"\0" in content:  # half of a plain sign in UTF-16
        first, second = content[::2].count(0), content[1::2].count(0)
        return _sound(content, "utf-16-le" if second > first else "utf-16-be")
    try:
        return _sound(content, "utf-8")
    except NotText:
        return _sound(content, "gb18030")


def _sound(content: bytes, encoding: str) -> str:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        raise NotText from error
    plain = _STRANGE.sub("", text)
    if (len(text) - len(plain)) * _MOST_STRANGE > len(text):
        raise NotText
    return plain
