"""What was found in a paragraph, remembered for as long as there is room."""

from core.checks.remembering import remembering


def test_that_what_was_found_is_remembered_until_later_texts_need_the_room() -> None:
    read: list[str] = []

    @remembering(characters=1000)
    def length(text: str) -> int:
        """Its length."""
        read.append(text)
        return len(text)

    for text in (400 * "a", 400 * "b", 400 * "a", 400 * "c", 400 * "a", 400 * "b"):
        assert length(text) == 400
    assert [text[0] for text in read] == ["a", "b", "c", "b"]
    assert length.misses == 4
    length.cache_clear()
    assert length(400 * "b") == 400
    assert len(read) == 5


def test_that_a_text_without_room_is_read_all_the_same() -> None:
    @remembering(characters=3)
    def length(text: str) -> int:
        return len(text)

    assert [length("a" * 9), length("b"), length("a" * 9)] == [9, 1, 9]


def test_that_the_shortest_of_texts_take_room_too() -> None:
    @remembering(characters=1000)
    def length(text: str) -> int:
        return len(text)

    for text in "abcdefghijk":
        length(text)
    length("k")
    assert length.misses == 11
    length("a")
    assert length.misses == 12


def test_that_what_is_given_no_text_takes_room_by_its_own_length() -> None:
    @remembering(characters=1000, length=len)
    def total(numbers: tuple[int, ...]) -> int:
        return sum(numbers)

    for last in (1, 2, 1, 3, 1, 2):
        total((0,) * 400 + (last,))
    assert total.misses == 4
