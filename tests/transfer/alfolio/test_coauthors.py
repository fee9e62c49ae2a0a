import pytest

from tests.transfer.alfolio.reading import of, read
from transfer.alfolio.samples import LEFT_OUT
from transfer.folder import SiteFolder
from transfer.reading import read_site

PATH = "_data/coauthors.yml"


def people(tmp_path, text: str, path: str = PATH):
    return of(read(tmp_path, {path: text}), "coauthor")


def said(item) -> tuple[str, str]:
    return item.values["names"], item.values["url"]


def test_each_person_of_a_family_name_is_one_with_all_spellings(tmp_path):
    text = (
        "# who writes with me\n"
        '"bach":\n'
        '  - firstname: ["Johanna Sabine", "J. S."]\n'
        "    url: https://jsb.example/\n\n"
        '  - firstname: ["Carla", "C."]\n'
        "    url: https://carla.example/\n"
    )
    one, two = people(tmp_path, text)
    assert said(one) == ("bach, Johanna Sabine\nbach, J. S.", "https://jsb.example/")
    assert (one.ref, one.line) == (f"{PATH}#bach", 4)
    assert said(two) == ("bach, Carla\nbach, C.", "https://carla.example/")
    assert (two.ref, two.line) == (f"{PATH}#bach-2", 7)


def test_one_person_under_two_keys_is_one(tmp_path):
    text = (
        "Zubela: [{firstname: [Mara, M.], url: https://z.example/}]\n"
        "Zubéla: [{firstname: [Mara, Mára], url: https://z.example/}]\n"
    )
    (one,) = people(tmp_path, text)
    assert one.values["names"] == "Zubela, Mara\nZubela, M."


def test_of_a_name_that_stands_twice_the_first_counts(tmp_path):
    text = (
        "lee:\n"
        "  - {firstname: [Bo, B.], url: https://one.example/}\n"
        "  - {firstname: [Bo], url: https://two.example/}\n"
        "  - {firstname: [Ben, B.], url: https://three.example/}\n"
    )
    one, two, three = people(tmp_path, text)
    assert not one.left_out
    assert two.left_out.startswith("line 3: the name stands above")
    assert said(three) == ("lee, Ben", "https://three.example/")


@pytest.mark.parametrize(
    ("text", "names", "url"),
    [
        ("Lee: [{firstname: Bo, url: https://b.example}]", "Lee, Bo", "https://b.example"),
        ("Lee: {firstname: [Bo], url: https://b.example}", "Lee, Bo", "https://b.example"),
        ("Bo Lee: {url: https://b.example}", "Bo Lee", "https://b.example"),
        ("Bo Lee: https://b.example", "Bo Lee", "https://b.example"),
        ("bolee: {firstname: Bo, lastname: Lee, website: https://b.example}", "Lee, Bo",
         "https://b.example"),
        ("bolee: {name: Bo Lee, webpage: https://b.example}", "Bo Lee", "https://b.example"),
        ("- {name: Bo Lee, homepage: https://b.example}", "Bo Lee", "https://b.example"),
        ("bolee: {name: Bo Lee, orcid: 0000-0002-1825-0097}", "Bo Lee",
         "https://orcid.org/0000-0002-1825-0097"),
    ],
)  # fmt: skip
def test_the_forms_of_forks_are_read_too(tmp_path, text, names, url):
    (one,) = people(tmp_path, text)
    assert said(one) == (names, url)
    assert not one.left_out


def test_a_misspelled_key_is_read_and_told(tmp_path):
    (one,) = people(tmp_path, "Tang:\n  - firstame: [Kim]\n    url: https://t.example/\n")
    assert one.values["names"] == "Tang, Kim"
    assert one.problems == ["line 3: “firstame” was read as “firstname”."]


def test_who_has_no_given_name_is_told_with_the_line(tmp_path):
    (one,) = people(tmp_path, "\nLee:\n  - url: https://b.example/\n")
    assert one.left_out.startswith("line 3: no given name (firstname)")


@pytest.mark.parametrize("text", ["", "just words", "- a\n- b", "lee:", "lee: []", "lee: [1, 2]"])
def test_what_is_no_such_file_breaks_nothing(tmp_path, text):
    assert all(item.left_out for item in people(tmp_path, text))


def test_a_file_that_is_no_yaml_is_told(tmp_path):
    site = read(tmp_path, {PATH: "lee: \x01\n"})
    assert [item.ref for item in of(site, "file")] == [PATH]
    assert of(site, "coauthor") == []


SAMPLE = 'adams: [{firstname: [Edwin], url: "https://en.wikipedia.org/wiki/Edwin_Plimpton_Adams"}]'


def test_the_physicists_of_the_theme_are_left_out_unless_asked_for(tmp_path):
    (one,) = people(tmp_path, SAMPLE)
    assert one.left_out == LEFT_OUT
    site = read_site(SiteFolder(tmp_path), with_samples=True)
    assert not of(site, "coauthor")[0].left_out
