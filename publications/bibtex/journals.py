"""Journals written as a TeX command: the Astrophysics Data System's, and a file's own."""

import re
from collections.abc import Iterable, Mapping

from typeset.latex import to_unicode

_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\})?")
_DEFINITION = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def)\*?\s*\{?\\([A-Za-z]+)\}?\s*\{([^{}\\#]{1,200})\}"
)
# https://ui.adsabs.harvard.edu/help/actions/journal-macros
ADS = {
    "aj": "Astronomical Journal",
    "actaa": "Acta Astronomica",
    "araa": "Annual Review of Astronomy and Astrophysics",
    "apj": "Astrophysical Journal",
    "apjl": "Astrophysical Journal Letters",
    "apjs": "Astrophysical Journal Supplement Series",
    "ao": "Applied Optics",
    "apss": "Astrophysics and Space Science",
    "aap": "Astronomy & Astrophysics",
    "aapr": "Astronomy and Astrophysics Review",
    "aaps": "Astronomy & Astrophysics Supplement Series",
    "baas": "Bulletin of the American Astronomical Society",
    "icarus": "Icarus",
    "jcap": "Journal of Cosmology and Astroparticle Physics",
    "jgr": "Journal of Geophysical Research",
    "grl": "Geophysical Research Letters",
    "mnras": "Monthly Notices of the Royal Astronomical Society",
    "memras": "Memoirs of the Royal Astronomical Society",
    "nat": "Nature",
    "na": "New Astronomy",
    "nar": "New Astronomy Reviews",
    "pra": "Physical Review A",
    "prb": "Physical Review B",
    "prc": "Physical Review C",
    "prd": "Physical Review D",
    "pre": "Physical Review E",
    "prl": "Physical Review Letters",
    "pasp": "Publications of the Astronomical Society of the Pacific",
    "pasj": "Publications of the Astronomical Society of Japan",
    "pasa": "Publications of the Astronomical Society of Australia",
    "physrep": "Physics Reports",
    "planss": "Planetary and Space Science",
    "procspie": "Proceedings of SPIE",
    "psj": "Planetary Science Journal",
    "qjras": "Quarterly Journal of the Royal Astronomical Society",
    "solphys": "Solar Physics",
    "sovast": "Soviet Astronomy",
    "ssr": "Space Science Reviews",
    "skytel": "Sky and Telescope",
    "zap": "Zeitschrift für Astrophysik",
}


def expand_journal(venue: str, commands: Mapping[str, str]) -> str:
    """The journal's name where `venue` is only a command that stands for it."""
    found = _COMMAND.fullmatch(venue) if venue.startswith("\\") else None
    if not found:
        return venue
    return commands.get(found[1]) or ADS.get(found[1]) or venue


def commands_in(preambles: Iterable[str]) -> dict[str, str]:
    """The commands without arguments that the preambles of a file define as plain text."""
    return {
        name: to_unicode(text)
        for preamble in preambles
        for name, text in _DEFINITION.findall(preamble)
    }
