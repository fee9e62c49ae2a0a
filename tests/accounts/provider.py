"""A provider of identities on this machine: plays ORCID and a university, honestly or not."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

CODE = "the-code"


class Provider:
    """What it says next stands in its attributes; a test changes them to make it lie."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[str] = []
        self.orcid = "0000-0002-1825-0097"
        self.record_orcid: str | None = None
        self.record_email = ""
        self.claims: dict[str, Any] = {
            "sub": "u-17",
            "email": "ivo@uni.example",
            "email_verified": True,
            "given_name": "Ivo",
            "family_name": "Brandt",
        }
        self.userinfo: dict[str, Any] | None = None
        self.token: dict[str, Any] = {}
        self.with_id_token = True
        self.status = 200

    def answer(self, path: str, form: dict[str, list[str]]) -> Any:
        if path.endswith("/.well-known/openid-configuration"):
            return {
                "issuer": self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "userinfo_endpoint": f"{self.url}/userinfo",
                "jwks_uri": f"{self.url}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/oauth/token":
            return {"access_token": "a", "orcid": self.orcid}
        if path.endswith("/record"):
            return self._record()
        if path == "/token":
            assert form["code_verifier"], "the client must prove that it is who began"
            return self._tokens()
        if path == "/userinfo":
            return self.claims if self.userinfo is None else self.userinfo
        return None

    def _record(self) -> dict[str, Any]:
        emails = [{"email": self.record_email}] if self.record_email else []
        return {
            "orcid-identifier": {"path": self.record_orcid or self.orcid},
            "person": {
                "name": {"given-names": {"value": "Ivo"}, "family-name": {"value": "Brandt"}},
                "emails": {"email": emails},
            },
        }

    def _tokens(self) -> dict[str, Any]:
        told = {"access_token": "a", "token_type": "Bearer"}
        if self.with_id_token:
            claims = {"iss": self.url, "aud": "octavo", "exp": time.time() + 60, **self.claims}
            told["id_token"] = jwt.encode({**claims, **self.token}, "k" * 32, algorithm="HS256")
        return told


@contextmanager
def serving() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(parse_qs(body))

        def _answer(self, form: dict[str, list[str]]) -> None:
            path = urlsplit(self.path).path
            provider.asked.append(path)
            content = json.dumps(provider.answer(path, form)).encode()
            self.send_response(provider.status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
