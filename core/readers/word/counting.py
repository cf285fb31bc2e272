"""The numbers that Word puts in front of paragraphs, in the manners that it has names for."""

from __future__ import annotations

_ONES = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEPS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))
_LEGAL_STEPS = ((1000, "仟"), (100, "佰"), (10, "拾"), (1, ""))
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_POINTED = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
_CIRCLED_IDEOGRAPHS = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"

_BY_SIGN = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "decimalEnclosedCircle": _CIRCLES,
    "decimalEnclosedCircleChinese": _CIRCLES,
    "decimalEnclosedParen": _BRACKETED,
    "decimalEnclosedFullstop": _POINTED,
    "ideographEnclosedCircle": _CIRCLED_IDEOGRAPHS,
}
_BY_MYRIADS = {
    "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand",
    "koreanDigital2", "ideographLegalTraditional",
}  # fmt: skip
_BY_PLACE = {"ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"}
_BY_BOTH = {"chineseCounting", "taiwaneseCounting"}
_LARGEST_IN_WORDS = 9999
_LARGEST_IN_LETTERS = 780


def written(value: int, manner: str) -> str:
    """A number in one of Word's manners, in plain digits in one that is not known here."""
    if manner == "none":
        return ""
    if manner in _BY_SIGN and 1 <= value <= len(_BY_SIGN[manner]):
        return _BY_SIGN[manner][value - 1]
    if manner in ("decimalFullWidth", "decimalFullWidth2"):
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if manner == "decimalZero":
        return f"{value:02}"
    if manner in ("lowerLetter", "upperLetter") and 1 <= value <= _LARGEST_IN_LETTERS:
        letter = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.lower() if manner == "lowerLetter" else letter
    if 1 <= value <= _LARGEST_IN_WORDS:
        return _in_words(value, manner)
    return str(value)


def _in_words(value: int, manner: str) -> str:
    if manner in _BY_PLACE or (manner in _BY_BOTH and value > 99):
        return "".join(_ONES[int(digit)] for digit in str(value))
    if manner in _BY_MYRIADS or manner in _BY_BOTH:
        return _by_steps(value, _ONES, _STEPS).replace("〇", "零")
    if manner == "chineseLegalSimplified":
        return _by_steps(value, _LEGAL, _LEGAL_STEPS)
    if manner in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if manner == "upperRoman" else roman.lower()
    return str(value)


def _by_steps(value: int, digits: str, steps: tuple[tuple[int, str], ...]) -> str:
    text = ""
    for step, name in steps:
        digit, value = divmod(value, step)
        if digit:
            text += digits[digit] + name
        elif text and value and not text.endswith(digits[0]):
            text += digits[0]
    return text.removeprefix("一") if text.startswith("一十") else text


def _roman(value: int) -> str:
    text = ""
    for step, sign in _ROMAN:
        count, value = divmod(value, step)
        text += sign * count
    return text
