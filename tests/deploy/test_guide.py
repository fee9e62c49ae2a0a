"""The commands of docs/deploy.md are run as they stand there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.server import ROOT, Server

GUIDE = (ROOT / "docs/deploy.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(<!-- not run: (?P<why>[^>]+) -->\n)?```sh\n(?P<commands>.*?)```", re.DOTALL)
DATABASE = "srv/octavo/octavo.sqlite3"
ADDRESS = "https://git.example.org/octavo.git"


def blocks(part: str) -> list[tuple[str, str | None]]:
    """The commands of a part of the guide, and why those that are not run are not."""
    return [(found["commands"], found["why"]) for found in BLOCK.finditer(part)]


PLAIN, _, CONTAINERS = GUIDE.partition("\n## Containers\n")


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    """What one clones: the files as they are here, in a repository of their own."""
    folder = tmp_path_factory.mktemp("clone") / "octavo"
    folder.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", ":!tests", ":!docs", ":!bench"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout.splitlines()  # fmt: skip
    for name in listed:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for command in (
        ["init", "--quiet", "--initial-branch", "main"],
        ["add", "--all"],
        ["-c", "user.name=T", "-c", "user.email=t@lab.example", "commit", "--quiet", "-m", "All"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def test_what_is_not_run_says_why():
    reasons = [why for _, why in blocks(GUIDE) if why]
    assert len(reasons) == 2
    assert len(blocks(GUIDE)) > 8


def test_a_plain_server_comes_to_run_a_site(tmp_path, repository):
    server = Server(tmp_path)
    for commands, why in blocks(PLAIN):
        if why:
            continue
        for command in commands.splitlines():
            line = server.here(command).replace(ADDRESS, str(repository))
            if "restore.sh" in line:
                # The file that the backup before it wrote.
                (newest,) = sorted((server.root / "srv/octavo/backups").glob("*.gz"))[-1:]
                line = re.sub(r"\S+\.tar\.gz", str(newest), line)
            done = server.run(line)
            assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
            if "install.sh" in command and not (server.root / DATABASE).exists():
                # Stands for the service, which makes the tables as it starts.
                migrate = server.here("/opt/octavo/deploy/manage.sh migrate -v0")
                assert server.run(migrate).returncode == 0
    assert "systemctl restart octavo.service" in server.calls
    assert any(call.startswith("certbot certonly") for call in server.calls)
    assert (server.root / DATABASE).exists()


def test_the_commands_for_containers_name_what_is_there(tmp_path, repository):
    server = Server(tmp_path)
    for commands, _ in blocks(CONTAINERS):
        done = server.run(server.here(commands).replace(ADDRESS, str(repository)))
        assert done.returncode == 0, done.stderr
    compose = (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")
    asked = [call for call in server.calls if call.startswith("docker compose ")]
    assert len(asked) >= 6
    for call in asked:
        for service in re.findall(r"(?:exec(?: --no-TTY)?|logs --since 1h|cp) (\w+)", call):
            assert f"\n  {service}:\n" in compose


def test_every_setting_that_the_guide_names_is_described():
    described = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in set(re.findall(r"\b(?:OCTAVO_[A-Z_]+|[A-Z]+_(?:URL|DSN))\b", GUIDE)):
        assert f"#{name}=" in described, name


def test_every_file_that_the_guide_links_is_there():
    for target in re.findall(r"\]\((\.\./[^)#]+)\)", GUIDE):
        assert (ROOT / "docs" / target).exists(), target
