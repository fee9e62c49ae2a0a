"""How long an import takes, measured against bibtexparser's mere parsing of the same file.

    .venv/bin/python bench/bench_import.py [--quick] [entries]

Writes a file of 10,000 entries with six authors each, the same at every run, and measures in fresh
processes, on a new SQLite database: the parse, a first import for a member of a lab of twelve, and
the import of the same file again. An import may take 8 times as long as the parse, and 400 MB.
The ratios are of processor time, which other work on the machine disturbs less.
"""

import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench.figures import hold  # noqa: E402

RATIO, MEMORY = 8, 400
FAMILIES = [
    r"S{\o}rensen", r"M{\"u}ller", r"Garc{\'i}a", r"Nov{\'a}k", r"\L{}uczak", "Baek", "Chen",
    r"{\AA}str{\"o}m", r"Fran{\c c}ois", "Okafor", r"{\c S}ahin", "Lindqvist", r"Ha\v{s}ek",
    "Tanaka", r"O'Brien", "van der Berg", r"D{\'\i}az", "Whitfield", "Ivanova", "Achterberg",
]  # fmt: skip
GIVEN = [
    "Mina", "Jun-ho", "Rosalind", r"Andr{\'e}", "Li", r"Bj{\"o}rn", "Ada K.", "Tom{\\'a}s", "E. L.",
    "Noor", r"Zo{\"e}", "Peter", "Yuki", r"Ren{\'e}e", "Samuel", "Ingrid",
]  # fmt: skip
WORDS = re.findall(
    r"\w+",
    """agreement drift gauge tide signal sparse matrix kernel random field sample bound estimate
    rank graph cluster noise sensor depth rate slow measure coast wave model test inference shift
    domain robust local global smooth tensor flow network layer prior posterior variance mean
    median error curve surface volume channel salt current estuary sediment""",
)
MEMBERS = [
    ("Mina", "Sørensen"), ("Jun-ho", "Baek"), ("Rosalind", "Achterberg"), ("Li", "Chen"),
    ("Björn", "Åström"), ("Noor", "Whitfield"), ("Peter", "Lindqvist"), ("Yuki", "Tanaka"),
    ("Renée", "François"), ("Samuel", "Okafor"), ("Ingrid", "Müller"), ("Tomás", "Díaz"),
]  # fmt: skip


def make(path: Path, entries: int) -> None:
    """Entries as people write them: accents, protected capitals, dashes, some with abstracts."""
    chance = random.Random(20260401)
    people = [
        f"{chance.choice(FAMILIES)}{chance.choice(['', '-' + chance.choice(FAMILIES)])}, {given}"
        for given in GIVEN
        for _ in range(500)
    ]
    with path.open("w", encoding="utf-8") as file:
        for number in range(entries):
            authors = " and ".join(chance.sample(people, 6))
            title = " ".join(chance.choices(WORDS, k=8)).capitalize()
            abstract = " ".join(chance.choices(WORDS, k=120)) if number % 5 < 2 else ""
            kind, place = ("article", "journal") if number % 3 else ("inproceedings", "booktitle")
            file.write(
                f"@{kind}{{work{number},\n"
                f"  author = {{{authors}}},\n"
                f"  title = {{{title} in {{B}}ayesian {{\\'E}}tudes}},\n"
                f"  {place} = {{Journal of Slow {number % 40}}},\n"
                f"  year = {{{1990 + number % 35}}},\n"
                f"  month = {('jan', 'apr', 'oct')[number % 3]},\n"
                f"  volume = {{{number % 60}}},\n  pages = {{{number}--{number + 9}}},\n"
                f"  doi = {{10.1000/slow.{number}}},\n"
                f"  url = {{https://journal.example/{number}}},\n"
                + (f"  abstract = {{{abstract}}},\n" if abstract else "")
                + "}\n\n"
            )


def parse(path: Path) -> None:
    from bibtexparser import parse_string  # noqa: PLC0415 - each measurement loads its own

    text = path.read_text(encoding="utf-8")
    start = _clocks()
    found = len(parse_string(text).entries)
    _say(start, f"{found} entries")


def bring(path: Path) -> None:
    """As the owner of the file, among the members of a lab."""
    import django  # noqa: PLC0415

    django.setup()
    from profiles.models import Researcher  # noqa: PLC0415
    from publications.bibtex import read  # noqa: PLC0415
    from publications.importing.apply import apply  # noqa: PLC0415
    from publications.importing.bulk import many_objects  # noqa: PLC0415
    from publications.importing.planner import plan  # noqa: PLC0415

    for number, (given, family) in enumerate(MEMBERS):
        names = {"given_name": given, "family_name": family}
        Researcher.objects.get_or_create(slug=f"member-{number}", defaults=names)
    start = _clocks()
    owner = Researcher.objects.get(slug="member-0")
    with many_objects():
        found = read(path.read_bytes())
    made = plan(found, researcher=owner, name=path.name)
    apply(made)
    _say(start, str(made.report().counts))


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _say(start: tuple[float, float], what: str) -> None:
    seconds, processor = (now - then for now, then in zip(_clocks(), start, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{processor:.3f}\t{seconds:.3f}\t{peak:.0f}\t{what}")


def _measure(job: str, path: Path) -> tuple[float, float, float, str]:
    done = subprocess.run(
        [sys.executable, __file__, job, str(path)], check=True, capture_output=True, text=True
    )
    processor, seconds, peak, what = done.stdout.strip().splitlines()[-1].split("\t")
    return float(processor), float(seconds), float(peak), what


def main(entries: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(OCTAVO_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings")
        path = Path(folder) / "bench.bib"
        make(path, entries)
        subprocess.run(
            [sys.executable, ROOT / "manage.py", "migrate", "--skip-checks", "-v0"], check=True
        )
        runs = {"bibtexparser": min(_measure("parse", path) for _ in range(3))}
        runs["first import"] = _measure("bring", path)
        runs["same again"] = _measure("bring", path)
    base, good = runs["bibtexparser"][0], True
    print(f"{'':14}{'cpu s':>7}{'ratio':>7}{'wall s':>8}{'MB':>6}")
    for name, (processor, seconds, peak, what) in runs.items():
        ratio = processor / base
        print(f"{name:14}{processor:7.2f}{ratio:7.2f}{seconds:8.2f}{peak:6.0f}  {what}")
        good &= hold(f"BibTeX, {name}: CPU / bibtexparser", ratio, most=RATIO)
        good &= hold(f"BibTeX, {name}: MB", peak, most=MEMORY)
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] in (["parse"], ["bring"]):
        {"parse": parse, "bring": bring}[sys.argv[1]](Path(sys.argv[2]))
    else:
        arguments = [each for each in sys.argv[1:] if each != "--quick"]
        usual = 10_000 if arguments == sys.argv[1:] else 2_000
        sys.exit(main(int(arguments[0]) if arguments else usual))
