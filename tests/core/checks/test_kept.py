"""What was read of paragraphs is kept by their length, not by their number."""

from core.checks import kept as module
from core.checks.kept import kept


def test_that_what_was_read_is_kept() -> None:
    read: list[str] = []

    @kept(lambda paragraph: len(paragraph))
    def look(paragraph: str) -> int:
        read.append(paragraph)
        return len(paragraph)

    assert [look("甲"), look("乙乙"), look("甲")] == [1, 2, 1]
    assert read == ["甲", "乙乙"]
    assert look.cache_info() == (1, 2)


def test_that_ten_thousand_short_paragraphs_are_kept() -> None:
    @kept(lambda paragraph: len(paragraph))
    def look(paragraph: str) -> str:
        return paragraph

    for _ in range(2):
        for number in range(10_000):
            look(f"第{number}段")

    assert look.cache_info().misses == 10_000


def test_that_of_long_paragraphs_only_the_last_are_kept() -> None:
    @kept(lambda paragraph: len(paragraph))
    def look(paragraph: str) -> str:
        return paragraph

    longest = module.MOST // 4
    for number in (1, 2, 3, 1, 4, 5, 1, 4, 2):
        look(str(number) * longest)

    assert look.cache_info() == (3, 6)  # 1 twice and 4; 2 had gone


def test_that_what_was_read_can_be_forgotten() -> None:
    @kept(lambda paragraph: len(paragraph))
    def look(paragraph: str) -> str:
        return paragraph

    look("甲")
    look.cache_clear()
    look("甲")

    assert look.cache_info().misses == 2
