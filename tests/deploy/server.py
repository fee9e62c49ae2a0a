"""A folder that stands for a server, and programs that stand for those which change a machine."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests import servers

ROOT = Path(__file__).parents[2]
# Those that only note that they were called.
NOTED = (
    "apt-get", "adduser", "certbot", "chown", "curl", "docker", "journalctl", "make", "nano",
    "nginx", "systemctl",
)  # fmt: skip


class Server:
    def __init__(self, folder: Path) -> None:
        self.root, self.bin = folder / "root", folder / "bin"
        self.log = folder / "calls"
        self.log.touch()
        for each in ("etc", "srv", "opt", "var"):
            (self.root / each).mkdir(parents=True)
        self.bin.mkdir()
        for name in NOTED:
            self.stand_in(name, "")
        self.stand_in("id", '[ "$1" = -u ] && echo 0; exit 0')
        # Owners and groups are this server's; the rest is done.
        self.stand_in(
            "install",
            "kept=()\nwhile [ $# -gt 0 ]; do case $1 in --owner|--group) shift 2 ;; "
            '*) kept+=("$1"); shift ;; esac; done\nexec /usr/bin/install "${kept[@]}"',
        )
        self.stand_in("runuser", 'while [ "$1" != -- ]; do shift; done; shift\nexec "$@"')
        for name in ("createuser", "createdb"):
            self.stand_in(name, "")

    def stand_in(self, name: str, does: str) -> None:
        file = self.bin / name
        file.write_text(f'#!/bin/bash\necho "{name} $*" >>"{self.log}"\n{does}\n')
        file.chmod(0o755)

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines()

    def run(self, command: str, **variables: str) -> subprocess.CompletedProcess:
        inherited = servers.inherited()
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", command],
            cwd=self.root,
            env={
                **inherited,
                "PATH": f"{self.bin}:{os.environ['PATH']}",
                "OCTAVO_ROOT": str(self.root),
                "OCTAVO_PYTHON": sys.executable,
                **variables,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )

    def here(self, command: str) -> str:
        """A command of the guide, with the server's folders in their place in this one."""
        return re.sub(r"(?<![\w.])/(etc|srv|opt)/", rf"{self.root}/\1/", command)
