"""ORCID and a university, each played by a real server on this machine, honest or not."""

from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.orcid.views import OrcidOAuth2Adapter
from django.test import Client

from accounts import invitations
from accounts.addresses import vouch
from accounts.models import User
from profiles.models import Researcher
from tests import factories
from tests.accounts.provider import CODE, serving

ORCID, UNIVERSITY = "/accounts/orcid/login/", "/accounts/oidc/university/login/"
IVO = "0000-0002-1825-0097"


@pytest.fixture
def provider(db, settings, monkeypatch):
    with serving() as provider:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "orcid": {"APPS": [{"client_id": "APP-1", "secret": "s", "name": "ORCID"}]},
            "openid_connect": {
                "OAUTH_PKCE_ENABLED": True,
                "APPS": [
                    {
                        "provider_id": "university",
                        "name": "University of Tides",
                        "client_id": "octavo",
                        "secret": "s",
                        "settings": {"server_url": provider.url, "email_authentication": True},
                    }
                ],
            },
        }
        monkeypatch.setattr(OrcidOAuth2Adapter, "authorize_url", f"{provider.url}/authorize")
        monkeypatch.setattr(OrcidOAuth2Adapter, "access_token_url", f"{provider.url}/oauth/token")
        monkeypatch.setattr(OrcidOAuth2Adapter, "profile_url", f"{provider.url}/v3.0/%s/record")
        yield provider


@pytest.fixture
def person(lab):
    return factories.researcher(lab=lab, account=False, given_name="Ivo", family_name="Brandt")


def leave(client, way, query="") -> str:
    """Go to the other site; gives the state that it must bring back."""
    page = client.post(way + query)
    assert page.status_code == 200, page
    address = page.context["address"]
    return parse_qs(urlsplit(address).query)["state"][0]


def come_back(client, way, query="", **answer):
    state = leave(client, way, query)
    return client.get(f"{way}callback/", {"code": CODE, "state": state, **answer})


def signed_in(client):
    page = client.get("/accounts/")
    return page.context["user"] if page.status_code == 200 else None


def refused(answer) -> bool:
    return answer.status_code == 401 and "Signing in did not work" in answer.content.decode()


def test_what_is_not_configured_is_not_offered_and_not_there(client, db):
    page = client.get("/accounts/login/").content.decode()
    assert "ORCID" not in page
    assert "Continue with" not in page
    for way in (ORCID, UNIVERSITY):
        for answer in (client.get(way), client.post(way), client.get(f"{way}callback/?code=x")):
            assert answer.status_code == 404


def test_what_is_configured_is_offered(client, db, provider):
    page = client.get("/accounts/login/").content.decode()
    assert "Continue with ORCID" in page
    assert "Continue with University of Tides" in page


def test_one_leaves_by_a_page_of_ours_because_no_form_may_lead_off_the_site(client, db, provider):
    page = client.post(UNIVERSITY)
    assert page.status_code == 200
    assert f'http-equiv="refresh" content="0; url={provider.url}/authorize' in page.content.decode()
    assert "code_challenge=" in page.context["address"]


def test_nobody_leaves_by_a_mere_link(client, db, provider):
    page = client.get(ORCID)
    assert "address" not in page.context
    assert 'method="post"' in page.content.decode()


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_a_stranger_gets_no_account(client, db, provider, way, mailoutbox):
    answer = come_back(client, way)
    assert "by invitation" in answer.content.decode()
    assert not User.objects.exists()
    assert signed_in(client) is None
    assert mailoutbox == []


def connect(user, way, client_of):
    client = client_of(user)
    answer = come_back(client, way, "?process=connect")
    if "/reauthenticate/" in answer.get("Location", ""):
        client.post("/accounts/reauthenticate/", {"password": "slow-tides-rise"})
    return client


def test_whoever_connects_orcid_has_a_proven_id_on_their_page(member, provider, client_of):
    connect(member, ORCID, client_of)
    assert SocialAccount.objects.get().uid == IVO
    member.researcher.refresh_from_db()
    assert member.researcher.orcid == IVO
    other = Client()
    come_back(other, ORCID)
    assert signed_in(other) == member


