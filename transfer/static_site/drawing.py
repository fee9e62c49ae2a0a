"""Addresses of the site answered in this process: by the real views, as to a visitor from outside.

No server is asked, and none needs to run. Static files come from where they are collected, or
from the source when they are not.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse
from django.http.response import HttpResponseBase


@dataclass(frozen=True)
class Answer:
    """``location`` is where a redirect leads; ``content`` holds the body of all that is found."""

    status: int
    content_type: str = ""
    location: str = ""


class Visitor:
    """Asks the site as somebody without an account does, at the address that is the site's own."""

    def __init__(self) -> None:
        base = urlsplit(settings.BASE_URL)
        self.scheme = base.scheme or "http"
        self.host = base.netloc or _first_host()
        self._handler = WSGIHandler()

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.host}"

    def fetch(self, address: str, file: Path) -> Answer:
        """Write what stands at the address to the file, if there is something."""
        path = urlsplit(address).path
        if settings.STATIC_URL and path.startswith(settings.STATIC_URL):
            return _static(unquote(path.removeprefix(settings.STATIC_URL)), file)
        response = self._handler.get_response(self._request(address))
        try:
            if response.status_code == 200:
                file.parent.mkdir(parents=True, exist_ok=True)
                with file.open("wb") as opened:
                    for chunk in _body(response):
                        opened.write(chunk)
        finally:
            response.close()
        kind = response.get("Content-Type", "").partition(";")[0]
        return Answer(response.status_code, kind, response.get("Location", ""))

    def _request(self, address: str) -> WSGIRequest:
        parts = urlsplit(address)
        name, _, port = self.host.partition(":")
        return WSGIRequest(
            {
                "REQUEST_METHOD": "GET",
                # As WSGI wants it: bytes, each as one character.
                "PATH_INFO": unquote(parts.path, encoding="latin-1"),
                "QUERY_STRING": parts.query,
                "SCRIPT_NAME": "",
                "SERVER_NAME": name,
                "SERVER_PORT": port or ("443" if self.scheme == "https" else "80"),
                "SERVER_PROTOCOL": "HTTP/1.1",
                "REMOTE_ADDR": "127.0.0.1",
                "HTTP_HOST": self.host,
                "HTTP_X_FORWARDED_PROTO": self.scheme,
                "wsgi.url_scheme": self.scheme,
                "wsgi.input": io.BytesIO(),
            }
        )


def _first_host() -> str:
    names = [host.lstrip(".") for host in settings.ALLOWED_HOSTS if host.strip(".*")]
    return names[0] if names else "localhost"


def _body(response: HttpResponseBase):
    return [response.content] if isinstance(response, HttpResponse) else response.streaming_content


def _static(name: str, file: Path) -> Answer:
    """A static file, as it is collected, or else as it lies in the source."""
    if staticfiles_storage.exists(name):
        with staticfiles_storage.open(name) as opened:
            content = opened.read()
    elif found := finders.find(name):
        content = Path(found).read_bytes()
    else:
        return Answer(404)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return Answer(200, "text/css" if name.endswith(".css") else "")
