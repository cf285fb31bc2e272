"""信息处理费: what was charged, in all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from core.checks.prose.scan import Numeral
from core.checks.prose.scope import last_of
from core.chinese.punctuation import SENTENCE_ENDS

_CHARGED = re.compile(r"处理费[^，。；;0-9]{0,10}$")
_PART = re.compile(r"其中|每[件页份次]|标准")


def charged(paragraph: str, numerals: Sequence[Numeral]) -> Iterator[int]:
    """The sums of money that stand behind 信息处理费, as places; not the parts of one."""
    for i, numeral in enumerate(numerals):
        if numeral.kind != "money":
            continue
        sentence = last_of(SENTENCE_ENDS, paragraph, numeral.start)
        said = paragraph[sentence : numeral.start]
        if _CHARGED.search(said) and not _PART.search(said):
            yield i
