"""What a sentence repeats of what was read."""

import pytest

from core.refusal import one_line, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2021", "“2021”"),
        ("一\n\u2028二\t三　四　 五", "“一 二 三　四 五”"),
        ("a\x00\x1b[31m\x7f", "“a□□[31m□”"),
        ("年报\u202egpj.exe", "“年报□gpj.exe”"),  # which would read 年报exe.jpg
        ("半个\ud800", "“半个□”"),
        ("字" * 40, f"“{'字' * 40}”"),
        ("字" * 41, f"“{'字' * 40}…”"),
        ("", "“”"),
    ],
)
def test_that_what_was_read_is_quoted_in_a_line(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_that_the_longest_text_costs_no_more_than_a_line() -> None:
    assert one_line("字" * 10_000_000, 3) == "字字字…"
    assert one_line("\n" * 10_000_000) == ""
