"""The check code of a report: a short digest of what its pages say.

Two papers with the same code say the same. It finds a slip, such as a page of an earlier draft,
and keeps no forger out. Whether it is a draft is no part of it: the word across the pages goes,
and the code that was signed for stays.
"""

from __future__ import annotations

import json
from base64 import b32encode
from collections.abc import Iterable
from hashlib import sha256

from core.document.blocks import Block, Table

GROUPS, IN_GROUP = 3, 4  # 60 bits, in letters and digits that are not taken for one another


def check_code(blocks: Iterable[Block]) -> str:
    """The code of what the blocks of a document say, such as 3F7K-Q2MB-XW5A."""
    said = json.dumps([_said(block) for block in blocks], ensure_ascii=False)
    digest = b32encode(sha256(said.encode("utf-8", "surrogatepass")).digest()).decode()
    starts = range(0, GROUPS * IN_GROUP, IN_GROUP)
    return "-".join(digest[start : start + IN_GROUP] for start in starts)


def _said(block: Block) -> list[object]:
    if isinstance(block, Table):
        cells = [(c.row, c.column, c.rows, c.columns, c.text) for c in block.cells]
        return [block.role, cells]
    return [block.role, block.text]
