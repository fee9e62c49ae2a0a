import pytest
from hypothesis import given
from hypothesis import strategies as st

from publications.pasted import Kind, recognise


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("10.1000/xyz123", Kind.DOI, "10.1000/xyz123"),
        ("doi:10.1000/xyz123.", Kind.DOI, "10.1000/xyz123"),
        ("DOI: 10.1000/xyz(1)2", Kind.DOI, "10.1000/xyz(1)2"),
        ("https://doi.org/10.1000/xyz123", Kind.DOI, "10.1000/xyz123"),
        ("<https://dx.doi.org/10.1000%2Fxyz123>", Kind.DOI, "10.1000/xyz123"),
        ("https://press.example/doi/full/10.1000/xyz123?af=R", Kind.DOI, "10.1000/xyz123"),
        ("https://press.example/content/10.1000/xyz123/full", Kind.DOI, "10.1000/xyz123"),
        ("  2404.08080 \n", Kind.ARXIV, "2404.08080"),
        ("arXiv:2404.08080v3 [cs.CV]", Kind.ARXIV, "2404.08080"),
        ("https://arxiv.org/abs/2404.08080v2", Kind.ARXIV, "2404.08080"),
        ("arxiv.org/pdf/2404.08080.pdf", Kind.ARXIV, "2404.08080"),
        ("https://arxiv.org/html/2404.08080v1", Kind.ARXIV, "2404.08080"),
        ("https://arxiv.org/abs/math.GT/0309136", Kind.ARXIV, "math.GT/0309136"),
        ("hep-th/9901001", Kind.ARXIV, "hep-th/9901001"),
        ("https://doi.org/10.48550/arXiv.2404.08080", Kind.ARXIV, "2404.08080"),
        ("https://press.example/paper/12", Kind.ADDRESS, "https://press.example/paper/12"),
        ("The drift of buoys", Kind.TITLE, "The drift of buoys"),
        ("“The drift\n of buoys”", Kind.TITLE, "The drift of buoys"),
        ("10.5 reasons to measure tides", Kind.TITLE, "10.5 reasons to measure tides"),
        ("Tides/10.1000/ and what they mean", Kind.TITLE, "Tides/10.1000/ and what they mean"),
    ],
)
def test_what_is_pasted_is_recognised(text, kind, value):
    found = recognise(text)
    assert (found.kind, found.value) == (kind, value)


def test_bibtex_stays_as_it_was_pasted():
    text = "% from a page\n@article{a,\n  title = {10.1000/x}}"
    assert recognise(text).value == text
    assert recognise(text).kind == Kind.BIBTEX


def test_what_is_longer_than_a_title_is_text():
    assert recognise("One.\nTwo.\nThree.\nFour.").kind == Kind.TEXT
    assert recognise("tide " * 200).kind == Kind.TEXT


@given(st.text(max_size=300))
def test_any_text_is_something(text):
    assert isinstance(recognise(text).value, str)
