"""What a run found, against its limits: each bench says it here, and `run.py` puts it together."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

PLACE = "OCTAVO_BENCH_FIGURES"  # a file, a line of JSON for each figure


@dataclass(frozen=True)
class Figure:
    """A median of what was measured; without a limit it is but told."""

    what: str
    measured: float
    limit: str = ""
    good: bool = True

    @property
    def said(self) -> str:
        if not self.limit:
            return ""
        return "ok" if self.good else "OVER"


def hold(
    what: str, measured: float, *, least: float | None = None, most: float | None = None
) -> bool:
    """Tell a figure; whether it keeps its limit."""
    good = (least is None or measured >= least) and (most is None or measured <= most)
    limit = f"≥ {least:g}" if least is not None else f"≤ {most:g}" if most is not None else ""
    _tell(Figure(what, measured, limit, good))
    return good


def _tell(figure: Figure) -> None:
    if place := os.environ.get(PLACE):
        with Path(place).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(figure)) + "\n")


def told(place: Path) -> list[Figure]:
    lines = place.read_text(encoding="utf-8").splitlines() if place.exists() else []
    return [Figure(**json.loads(line)) for line in lines]
