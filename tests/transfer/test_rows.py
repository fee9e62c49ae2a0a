"""A site that is imported again: what changed there, what changed here, and what both did."""

import pytest

from news.models import NewsItem
from profiles.models import Course, Researcher
from tests import factories
from tests.transfer.sites import ABOUT, doc, items, lay, lay_alfolio, problems, run

pytestmark = pytest.mark.django_db

NEWS = {"_news/a.md": doc("date: 2024-05-01\ninline: true", "Our paper was accepted.")}
COURSE = (
    "title: Tides\nyear: 2024\nterm: Fall\nschedule:\n  - week: 1\n    topic: {topic}\n"
    "    materials:\n      - name: Slides\n        url: https://t.example/1\n"
)


@pytest.fixture
def folder(tmp_path):
    folder = lay_alfolio(tmp_path, NEWS)
    run(folder, researcher="mina")
    return folder


def again(folder, files=None):
    return run(lay(folder, files or {}), researcher="mina")


def mina() -> Researcher:
    return Researcher.objects.get(slug="mina")


def test_what_changed_in_the_site_alone_is_taken(folder):
    report = again(folder, {"_news/a.md": doc("date: 2024-05-02\ninline: true", "It is out.")})
    assert items(report, "news")[0]["action"] == "updated"
    assert list(NewsItem.objects.values_list("body", "date__day")) == [("It is out.", 2)]


def test_what_a_person_changed_alone_stays(folder):
    NewsItem.objects.update(body="Our paper was accepted at FLOW.")
    report = again(folder)
    assert items(report, "news")[0] == {
        "kind": "news", "ref": "_news/a.md", "action": "unchanged", "problems": [],
        "title": "Our paper was accepted.",
    }  # fmt: skip
    assert NewsItem.objects.get().body == "Our paper was accepted at FLOW."


def test_what_both_changed_stays_as_it_is_here_and_is_told_once(folder):
    NewsItem.objects.update(body="Ours.")
    change = {"_news/a.md": doc("date: 2024-05-03\ninline: true", "Theirs.")}
    first, second = again(folder, change), again(folder)
    assert items(first, "news")[0]["action"] == "updated"
    assert problems(first) == "Text was kept as it stands here."
    assert list(NewsItem.objects.values_list("body", "date__day")) == [("Ours.", 3)]
    assert (items(second, "news")[0]["action"], problems(second)) == ("unchanged", "")


def test_what_both_changed_alike_is_no_conflict(folder):
    NewsItem.objects.update(body="Out now.")
    report = again(folder, {"_news/a.md": doc("date: 2024-05-01\ninline: true", "Out now.")})
    assert (items(report, "news")[0]["action"], problems(report)) == ("unchanged", "")


def test_what_was_deleted_here_does_not_come_back(folder):
    NewsItem.objects.all().delete()
    report = again(folder, {"_news/a.md": doc("date: 2024-05-01", "Changed.")})
    assert not NewsItem.objects.exists()
    assert items(report, "news")[0]["action"] == "unchanged"
    assert "It was deleted here since the last import, and stays so." in problems(report)


def test_what_left_the_site_stays_and_is_told(folder):
    (folder / "_news/a.md").unlink()
    report = again(folder)
    assert NewsItem.objects.count() == 1
    assert report["problems"] == [
        "_news/a.md (news) is no longer in the site. It stays here until somebody deletes it."
    ]


def test_options_and_texts_of_the_profile_are_merged_one_by_one(folder):
    Researcher.objects.filter(slug="mina").update(bio="My own words.", photo_circular=True)
    about = ABOUT.replace("title: about", "subtitle: A line\nsocial: true\nselected_papers: true")
    again(folder, {"_pages/about.md": about.replace("drifts", "moves")})
    person = mina()
    assert (person.bio, person.subtitle) == ("My own words.", "A line")
    assert (person.social, person.selected_papers, person.photo_circular) == (True, True, True)


def test_a_profile_that_stood_before_the_first_import_is_only_filled(tmp_path):
    person = factories.researcher(slug="ada", bio="Mine.", announcements_limit=7)
    about = ABOUT.replace(
        "title: about", "subtitle: A line\nannouncements:\n  enabled: true\n  limit: 5"
    )
    report = run(lay_alfolio(tmp_path, {"_pages/about.md": about}), researcher="ada")
    person.refresh_from_db()
    assert (person.bio, person.subtitle, person.announcements_limit) == ("Mine.", "A line", 7)
    assert "About me was kept as it stands here." in problems(report)


def test_a_photo_is_replaced_unless_a_person_replaced_it(tmp_path):
    about = ABOUT.replace("title: about", "profile:\n  image: me.png")
    folder = lay_alfolio(tmp_path, {
        "_pages/about.md": about, "assets/img/me.png": factories.picture(64, 48).read(),
    })  # fmt: skip
    run(folder, researcher="mina")
    mina().photos.update(focus="20% 10%")
    first = mina().photos.get().image.name
    lay(folder, {"assets/img/me.png": factories.picture(80, 60).read()})
    assert items(again(folder), "photo")[0]["action"] == "updated"
    second = mina().photos.get()
    assert second.focus == ""
    assert (second.image.name != first, second.image.width) == (True, 80)

    second.image = factories.picture(30, 30)
    second.save()
    lay(folder, {"assets/img/me.png": factories.picture(90, 60).read()})
    assert items(again(folder), "photo")[0]["action"] == "unchanged"
    assert mina().photos.get().image.width == 30


def test_a_schedule_is_replaced_unless_a_person_changed_it(tmp_path):
    head = COURSE.format(topic="Low tide")
    folder = lay_alfolio(tmp_path, {"_teachings/t.md": doc(head)})
    run(folder, researcher="mina")
    course = Course.objects.get()
    assert [s.materials.get().url for s in course.sessions.all()] == ["https://t.example/1"]
    assert items(again(folder), "course")[0]["action"] == "unchanged"

    changed = {"_teachings/t.md": doc(COURSE.format(topic="High tide"))}
    assert items(again(folder, changed), "course")[0]["action"] == "updated"
    assert course.sessions.get().topic == "High tide"

    course.sessions.update(topic="Mine")
    again(folder, {"_teachings/t.md": doc(COURSE.format(topic="Neap tide"))})
    assert course.sessions.get().topic == "Mine"


def test_a_change_that_does_not_hold_goes_back(folder):
    lay(folder, {"_data/socials.yml": "orcid_id: 0000-0002-1825-0097\n"})
    factories.researcher(slug="other", orcid="0000-0002-1825-0097")
    report = again(folder)
    assert mina().orcid == ""
    assert "Somebody else has this ORCID iD." in problems(report)


def test_the_address_of_news_stays_when_its_title_changes(tmp_path):
    folder = lay_alfolio(
        tmp_path, {"_news/prize.md": doc("date: 2024-05-01\ntitle: Prize\ninline: no")}
    )
    run(folder, researcher="mina")
    again(folder, {"_news/prize.md": doc("date: 2024-05-01\ntitle: A prize\ninline: no")})
    item = NewsItem.objects.get()
    assert (item.slug, item.title) == ("prize", "A prize")


def test_a_draft_that_was_published_here_stays_published(tmp_path):
    folder = lay_alfolio(tmp_path, {"_news/a.md": doc("inline: true", "No date.")})
    run(folder, researcher="mina")
    NewsItem.objects.update(draft=False, date="2024-05-05")
    again(folder)
    assert list(NewsItem.objects.values_list("draft", "date__day")) == [(False, 5)]
