import time

import pytest

from transfer.addresses import on_old_site, page_path, rewrite


def upper(address: str, picture: bool) -> str:
    return address.upper() + ("!" if picture else "")


@pytest.mark.parametrize(
    ("markdown", "rewritten"),
    [
        ("[a](/x) and ![b](/y)", "[a](/X) and ![b](/Y!)"),
        ('[a](/x "T") [b](</x y>)', '[a](/X "T") [b](/X Y)'),
        ("[a [b]](/x(1))", "[a [b]](/X(1))"),
        ("[![a](/x)](/y)", "[![a](/X!)](/Y)"),
        ("[a]: /x\n\n[a]", "[a]: /X\n\n[a]"),
        (
            '<a class="b" href="/x">a</a><img src=\'/y\'>',
            '<a class="b" href="/X">a</a><img src="/Y!">',
        ),
        ("`[a](/x)`\n\n```\n[a](/x)\n```", "`[a](/x)`\n\n```\n[a](/x)\n```"),
        ("[a] (b) [c]", "[a] (b) [c]"),
        ("[a]() and [b](/x)", "a and [b](/X)"),
        ("[![](data:image/gif;base64,R0l=)](https://editor.example) x", " x"),
        ("[^1]: Berg, A.\n[x]: /y", "[^1]: Berg, A.\n[x]: /Y"),
    ],
)
def test_every_address_in_markdown_is_rewritten(markdown, rewritten):
    assert rewrite(markdown, upper) == rewritten


@pytest.mark.parametrize(
    "piece", ["[a](b) ", "[", "[a] ", "![", "[\\]", "[a](", "[![a](/x)](/y) ["]
)
def test_a_bracket_that_is_never_closed_takes_no_time(piece):
    text = "[ " + piece * 5000
    began = time.perf_counter()
    rewrite(text, upper)
    assert time.perf_counter() - began < 5


def test_what_leads_nowhere_becomes_its_words():
    assert rewrite("[a](/x) ![b](/y)", lambda _address, _picture: "") == "a b"
    assert rewrite('<img alt="b" src="/y">', lambda _address, _picture: "") == ""


def test_a_picture_elsewhere_becomes_a_link():
    def elsewhere(_address: str, _picture: bool) -> str:
        return "https://old.example/a.jpg"

    assert rewrite("![A pier](/a.jpg) ![](/a.jpg)", elsewhere) == (
        "[A pier](https://old.example/a.jpg) [Picture](https://old.example/a.jpg)"
    )


@pytest.mark.parametrize(
    ("address", "origin", "page", "path"),
    [
        ("/news/", "https://m.example", "/", "/news/"),
        ("https://m.example/news/", "https://m.example", "/", "/news/"),
        ("https://m.example", "https://m.example", "/", "/"),
        ("/base/x.pdf", "https://m.example/base", "/", "/x.pdf"),
        ("https://m.example/base/x", "https://m.example/base", "/", "/x"),
        ("../x.jpg", "", "/members/", "/x.jpg"),
        ("x.jpg", "", "/members/", "/members/x.jpg"),
        ("../../../etc/passwd", "", "/members/", "/etc/passwd"),
        ("https://other.example/x", "https://m.example", "/", None),
        ("https://other.example/x", "", "/", None),
        ("mailto:m@lab.example", "https://m.example", "/", None),
        ("javascript:alert(1)", "https://m.example", "/", None),
        ("#top", "https://m.example", "/", None),
    ],
)
def test_an_address_is_told_apart_from_those_of_other_sites(address, origin, page, path):
    assert on_old_site(address, origin, page) == path


def test_one_page_has_one_path():
    forms = ("/News/x.html", "/news/x/", "/news/x", "/news/x/index.html", "/news/x/?y#z")
    assert {page_path(form) for form in forms} == {"/news/x"}
    assert page_path("/") == "/"
