from dataclasses import field, replace

import pytest

from core.record import record


@record
class Point:
    x: int
    y: int = 0
    name: str = field(default="", compare=False)


@record
class Spot(Point):
    size: int = 1


@record(eq=False)
class Thing:
    name: str


def test_that_a_record_is_equal_to_one_of_its_class_with_the_same_fields() -> None:
    assert Point(1, 2) == Point(1, 2, "other") != Point(1, 3)
    assert Point(1, 2) != Spot(1, 2)
    assert Spot(1, 2) != Spot(1, 2, size=3)
    assert Point(1, 2) != (1, 2)  # type: ignore[comparison-overlap]


def test_that_equal_records_are_one_key_of_a_dictionary() -> None:
    assert {Point(1, 2): "a", Point(1, 2, "other"): "b", Point(2, 1): "c"} == {
        Point(1, 2): "b",
        Point(2, 1): "c",
    }


def test_that_a_record_without_equality_is_equal_to_itself_alone() -> None:
    thing = Thing("a")
    assert thing != Thing("a")
    assert {thing: 1}[thing] == 1


def test_that_a_changed_copy_is_another_record_and_tells_its_fields() -> None:
    assert repr(replace(Point(1, 2), x=5)) == "Point(x=5, y=2, name='')"


def test_that_a_record_takes_its_fields_only() -> None:
    with pytest.raises(TypeError):
        Point(1, z=2)  # type: ignore[call-arg]
