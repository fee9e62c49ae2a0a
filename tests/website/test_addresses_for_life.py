"""A changed slug of anything public redirects for good; what was removed says so."""

import pytest

from profiles.models import OldAddress
from tests import factories

KINDS = ["researcher", "lab", "page", "lab page", "project", "publication", "news", "post"]


@pytest.fixture
def thing(request, db):
    owner = factories.researcher()
    labs = [factories.lab(), factories.lab()]  # two, so that each has an address of its own
    makers = {
        "researcher": lambda: owner,
        "lab": lambda: labs[0],
        "page": lambda: factories.page(researcher=owner, slug="tides", draft=False),
        "lab page": lambda: factories.page(lab=labs[0], slug="tides", draft=False),
        "project": lambda: factories.project(owner, slug="tides", draft=False),
        "publication": lambda: factories.publication(owner, slug="tides"),
        "news": lambda: factories.news_item(owner, inline=False, title="Tides", slug="tides"),
        "post": lambda: factories.post(owner, slug="tides"),
    }
    return makers[request.param]()


every = pytest.mark.parametrize("thing", KINDS, indirect=True)


@every
def test_a_changed_slug_redirects_for_good_through_every_change(client, thing):
    first = thing.get_absolute_url()
    for slug in ("neap", "spring"):
        thing.slug = slug
        thing.save()
    response = client.get(first)
    assert response.status_code == 301
    assert response["Location"] == thing.get_absolute_url()
    assert client.get(thing.get_absolute_url()).status_code == 200


@every
def test_a_slug_that_is_taken_again_answers_itself(client, thing):
    first, slug = thing.get_absolute_url(), thing.slug
    for each in ("neap", slug):
        thing.slug = each
        thing.save()
    assert client.get(first).status_code == 200


@every
def test_what_was_removed_says_that_it_is_gone(client, thing):
    path = thing.get_absolute_url()
    thing.delete()
    assert client.get(path).status_code == 410


@every
def test_what_is_saved_with_the_same_slug_leaves_no_trace(thing):
    thing.save()
    assert not OldAddress.objects.exists()


def test_a_removed_person_s_pages_are_gone_with_them(client, researcher):
    factories.page(researcher=researcher, slug="tides", draft=False)
    path = researcher.get_absolute_url()
    researcher.delete()
    assert client.get(f"{path}tides/").status_code == 410
    assert client.get(f"{path}publications/").status_code == 410


def test_a_draft_or_somebody_hidden_leaves_no_address_behind(client, researcher):
    draft = factories.publication(researcher, slug="secret-tides", draft=True)
    draft.slug = "tides"
    draft.save()
    draft.delete()
    researcher.visibility = "hidden"
    researcher.save()
    researcher.slug = "somebody-else"
    researcher.save()
    assert not OldAddress.objects.exists()
    assert client.get("/publications/secret-tides/").status_code == 404


def test_the_old_address_of_what_became_private_tells_nothing(client, researcher):
    paper = factories.publication(researcher, slug="neap-tides")
    paper.slug = "spring-tides"
    paper.save()
    paper.draft = True
    paper.save()
    assert client.get("/publications/neap-tides/").status_code == 404
