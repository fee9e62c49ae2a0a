"""People as cards in a list: plain values, as a directory may have a thousand of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from profiles.models import Photo, Researcher
from profiles.nameplate import nameplate
from profiles.responsive import Picture, portraits
from profiles.together import at_hand


@dataclass(frozen=True, slots=True)
class Card:
    """``url`` is empty for those without a page; ``initials`` stand where there is no picture."""

    url: str
    name: str
    original_name: str
    role: str
    picture: Picture | None
    initials: str


def with_photos(people: Iterable[Researcher]) -> list[Researcher]:
    """The people, each with the photos at hand; one query for all."""
    rows = list(people)
    photos: dict[int, list[Photo]] = {person.pk: [] for person in rows}
    for photo in Photo.objects.filter(researcher__in=photos) if rows else ():
        photos[photo.researcher_id].append(photo)
    for person in rows:
        at_hand(person)["photos"] = photos[person.pk]
    return rows


def card(person: Researcher, role: str) -> Card:
    """The card of a person from `with_photos`."""
    picture = next(iter(portraits(person.photos.all(), cut=True)), None)
    return Card(
        url=person.get_absolute_url() if person.is_public else "",
        name=person.name,
        original_name=person.original_name,
        role=role,
        picture=picture,
        initials="" if picture else nameplate(person).initials,
    )
