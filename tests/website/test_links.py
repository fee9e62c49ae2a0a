"""Asking links, against a server on this machine that misbehaves on demand."""

import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from website.links import Checker, in_turn, is_public
from website.models import LinkCheck


class Misbehaving(BaseHTTPRequestHandler):
    asked: list[tuple[str, str]] = []

    def answer(self) -> None:
        self.asked.append((self.command, self.path))
        deed = self.path.strip("/").partition("/")[0]
        if deed.isdecimal():
            self.send_response(int(deed))
            self.end_headers()
        elif deed == "gets":
            self.send_response(200 if self.command == "GET" else 405)
            self.end_headers()
        elif deed == "loop":
            self.lead("/loop")
        elif deed == "onward":
            self.lead("/404")
        elif deed == "inward":
            self.lead("http://169.254.169.254/latest/meta-data/")
        elif deed == "file":
            self.lead("file:///etc/passwd")
        elif deed == "garbage":
            self.wfile.write(b"\x00\xff not http\r\n\r\n")
        elif deed == "drip":
            self.drip()
        elif deed == "silent":
            time.sleep(3)

    def lead(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        try:
            for _number in range(100):
                self.wfile.write(b"X: y\r\n"[:1])
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    do_GET = do_HEAD = answer  # noqa: N815 - so does the base class call them

    def log_message(self, *args: object) -> None:
        """Says nothing."""


def drawn_out_handshake(listening: socket.socket) -> None:
    """A record of TLS that says how long it is, and comes byte by byte."""
    connection, _address = listening.accept()
    with connection:
        try:
            connection.sendall(b"\x16\x03\x03\x40\x00\x02\x00\x3f\xfc")
            for _number in range(200):
                connection.sendall(b"\x03")
                time.sleep(0.1)
        except OSError:
            return


@pytest.fixture
def server() -> Iterator[str]:
    Misbehaving.asked = []
    made = ThreadingHTTPServer(("127.0.0.1", 0), Misbehaving)
    made.daemon_threads = True
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    made.server_close()


@pytest.fixture
def checker() -> Checker:
    return Checker(private=True, pause=0, patience=0.5)


@pytest.mark.parametrize(
    ("path", "status", "dead"),
    [
        ("/200", 200, False),
        ("/404", 404, True),
        ("/410", 410, True),
        ("/403", 403, False),
        ("/429", 429, False),
        ("/500", 500, False),
        ("/gets", 200, False),
        ("/onward", 404, True),
        ("/loop", 0, False),
        ("/garbage", 0, False),
        ("/silent", 0, False),
        ("/file", 0, False),
    ],
)
def test_only_what_is_surely_gone_is_dead(server, checker, path, status, dead):
    answer = checker.check(f"{server}{path}")
    assert (answer.status, answer.dead) == (status, dead), answer


def test_an_answer_without_end_is_cut_off(server, checker):
    begun = time.monotonic()
    assert not checker.check(f"{server}/drip").dead
    assert time.monotonic() - begun < 4


def test_a_port_where_nothing_answers_is_dead(checker):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert checker.check(f"http://127.0.0.1:{port}/").dead


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://2130706433/",
        "http://0/",
        "https://user:secret@198.51.100.1/",
        "http://127.0.0.1:22/",
        "ftp://198.51.100.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http:///",
        "http://[broken/",
    ],
)
def test_the_servers_own_network_is_never_asked(monkeypatch, url):
    monkeypatch.setattr(
        socket, "create_connection", lambda *_args, **_kwargs: pytest.fail("it was asked")
    )
    assert not Checker(pause=0).check(url).dead


def test_a_page_that_leads_inward_is_not_followed(server, monkeypatch):
    """The first step is allowed, for the test's sake; the second is not."""
    checker = Checker(pause=0, patience=0.5)
    public = iter([True, False])
    monkeypatch.setattr("website.links.is_public", lambda _address: next(public))
    monkeypatch.setattr(checker, "private", False)
    port = int(server.rpartition(":")[2])
    monkeypatch.setattr(
        "website.links._connect", lambda _parts, _address, patience: _to(port, patience)
    )
    answer = checker.check("http://127.0.0.1/inward")
    assert answer.told == "The host is not on the public internet."
    assert Misbehaving.asked == [("HEAD", "/inward")]


