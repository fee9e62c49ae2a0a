import pytest
from django.core.exceptions import ValidationError

from typeset.urls import is_external, validate_link


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/paper.pdf",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG/",
        "https://example.org:8080/a?b=c&d=%20#e",
        "https://doi.org/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "https://bücher.example/ä",
        "https://[2001:db8::1]/",
        "https://medium.example/@mina/post",
        "mailto:mina@lab.example",
        "mailto:mina@lab.example?subject=Hello",
        "/",
        "/people/mina/",
        "/media/cv.pdf?x=//y",
    ],
)
def test_a_good_address_is_accepted(address):
    validate_link(address)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "scheme"),
        ("JaVaScRiPt:alert(1)", "scheme"),
        ("java\tscript:alert(1)", "invisible"),
        ("\x01javascript:alert(1)", "invisible"),
        (" javascript:alert(1)", "space"),
        ("&#106;avascript:alert(1)", "scheme"),
        ("javascript&colon;alert(1)", "scheme"),
        ("vbscript:x", "scheme"),
        ("data:text/html,x", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("ftp://example.org", "scheme"),
        ("tel:+4755000000", "scheme"),
        ("www.example.org", "scheme"),
        ("example.org/a", "scheme"),
        ("#top", "scheme"),
        ("?q=1", "scheme"),
        ("", "scheme"),
        (":", "scheme"),
        ("//example.org", "slashes"),
        ("///example.org", "slashes"),
        ("/\\example.org", "backslash"),
        ("https:\\\\example.org", "backslash"),
        ("https:example.org", "host"),
        ("https:///example.org", "host"),
        ("https://", "host"),
        ("https://.", "host"),
        ("https://?q", "host"),
        ("https://exa<b>mple.org", "host"),
        ("https://[::1", "host"),
        ("https://example.org:99999/", "host"),
        ("https://example.org:port/", "host"),
        ("https://mina:secret@example.org/", "userinfo"),
        ("https://bank.example@evil.example/", "userinfo"),
        ("https://exam ple.org", "space"),
        ("https://example.org/a b", "space"),
        ("https://example.org/\u00a0", "space"),
        ("https://example.org/a\nb", "invisible"),
        ("https://example.org/\u202egpj.exe", "invisible"),
        ("https://exam\u200bple.org", "invisible"),
        ("/people\r\nSet-Cookie: x", "invisible"),
        ("mailto:", "mail"),
        ("mailto:nobody", "mail"),
        ("mailto:a@b.example,c@d.example", "mail"),
    ],
)
def test_a_bad_address_is_refused_with_its_reason(address, code):
    with pytest.raises(ValidationError) as error:
        validate_link(address)
    assert error.value.code == code
    assert error.value.messages[0].endswith(".")
    assert "%%" not in error.value.messages[0]


def test_the_message_gives_an_example():
    with pytest.raises(ValidationError, match=r"https://www\.example\.org/paper\.pdf"):
        validate_link("www.example.org")


@pytest.mark.parametrize(
    "address",
    [
        *("https://a.example", "HTTP://a.example", "//a.example", "\\\\a.example", "/\\a.example"),
        *(" https://a.example", "ht\ntps://a.example", "\x01//a.example", "/\t/a.example"),
    ],
)
def test_leaving_the_site_is_seen_through_disguises(address):
    assert is_external(address)


@pytest.mark.parametrize("address", ["/a", "a", "#a", "?a", "", "mailto:a@b.example", "/a//b"])
def test_staying_on_the_site_is_not_leaving_it(address):
    assert not is_external(address)
