"""The scripts of deploy/, run in a folder that stands for the server."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import tarfile

import pytest

from tests import servers
from tests.deploy.server import ROOT, Server
from tests.website.test_serve import environment, get

INSTALL = f"{ROOT}/deploy/install.sh lab.example.org you@lab.example.org"


@pytest.fixture
def server(tmp_path):
    return Server(tmp_path)


def files(server: Server) -> dict[str, str]:
    return {
        str(path.relative_to(server.root)): path.read_text(errors="replace")
        for path in sorted(server.root.rglob("*"))
        if path.is_file()
    }


def with_certificate(server: Server) -> None:
    folder = server.root / "etc/letsencrypt/live/lab.example.org"
    server.stand_in("certbot", f'mkdir -p "{folder}"; touch "{folder}"/{{fullchain,privkey}}.pem')


class TestInstall:
    def test_a_second_run_changes_nothing(self, server):
        with_certificate(server)
        first = server.run(INSTALL)
        assert first.returncode == 0, first.stderr
        before = files(server)
        again = server.run(INSTALL)
        assert again.returncode == 0, again.stderr
        assert files(server) == before
        assert sum(call.startswith("certbot") for call in server.calls) == 1

    def test_settings_that_were_edited_stay(self, server):
        with_certificate(server)
        server.run(INSTALL)
        settings = server.root / "etc/octavo.env"
        settings.write_text(settings.read_text() + "EMAIL_URL=smtp://mail.example.org:25\n")
        edited = settings.read_text()
        server.run(INSTALL)
        assert settings.read_text() == edited

    def test_nothing_is_left_to_be_filled_in(self, server):
        with_certificate(server)
        server.run(INSTALL)
        for name, text in files(server).items():
            assert not re.search(r"@[A-Z]+@", text), name

    def test_https_comes_with_the_certificate(self, server):
        done = server.run(INSTALL)
        site = server.root / "etc/nginx/sites-available/octavo.conf"
        assert done.returncode == 0
        assert "listen 443" not in site.read_text()
        with_certificate(server)
        server.run(INSTALL)
        assert "listen 443" in site.read_text()
        assert "return 301 https://" in site.read_text()

    def test_a_certificate_that_is_refused_says_what_to_look_at(self, server):
        server.stand_in("certbot", "exit 1")
        done = server.run(INSTALL)
        assert done.returncode == 1
        assert "ports 80 and 443" in done.stderr

    def test_a_service_that_does_not_start_says_where_to_look(self, server):
        server.stand_in("systemctl", '[ "$1" != restart ]')
        done = server.run(INSTALL)
        assert done.returncode == 1
        assert "journalctl --unit octavo" in done.stderr

    @pytest.mark.parametrize(
        "arguments",
        ["", "lab.example.org", "https://lab.example.org you@lab.example.org",
         "lab.example.org nobody", "'a b.org' you@lab.example.org", "-x lab.example.org y@x.org",
         "'lab.example.org;reboot' you@lab.example.org"],
    )  # fmt: skip
    def test_wrong_arguments_change_nothing(self, server, arguments):
        done = server.run(f"{ROOT}/deploy/install.sh {arguments}")
        assert done.returncode != 0
        assert done.stderr
        assert files(server) == {}
        assert not [call for call in server.calls if not call.startswith("id ")]

    def test_caddy_instead_of_nginx(self, server):
        assert server.run(f"{INSTALL} --caddy").returncode == 0
        assert "systemctl restart caddy" in server.calls
        unit = server.root / "etc/systemd/system/caddy.service.d/octavo.conf"
        assert "OCTAVO_DOMAIN=lab.example.org" in unit.read_text()
        assert not (server.root / "etc/nginx").exists()

    def test_the_password_of_the_database_is_not_for_everybody(self, server):
        server.run(f"{INSTALL} --no-web")
        assert (server.root / "etc/octavo.env").stat().st_mode & 0o777 == 0o640

    @pytest.mark.skipif(not servers.program("nginx"), reason="nginx is not here")
    def test_nginx_takes_its_files(self, server, tmp_path):
        with_certificate(server)
        server.run(INSTALL)
        live = server.root / "etc/letsencrypt/live/lab.example.org"
        keys = ["-keyout", live / "privkey.pem", "-out", live / "fullchain.pem"]
        kind = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=lab.example.org"]
        subprocess.run(["openssl", *kind, *keys], check=True, capture_output=True)
        site = server.root / "etc/nginx/sites-available/octavo.conf"
        main = tmp_path / "nginx.conf"
        main.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{ include {site}; }}\n")
        done = subprocess.run(
            [servers.program("nginx"), "-t", "-q", "-p", tmp_path, "-c", main],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


class TestOwnDomains:
    command = f"{ROOT}/deploy/add-domain.sh kofi.example you@lab.example.org"

    def test_nginx_serves_a_domain_with_a_certificate_of_its_own(self, server):
        with_certificate(server)
        server.run(INSTALL)
        done = server.run(self.command)
        assert done.returncode == 0, done.stderr
        site = (server.root / "etc/nginx/sites-enabled/octavo-kofi.example.conf").read_text()
        assert "server_name kofi.example;" in site
        assert f"ssl_certificate {server.root}/etc/letsencrypt/live/kofi.example/" in site
        assert not re.search(r"@[A-Z]+@", site)
        assert any("--domain kofi.example" in call for call in server.calls)
        assert server.calls[-1] == "systemctl reload nginx"

    def test_no_certificate_is_asked_for_a_domain_that_the_site_does_not_know(self, server):
        server.run(INSTALL)
        server.stand_in("curl", "exit 22")
        asked = len(server.calls)
        done = server.run(self.command)
        assert done.returncode == 1
        assert "Enter it in the form" in done.stderr
        assert not [call for call in server.calls[asked:] if call.startswith("certbot")]

    @pytest.mark.parametrize(
        "arguments", ["", "kofi.example", "https://kofi.example y@x.org", "'a;b.org' y@x.org"]
    )
    def test_wrong_arguments_change_nothing(self, server, arguments):
        done = server.run(f"{ROOT}/deploy/add-domain.sh {arguments}")
        assert done.returncode != 0
        assert done.stderr
        assert files(server) == {}


@pytest.fixture
def site(server):
    """A server with a database, an upload and a key, and its settings."""
    data = server.root / "srv/octavo"
    (data / "media/people").mkdir(parents=True)
    (data / "media/people/a.webp").write_bytes(b"picture")
    (data / "secret_key").write_text("key")
    _write(data, "one")
    (server.root / "etc/octavo.env").write_text(f"# settings\n\nOCTAVO_DATA={data}\n")
    return data


def _write(data, word):
    with sqlite3.connect(data / "octavo.sqlite3") as database:
        database.execute("CREATE TABLE IF NOT EXISTS words (word)")
        database.execute("INSERT INTO words VALUES (?)", [word])
    database.close()


def _words(data):
    database = sqlite3.connect(data / "octavo.sqlite3")
    found = [word for (word,) in database.execute("SELECT word FROM words")]
    database.close()
    return found


class TestBackup:
    def test_what_was_backed_up_comes_back(self, server, site):
        done = server.run(f"{ROOT}/deploy/backup.sh {site}/backups")
        assert done.returncode == 0, done.stderr
        backup = done.stdout.strip().splitlines()[-1]
        _write(site, "later")
        (site / "media/people/a.webp").unlink()
        (site / "secret_key").write_text("another")
        done = server.run(f"{ROOT}/deploy/restore.sh {backup}")
        assert done.returncode == 0, done.stderr
        assert _words(site) == ["one"]
        assert (site / "media/people/a.webp").read_bytes() == b"picture"
        assert (site / "secret_key").read_text() == "key"
        (aside,) = site.glob("before-restore-*")
        assert _words(aside) == ["one", "later"]

    def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_behind(self, server, site):
        server.run(f"{ROOT}/deploy/backup.sh {site}/backups")
        (backup,) = (site / "backups").iterdir()
        assert backup.stat().st_mode & 0o777 == 0o600
        with tarfile.open(backup) as archive:
            names = [name for name in archive.getnames() if "." in name[2:]]
        assert sorted(names) == ["./octavo.sqlite3", "media/people/a.webp"]

    def test_only_the_last_are_kept(self, server, site):
        (site / "backups").mkdir()
        for day in range(5):
            (site / f"backups/octavo-2026040{day}-032000.tar.gz").touch()
        (site / "backups/notes.txt").touch()
        server.run(f"{ROOT}/deploy/backup.sh --keep 2 {site}/backups")
        kept = sorted(path.name for path in (site / "backups").iterdir())
        assert len(kept) == 3
        assert kept[:2] == ["notes.txt", "octavo-20260404-032000.tar.gz"]

    def test_edits_that_are_not_yet_in_the_main_file_are_in_the_backup(self, server, site):
        writer = sqlite3.connect(site / "octavo.sqlite3")
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("INSERT INTO words VALUES ('in the log')")
        writer.commit()
        backup = server.run(f"{ROOT}/deploy/backup.sh {site}/backups").stdout.split()[-1]
        writer.close()
        server.run(f"{ROOT}/deploy/restore.sh {backup}")
        assert _words(site) == ["one", "in the log"]

    @pytest.mark.parametrize("content", [None, b"no archive", b""])
    def test_what_is_no_backup_changes_nothing(self, server, site, tmp_path, content):
        file = tmp_path / "backup.tar.gz"
        if content is not None:
            file.write_bytes(content)
        done = server.run(f"{ROOT}/deploy/restore.sh {file}")
        assert done.returncode == 1
        assert _words(site) == ["one"]
        assert not list(site.glob("*restore*"))

    def test_a_line_that_is_no_setting_is_named(self, server, site):
        (server.root / "etc/octavo.env").write_text("rm -rf /\n")
        done = server.run(f"{ROOT}/deploy/backup.sh {site}/backups")
        assert done.returncode == 1
        assert "no setting" in done.stderr

    def test_settings_are_read_and_never_run(self, server, site, tmp_path):
        hostile = f"OCTAVO_MAIL_FROM=$(touch {tmp_path}/ran)`touch {tmp_path}/ran`\n"
        with (server.root / "etc/octavo.env").open("a") as file:
            file.write(hostile)
        assert server.run(f"{ROOT}/deploy/backup.sh {site}/backups").returncode == 0
        assert not (tmp_path / "ran").exists()


@pytest.fixture
def container(tmp_path):
    """As in the image: `python` is the environment's."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    variables = environment(tmp_path / "data", servers.free_port())
    variables["PATH"] = f"{tmp_path}/bin:{os.environ['PATH']}"
    (tmp_path / "data").mkdir()
    # A link to the interpreter alone would not find the environment's packages.
    variables["PYTHONPATH"] = os.pathsep.join(path for path in sys.path if "site-packages" in path)
    return variables


