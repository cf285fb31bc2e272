"""Names looked for along an axis: what is left out because it cannot be alike never is alike."""

from hypothesis import given
from hypothesis import strategies as st

from core.forms.definition import Form
from core.matching.axes import views_of


@given(st.data())
def test_that_all_names_like_the_words_are_found(
    forms: tuple[Form, ...], data: st.DataObject
) -> None:
    view = data.draw(st.sampled_from([view for form in forms for view in views_of(form)]))
    axis = data.draw(st.sampled_from([a for a in (view.down, view.across) if a.nodes]))
    name = data.draw(st.sampled_from([name for node in axis.nodes for name in node.names]))
    first = data.draw(st.integers(0, len(name) - 1))
    words = name[first : data.draw(st.integers(first + 1, len(name)))]
    words = (
        data.draw(st.sampled_from(["", "示例", "一"])) + words + data.draw(st.sampled_from(name))
    )

    assert axis.likeness(words) == tuple(node.likeness(words) for node in axis.nodes)
