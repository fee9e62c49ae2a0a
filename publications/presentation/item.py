"""A work as an item of a list: all that the templates draw, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.utils.translation import gettext as _

from profiles.colours import tone
from profiles.responsive import Picture, picture
from publications.kinds import LinkKind
from publications.presentation.venue_line import (
    UNNAMED,
    VenueLine,
    venue_line,
    version_line,
)

if TYPE_CHECKING:
    from profiles.pictures import PictureFile
    from publications.models import Link, Publication


@dataclass(frozen=True)
class Badge:
    """The venue's short name; ``tone`` is a class of the stylesheet, empty for the accent."""

    text: str
    title: str
    tone: str
    url: str


@dataclass(frozen=True)
class Button:
    text: str
    url: str


@dataclass(frozen=True)
class Item:
    url: str
    title: str  # with mathematics as $…$
    venue: VenueLine
    badge: Badge | None
    award: str
    note: str
    buttons: Sequence[Button]
    versions: Sequence[VenueLine]
    preview: Picture | None
    abstract: str


def item(work: "Publication") -> Item:
    """``work``, from `loading.loaded`."""
    return Item(
        url=work.get_absolute_url(),
        title=work.title,
        venue=venue_line(work),
        badge=_badge(work),
        award=work.award,
        note=work.note,
        buttons=buttons(work),
        versions=[version_line(version) for version in work.versions.all()],
        preview=picture(cast("PictureFile", work.preview), work.preview_alt),
        abstract=work.abstract,
    )


def buttons(work: "Publication") -> list[Button]:
    """PDFs first, then arXiv and DOI, then the rest in their given order; no address twice."""
    own = [(link.kind, Button(link.text, _href(link, work))) for link in work.links.all()]
    found = [button for kind, button in own if kind == LinkKind.PDF]
    if work.arxiv_id:
        found.append(Button(_("arXiv"), f"https://arxiv.org/abs/{work.arxiv_id}"))
    if work.doi:
        found.append(Button(_("DOI"), f"https://doi.org/{work.doi}"))
    found += [button for kind, button in own if kind != LinkKind.PDF]
    unique: dict[str, Button] = {}
    for button in found:
        unique.setdefault(button.url, button)
    return list(unique.values())


def _href(link: "Link", work: "Publication") -> str:
    """Our own PDF has an address beneath the paper's page, as Google Scholar asks."""
    return work.pdf_path if link == work.hosted_pdf else link.href


def _badge(work: "Publication") -> Badge | None:
    venue = work.venue
    if venue is None or not venue.short_name or work.status in UNNAMED:
        return None
    return Badge(venue.short_name, venue.name, tone(venue.colour), venue.url)
