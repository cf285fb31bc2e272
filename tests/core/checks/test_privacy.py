"""Numbers and names of persons. All of them are made up; the IDs only pass their arithmetic."""

from collections.abc import Callable

import pytest

from core.checks.findings import Finding
from core.checks.privacy import is_bank_card, is_citizen_id, is_old_citizen_id
from core.forms.definition import Form
from core.forms.rules import PrivacyRule

Found = Callable[..., list[Finding]]

WIDE = "１１０１０５１９４９１２３１００２Ｘ"

WRONG = [
    # The example of GB 11643-1999.
    ("privacy.citizen_id", "身份证号11010519491231002X。", "11010519491231002X"),
    ("privacy.citizen_id", "号码110105 19491231 002x。", "110105 19491231 002x"),
    (
        "privacy.citizen_id",
        "１１０１０５１９４９１２３１００２Ｘ",
        "１１０１０５１９４９１２３１００２Ｘ",
    ),
    ("privacy.citizen_id", "110105-19491231-002X", "110105-19491231-002X"),
    ("privacy.old_citizen_id", "号码110105491231002。", "110105491231002"),
    ("privacy.old_citizen_id", "身份证号110105194912310021。", "110105194912310021"),
    ("privacy.home", "家住人民路幸福小区12号。", "家住人民路幸福小区12号"),
    ("privacy.home", "车牌号粤A12345。", "粤A12345"),
    ("privacy.name", "张建国，男，要求公开。", "张建国"),
    ("privacy.bank_card", "退款到银行卡4111 1111 1111 1111。", "4111 1111 1111 1111"),
    ("privacy.bank_card", "6212345678901232。", "6212345678901232"),
    ("privacy.mobile", "手机13800138000。", "13800138000"),
    ("privacy.mobile", "138-0013-8000", "138-0013-8000"),
    ("privacy.mobile", "１３８ ００１３ ８０００", "１３８ ００１３ ８０００"),
    ("privacy.telephone", "拨打0527-84368000。", "0527-84368000"),
    ("privacy.telephone", "家中座机84368000。", "84368000"),
    ("privacy.telephone", "写信到zhang.san@example.com。", "zhang.san@example.com"),
    ("privacy.contact", "联系电话：0527-84368000。", "0527-84368000"),
    ("privacy.contact", "咨询电话13800138000。", "13800138000"),
    ("privacy.contact", "电子邮箱：office@example.gov.cn", "office@example.gov.cn"),
    ("privacy.name", "申请人张伟于六月提出。", "张伟"),
    ("privacy.name", "答复了申请人：王小明，", "王小明"),
]
RIGHT = [
    "统一社会信用代码110105194912310021。",
    "统一编号990105194912310026，办件编号202401150001234567。",
    "受理号4115232024010112，文号4500012024010112。",
    "共公开12,345,678条，金额59237.2449万元，2023-2024年，比例3.14159265358979。",
    "拨打12345热线，邮编223800，全年访问量84368000次。",
    "申请人张某某、申请人李某，申请人高度认可，申请人于三月、申请人应当、申请人单位，申请人不服。",
    "http://www.example.gov.cn/art/2024/1/15/art_12345_6789012.html",
]


@pytest.mark.parametrize(("rule", "text", "words"), WRONG)
def test_that_what_identifies_a_person_is_found(
    found: Found, rule: str, text: str, words: str
) -> None:
    (finding,) = found(rule, text)
    (span,) = finding.spans

    assert text[span.start : span.end] == words
    assert f"“{words}”" in finding.message


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("rule", sorted({rule for rule, *_ in WRONG}))
def test_that_other_numbers_and_words_are_not_taken_for_it(
    found: Found, rule: str, text: str
) -> None:
    assert found(rule, text) == []


def test_that_every_rule_has_its_examples_here(forms: tuple[Form, ...]) -> None:
    for form in forms:
        assert {rule.id for rule in form.rules if isinstance(rule, PrivacyRule)} == {
            rule for rule, *_ in WRONG
        }


@pytest.mark.parametrize("key", ["preface", "general", "other_matters"])
def test_that_the_offices_own_number_is_only_to_be_confirmed(found: Found, key: str) -> None:
    text = "本机关地址：一号路一号，联系电话：13800138000。"

    assert [f.severity for f in found("privacy.contact", text, key)] == ["hint"]
    assert found("privacy.mobile", text, key) == []


def test_that_a_number_in_section_five_is_nobodys_contact(found: Found) -> None:
    text = "联系电话：13800138000。"

    assert [f.severity for f in found("privacy.mobile", text, "problems")] == ["warning"]
    assert found("privacy.contact", text, "problems") == []


@pytest.mark.parametrize("rule", ["privacy.citizen_id", "privacy.bank_card"])
def test_that_only_what_is_proved_by_a_check_digit_must_be_mended(
    forms: tuple[Form, ...], rule: str
) -> None:
    for form in forms:
        errors = {r.id for r in form.rules if isinstance(r, PrivacyRule) and r.severity == "error"}
        assert errors == {"privacy.citizen_id", "privacy.bank_card"}
        assert rule in errors


def test_that_one_wrong_digit_is_no_citizen_id_and_no_card() -> None:
    citizen, card = "11010519491231002X", "6212345678901232"

    assert is_citizen_id(citizen, 2024)
    assert is_bank_card(card)
    for at in range(17):
        other = citizen[:at] + str((int(citizen[at]) + 1) % 10) + citizen[at + 1 :]
        assert not is_citizen_id(other, 2024)
    for at in range(16):
        assert not is_bank_card(card[:at] + str((int(card[at]) + 1) % 10) + card[at + 1 :])


def test_that_a_birth_that_cannot_be_is_none() -> None:
    assert is_old_citizen_id("110105490228002", 2024)
    assert not is_old_citizen_id("110105490230002", 2024)
    assert not is_old_citizen_id("990105490228002", 2024)


@pytest.mark.parametrize(("rule", "text", "words"), WRONG)
def test_that_a_number_of_a_person_is_deleted_by_its_repair(
    found: Found, rule: str, text: str, words: str
) -> None:
    (finding,) = found(rule, text)
    if rule in (
        "privacy.name",
        "privacy.home",
        "privacy.contact",
    ):  # a sentence lacks the name; the office's own
        assert finding.rewrites == ()
        return
    (rewrite,) = finding.rewrites
    assert rewrite.what == ("删去邮箱" if "@" in words else "删去号码")
    assert text[: rewrite.span.start] + rewrite.text + text[rewrite.span.end :] == text.replace(
        words, ""
    )