def test_connecting_asks_once_more_who_one_is(member, provider, client_of):
    client = client_of(member)
    answer = come_back(client, ORCID, "?process=connect")
    assert answer["Location"].startswith("/accounts/reauthenticate/")
    assert not SocialAccount.objects.exists()


def test_a_proven_id_takes_the_place_of_a_typed_one(member, provider, client_of):
    Researcher.objects.update(orcid="0000-0001-5109-3700")
    connect(member, ORCID, client_of)
    member.researcher.refresh_from_db()
    assert member.researcher.orcid == IVO


def test_an_id_that_stands_on_another_page_stays_there_and_that_is_said(
    member, provider, client_of
):
    other = factories.researcher(orcid=IVO)
    client = connect(member, ORCID, client_of)
    told = client.get("/accounts/3rdparty/").content.decode()
    assert "Another page here carries your ORCID iD" in told
    other.refresh_from_db()
    member.researcher.refresh_from_db()
    assert (other.orcid, member.researcher.orcid) == (IVO, "")


def test_a_typed_id_lets_nobody_in(client, member, provider):
    """Else whoever types another's iD on a page would open it to them, or the other way round."""
    Researcher.objects.update(orcid=IVO)
    come_back(client, ORCID)
    assert signed_in(client) is None


def test_an_invited_person_accepts_by_orcid(client, person, editor, provider, letters):
    invitations.invite(person, "ivo@uni.example", editor)
    client.get(letters.link())
    assert "Continue with ORCID" in client.get("/accounts/invitation/").content.decode()
    answer = come_back(client, ORCID, "?process=login&next=/accounts/invitation/")
    assert answer["Location"] == "/accounts/invitation/"
    end = client.get("/accounts/invitation/")
    assert end["Location"] == f"/admin/profiles/researcher/{person.pk}/change/"
    person.refresh_from_db()
    assert person.user == signed_in(client)
    assert (person.user.email, person.orcid) == ("ivo@uni.example", IVO)
    assert not person.user.has_usable_password()
    assert User.objects.get(email="ivo@uni.example").emailaddress_set.get().verified


def test_an_invited_person_accepts_by_the_university_whatever_address_it_names(
    client, person, editor, provider, letters
):
    provider.claims["email"] = "brandt@staff.uni.example"
    invitations.invite(person, "ivo@home.example", editor)
    client.get(letters.link())
    come_back(client, UNIVERSITY, "?next=/accounts/invitation/")
    person.refresh_from_db()
    assert person.user.email == "ivo@home.example"


def test_an_account_without_a_password_is_taken_over_by_orcid(
    client, person, editor, provider, letters
):
    person.user = User.objects.create_user("ivo@uni.example")
    person.save()
    invitations.invite(person, "ivo@uni.example", editor)
    client.get(letters.link())
    come_back(client, ORCID)
    assert signed_in(client) == person.user
    person.refresh_from_db()
    assert person.orcid == IVO


def test_an_account_with_a_password_is_not_taken_over_by_orcid(
    client, person, editor, provider, letters
):
    factories.user(email="ivo@uni.example")
    invitations.invite(person, "ivo@uni.example", editor)
    client.get(letters.link())
    answer = come_back(client, ORCID)
    assert answer["Location"] == "/accounts/invitation/"
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_a_closed_invitation_lets_nobody_in(client, person, editor, provider, letters):
    invitation = invitations.invite(person, "ivo@uni.example", editor)
    client.get(letters.link())
    invitations.revoke(invitation)
    come_back(client, ORCID)
    assert signed_in(client) is None
    assert not User.objects.filter(email="ivo@uni.example").exists()


