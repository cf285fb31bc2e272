import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from core.writers.pdf.running import RunningText
from tests import kinsoku
from tests.kinsoku import line_faults

ADVANCES: defaultdict[int, float] = defaultdict(lambda: 1000.0)


@pytest.fixture
def cut_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has every text broken into two lines at one place, whatever stands there."""

    def cut(at: int) -> None:
        class Careless(RunningText):
            def lines(self, measure: float, indent: float) -> Iterator[tuple[int, int]]:
                below = at + (self._text[at] == " ")  # a space between two lines is on neither
                yield from ((0, at), (below, len(self._text)))

        monkeypatch.setattr(kinsoku, "RunningText", Careless)

    return cut


@pytest.mark.parametrize(
    ("text", "at", "fault"),
    [
        ("甲乙丙丁，戊己庚", 4, "bad start"),
        ("甲乙丙“丁戊”己庚", 4, "bad end"),
        ("甲乙丙——丁戊己庚", 4, "broken mark"),
        ("甲乙123456丙丁", 4, "broken word"),
        ("甲乙共12件丙丁戊", 5, "figure without unit"),
        ("甲乙丙丁戊己庚辛壬癸甲乙", 11, "overflow"),
    ],
)
def test_that_each_fault_of_a_line_is_seen(
    cut_at: Callable[[int], None], text: str, at: int, fault: str
) -> None:
    cut_at(at)
    assert set(line_faults(text, ADVANCES, 12000)) - {"lines", "ragged"} == {fault}


@pytest.mark.parametrize(("text", "at"), [("甲乙共12 件丙丁戊", 5), ("甲乙丙— —丁戊己庚", 4)])
def test_that_what_a_space_parts_may_be_on_two_lines(
    cut_at: Callable[[int], None], text: str, at: int
) -> None:
    cut_at(at)
    assert set(line_faults(text, ADVANCES, 12000)) <= {"lines", "ragged"}


def test_that_a_stretched_word_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.writers.pdf.running._INSEPARABLE", re.compile("——"))
    assert line_faults("公开ab公开公开公开公开", ADVANCES, 9500)["spaced word"] == 1
