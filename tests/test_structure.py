"""What holds for the repository as a whole: which way imports point, and what files may not say."""

import ast
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# Each may import itself and those before it.
APPS = (
    "typeset",
    "accounts",
    "profiles",
    "publications",
    "news",
    "website",
    "transfer",
    "config",
)
RUNS = re.compile(
    r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")", re.IGNORECASE
)
INLINE = {
    "a script": RUNS,
    "a style": re.compile(r"<style\b|<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
}
OF_A_MACHINE = re.compile(
    r"pypi\.org/simple|files\.pythonhosted|registry\.npmjs|(?<!emit-)(?:index-url|find-links)|/opt/(?:wheels|pypi)"
    r"|(?<![\w.-])/(?:work|root)/\w",
    re.IGNORECASE,
)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the repository, or would if it were added."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def sources(app: str) -> list[Path]:
    return [path for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def imports(path: Path) -> list[tuple[int, str]]:
    """Line and module of every import in the file, those inside functions too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            # What is imported may be a module itself: `from transfer import limits`.
            below = [f"{node.module}.{alias.name}" for alias in node.names]
            modules = [each for each in below if (ROOT / f"{each.replace('.', '/')}.py").exists()]
            found += [(node.lineno, each) for each in modules or [node.module or ""]]
    return found


def pure_modules() -> list[Path]:
    """The modules that mypy holds to full types; they know no models."""
    files = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mypy"]["files"]
    named = {name: sorted(ROOT.glob(name)) for name in files}
    assert all(named.values()), f"pyproject.toml names what is not there: {named}"
    return [
        module
        for paths in named.values()
        for path in paths
        for module in (sorted(path.rglob("*.py")) if path.is_dir() else [path])
    ]


@pytest.mark.parametrize("app", APPS)
def test_imports_point_down_the_list(app):
    above = APPS[APPS.index(app) + 1 :]
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in sources(app)
        for line, module in imports(path)
        if module.split(".")[0] in above
    ]
    assert wrong == []


def test_nothing_imports_the_tests():
    wrong = [
        path
        for app in APPS
        for path in sources(app)
        if "tests" in dict(map(reversed, imports(path)))
    ]
    assert wrong == []


def test_pure_modules_know_no_models():
    pure = {
        str(path.relative_to(ROOT).with_suffix("")).replace("/", ".") for path in pure_modules()
    }
    packages = {module.removesuffix(".__init__") for module in pure}
    wrong = [
        f"{path.relative_to(ROOT)}:{line} imports {module}"
        for path in pure_modules()
        for line, module in imports(path)
        if module.startswith(("django.db", "django.apps", "django.contrib"))
        or (module.split(".")[0] in APPS and module not in pure | packages)
    ]
    assert [each for each in wrong if "/apps.py" not in each] == []


def test_templates_hold_nothing_inline():
    wrong = [
        f"{path.relative_to(ROOT)} holds {what}: {found[0][:80]}"
        for path in tracked()
        if path.suffix == ".html" and "admin" not in path.parts
        for what, pattern in INLINE.items()
        for found in [pattern.search(path.read_text(encoding="utf-8"))]
        if found
    ]
    assert wrong == []


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    wrong = []
    for path in tracked():
        if path == Path(__file__) or b"\0" in (content := path.read_bytes()):
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            if OF_A_MACHINE.search(line):
                wrong.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert wrong == []


def test_every_variable_is_in_the_example_and_nothing_else():
    read = set()
    for path in sources("config"):
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"env_\w+\(\s*\"([A-Z_]+)\"", text))
        read |= set(re.findall(r"os\.environ\.get\(\s*\"([A-Z_]+)\"", text))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE)) == read


def test_every_command_is_in_the_documentation():
    commands = {
        path.stem
        for app in APPS
        for path in (ROOT / app).glob("management/commands/*.py")
        if path.stem != "__init__"
    }
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())
    assert sorted(name for name in commands if not re.search(rf"\b{name}\b", told)) == []


def test_every_target_of_make_is_explained():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)[1].split())
    assert set(re.findall(r"^([a-z-]+):.*##", makefile, re.MULTILINE)) == targets


def test_the_development_environment_has_the_runtimes_very_versions():
    def pins(name):
        return set(re.findall(r"^([\w.-]+==[^\s;]+)", (ROOT / name).read_text(), re.MULTILINE))

    assert pins("requirements.txt")
    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_every_requirement_is_pinned_by_hash():
    for name in ("requirements.txt", "requirements-dev.txt"):
        logical = (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        pinned = [line for line in logical if re.match(r"[\w.-]+==", line)]
        assert all("--hash=sha256:" in line for line in pinned)
        assert len(pinned) == sum(bool(line) and line[0] not in "# " for line in logical)
