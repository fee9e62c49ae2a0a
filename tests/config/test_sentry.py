import sentry_sdk

from config.sentry import discreet, start_sentry


def test_without_an_address_nothing_is_started():
    start_sentry("")
    assert not sentry_sdk.is_initialized()


def test_a_report_tells_nothing_of_who_asked_for_what():
    event = {
        "request": {
            "method": "POST",
            "url": "https://lab.example/accounts/invitation/secret/",
            "query_string": "q=secret",
            "headers": {"Cookie": "secret"},
            "cookies": {"octavo_session": "secret"},
            "data": {"password": "secret"},
        },
        "user": {"email": "secret@lab.example"},
        "server_name": "secret",
        "transaction": "/accounts/invitation/<key>/",
    }
    sent = discreet(event, {})
    assert "secret" not in str(sent)
    assert sent == {"request": {"method": "POST"}, "transaction": "/accounts/invitation/<key>/"}
