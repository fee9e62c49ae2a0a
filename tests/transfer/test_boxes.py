"""Boxes of HTML among Markdown, as a much copied theme has them."""

from profiles.models import Researcher
from publications.models import Publication
from tests.transfer.sites import lay, run
from transfer.boxes import boxes_as_items

ABOUT = """\
---
permalink: /
title: ""
author_profile: true
---

{% if site.stats %}
{% assign url = "x" %}
{% endif %}

I measure drift.

# 🔥 News
- *2024.02*: &nbsp;🎉 A paper was accepted.

# 📝 Publications

<div class='paper-box'><div class='paper-box-image'><div><div class="badge">FLOW 2024</div>\
<img src='images/gauge.png' alt="sym" width="100%"></div></div>
<div class='paper-box-text' markdown="1">

[Gauges that Agree](https://arxiv.org/abs/2403.01234)

**Mina Sørensen**, Li Chen, Jun Baek

[**Project**](https://gauge.example) <strong><span class='count' data='x'></span></strong>
- Two gauges are better than one.
</div>
</div>

- [Fog and its Many Instruments](https://fog.example), Jun Baek, **Mina Sørensen**, **FLOW 2021**

# 📖 Educations
- *2014 - 2018*, Ph.D. in Statistics, Reed College.
"""
CONFIG = """\
title: Mina
author:
  name: Mina Sørensen
  bio: Postdoc at Reed
  location: Portland
  github: mina
"""


def test_a_theme_of_one_page_of_boxes_is_read_as_records(tmp_path, db):
    folder = lay(tmp_path, {"_config.yml": CONFIG, "_pages/about.md": ABOUT})
    run(folder, researcher="mina")
    mina = Researcher.objects.get(slug="mina")
    works = {work.title: work for work in Publication.objects.of(mina)}
    assert set(works) == {"Gauges that Agree", "Fog and its Many Instruments"}
    gauges = works["Gauges that Agree"]
    assert (gauges.year, gauges.arxiv_id, gauges.venue_text) == (2024, "2403.01234", "FLOW 2024")
    assert [str(each.name.display()) for each in gauges.authorships.all()] == [
        "Mina Sørensen",
        "Li Chen",
        "Jun Baek",
    ]
    assert mina.bio == "I measure drift."
    assert mina.subtitle == "Postdoc at Reed"
    assert list(mina.sections.values_list("kind", flat=True)) == [
        "about",
        "text",
        "publications",
        "education",
        "links",
    ]


def test_the_badge_goes_before_the_title_and_the_picture_behind():
    assert boxes_as_items(
        'Before.\n<div class="pub-item"><div class="badge">FLOW</div><img src="x.png">\n'
        "<h4>One two three four</h4>\n\n- five\n</div>\nBehind."
    ) == (
        "Before.\n\n- **FLOW** <h4>One two three four</h4>  \n  five  \n"
        '  <img src="x.png">\n\nBehind.'
    )


def test_other_boxes_and_those_with_programs_stay():
    for text in (
        '<div class="publications">{% bibliography %}</div>',
        '<div class="paper">{% for x in y %} a b c d {% endfor %}</div>',
        '<div class="paper">unclosed a b c d e',
        '<div class="row">a b c d e</div>',
        "No box at all.",
    ):
        assert boxes_as_items(text) == text


def test_a_box_of_nothing_but_a_badge_is_that_badge():
    box = '<div class="paper"><div class="badge">one two three four</div></div>'
    assert boxes_as_items(box).strip() == "- **one two three four**"


def test_many_unclosed_boxes_cost_no_more_than_their_number():
    assert boxes_as_items('<div class="paper">' * 20_000).startswith("<div")
