import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.writers.pdf.columns import Need, widths_by_need

COLUMNS = st.lists(
    st.tuples(st.floats(5, 100), st.floats(0, 100), st.floats(0, 100)), min_size=1, max_size=15
)


def test_that_a_narrow_column_takes_what_it_lacks_from_those_with_room() -> None:
    needs = [Need(30, 50), Need(10, 10), Need(20, 20)]
    assert widths_by_need([30, 30, 30], needs) == pytest.approx((50, 30 - 20 * 2 / 3, 30 - 20 / 3))


def test_that_columns_that_all_lack_room_stay() -> None:
    assert widths_by_need([30, 40], [Need(30, 60), Need(40, 41)]) == (30, 40)


def test_that_scarce_room_is_shared_by_what_is_lacking() -> None:
    needs = [Need(10, 40), Need(10, 25), Need(8, 8)]
    assert widths_by_need([10, 10, 20], needs) == pytest.approx((18, 14, 8))


@given(COLUMNS)
def test_that_the_sum_stays_and_no_column_loses_more_than_it_has_to_spare(
    columns: list[tuple[float, float, float]],
) -> None:
    widths = [width for width, _, _ in columns]
    needs = [Need(least, most) for _, least, most in columns]
    fitted = widths_by_need(widths, needs)
    assert sum(fitted) == pytest.approx(sum(widths))
    for width, need, new in zip(widths, needs, fitted, strict=True):
        if need.most > width:
            assert width <= new <= need.most + 1e-6
        else:
            assert min(width, need.least) - 1e-6 <= new <= width
