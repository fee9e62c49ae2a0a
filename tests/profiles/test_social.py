from profiles.social import social_links
from tests import factories


def test_links_stand_in_their_order_with_whole_addresses(researcher):
    factories.profile_link(researcher, platform="github", value="mina-s", position=2)
    factories.profile_link(
        researcher, platform="website", value="https://mina.example", label="Notes", position=1
    )
    assert [(link.text, link.url) for link in social_links(researcher)] == [
        ("Notes", "https://mina.example"),
        ("GitHub", "https://github.com/mina-s"),
    ]


def test_a_shown_address_and_the_orcid_id_come_along(db):
    person = factories.researcher(
        email="mina@tides.example", email_public=True, orcid="0000-0002-1825-0097"
    )
    assert [link.url for link in social_links(person)] == [
        "mailto:mina@tides.example",
        "https://orcid.org/0000-0002-1825-0097",
    ]


def test_what_was_entered_is_not_repeated(db):
    person = factories.researcher(email="mina@tides.example", email_public=True)
    factories.profile_link(person, platform="email", value="office@tides.example")
    (link,) = social_links(person)
    assert link.url == "mailto:office@tides.example"


def test_a_private_address_stays_private(db):
    assert social_links(factories.researcher(email="mina@tides.example")) == []
