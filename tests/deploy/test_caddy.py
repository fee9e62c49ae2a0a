"""Debian's Caddy by the file of deploy/, in front of the site itself, with several host names."""

import socket
import ssl
import subprocess
from contextlib import closing
from http.client import HTTPConnection

import pytest

from tests import servers
from tests.deploy.test_files import DEPLOY
from tests.website.site import site

pytestmark = pytest.mark.skipif(not servers.program("caddy"), reason="Caddy is not here")

LAB, OWN = "lab.loopback.example", "mina.loopback.example"
# For a test: certificates of Caddy's own, made without asking anybody, and ports that are free.
HERE = "{{\nadmin off\nlocal_certs\nskip_install_trust\nhttp_port {http}\nhttps_port {https}\n"


@pytest.fixture(scope="module")
def front(tmp_path_factory):
    """Caddy's port for https, before a site on which Mina has a domain."""
    folder = tmp_path_factory.mktemp("caddy")
    http, https = servers.free_port(), servers.free_port()
    settings = {"OCTAVO_BASE_URL": f"https://{LAB}:{https}", "OCTAVO_HOSTS": LAB}
    with site(folder, **settings) as behind:
        behind.manage(
            "shell", "-c",
            "from profiles.models import Researcher\n"
            f"Researcher.objects.filter(slug='mina').update(domain={OWN!r})\n"
            "from profiles import generation; generation.bump()",
        )  # fmt: skip
        own = (DEPLOY / "caddy/Caddyfile").read_text(encoding="utf-8")
        file = folder / "Caddyfile"
        file.write_text(own.replace("{\n", HERE.format(http=http, https=https), 1))
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [servers.program("caddy"), "run", "--config", file, "--adapter", "caddyfile"],
                env={
                    "HOME": str(folder), "XDG_DATA_HOME": str(folder),
                    "XDG_CONFIG_HOME": str(folder), "OCTAVO_DOMAIN": LAB,
                    "OCTAVO_UPSTREAM": f"127.0.0.1:{behind.ports[0]}",
                },
                stdout=subprocess.DEVNULL, stderr=log,
            )  # fmt: skip
        try:
            servers.wait(lambda: servers.listens(https), process, folder / "log")
            yield http, https
        finally:
            process.terminate()
            process.wait(30)


def ask(port, host, path="/", **headers):
    """Status, headers and text of a page at ``host``, by a certificate for that name."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    plain = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sock = context.wrap_socket(plain, server_hostname=host)
    with closing(connection):
        connection.request("GET", path, headers={"Host": f"{host}:{port}", **headers})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def test_an_own_domain_gets_a_certificate_and_its_pages(front):
    _http, port = front
    status, _headers, text = ask(port, OWN)
    assert status == 200
    assert f'<link rel="canonical" href="https://{OWN}:{port}/">' in text
    assert ask(port, OWN)[2] == text  # from the page cache, by the same host
    status, headers, _text = ask(port, f"www.{OWN}", "/cv/")
    assert (status, headers["Location"]) == (301, f"https://{OWN}:{port}/cv/")


def test_the_whole_site_sends_the_old_paths_there(front):
    _http, port = front
    status, headers, _text = ask(port, LAB, "/people/mina/")
    assert (status, headers["Location"]) == (301, f"https://{OWN}:{port}/")
    assert ask(port, LAB, "/people/")[0] == 200
    assert "octavo_session" not in str(ask(port, OWN)[1])


@pytest.mark.parametrize("host", ["evil.loopback.example", f"a.{OWN}"])
def test_no_certificate_is_got_for_a_name_that_the_site_does_not_know(front, host):
    with pytest.raises(ssl.SSLError):
        ask(front[1], host)


@pytest.mark.parametrize("host", [LAB, OWN])
@pytest.mark.parametrize(
    "path", ["/-/metrics", f"/internal/domain-check?domain={OWN}", "/media/withdrawn/a.webp"]
)
def test_what_is_for_this_machine_alone_is_not_passed_on(front, host, path):
    status, _headers, text = ask(front[1], host, path)
    assert (status, text) == (404, "")


def test_there_is_no_admin_on_an_own_domain(front):
    assert ask(front[1], OWN, "/admin/", Cookie="octavo_session=one")[0] == 404


def test_plain_http_leads_to_https(front):
    http, https = front
    for host in (LAB, OWN):
        with closing(HTTPConnection("127.0.0.1", http, timeout=30)) as connection:
            connection.request("GET", "/cv/", headers={"Host": host})
            answer = connection.getresponse()
            assert answer.status in (301, 308)
            assert answer.getheader("Location").startswith(f"https://{host}")
