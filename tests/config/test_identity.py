import pytest
from django.core.exceptions import ImproperlyConfigured

from config import identity

OIDC = {
    "OCTAVO_OIDC_URL": "https://sso.uni.example/realms/staff/",
    "OCTAVO_OIDC_ID": "octavo",
    "OCTAVO_OIDC_SECRET": "s",
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch):
    for name in (*OIDC, "OCTAVO_OIDC_NAME", "OCTAVO_ORCID_ID", "OCTAVO_ORCID_SECRET"):
        monkeypatch.delenv(name, raising=False)


def set_all(monkeypatch, variables):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


def test_nothing_is_offered_by_default():
    assert identity.providers() == {}


def test_the_university_is_offered_once_all_is_said(monkeypatch):
    set_all(monkeypatch, OIDC)
    (app,) = identity.providers()["openid_connect"]["APPS"]
    assert app["settings"]["server_url"] == "https://sso.uni.example/realms/staff"
    assert app["name"] == "University account"


@pytest.mark.parametrize("missing", OIDC)
def test_half_a_university_stops_the_start_with_what_is_missing(monkeypatch, missing):
    set_all(monkeypatch, {**OIDC, missing: ""})
    with pytest.raises(ImproperlyConfigured, match=missing):
        identity.providers()


@pytest.mark.parametrize("missing", ["OCTAVO_ORCID_ID", "OCTAVO_ORCID_SECRET"])
def test_half_of_orcid_stops_the_start(monkeypatch, missing):
    both = {"OCTAVO_ORCID_ID": "APP-1", "OCTAVO_ORCID_SECRET": "s"}
    set_all(monkeypatch, {**both, missing: ""})
    with pytest.raises(ImproperlyConfigured, match=missing):
        identity.providers()


def test_trials_go_to_orcids_sandbox(monkeypatch):
    set_all(monkeypatch, {"OCTAVO_ORCID_ID": "APP-1", "OCTAVO_ORCID_SECRET": "s"})
    assert identity.providers()["orcid"]["BASE_DOMAIN"] == "orcid.org"
    monkeypatch.setenv("OCTAVO_ORCID_SANDBOX", "true")
    assert identity.providers()["orcid"]["BASE_DOMAIN"] == "sandbox.orcid.org"


@pytest.mark.parametrize(
    "value",
    [
        "http://sso.uni.example",
        "sso.uni.example",
        "https://",
        "https://a:b",
        "https://a.example/?x",
    ],
)
def test_secrets_are_sent_by_https_alone(monkeypatch, value):
    set_all(monkeypatch, {**OIDC, "OCTAVO_OIDC_URL": value})
    with pytest.raises(ImproperlyConfigured, match="OCTAVO_OIDC_URL"):
        identity.providers()


def test_domains_are_read_in_any_case_and_with_their_at_sign(monkeypatch):
    monkeypatch.setenv("OCTAVO_SIGNUP_DOMAINS", "@Uni.Example, lab.uni.example")
    assert identity.signup_domains() == ["uni.example", "lab.uni.example"]


@pytest.mark.parametrize("value", ["*", "example", "a..example", "ivo@uni.example", "-a.example"])
def test_what_is_no_domain_is_refused(monkeypatch, value):
    monkeypatch.setenv("OCTAVO_SIGNUP_DOMAINS", value)
    with pytest.raises(ImproperlyConfigured, match="OCTAVO_SIGNUP_DOMAINS"):
        identity.signup_domains()


def test_letters_come_from_the_sites_host_unless_an_address_is_given(monkeypatch):
    monkeypatch.delenv("OCTAVO_MAIL_FROM", raising=False)
    assert identity.mail_from("lab.example.org") == "octavo@lab.example.org"
    monkeypatch.setenv("OCTAVO_MAIL_FROM", "site@uni.example")
    assert identity.mail_from("lab.example.org") == "site@uni.example"


@pytest.mark.parametrize("value", ["site", "Site <site@uni.example>", "a@b, c@d"])
def test_letters_come_from_one_address(monkeypatch, value):
    monkeypatch.setenv("OCTAVO_MAIL_FROM", value)
    with pytest.raises(ImproperlyConfigured, match="OCTAVO_MAIL_FROM"):
        identity.mail_from("")
