import pytest

from transfer.static_site.addresses import UnsafeAddressError, file_of, link, normal


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
