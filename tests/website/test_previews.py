"""Preview links: drafts for whoever holds the link, until it expires or is taken back."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from profiles.models import PreviewLink
from profiles.previews import DRAFTS, token_of
from tests import factories


def link_to(target, user, **fields):
    fields = {"expires_at": timezone.now() + timedelta(days=1), **fields}
    return PreviewLink.objects.create(target=target, made_by=user, **fields)


def address(link, path=""):
    return f"/preview/{token_of(link)}{path}"


@pytest.fixture
def drafts(researcher):
    """A draft or something scheduled of each kind, each with a word of its own."""
    tomorrow = timezone.now() + timedelta(days=1)
    return {
        "osprey": factories.page(researcher=researcher, title="Osprey", slug="osprey", draft=True),
        "cormorant": factories.course(researcher, title="Cormorant", draft=True),
        "gannet": factories.publication(researcher, title="Gannet", draft=True),
        "petrel": factories.news_item(researcher, body="Petrel", publish_at=tomorrow),
        "fulmar": factories.post(researcher, title="Fulmar", slug="fulmar", draft=True),
        "kittiwake": factories.project(researcher, title="Kittiwake", draft=True),
    }


@pytest.fixture
def link(researcher, member):
    return link_to(researcher, member)


def test_every_model_that_can_be_a_draft_can_be_previewed():
    draftable = {
        model._meta.label
        for model in apps.get_models()
        if any(field.name == "draft" for field in model._meta.fields)
        and not hasattr(model, "history_date")
    }
    assert draftable == set(DRAFTS)


def test_a_link_leads_to_the_page_with_all_its_drafts(client, researcher, drafts, link):
    response = client.get(address(link, "/"))
    assert response.status_code == 302
    assert response["Location"] == address(link, researcher.get_absolute_url())
    page = client.get(response["Location"])
    assert page.status_code == 200
    text = page.content.decode()
    assert "Petrel" in text
    assert "Osprey" in text
    assert address(link, f"{researcher.get_absolute_url()}teaching/") in text


def test_one_can_go_on_reading_beneath_the_link_and_sees_every_draft(
    client, researcher, drafts, link
):
    own = researcher.get_absolute_url()
    pages = {
        "osprey": f"{own}osprey/",
        "cormorant": f"{own}teaching/",
        "gannet": drafts["gannet"].get_absolute_url(),
        "petrel": f"{own}news/",
        "fulmar": "/blog/fulmar/",
        "kittiwake": "/projects/",
    }
    for word, path in pages.items():
        found = client.get(address(link, path))
        assert found.status_code == 200, path
        assert word.title() in found.content.decode(), path
        plain = client.get(path)
        assert word.title() not in plain.content.decode(), path


def test_a_link_to_one_draft_shows_that_one_and_no_other(client, member, researcher, drafts):
    link = link_to(drafts["gannet"], member)
    paper = client.get(address(link, "/"), follow=True)
    assert "Gannet" in paper.content.decode()
    text = client.get(address(link, researcher.get_absolute_url())).content.decode()
    assert "Petrel" not in text
    assert client.get(address(link, "/blog/fulmar/")).status_code == 404


def test_a_lab_s_link_shows_the_lab_s_own_drafts(client, administrator, lab, drafts):
    factories.page(lab=lab, title="Guillemot", slug="guillemot", draft=True)
    link = link_to(lab, administrator)
    path = f"{lab.get_absolute_url()}guillemot/"
    assert "Guillemot" in client.get(address(link, path)).content.decode()
    assert client.get(path).status_code == 404
    assert client.get(address(link, "/blog/fulmar/")).status_code == 404


def test_nobody_keeps_indexes_or_passes_on_a_preview(client, drafts, link, researcher):
    response = client.get(address(link, researcher.get_absolute_url()))
    assert response["Cache-Control"] == "private, no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Link" not in response
    assert b"Preview." in response.content


def test_who_is_signed_in_sees_the_same_and_gets_no_cookie(client, client_of, link, administrator):
    path = address(link, "/people/")
    signed_in = client_of(administrator).get(path)
    assert signed_in.content == client.get(path).content
    assert not signed_in.cookies


@pytest.mark.parametrize("path", ["/admin/", "/accounts/login/", "/preview/x/", "/healthz"])
def test_a_preview_opens_nothing_but_pages(client, link, path):
    assert client.get(address(link, path)).status_code == 404


def test_a_preview_takes_nothing(client, link, researcher):
    assert client.post(address(link, researcher.get_absolute_url())).status_code == 405


@pytest.mark.parametrize(
    "case", ["altered", "expired", "taken back", "of nobody now", "not theirs now", "cut short"]
)
def test_a_link_that_opens_nothing_any_more_gets_a_clear_page(client, link, researcher, case):
    path = address(link, researcher.get_absolute_url())
    if case == "altered":
        path = path.replace(f"/{link.pk}~", f"/{link.pk + 1}~")
    elif case == "expired":
        PreviewLink.objects.update(expires_at=timezone.now())
    elif case == "taken back":
        link.delete()
    elif case == "of nobody now":
        link.made_by.is_active = False
        link.made_by.save()
    elif case == "not theirs now":
        researcher.user = None
        researcher.save()
    else:
        path = path[:20]
    response = client.get(path)
    assert response.status_code == 404
    assert "no longer opens anything" in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_drafts_are_hidden_again_after_a_preview(client, drafts, link, researcher):
    client.get(address(link, researcher.get_absolute_url()))
    assert b"Petrel" not in client.get(researcher.get_absolute_url()).content


def test_somebody_hidden_can_be_previewed_and_stays_hidden(client, link, researcher):
    researcher.visibility = "hidden"
    researcher.save()
    path = researcher.get_absolute_url()
    assert client.get(address(link, path)).status_code == 200
    assert client.get(path).status_code == 404


def links_page(target):
    meta = target._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_preview_links", args=[target.pk])


def test_who_edits_something_makes_links_to_it_and_takes_them_back(
    client, client_of, member, drafts
):
    page, mine = links_page(drafts["gannet"]), client_of(member)
    assert mine.post(page, {"make": "", "note": "Reviewers", "days": "7"}).status_code == 302
    link = PreviewLink.objects.get()
    assert link.made_by == member
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    text = mine.get(page).content.decode()
    assert address(link) in text
    assert client.get(address(link, "/"), follow=True).status_code == 200
    mine.post(page, {"revoke": link.pk})
    assert client.get(address(link, "/")).status_code == 404


@pytest.mark.parametrize("days", ["0", "1000", "x", ""])
def test_a_link_lasts_as_long_as_the_form_offers(client_of, member, drafts, days):
    response = client_of(member).post(links_page(drafts["gannet"]), {"make": "", "days": days})
    assert response.status_code == 200
    assert not PreviewLink.objects.exists()


def test_nobody_makes_or_takes_back_a_link_to_what_is_not_theirs(
    client_of, stranger, member, drafts
):
    link = link_to(drafts["gannet"], member)
    other = client_of(stranger)
    for data in ({"make": "", "days": "7"}, {"revoke": link.pk}):
        assert other.post(links_page(drafts["gannet"]), data).status_code in (403, 404)
    own = factories.publication(stranger.researcher)
    other.post(links_page(own), {"revoke": link.pk})
    assert list(PreviewLink.objects.all()) == [link]
