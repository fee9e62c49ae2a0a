"""Somebody hides their photo, e-mail, page or everything in one click, and shows it again."""

import pytest
from django.urls import reverse

from profiles.models import PreviewLink
from profiles.previews import token_of
from tests import factories

ADDRESS = "mina@reeds.example"


@pytest.fixture
def researcher(researcher, lab):
    researcher.email, researcher.email_public = ADDRESS, True
    researcher.bio = "Waders and avocets."
    researcher.save()
    factories.membership(researcher=researcher, lab=lab)
    factories.photo(researcher, image=factories.picture(600, 400))
    factories.profile_link(researcher, platform="email", value=ADDRESS)
    return researcher


def press(client, person, do):
    return client.post(reverse("admin:profiles_researcher_shown", args=[person.pk]), {"do": do})


def everywhere(client, person):
    paper = person.authorships.get().publication if person.authorships.exists() else None
    paths = ["/", "/people/", person.get_absolute_url(), "/search/?q=mina", "/sitemap.xml"]
    if paper:
        paths.append(paper.get_absolute_url())
    return {path: client.get(path).content.decode() for path in paths}


@pytest.mark.parametrize("who", ["member", "editor", "administrator"])
def test_a_photo_is_hidden_in_one_click_and_shown_again(
    request, client, client_of, researcher, who
):
    signed_in = client_of(request.getfixturevalue(who))
    name = researcher.photos.get().image.name.split(".")[0]
    assert name in client.get(researcher.get_absolute_url()).content.decode()
    assert press(signed_in, researcher, "hide:photo").status_code == 302
    assert not any(name in text for text in everywhere(client, researcher).values())
    press(signed_in, researcher, "show:photo")
    assert name in client.get(researcher.get_absolute_url()).content.decode()


def test_an_e_mail_address_is_hidden_wherever_it_was_entered(client, client_of, member, researcher):
    press(client_of(member), researcher, "hide:email")
    assert not any(ADDRESS in text for text in everywhere(client, researcher).values())
    press(client_of(member), researcher, "show:email")
    assert ADDRESS in client.get(researcher.get_absolute_url()).content.decode()


def test_a_hidden_page_leaves_the_name_among_the_people_and_on_papers(
    client, client_of, member, researcher
):
    paper = factories.publication(researcher)
    path = researcher.get_absolute_url()
    press(client_of(member), researcher, "hide:page")
    assert client.get(path).status_code == 404
    for page in ("/people/", paper.get_absolute_url()):
        text = client.get(page).content.decode()
        assert researcher.family_name in text
        assert path not in text
    assert path not in client.get("/sitemap.xml").content.decode()
    assert paper.title in client.get("/publications/").content.decode()
    press(client_of(member), researcher, "show:page")
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("what", ["page", "all"])
def test_who_hides_is_seen_by_no_link_that_was_given_out_before(
    client, client_of, editor, member, researcher, what
):
    given = PreviewLink.objects.create(
        target=researcher, made_by=editor, expires_at="2199-01-01T00:00Z"
    )
    address = f"/preview/{token_of(given)}{researcher.get_absolute_url()}"
    assert client.get(address).status_code == 200
    press(client_of(member), researcher, "hide:photo")
    assert client.get(address).status_code == 200
    press(client_of(member), researcher, f"hide:{what}")
    assert client.get(address).status_code == 404


def test_an_alumna_drops_her_page_and_stays_in_the_list(client, client_of, member, researcher):
    researcher.memberships.update(ended="2021-01-01")
    press(client_of(member), researcher, "hide:page")
    text = client.get("/people/").content.decode()
    assert researcher.name in text
    assert researcher.get_absolute_url() not in text


def test_everything_is_gone_but_the_printed_name(client, client_of, member, researcher):
    paper = factories.publication(researcher)
    news = factories.news_item(researcher, body="Avocets are back")
    press(client_of(member), researcher, "hide:all")
    assert client.get(researcher.get_absolute_url()).status_code == 404
    assert researcher.name not in client.get("/people/").content.decode()
    for path in ("/", "/news/", "/feed.xml", "/sitemap.xml"):
        text = client.get(path).content.decode()
        assert news.body not in text
        assert researcher.get_absolute_url() not in text
    press(client_of(member), researcher, "show:all")
    assert client.get(paper.get_absolute_url()).status_code == 200


def test_an_unlisted_page_is_unlisted_again_when_it_is_shown(client_of, member, researcher):
    researcher.visibility = "unlisted"
    researcher.save()
    for key in ("page", "all"):
        press(client_of(member), researcher, f"hide:{key}")
        press(client_of(member), researcher, f"show:{key}")
        researcher.refresh_from_db()
        assert researcher.visibility == "unlisted"


def test_hiding_waits_for_no_editor(client_of, lab, member, researcher):
    lab.approval = True
    lab.save()
    press(client_of(member), researcher, "hide:all")
    researcher.refresh_from_db()
    assert researcher.visibility == "hidden"


def test_nobody_hides_somebody_else_and_nobody_awaiting_lists_themselves(
    client_of, member, researcher, stranger
):
    assert press(client_of(stranger), researcher, "hide:all").status_code in (403, 404)
    researcher.visibility = "awaiting"
    researcher.save()
    assert press(client_of(member), researcher, "show:page").status_code == 403
    researcher.refresh_from_db()
    assert researcher.visibility == "awaiting"


@pytest.mark.parametrize("do", ["", "hide", "hide:", "burn:photo", "hide:name"])
def test_what_is_on_no_button_is_not_there(client_of, member, researcher, do):
    assert press(client_of(member), researcher, do).status_code == 404


def test_the_page_says_what_is_shown(client_of, member, researcher):
    client = client_of(member)
    press(client, researcher, "hide:photo")
    text = client.get(reverse("admin:profiles_researcher_shown", args=[researcher.pk]))
    assert text.content.decode().count(">hidden<") == 1
    assert 'value="show:photo"' in text.content.decode()
