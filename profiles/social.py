"""The row of links under a person's text: what they entered, and what their record already says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from profiles.platforms import PLATFORMS, link_address

if TYPE_CHECKING:
    from profiles.models import Researcher


@dataclass(frozen=True)
class SocialLink:
    platform: str  # also the name of its icon
    text: str
    url: str


def social_links(person: "Researcher") -> list[SocialLink]:
    """The person's links in their order; a shown e-mail address and the ORCID iD come along."""
    links = person.links.all()
    own = [SocialLink(link.platform, link.text, link.url) for link in links if link.public]
    entered = {link.platform for link in links}
    record = {"email": person.email if person.email_public else "", "orcid": person.orcid}
    added = [
        SocialLink(platform, str(PLATFORMS[platform].label), link_address(platform, value))
        for platform, value in record.items()
        if value and platform not in entered
    ]
    return [*added, *own]
