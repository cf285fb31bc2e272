"""Half and full width: the same signs in two widths, which input methods mix."""

from __future__ import annotations

# ！ to ～, the full-width forms of ! to ~ (Unicode, Halfwidth and Fullwidth Forms). Not NFKC: it
# would read 3² as 32.
FULL_TO_HALF = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_HALF_TO_FULL = {half: full for full, half in FULL_TO_HALF.items()}
_FIGURES = "0123456789.%,"
_FULL_FIGURES = tuple((chr(_HALF_TO_FULL[ord(sign)]), sign) for sign in _FIGURES)
_FIGURES_TO_FULL = {ord(sign): _HALF_TO_FULL[ord(sign)] for sign in _FIGURES if sign not in "%,"}


def half_width(text: str) -> str:
    """The text with every full-width sign as a plain one; no longer, no shorter."""
    return text.translate(FULL_TO_HALF)


def full_width(text: str) -> str:
    """The text with every plain sign but the space as a full-width one; no longer, no shorter."""
    return text.translate(_HALF_TO_FULL)


def half_width_figures(text: str) -> str:
    """The same for digits, points, percent signs and separators alone: brackets stay."""
    for full, half in _FULL_FIGURES:  # in long texts quicker than translate
        if full in text:
            text = text.replace(full, half)
    return text


def full_width_figures(text: str) -> str:
    """The text with plain digits and points as full-width ones."""
    return text.translate(_FIGURES_TO_FULL)
