"""How well made-up sentences in the manner of real reports are understood."""

from pathlib import Path

import pytest

from core.forms.definition import Form
from tests.labelled import tally_of

SENTENCES = Path(__file__).parent / "sentences.toml"


@pytest.mark.parametrize("part", ["tuning", "held_out", "second_held_out"])
def test_that_figures_are_bound_to_what_they_speak_of(forms: tuple[Form, ...], part: str) -> None:
    tally = tally_of(SENTENCES, forms, part)

    assert tally.cells >= 30
    assert tally.recall >= 0.95, tally.misses
    assert tally.precision >= 0.98, tally.misses
    assert tally.wrong_found == tally.wrong, tally.misses
    assert tally.false_alarms == 0, tally.misses
    assert tally.relations_found == tally.relations, tally.misses


@pytest.mark.parametrize("part", ["third_held_out", "fourth_held_out"])
def test_that_figures_are_bound_in_manners_that_were_not_thought_of(
    forms: tuple[Form, ...], part: str
) -> None:
    """At first 111 of 134 and 42 of 50 were bound, and three true figures called wrong."""
    tally = tally_of(SENTENCES.with_name("held_out.toml"), forms, part)

    assert tally.cells >= 50
    assert tally.recall >= 0.95, tally.misses
    assert tally.precision >= 0.98, tally.misses
    assert tally.wrong_found == tally.wrong, tally.misses
    assert tally.false_alarms == 0, tally.misses
    assert tally.relations_found >= 0.9 * tally.relations, tally.misses
