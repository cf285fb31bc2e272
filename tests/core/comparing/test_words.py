"""Where two texts differ. All texts here are made up."""

from hypothesis import given
from hypothesis import strategies as st

from core.comparing.words import bare, steps_between

SENTENCES = st.lists(st.text("甲乙丙12。；\u3000 ", max_size=8), max_size=8)


@given(text=SENTENCES)
def test_that_a_text_does_not_differ_from_itself_split_otherwise(text: list[str]) -> None:
    assert list(steps_between(text, text)) == []
    assert list(steps_between(text, ["".join(text)])) == []
    assert list(steps_between(["\n".join(text)], text)) == []


@given(one=SENTENCES, other=SENTENCES)
def test_that_two_texts_differ_where_their_words_do(one: list[str], other: list[str]) -> None:
    steps = list(steps_between(one, other))
    assert bool(steps) == (bare("".join(one)) != bare("".join(other)))
    assert all(bare(step.ours) != bare(step.theirs) for step in steps)


@given(one=SENTENCES, other=SENTENCES)
def test_that_what_is_told_are_words_of_either_text(one: list[str], other: list[str]) -> None:
    for step in steps_between(one, other):
        assert bare(step.ours) in bare("".join(one))
        assert bare(step.theirs) in bare("".join(other))
