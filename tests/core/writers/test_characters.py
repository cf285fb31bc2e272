"""Characters that XML cannot hold."""

from hypothesis import given
from lxml import etree

from core.writers.characters import writable
from tests.core.conftest import WRITING


@given(WRITING)
def test_that_what_is_writable_can_stand_in_xml_and_comes_back(text: str) -> None:
    element = etree.Element("a")
    element.text = writable(text)
    read = etree.fromstring(etree.tostring(element, encoding="utf-8"))
    assert (read.text or "") == writable(text)


def test_that_only_what_has_no_look_is_left_out() -> None:
    assert writable("甲\x00\x07乙\t\n\u3000𬱖\uffff") == "甲乙\t\n\u3000𬱖\ufffd"
