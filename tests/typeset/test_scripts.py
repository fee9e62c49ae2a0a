import pytest

from typeset.scripts import has_case, is_cjk, reads_leftwards


@pytest.mark.parametrize("name", ["王小明", "백준호", "田中ひろし", "佐々木"])
def test_a_name_in_han_kana_or_hangul_is_told(name):
    assert is_cjk(name)


@pytest.mark.parametrize("name", ["", "Wang 小明", "王 小明", "Sørensen", "ליאורה"])
def test_no_other_name_is(name):
    assert not is_cjk(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ליאורה בן־דוד", True),
        ("ليلى", True),
        ("Mina ليلى", True),
        ("Sørensen", False),
        ("王", False),
    ],
)
def test_scripts_that_read_leftwards_are_told(name, expected):
    assert reads_leftwards(name) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Mina", True), ("danah", True), ("Жанна", True), ("小明", False), ("ליאורה", False)],
)
def test_scripts_with_capitals_are_told(name, expected):
    assert has_case(name) is expected
