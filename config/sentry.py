"""Reports of errors to a Sentry, where `SENTRY_DSN` names one; nothing personal goes along."""

from typing import Any

# Of a request: what says which page failed, and nothing that says for whom.
_TOLD = ("method",)


def start_sentry(address: str) -> None:
    if not address:
        return
    import sentry_sdk  # noqa: PLC0415 - 40 ms and 8 MB that most installations do not need

    sentry_sdk.init(
        dsn=address,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,
        before_send=discreet,
        before_breadcrumb=lambda *_: None,
        traces_sample_rate=0.0,
    )


def discreet(event: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    """The event without address, query, cookies and headers: they may hold secrets and names."""
    if request := event.get("request"):
        event["request"] = {name: request[name] for name in _TOLD if name in request}
    event.pop("user", None)
    event.pop("server_name", None)
    return event