def test_the_university_opens_the_account_with_the_address_that_it_confirms(client, provider):
    user = factories.user(email="ivo@uni.example")
    vouch(user)
    come_back(client, UNIVERSITY)
    assert signed_in(client) == user
    provider.claims["email"] = "changed@uni.example"  # the connection stays
    again = Client()
    come_back(again, UNIVERSITY)
    assert signed_in(again) == user


@pytest.mark.parametrize("verified", [False, None, "false", "true", 1])
def test_an_address_that_the_university_has_not_confirmed_opens_nothing(client, provider, verified):
    vouch(factories.user(email="ivo@uni.example"))
    provider.claims["email_verified"] = verified
    come_back(client, UNIVERSITY)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_the_university_opens_no_account_by_an_address_that_it_has_no_more(client, provider):
    user = factories.user(email="ivo@uni.example")
    vouch(user)
    User.objects.filter(pk=user.pk).update(email="ivo@home.example")
    come_back(client, UNIVERSITY)
    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_orcid_opens_no_account_by_an_address(client, provider):
    vouch(factories.user(email="ivo@uni.example"))
    provider.record_email = "ivo@uni.example"
    come_back(client, ORCID)
    assert signed_in(client) is None


def test_a_university_without_addresses_opens_nothing(client, db, provider):
    del provider.claims["email"], provider.claims["email_verified"]
    come_back(client, UNIVERSITY)
    assert signed_in(client) is None
    assert not User.objects.exists()


def test_a_deactivated_account_stays_closed(client, member, provider, client_of):
    connect(member, ORCID, client_of)
    member.is_active = False
    member.save()
    assert come_back(client, ORCID)["Location"] == "/accounts/inactive/"
    assert signed_in(client) is None


def test_the_second_step_is_asked_of_those_too(client, member, provider, client_of):
    connect(member, ORCID, client_of)
    member.authenticator_set.create(type="totp", data={"secret": "A" * 32})
    assert come_back(client, ORCID)["Location"] == "/accounts/2fa/authenticate/"
    assert signed_in(client) is None


@pytest.fixture
def connected(member, provider):
    SocialAccount.objects.create(user=member, provider="orcid", uid=IVO)
    SocialAccount.objects.create(user=member, provider="university", uid="u-17")
    return member


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_the_connected_come_in(client, connected, way):
    come_back(client, way)
    assert signed_in(client) == connected


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
@pytest.mark.parametrize("state", ["", "another", "x" * 5000])
def test_a_wrong_state_is_refused(client, connected, way, state):
    assert refused(come_back(client, way, state=state))
    assert signed_in(client) is None


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_the_state_of_another_visitor_is_refused(client, connected, way):
    theirs = leave(Client(), way)
    assert refused(client.get(f"{way}callback/", {"code": CODE, "state": theirs}))


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_an_answer_is_taken_once(client, connected, way):
    state = leave(client, way)
    client.get(f"{way}callback/", {"code": CODE, "state": state})
    client.logout()
    assert refused(client.get(f"{way}callback/", {"code": CODE, "state": state}))


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://other.example"},
        {"aud": "another-site"},
        {"exp": 1},
        {"sub": "somebody-else"},
    ],
)
def test_a_token_for_others_or_from_others_is_refused(client, connected, provider, lie):
    provider.token = lie
    provider.userinfo = dict(provider.claims)
    assert refused(come_back(client, UNIVERSITY))
    assert signed_in(client) is None


def test_an_answer_without_a_token_is_refused(client, connected, provider):
    provider.with_id_token = False
    assert refused(come_back(client, UNIVERSITY))
    assert signed_in(client) is None


def test_a_record_of_another_id_than_the_token_named_is_refused(client, connected, provider):
    provider.orcid, provider.record_orcid = "0000-0001-5109-3700", IVO
    assert refused(come_back(client, ORCID))
    assert signed_in(client) is None


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_a_provider_that_is_broken_gets_a_plain_page(client, connected, provider, way):
    state = leave(client, way)
    provider.status = 500
    assert refused(client.get(f"{way}callback/", {"code": CODE, "state": state}))


