"""统一社会信用代码: what tells an agency from all others, whatever it is called."""

from __future__ import annotations

from core.chinese.widths import half_width
from core.refusal import Refused, quoted

LENGTH = 18
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z: they look like digits
REGION = slice(2, 8)  # the place in digits, GB/T 2260


class CodeRefused(Refused):
    """The text is no 统一社会信用代码."""


def parse_code(text: str) -> str:
    """The code that a text means, in capitals and without spaces; "" for a blank.

    Raises CodeRefused with a sentence that says what is wrong.

    Source: GB 32100-2015, 4 and annex A.
    """
    code = "".join(half_width(text).upper().split()).replace("-", "")
    if not code:
        return ""
    if wrong := next((sign for sign in code if sign not in SIGNS), ""):
        why = "，像是把数字看成了字母" if wrong in "IOSVZ" else ""
        raise CodeRefused(f"统一社会信用代码里不会有{quoted(wrong)}{why}，请对照证书再填。")
    if len(code) != LENGTH:
        raise CodeRefused(f"统一社会信用代码是 {LENGTH} 位，填了 {len(code)} 位，请对照证书再填。")
    if not code[REGION].isdecimal():
        raise CodeRefused("统一社会信用代码的第 3 到 8 位是行政区划，都是数字，请对照证书再填。")
    if code[-1] != check_sign(code[:-1]):
        raise CodeRefused(
            f"统一社会信用代码{quoted(code)}的校验位不对，有一位填错了，请对照证书再填。"
        )
    return code


def check_sign(first: str) -> str:
    """The last sign of the code that begins with these 17."""
    total = sum(SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first))
    return SIGNS[-total % 31]
