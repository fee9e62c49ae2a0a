"""A work as an item of a list: all that the template draws, as plain values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.utils.translation import gettext as _

from profiles.colours import tone
from profiles.responsive import Picture, picture
from publications.export import loaded, to_cite
from publications.kinds import LinkKind
from publications.presentation.byline import Byline, Mark, byline, legend
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
    byline: Byline
    venue: VenueLine
    badge: Badge | None
    award: str
    note: str
    buttons: Sequence[Button]
    versions: Sequence[VenueLine]
    preview: Picture | None
    abstract: str
    bibtex: str
    year: int | None


@dataclass(frozen=True)
class ItemList:
    """Some items and the legend of the marks in their bylines."""

    items: Sequence[Item]

    def __len__(self) -> int:
        return len(self.items)

    @property
    def legend(self) -> list[Mark]:
        return legend(item.byline for item in self.items)

    @property
    def has_margin(self) -> bool:
        """Whether any item has something to show beside its title."""
        return any(item.badge or item.preview for item in self.items)

    @property
    def years(self) -> list[tuple[str, list[Item]]]:
        """The items under their years, in the order in which they come."""
        return [
            (str(year) if year else _("In progress"), list(items))
            for year, items in groupby(self.items, key=lambda item: item.year)
        ]


def items(
    works: Iterable["Publication"], *, owner: int | None = None, cited: bool = True
) -> ItemList:
    """``works``, from ``for_list()``, on the page of the researcher ``owner`` or on nobody's.

    ``cited`` puts the BibTeX of each beside it; what that needs is asked for once for all.
    """
    rows = loaded(list(works)) if cited else works
    return ItemList([item(work, owner=owner, cited=cited) for work in rows])


def item(work: "Publication", *, owner: int | None = None, cited: bool = True) -> Item:
    return Item(
        url=work.get_absolute_url(),
        title=work.title,
        byline=byline(work.authorships.all(), fold=settings.AUTHOR_FOLD, owner=owner),
        venue=venue_line(work),
        badge=_badge(work),
        award=work.award,
        note=work.note,
        buttons=buttons(work),
        versions=[version_line(version) for version in work.versions.all()],
        preview=picture(cast("PictureFile", work.preview), work.preview_alt),
        abstract=work.abstract,
        bibtex=to_cite(work).strip() if cited else "",
        year=work.year,
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
