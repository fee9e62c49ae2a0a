"""Where a page is edited: the same answer as the admin's own rights, and nothing for visitors."""

import pytest
from django.urls import reverse

from tests import factories


def ask(client, path):
    return client.get("/accounts/edit-link/", {"path": path})


def change(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def test_a_visitor_learns_nothing(client, researcher):
    answer = ask(client, f"/people/{researcher.slug}/")
    assert answer.json() == {"signed_in": False}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("beneath", ["", "cv/", "publications/", "teaching/", "news/"])
def test_a_member_edits_their_own_pages(client_of, researcher, member, beneath):
    answer = ask(client_of(member), f"/people/{researcher.slug}/{beneath}").json()
    assert answer["url"] == change(researcher)
    assert answer["label"] == "Edit this page"


def test_nobody_is_led_to_what_is_not_theirs(client_of, researcher, stranger):
    answer = ask(client_of(stranger), f"/people/{researcher.slug}/").json()
    assert answer == {"signed_in": True}


def test_each_kind_of_page_leads_to_its_own_form(client_of, lab, editor, researcher, administrator):
    paper = factories.publication(researcher)
    page = factories.page(researcher=researcher)
    project = factories.project(researcher)
    client = client_of(administrator)
    for path, row in {
        f"/publications/{paper.slug}/": paper,
        f"/people/{researcher.slug}/{page.slug}/": page,
        f"/projects/{project.slug}/": project,
        f"/labs/{lab.slug}/": lab,
        "/": lab,
    }.items():
        assert ask(client, path).json()["url"] == change(row), path
    assert ask(client_of(editor), "/").json()["url"] == change(lab)


@pytest.mark.parametrize(
    "path",
    ["", "/people/nobody/", "/publications/", "/no/such/page/", "//evil.example/", "x" * 5000,
     "/admin/", "https://evil.example/", "/people/\x00/"],
)  # fmt: skip
def test_an_address_without_a_form_has_no_link(client_of, administrator, path):
    assert ask(client_of(administrator), path).json() == {"signed_in": True}


def test_the_page_itself_is_the_same_for_all(client, client_of, researcher, member):
    path = f"/people/{researcher.slug}/"
    seen = client.get(path).content
    assert client_of(member).get(path).content == seen
    assert b"edit-link" not in seen
