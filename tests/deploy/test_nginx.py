"""nginx by the files of deploy/, in front of an application that counts what it is asked."""

import threading
import time
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench.bench_server import nginx_configuration
from tests import servers
from website.cache_entries import SHARED

pytestmark = pytest.mark.skipif(not servers.program("nginx"), reason="nginx is not here")


class Application(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    status, headers_sent = 200, {"Cache-Control": SHARED}
    asked: list = []

    def do_GET(self):
        type(self).asked.append((self.path, dict(self.headers)))
        body = f"{len(self.asked)} {self.headers.get('Accept-Encoding', '')}".encode()
        self.send_response(self.status)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """The port of nginx."""
    upstream = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    upstream.daemon_threads = True
    thread = threading.Thread(target=upstream.serve_forever, daemon=True)
    thread.start()
    folder = tmp_path_factory.mktemp("front") / "nginx"
    port = servers.free_port()
    configuration = nginx_configuration(folder, upstream.server_port, port, b"page")
    (folder / "static/site.0123456789ab.css").write_text("a {}")
    for each in (folder, *folder.parents[:3]):
        if each.name.startswith(("front", "nginx")):
            each.chmod(0o755)
    try:
        with servers.nginx(configuration, port):
            yield port
    finally:
        upstream.shutdown()
        upstream.server_close()
        thread.join()


@pytest.fixture(autouse=True)
def _fresh():
    Application.asked = []
    Application.status, Application.headers_sent = 200, {"Cache-Control": SHARED}


def get(port, path, host="127.0.0.1", **headers):
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers={"Host": host, **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()
    finally:
        connection.close()


def test_a_public_page_is_held_for_two_seconds_and_then_asked_again(front):
    first = get(front, "/held/")[2]
    assert get(front, "/held/")[2] == first
    assert len(Application.asked) == 1
    time.sleep(3.1)
    assert get(front, "/held/")[2] != first


def test_whoever_is_signed_in_goes_past_it(front):
    get(front, "/member/")
    for _ in range(2):
        get(front, "/member/", Cookie="octavo_session=one")
    assert len(Application.asked) == 3
    get(front, "/member/")
    assert len(Application.asked) == 3


def test_what_does_not_call_itself_public_is_not_held(front):
    Application.headers_sent = {}
    for _ in range(2):
        get(front, "/unsaid/?made=up")
    assert len(Application.asked) == 2


def test_what_sets_a_cookie_is_not_held(front):
    Application.headers_sent = {"Cache-Control": SHARED, "Set-Cookie": "a=b"}
    for _ in range(2):
        get(front, "/cookie/")
    assert len(Application.asked) == 2


def test_each_encoding_is_held_once_however_it_is_asked_for(front):
    for wish in ("gzip, deflate, br", "br", "br;q=1.0, gzip", "gzip", "x-gzip, gzip;q=0.5", ""):
        get(front, "/encoded/", **{"Accept-Encoding": wish})
    assert [headers.get("Accept-Encoding", "") for _, headers in Application.asked] == [
        "br", "gzip", "",
    ]  # fmt: skip
    get(front, "/refused/", **{"Accept-Encoding": "br;q=0, gzip"})
    assert Application.asked[-1][1]["Accept-Encoding"] == "gzip"


def test_while_the_application_fails_the_last_page_is_served(front):
    before = get(front, "/failing/")[2]
    time.sleep(3.1)
    Application.status = 503
    assert get(front, "/failing/")[::2] == (200, before)


def test_every_other_host_is_the_applications_to_know_or_to_refuse(front):
    """People's own domains are in its database; it answers 400 to all others, which is not held."""
    assert get(front, "/own/", host="kofi.example")[0] == 200
    assert Application.asked[-1][1]["Host"] == "kofi.example"
    Application.status, Application.headers_sent = 400, {}
    for _ in range(2):
        assert get(front, "/own/", host="evil.example")[0] == 400
    assert len(Application.asked) == 3


def test_each_host_has_pages_of_its_own(front):
    first = get(front, "/", host="kofi.example")[2]
    assert get(front, "/", host="mina.example")[2] != first
    assert get(front, "/", host="kofi.example")[2] == first


def test_an_upload_is_never_held_and_a_withdrawn_one_never_handed_out(front):
    Application.headers_sent = {"Cache-Control": "public, max-age=31536000, immutable"}
    assert get(front, "/media/photos/a.webp")[0] == 200
    Application.status = 404
    assert get(front, "/media/photos/a.webp")[0] == 404
    Application.status, Application.asked = 200, []
    for path in (
        "withdrawn/a.webp",
        "./withdrawn/a.webp",
        "%77ithdrawn/a.webp",
        "a/../withdrawn/b",
    ):
        assert get(front, f"/media/{path}")[0] == 404, path
    assert Application.asked == []


def test_a_page_of_one_host_is_not_held_for_another_that_the_request_line_names(front):
    get(front, f"http://127.0.0.1:{front}/two-hosts/", host="own-domain.example")
    get(front, "/two-hosts/")
    assert [headers["Host"] for _, headers in Application.asked] == [
        "own-domain.example", "127.0.0.1",
    ]  # fmt: skip


def test_a_made_up_address_of_the_visitor_or_scheme_is_not_believed(front):
    get(front, "/forwarded/", **{"X-Forwarded-Proto": "https", "X-Request-ID": "mine"})
    _, headers = Application.asked[-1]
    assert headers["X-Forwarded-Proto"] == "http"
    assert headers["X-Request-ID"] != "mine"
    assert headers["X-Forwarded-For"].endswith("127.0.0.1")


@pytest.mark.parametrize("path", ["/-/metrics", "/internal/domain-check?domain=a.example"])
def test_what_is_for_this_machine_alone_is_not_passed_on(front, path):
    assert get(front, path)[0] == 404
    assert Application.asked == []


def test_static_files_never_change_and_are_not_asked_for(front):
    status, headers, body = get(front, "/static/site.0123456789ab.css")
    assert (status, body) == (200, b"a {}")
    assert "immutable" in headers["Cache-Control"]
    assert Application.asked == []
