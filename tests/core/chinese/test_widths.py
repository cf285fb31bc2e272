"""The two widths of a sign."""

from hypothesis import given
from hypothesis import strategies as st

from core.chinese.widths import full_width, full_width_figures, half_width, half_width_figures

PLAIN = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E))


@given(PLAIN)
def test_that_plain_signs_made_wide_and_narrow_again_are_the_same(text: str) -> None:
    assert half_width(full_width(text)) == text
    assert not any(sign.isascii() for sign in full_width(text))


@given(st.text())
def test_that_no_width_changes_a_length(text: str) -> None:
    for change in (half_width, full_width, half_width_figures, full_width_figures):
        assert len(change(text)) == len(text)


def test_that_figures_alone_become_narrow() -> None:
    assert half_width_figures("（１，２０５．５％）") == "（1,205.5%）"
    assert half_width("（１，２０５．５％）") == "(1,205.5%)"


def test_that_figures_become_wide_with_their_points_alone() -> None:
    assert full_width_figures("1,205.5%") == "１,２０５．５%"


def test_that_a_power_is_no_digit() -> None:
    assert half_width("3²") == "3²"
