"""What cannot be run here is read: by its own program where there is one, and held together."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import servers

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
TOOLS = Path(sys.executable).parent
SCRIPTS = sorted(DEPLOY.glob("*.sh"))


def run(*command, **environment):
    return subprocess.run(
        [str(part) for part in command],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def filled_in(template: str, folder: Path, **values) -> str:
    names = {"CODE": ROOT, "DATA": folder, "ETC": folder, "DOMAIN": "lab.example.org", **values}
    return re.sub(r"@([A-Z]+)@", lambda found: str(names[found[1]]), template)


def test_the_scripts_pass_shellcheck():
    done = run(TOOLS / "shellcheck", "-x", "-P", "SCRIPTDIR", *SCRIPTS)
    assert done.returncode == 0, done.stdout


def test_the_scripts_may_be_run():
    assert [path.name for path in SCRIPTS if not os.access(path, os.X_OK)] == ["settings.sh"]


def test_the_images_recipe_passes_hadolint():
    done = run(TOOLS / "hadolint", DEPLOY / "Dockerfile")
    assert done.returncode == 0, done.stdout


class TestImage:
    recipe = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")

    def test_it_runs_as_nobody_in_particular(self):
        users = re.findall(r"^USER (.+)$", self.recipe, re.MULTILINE)
        assert users == ["10001"]
        assert self.recipe.index("USER 10001") < self.recipe.index("ENTRYPOINT")

    def test_the_compiler_stays_behind(self):
        last_stage = self.recipe.rpartition("\nFROM ")[2]
        assert "gcc" not in last_stage
        assert "HEALTHCHECK" in last_stage

    def test_every_file_that_it_names_is_there(self):
        for name in ("requirements.txt", "deploy/healthy.py", "deploy/entrypoint.sh"):
            assert name in self.recipe
            assert (ROOT / name).exists()

    def test_no_secret_and_no_data_gets_into_it(self):
        ignored = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
        assert {".env", "deploy/.env", "var", ".git", ".venv"} <= set(ignored)


class TestCompose:
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    compose = yaml.safe_load(text)

    def test_every_name_that_it_uses_is_declared(self):
        for name, service in self.compose["services"].items():
            assert set(service["networks"]) <= set(self.compose["networks"]), name
            assert set(service.get("depends_on", {})) <= set(self.compose["services"]), name
            for volume in service.get("volumes", []):
                source = volume.partition(":")[0]
                known = source in self.compose["volumes"] or (DEPLOY / source).exists()
                assert known, f"{name}: {volume}"

    def test_every_file_that_it_names_is_there(self):
        build = self.compose["services"]["web"]["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).exists()

    def test_every_variable_is_explained(self):
        wanted = set(re.findall(r"\$\{(\w+)", self.text))
        explained = re.findall(r"^#?(\w+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE)
        assert wanted == set(explained)

    def test_the_application_knows_every_setting(self):
        known = re.findall(r"^#(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
        assert set(self.compose["services"]["web"]["environment"]) <= set(known)

    def test_only_the_web_server_is_reached_from_outside(self):
        assert [n for n, service in self.compose["services"].items() if "ports" in service] == [
            "caddy"
        ]
        assert self.compose["networks"]["inside"]["internal"]
        assert self.compose["services"]["database"]["networks"] == ["inside"]

    def test_a_stop_waits_as_long_as_the_servers_own(self):
        grace = re.search(
            r"^graceful_timeout = (\d+)", (ROOT / "config/gunicorn.py").read_text(), 8
        )
        assert int(self.compose["services"]["web"]["stop_grace_period"][:-1]) > int(grace[1])


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
@pytest.mark.parametrize("name", ["octavo.service", "octavo-backup.service", "octavo-backup.timer"])
def test_the_units_are_what_systemd_expects(tmp_path, name):
    for unit in (DEPLOY / "systemd").iterdir():
        text = filled_in(unit.read_text(), tmp_path).replace(
            f"{ROOT}/.venv/bin/python", sys.executable
        )
        (tmp_path / unit.name).write_text(text)
    done = run("systemd-analyze", "verify", "--man=no", tmp_path / name)
    ours = [line for line in done.stderr.splitlines() if "octavo" in line]
    assert ours == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_the_service_can_do_little_beyond_its_work(tmp_path):
    unit = tmp_path / "octavo.service"
    unit.write_text(filled_in((DEPLOY / "systemd/octavo.service").read_text(), tmp_path))
    done = run(
        "systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", unit
    )
    assert done.returncode == 0, done.stdout[-400:]


@pytest.mark.skipif(not servers.program("caddy"), reason="Caddy is not here")
def test_caddy_takes_its_file(tmp_path):
    done = run(
        servers.program("caddy"), "validate", "--config", DEPLOY / "caddy/Caddyfile",
        "--adapter", "caddyfile", OCTAVO_DOMAIN="lab.example.org", HOME=str(tmp_path),
        XDG_DATA_HOME=str(tmp_path), XDG_CONFIG_HOME=str(tmp_path),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