class TestEntryPoint:
    script = str(ROOT / "deploy/entrypoint.sh")

    def _run(self, *arguments, env):
        return subprocess.run(
            [self.script, *arguments],
            env=env,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def test_it_serves_and_ends_when_it_is_told(self, container):
        process = subprocess.Popen(
            [self.script, "serve"], env=container, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        port = int(container["PORT"])
        healthy = [sys.executable, str(ROOT / "deploy/healthy.py")]
        try:
            servers.wait(lambda: servers.listens(port), process)
            assert get(port, "healthz") == "ok\n"
            assert subprocess.run(healthy, env=container, check=False).returncode == 0
        finally:
            process.send_signal(signal.SIGTERM)
            said = process.communicate(timeout=60)[0]
        assert process.returncode == 0, said
        assert subprocess.run(healthy, env=container, check=False, stderr=-3).returncode == 1

    def test_another_word_is_a_command_of_manage_py(self, container):
        done = self._run("check", env=container)
        assert done.returncode == 0, done.stderr
        assert "no issues" in done.stdout

    def test_a_wrong_setting_is_said_at_once(self, container):
        done = self._run(env={**container, "DATABASE_URL": "mysql://x"})
        assert done.returncode == 1
        assert "Octavo cannot start: DATABASE_URL takes" in done.stderr

    def test_a_database_that_never_comes_ends_it(self, container):
        away = f"postgres://octavo:secret@127.0.0.1:{servers.free_port()}/octavo"
        done = self._run(env={**container, "DATABASE_URL": away, "OCTAVO_PATIENCE": "1"})
        assert done.returncode == 1
        assert "DATABASE_URL" in done.stderr
        assert "secret" not in done.stderr

    def test_a_folder_that_cannot_be_written_is_named(self, container, tmp_path):
        done = self._run(env={**container, "OCTAVO_DATA": str(tmp_path / "nowhere")})
        assert done.returncode == 1
        assert "nowhere" in done.stderr
