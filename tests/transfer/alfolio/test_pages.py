import pytest

from tests.transfer.alfolio.reading import of, read
from tests.transfer.sites import doc
from transfer.alfolio.samples import LEFT_OUT


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (doc("permalink: /publications/", "{% bibliography %}"), "Octavo draws this list itself."),
        ("---\npermalink: /x/\nchildren: []\n---\nx", "It only is a menu; Octavo makes its own."),
        ("---\nlayout: profiles\n---\nx",
         "The people on it were read as people, each with a page of their own."),
        ("no head at all", "It has no head, so it was no page of the site."),
        ("---\npermalink: /x/\n---\n", "It holds no text of its own."),
        ("---\npermalink: /x/\n---\n# All\n{% for a in b %}{% endfor %}",
         "It only lists what lies elsewhere, by a program that is not run."),
        ("---\npermalink: /x/\nredirect: /y/\n---\nx", "It only leads to /y/."),
        ("---\npermalink: /x/\n---\nWrite your biography here. Tell the world about yourself.",
         LEFT_OUT),
        ("---\npermalink: /joining/\ntitle: join us\n---\nWe are hiring.", ""),
    ],
)  # fmt: skip
def test_pages_with_text_come_and_lists_do_not(tmp_path, page, reason):
    found = [i for i in of(read(tmp_path, {"_pages/x.md": page}), "page") if i.ref == "_pages/x.md"]
    assert found[0].left_out == reason


def test_a_page_keeps_its_address_and_place(tmp_path):
    head = "permalink: /join-us/\ntitle: join us\nnav: false\nnav_order: 4\npublished: false"
    (item,) = of(read(tmp_path, {"_pages/x.md": doc(head)}), "page")
    assert (item.slug, item.title) == ("join-us", "Join us")
    values = item.values
    assert (values["draft"], values["in_navigation"], values["position"]) == (True, False, 4)