def _to(port: int, patience: float):
    from http.client import HTTPConnection  # noqa: PLC0415 - the test's own

    return HTTPConnection("127.0.0.1", port, timeout=patience)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.1.1", "100.64.0.1", "0.0.0.0"]  # noqa: S104 - an address to refuse
    + [
        "224.0.0.1",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
    ],
)
def test_these_are_no_public_addresses(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e"])
def test_these_are_public_addresses(address):
    assert is_public(address)


def test_one_host_is_asked_with_a_pause_between(server):
    waits: list[float] = []
    checker = Checker(private=True, pause=5, sleep=waits.append)
    for number in range(3):
        checker.check(f"{server}/200/{number}")
    assert len(waits) == 2
    assert all(wait > 4 for wait in waits)


def test_hosts_take_turns():
    urls = ["http://a/1", "http://a/2", "http://a/3", "http://b/1", "http://a/1"]
    assert in_turn(urls) == ["http://a/1", "http://b/1", "http://a/2", "http://a/3"]


@pytest.fixture
def reaches_this_machine(settings) -> None:
    settings.LINK_CHECK = {"private": True, "pause": 0, "patience": 0.5}


@pytest.mark.usefixtures("reaches_this_machine")
def test_a_link_that_is_dead_twice_stands_on_the_start_page(
    client_of, member, researcher, server, capsys
):
    work = factories.publication(researcher, venue=factories.venue())
    work.links.create(kind="pdf", url=f"{server}/404/paper.pdf")
    work.links.create(kind="code", url=f"{server}/200")
    researcher.award_entries.create(title="Prize", date="2020", url=f"{server}/410")
    factories.course(researcher, url=f"{server}/403")
    call_command("check_links")
    assert "4 addresses asked, 2 of them dead." in capsys.readouterr().out
    client = client_of(member)

    def dead() -> list[str]:
        gaps = client.get("/admin/").context["gaps"]
        return [gap.text for gap in gaps if gap.short == "dead link"]

    assert dead() == []  # once may be a bad hour
    call_command("check_links")
    assert "0 addresses asked" in capsys.readouterr().out  # not before a week is over
    LinkCheck.objects.update(checked_at=timezone.now() - timedelta(days=8))
    call_command("check_links")
    assert len(dead()) == 2
    assert any("/404/paper.pdf" in text for text in dead())
    work.links.all().delete()
    call_command("check_links")
    assert not LinkCheck.objects.filter(url__endswith="paper.pdf").exists()
    assert len(dead()) == 1


@pytest.mark.usefixtures("reaches_this_machine")
def test_a_link_that_answers_again_is_alive(researcher, server):
    found = LinkCheck(url="http://x")
    found.note(404, "", timezone.now(), dead=True)
    found.note(404, "", timezone.now(), dead=True)
    assert LinkCheck.objects.dead().exists()
    found.note(200, "", timezone.now(), dead=False)
    assert not LinkCheck.objects.dead().exists()


@pytest.mark.usefixtures("reaches_this_machine")
def test_no_more_are_asked_than_wanted(researcher, server, capsys):
    for number in range(4):
        factories.course(researcher, url=f"{server}/200/{number}")
    call_command("check_links", limit=3)
    assert "3 addresses asked" in capsys.readouterr().out
    assert LinkCheck.objects.count() == 3


def test_a_handshake_that_is_drawn_out_comes_to_an_end():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drawn_out_handshake, args=(listening,), daemon=True).start()
        began = time.monotonic()
        checker = Checker(private=True, patience=0.4, pause=0)
        answer = checker.check(f"https://127.0.0.1:{listening.getsockname()[1]}/")
        assert time.monotonic() - began < 5
    assert not answer.dead
