"""Uploads in a store that speaks S3: a stand-in on this machine, which checks no signatures."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from config.storage import BACKEND, env_storage
from profiles import withdrawing
from tests import factories

SECRET = "hu/sh+hush"


class Store(BaseHTTPRequestHandler):
    """Objects by their paths; who does not sign is refused, as by a private bucket."""

    objects: dict[str, bytes]
    asked: list[str]

    def _answer(self, status: int, body: bytes = b"", length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.send_header("ETag", '"0"')
        self.send_header("Last-Modified", "Sat, 21 Nov 2026 10:00:00 GMT")
        self.end_headers()
        self.wfile.write(body)

    def _do(self) -> None:
        path = urlsplit(self.path).path
        self.asked.append(f"{self.command} {path}")
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not self.headers.get("Authorization", "").startswith("AWS4-HMAC-SHA256 Credential=key/"):
            self._answer(403)
        elif self.command == "PUT":
            self.objects[path] = body
            self._answer(200)
        elif self.command == "DELETE":
            self.objects.pop(path, None)
            self._answer(204)
        elif path not in self.objects:
            self._answer(404)
        elif self.command == "HEAD":
            self._answer(200, length=len(self.objects[path]))
        else:
            self._answer(200, self.objects[path])

    do_GET = do_HEAD = do_PUT = do_DELETE = _do  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def store(settings, monkeypatch) -> Iterator[type[Store]]:
    """A store in which the site keeps its uploads."""
    handler = type("EmptyStore", (Store,), {"objects": {}, "asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    monkeypatch.setenv(
        "OCTAVO_STORAGE_URL", f"s3://key:secret@127.0.0.1:{server.server_port}/lab/uploads"
    )
    before = settings.STORAGES
    settings.STORAGES = {**before, "default": env_storage("OCTAVO_STORAGE_URL")}
    yield handler
    default_storage.connection.meta.client.close()
    settings.STORAGES = before
    server.shutdown()
    thread.join()
    server.server_close()


def test_uploads_lie_in_a_folder_unless_a_store_is_named(monkeypatch):
    monkeypatch.delenv("OCTAVO_STORAGE_URL", raising=False)
    assert env_storage("OCTAVO_STORAGE_URL")["BACKEND"].endswith("FileSystemStorage")


def test_an_address_names_keys_place_bucket_and_folder(monkeypatch):
    monkeypatch.setenv(
        "OCTAVO_STORAGE_URL", "s3://KEY:hu%2Fsh%2Bhush@s3.example.org/lab/a/b?region=eu-north-1"
    )
    assert env_storage("OCTAVO_STORAGE_URL") == {
        "BACKEND": BACKEND,
        "OPTIONS": {
            "access_key": "KEY",
            "secret_key": SECRET,
            "bucket_name": "lab",
            "location": "a/b",
            "endpoint_url": "https://s3.example.org",
            "region_name": "eu-north-1",
        },
    }


@pytest.mark.parametrize(
    "value",
    [
        "https://KEY:hush@s3.example.org/lab",
        "s3://s3.example.org/lab",
        "s3://KEY@s3.example.org/lab",
        "s3://KEY:hush@s3.example.org",
        "s3://KEY:hush@/lab",
        "s3://KEY:hush@s3.example.org:port/lab",
        "s3://KEY:hush@[s3/lab",
        "s3://KEY:hush@s3.example.org/lab?acl=public-read",
        "s3://KEY:hush@s3.example.org/lab#a",
        "/srv/uploads",
    ],
)
def test_a_wrong_address_stops_the_start_and_is_not_repeated(monkeypatch, value):
    monkeypatch.setenv("OCTAVO_STORAGE_URL", value)
    with pytest.raises(ImproperlyConfigured, match=r"OCTAVO_STORAGE_URL takes s3://") as stopped:
        env_storage("OCTAVO_STORAGE_URL")
    assert "hush" not in str(stopped.value)


def test_a_photo_is_kept_in_the_store_and_handed_out_at_its_usual_address(db, client, store):
    photo = factories.photo(factories.researcher())
    assert photo.image.url == f"/media/{photo.image.name}"
    assert f"/lab/uploads/{photo.image.name}" in store.objects
    answer = client.get(photo.image.url)
    assert b"".join(answer) == store.objects[f"/lab/uploads/{photo.image.name}"]
    assert answer["Content-Type"] == "image/webp"
    assert "immutable" in answer["Cache-Control"]
    assert "ETag" not in answer or "X-Amz" not in str(answer.headers)


def test_what_is_not_in_the_store_is_not_found(db, client, store):
    assert client.get("/media/people/none.webp").status_code == 404
    assert client.get("/media/people/../../other/none.webp").status_code == 404


def test_a_file_of_the_same_name_does_not_replace_another(store):
    first = default_storage.save("text/a.webp", ContentFile(b"one"))
    second = default_storage.save("text/a.webp", ContentFile(b"two"))
    assert first != second
    with default_storage.open(first) as file:
        assert file.read() == b"one"


def test_a_withdrawn_photo_is_out_of_reach_and_comes_back(
    db, client, store, django_capture_on_commit_callbacks
):
    photo = factories.photo(factories.researcher())
    address = photo.image.url
    names = set(withdrawing.stored_names(photo.image))
    with django_capture_on_commit_callbacks(execute=True):
        withdrawing.withdraw(photo.image, even_if_used=True)
    assert client.get(address).status_code == 404
    kept = {path.removeprefix("/lab/uploads/") for path in store.objects}
    assert not names & kept
    assert all(client.get(f"/media/{name}").status_code == 404 for name in kept)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawing.give_back(photo.image)
    assert b"".join(client.get(address))
    assert names == {path.removeprefix("/lab/uploads/") for path in store.objects}


def test_the_readiness_check_asks_the_store(db, client, store):
    client.get("/readyz")
    assert any(asked.startswith("PUT /lab/uploads/") for asked in store.asked)
    assert store.objects == {}
    assert storages["default"].bucket_name == "lab"