def test_a_university_that_is_away_when_one_leaves_gets_a_plain_page(client, provider):
    provider.status = 503
    assert refused(client.post(UNIVERSITY))


@pytest.mark.parametrize("nonsense", [[], "text", {"sub": None}, {}])
def test_a_university_that_talks_nonsense_gets_a_plain_page(client, provider, nonsense):
    provider.userinfo = nonsense
    come_back(client, UNIVERSITY)
    assert signed_in(client) is None
    assert not User.objects.exists()


def test_a_provider_that_is_away_gets_a_plain_page(client, connected, provider):
    provider.url = "http://127.0.0.1:9"
    assert refused(come_back(client, UNIVERSITY))


def test_whoever_stops_over_there_is_told_the_way_on(client, connected):
    state = leave(client, ORCID)
    answer = client.get(
        f"{ORCID}callback/", {"error": "access_denied", "state": state}, follow=True
    )
    assert "You did not sign in" in answer.content.decode()


def test_the_last_way_in_cannot_be_disconnected(provider, client_of):
    user = User.objects.create_user("ivo@uni.example")
    account = SocialAccount.objects.create(user=user, provider="orcid", uid=IVO)
    answer = client_of(user).post("/accounts/3rdparty/", {"account": account.pk})
    assert "Choose a password first" in answer.content.decode()
    assert SocialAccount.objects.exists()


@pytest.fixture
def registration_open(settings, lab):
    settings.SIGNUP_DOMAINS = ["uni.example"]


REGISTRATION = {"first_name": "Ivo", "last_name": "Brandt"}


def test_where_registering_is_open_the_university_vouches_for_its_address(
    client, provider, registration_open, mailoutbox
):
    answer = come_back(client, UNIVERSITY)
    assert answer["Location"] == "/accounts/3rdparty/signup/"
    form = client.get(answer["Location"]).context["form"]
    assert form["email"].value() == "ivo@uni.example"
    assert form["last_name"].value() == "Brandt"
    client.post(answer["Location"], {**REGISTRATION, "email": "ivo@uni.example"})
    assert signed_in(client).email == "ivo@uni.example"
    assert Researcher.objects.get().visibility == "awaiting"
    assert [letter.to for letter in mailoutbox] == []


def test_an_address_that_the_university_vouches_for_cannot_be_exchanged(
    client, provider, registration_open
):
    come_back(client, UNIVERSITY)
    client.post("/accounts/3rdparty/signup/", {**REGISTRATION, "email": "boss@uni.example"})
    assert signed_in(client).email == "ivo@uni.example"
    assert not EmailAddress.objects.filter(email="boss@uni.example").exists()


def test_an_address_that_the_university_did_not_confirm_takes_a_letter(
    client, provider, registration_open, letters
):
    provider.claims["email_verified"] = False
    come_back(client, UNIVERSITY)
    client.post("/accounts/3rdparty/signup/", {**REGISTRATION, "email": "boss@uni.example"})
    assert signed_in(client) is None
    assert not Researcher.objects.exists()
    assert letters.link().startswith("/accounts/confirm-email/")


def test_where_registering_is_open_orcid_proves_no_address(
    client, provider, registration_open, letters
):
    provider.record_email = "ivo@uni.example"
    come_back(client, ORCID)
    client.post("/accounts/3rdparty/signup/", {**REGISTRATION, "email": "ivo@uni.example"})
    assert signed_in(client) is None
    link = letters.link()
    client.post(link)
    assert signed_in(client).email == "ivo@uni.example"
    assert Researcher.objects.get().orcid == IVO


@pytest.mark.parametrize("way", [ORCID, UNIVERSITY])
def test_another_domain_does_not_register_by_another_site_either(
    client, provider, registration_open, way
):
    provider.claims["email"] = provider.record_email = "ivo@evil.example"
    come_back(client, way)
    client.post("/accounts/3rdparty/signup/", {**REGISTRATION, "email": "ivo@evil.example"})
    assert not User.objects.filter(email="ivo@evil.example").exists()
