"""What was found in a paragraph, remembered for as long as there is room."""

from core.checks.remembering import remembering


def test_that_what_was_found_is_remembered_until_later_texts_need_the_room() -> None:
    read: list[str] = []

    @remembering(characters=10)
    def length(text: str) -> int:
        """Its length."""
        read.append(text)
        return len(text)

    for text in ("aaaa", "bbbb", "aaaa", "cccc", "aaaa", "bbbb"):
        assert length(text) == 4
    assert read == ["aaaa", "bbbb", "cccc", "bbbb"]
    assert length.misses == 4
    length.cache_clear()
    assert length("bbbb") == 4
    assert len(read) == 5


def test_that_a_text_without_room_is_read_all_the_same() -> None:
    @remembering(characters=3)
    def length(text: str) -> int:
        return len(text)

    assert [length("a" * 9), length("b"), length("a" * 9)] == [9, 1, 9]
