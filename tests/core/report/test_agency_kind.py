"""What an agency is by its name. All names are made up but those of regions."""

import pytest

from core.report.agency_kind import guess_of


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("示例镇人民政府", ("township", "government")),
        ("示例县示例乡人民政府", ("township", "government")),
        ("示例街道办事处", ("township", "branch")),
        ("示例市示例区人民政府示例街道办事处", ("township", "branch")),
        ("示例县人民政府", ("county", "government")),
        ("示例区人民政府办公室", ("county", "office_for_government")),
        ("示例市示例区财政局", ("county", "department")),
        ("示例市人民政府", ("city", "government")),
        ("示例自治州发展和改革委员会", ("city", "department")),
        ("示例省教育厅", ("province", "department")),
        ("广西壮族自治区人民政府", ("province", "government")),
        ("上海市科学技术委员会", ("province", "department")),
        ("重庆市示例区住房和城乡建设委员会", ("county", "department")),
        ("国家示例局", ("national", "department")),
        ("示例省市场监督管理局", ("province", "department")),
        ("贵州省人民政府", ("province", "government")),
        ("贵州省贵阳市教育局", ("city", "department")),
        ("示例省城市管理局", ("province", "department")),
        ("盐城市城市管理局", ("city", "department")),
        ("示例市社区示例局", ("city", "department")),
        ("示例旗示例苏木人民政府", ("township", "government")),
        ("示例公司", None),
        ("", None),
    ],
)
def test_that_a_name_tells_what_an_agency_is(name: str, guess: tuple[str, str] | None) -> None:
    assert guess_of(name) == guess
