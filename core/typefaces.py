"""The fonts of the printed page by their names; the window sets texts in the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

FaceRole = Literal["body", "title", "heading", "subheading", "table"]

# The families of each face that an office may have, the preferred one first.
FAMILIES: Mapping[FaceRole, tuple[str, ...]] = {
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong"),
    "title": (
        "方正小标宋简体",
        "FZXiaoBiaoSong-B05S",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05",
    ),
    "heading": ("黑体", "SimHei"),
    "subheading": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi"),
    "table": ("宋体", "SimSun"),
}
# The program's own fonts by role, each in a file of that name.
OWN_FONTS: Mapping[FaceRole, str] = {
    "body": "FandolFang-Regular",
    "title": "NotoSerifSC-Bold",
    "heading": "NotoSansSC-Medium",
    "subheading": "FandolKai-Regular",
    "table": "NotoSerifSC-Light",
}
