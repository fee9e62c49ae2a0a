import pytest

from profiles.old_addresses import remember
from tests import factories


@pytest.fixture
def person(db):
    found = factories.researcher(slug="mina-sorensen")
    remember("/people/mina/", found)
    return found


def test_an_old_address_redirects_for_good_with_its_question(person, client):
    response = client.get("/people/mina/publications/?year=2024")
    assert response.status_code == 301
    assert response["Location"] == "/people/mina-sorensen/publications/?year=2024"
    # A merge can be undone: then the page stands there again, for those too who came before.
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"


def test_an_old_address_without_its_last_stroke_is_found_too(person, client):
    response = client.get("/people/mina", follow=True)
    assert [address for address, _status in response.redirect_chain] == [
        "/people/mina/", "/people/mina-sorensen/",
    ]  # fmt: skip


def test_what_is_gone_says_so_and_is_not_indexed(person, client):
    person.delete()
    response = client.get("/people/mina/")
    assert response.status_code == 410
    assert "removed for good" in response.content.decode()
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_a_new_page_may_take_an_old_address(person, client):
    factories.researcher(slug="mina")
    assert client.get("/people/mina/").status_code == 200


def test_only_reading_is_redirected(person, client):
    assert client.post("/people/mina/").status_code == 404


def test_what_was_never_there_is_not_found(person, client):
    assert client.get("/people/nobody/").status_code == 404
    assert client.get("/admin/mina/").status_code in (302, 404)
