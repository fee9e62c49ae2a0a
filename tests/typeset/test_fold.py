import pytest
from hypothesis import given
from hypothesis import strategies as st

from typeset.fold import fold, slugify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Mina Sørensen-Łoś", "mina sorensen los"),
        ("STRAẞE Straße", "strasse strasse"),
        ("Æsir Œuvre ﬁne", "aesir oeuvre fine"),
        ("İstanbul ışık", "istanbul isik"),
        ("Đặng Thị Việt", "dang thi viet"),
        ("Þóra Guðný", "thora gudny"),
        ("Ελλάς ΆΛΦΑ", "ελλασ αλφα"),
        ("Йошкар Семёнов", "йошкар семенов"),
        ("김민수", "김민수"),
        ("がく ガク", "がく ガク"),
        ("हिन्दी", "हिन्दी"),
        ("深度学习（上）", "深度学习 上"),
        ("Kullback–Leibler, o'Hara & Co.", "kullback leibler o hara co"),
        ("S. Ha*†", "s ha"),
        ("x² + y₁", "x2 y1"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("  \t\n ", ""),
        ("", ""),
        ("ABC-123", "abc 123"),
    ],
)
def test_folding_keeps_letters_and_digits_alone(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_does_not_depend_on_case_of_plain_letters(text):
    plain = "".join(character for character in text if character.isascii())
    assert fold(plain.upper()) == fold(plain.lower())


@given(st.text())
def test_a_folded_text_has_single_spaces_within(text):
    assert fold(text) == " ".join(fold(text).split(" "))
    assert "  " not in fold(text)


def test_composed_and_decomposed_letters_are_the_same():
    assert fold("Müller が 각") == fold("Mu\u0308ller か\u3099 각")


def test_long_texts_fold_as_short_ones_do():
    assert fold("Ünlü " * 1000) == ("unlu " * 1000).strip()


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Mina Sørensen", "mina-sorensen"),
        ("C++ & friends", "c-friends"),
        ("김민수", "person"),
        ("김민수 (Minsu Kim)", "minsu-kim"),
        ("深度学习 2.0", "2-0"),
        ("", "person"),
        ("!!!", "person"),
    ],
)
def test_a_slug_is_ascii(text, slug):
    assert slugify(text, "person") == slug


def test_a_slug_is_cut_between_words():
    assert slugify("one two three", "x", max_length=9) == "one-two"
    assert slugify("one two three", "x", max_length=7) == "one-two"
    assert slugify("incomprehensible", "x", max_length=6) == "incomp"


@given(st.text())
def test_a_slug_is_always_a_slug(text):
    slug = slugify(text, "fallback", max_length=20)
    assert 0 < len(slug) <= 20
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert slugify(slug, "x", max_length=20) == slug
