from xml.etree import ElementTree

import pytest

from profiles.platforms import PLATFORMS
from typeset.icons import icon

UNKNOWN = icon("no such place")


@pytest.mark.parametrize(
    "name",
    [
        *sorted(PLATFORMS),
        *("pdf", "code", "package", "slides", "poster", "video", "blog", "supplement", "data"),
        *("mail", "globe", "rss", "file-text", "map-pin", "phone", "link", "search", "sun", "moon"),
        *(
            "calendar",
            "download",
            "menu",
            "close",
            "quote",
            "no such place",
            "",
            "../../etc/passwd",
        ),
    ],
)
def test_an_icon_is_small_and_silent_and_takes_the_colour_of_the_text(name):
    svg = ElementTree.fromstring(icon(name))
    assert svg.tag == "svg"
    assert svg.get("class") == "icon"
    assert svg.get("aria-hidden") == "true"
    assert svg.get("focusable") == "false"
    assert 16 <= int(svg.get("width")) <= 20
    assert "currentColor" in (svg.get("fill"), svg.get("stroke"))
    assert len(svg) > 0
    for element in svg.iter():
        assert element.tag not in {"title", "script", "style", "a", "image", "use", "foreignObject"}
        assert not {"style", "href", "id"} & set(element.attrib)


@pytest.mark.parametrize("name", sorted(set(PLATFORMS) - {"other"}))
def test_every_platform_has_an_icon_of_its_own(name):
    assert icon(name) != UNKNOWN


def test_what_is_not_known_is_a_link():
    assert icon("other") == icon("link") == UNKNOWN


def test_names_are_forgiving():
    assert icon(" GitHub ") == icon("github")
    assert icon("map_pin") == icon("map-pin")
    assert icon("twitter") == icon("x")
    assert icon("close") != icon("x")
