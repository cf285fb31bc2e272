from collections import Counter
from collections.abc import Callable

import pytest

from core.forms.definition import Form
from core.forms.equations import Equation, equations_of

APPLICANTS = ("natural_person", "business", "research", "social", "legal", "other", "total")


def of_rule(form: Form, rule: str) -> list[Equation]:
    return [equation for equation in equations_of(form) if equation.rule.id == rule]


@pytest.mark.parametrize(("edition", "rows"), [("2019", 23), ("2021", 25)])
def test_that_each_rule_has_one_equation_a_line(
    form_of: Callable[[str], Form], edition: str, rows: int
) -> None:
    assert Counter(equation.rule.id for equation in equations_of(form_of(edition))) == {
        "applications.balance": 7,
        "applications.column_sum": 7,
        "applications.row_sum": rows,
        "review_litigation.row_sum": 3,
    }


def test_that_the_first_two_items_balance_the_last_two_in_every_column(form: Form) -> None:
    found = of_rule(form, "applications.balance")

    assert [(equation.left, equation.right) for equation in found] == [
        (
            (f"applications.new_received.{column}", f"applications.carried_in.{column}"),
            (f"applications.result_total.{column}", f"applications.carried_out.{column}"),
        )
        for column in APPLICANTS
    ]


def test_that_the_result_total_of_every_column_is_checked_against_the_results(form: Form) -> None:
    results = form.tables["applications"].row("result_total").sum_of
    found = of_rule(form, "applications.column_sum")

    assert [(equation.left, equation.right) for equation in found] == [
        (
            tuple(f"applications.{row}.{column}" for row in results),
            (f"applications.result_total.{column}",),
        )
        for column in APPLICANTS
    ]


def test_that_the_total_of_every_row_is_checked_against_the_applicants(form: Form) -> None:
    found = of_rule(form, "applications.row_sum")

    assert [(equation.left, equation.right) for equation in found] == [
        (
            tuple(f"applications.{row.id}.{column}" for column in APPLICANTS[:-1]),
            (f"applications.{row.id}.total",),
        )
        for row in form.tables["applications"].rows
    ]


def test_that_the_reviews_and_both_kinds_of_suits_are_summed_by_themselves(form: Form) -> None:
    found = of_rule(form, "review_litigation.row_sum")

    assert [(equation.left, equation.right) for equation in found] == [
        (
            tuple(
                f"review_litigation.{row}.{column}"
                for column in ("upheld", "corrected", "other", "pending")
            ),
            (f"review_litigation.{row}.total",),
        )
        for row in ("review", "direct_suit", "suit_after_review")
    ]
    assert [equation.row for equation in found] == [
        "行政复议",
        "行政诉讼未经复议直接起诉",
        "行政诉讼复议后起诉",
    ]


def test_that_an_equation_names_its_line_and_no_cell_twice(form: Form) -> None:
    for equation in equations_of(form):
        assert bool(equation.row) != bool(equation.column)
        assert equation.cells == equation.left + equation.right
        assert len(set(equation.cells)) == len(equation.cells)
        assert set(equation.cells) <= set(form.cells)


def test_that_the_cells_of_the_two_summed_tables_alone_are_in_equations(
    form: Form,
) -> None:
    checked = {cell for equation in equations_of(form) for cell in equation.cells}

    assert checked == {
        cell.id
        for cell in form.cells.values()
        if cell.table.id in ("applications", "review_litigation")
    }


def test_that_every_total_has_an_equation_with_its_own_addends(form: Form) -> None:
    sums = {(equation.left, equation.right) for equation in equations_of(form)}

    for total in form.totals:
        assert (total.addends, (total.id,)) in sums


def test_that_equations_are_expanded_once(form_2021: Form) -> None:
    assert equations_of(form_2021) is equations_of(form_2021)
