import pytest

from transfer.static_site.addresses import UnsafeAddressError, file_of, link, normal
from transfer.static_site.markup import addresses_in_html, rewrite_css, rewrite_html


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/people/mina/", "people/mina/index.html"),
        ("/publications/?year=2024", "publications/index.year-2024.html"),
        ("/publications/?page=2&year=2024", "publications/index.page-2.year-2024.html"),
        ("/publications.bib", "publications.bib"),
        ("/publications.bib?topic=drift", "publications/publications.topic-drift.bib"),
        ("/media/people/b%C3%BCste.webp", "media/people/büste.webp"),
    ],
)
def test_each_address_has_a_file(address, file):
    assert file_of(address) == file


def test_a_query_that_no_file_could_be_called_by_is_shortened():
    file = file_of("/publications/?q=..%2F..%2Fetc%2Fpasswd")
    assert file.startswith("publications/index.q-")
    assert "etc" not in file


@pytest.mark.parametrize(
    "address",
    ["/a/../../b/", "/%2e%2e/b/", "/a%00b/", "/a%5Cb/", "/a//b/", "/C:/x", f"/{'é' * 130}/"],
)
def test_an_address_that_could_lead_elsewhere_is_no_file(address):
    with pytest.raises(UnsafeAddressError):
        file_of(address)


def test_addresses_that_draw_the_same_page_are_one():
    assert normal("/news/?page=1") == normal("/news/?utm_source=x") == normal("/news/") == "/news/"
    assert normal("/p/?year=1&page=2") == normal("/p/?page=2&year=1")


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("index.html", "people/index.html", "people/index.html"),
        ("people/mina/index.html", "index.html", "../../index.html"),
        ("people/mina/index.html", "people/mina/index.html", "index.html"),
        ("a/index.html", "media/ü 1.webp", "../media/%C3%BC%201.webp"),
    ],
)
def test_files_name_one_another_wherever_the_folder_lies(source, target, expected):
    assert link(source, target) == expected


def test_only_the_values_of_addresses_are_written_anew():
    page = (
        "<!doctype html>\n<a  class='x' href='/a/?b=1&amp;c'>/a/</a> <!-- <a href='/b/'> -->\n"
        '<img src=/c.webp srcset="/c.webp 480w, /d.webp 960w" alt="/e">'
        '<link rel="canonical" href="/f/"><p title="<a href=/g/>">'
        '<script type="application/ld+json">{"url": "<a href=\'/h/\'>"}</script>'
    )
    assert addresses_in_html(page) == ["/a/?b=1&c", "/c.webp", "/c.webp", "/d.webp"]
    assert rewrite_html(page, lambda address: address) == page
    found = rewrite_html(page, lambda address: None if "d" in address else f"..{address}")
    assert "<a  class='x' href=\"../a/?b=1&amp;c\">/a/</a>" in found
    assert 'srcset="../c.webp 480w" alt="/e"' in found
    assert "/d.webp" not in found


def test_a_link_that_leads_nowhere_loses_its_address_and_keeps_its_words():
    assert rewrite_html('<a href="/x/" id="y">words</a>', lambda _: None) == '<a id="y">words</a>'


def test_photos_of_which_a_script_shows_one_are_rewritten_in_their_json():
    page = (
        """<img data-photos='[{"src": "/a.webp", "srcset": "/a.webp 9w", "alt": "“A” &amp; b"}]'>"""
    )
    found = rewrite_html(page, lambda address: f"..{address}")
    assert "&quot;../a.webp 9w&quot;" in found
    assert "“A” &amp; b" in found


def test_addresses_in_style_sheets_are_rewritten():
    css = "@import 'a.css'; b { background: url( \"/c.png\" ) } d { src: url(/e.woff) }"
    assert rewrite_css(css, lambda address: f"X{address}") == (
        "@import 'Xa.css'; b { background: url( \"X/c.png\" ) } d { src: url(X/e.woff) }"
    )
