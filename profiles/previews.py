"""Previews: drafts and scheduled items shown to whoever holds a link, and to nobody else.

While a page is drawn for such a link, the reading rules of the querysets let the link's own
drafts pass; nothing else differs from what visitors will see.
"""

from django.apps import apps
from django.core.signing import BadSignature, Signer
from django.db.models import Model

from profiles.models.lab import Lab
from profiles.models.people import Researcher
from profiles.models.previews import PreviewLink
from profiles.revealing import Rows

# What can be a draft, with the relations to the people and to the lab whose it is. By name, as
# some lie in apps above this one.
DRAFTS: dict[str, tuple[str, str]] = {
    "profiles.Page": ("researcher", "lab"),
    "profiles.Course": ("researcher", ""),
    "profiles.Project": ("researchers", "lab"),
    "news.NewsItem": ("researchers", "lab"),
    "news.Post": ("authors", "lab"),
    "publications.Publication": ("authorships__researcher", ""),
    "publications.Coauthor": ("researcher", "lab"),
}
# "~" may stand in an address as it is (RFC 3986, section 2.3), and in no signature.
_SIGNER = Signer(salt="octavo.preview", sep="~")


def token_of(link: PreviewLink) -> str:
    """What stands in the link's address."""
    return _SIGNER.sign(link.pk)


def link_of(token: str) -> PreviewLink | None:
    """The link of this token; None when it was altered, taken back, or has expired."""
    try:
        pk = _SIGNER.unsign(token)
    except BadSignature:
        return None
    return PreviewLink.objects.current().filter(pk=pk).first()


def drafts_of(target: Model) -> Rows:
    """What a preview of ``target`` reveals: a person's or a lab's drafts, or the one item."""
    revealed = {target._meta.label: frozenset({target.pk})}
    if isinstance(target, (Researcher, Lab)):
        for label, (person, lab) in DRAFTS.items():
            relation = person if isinstance(target, Researcher) else lab
            if relation:
                rows = apps.get_model(label)._base_manager.filter(**{relation: target})
                revealed[label] = frozenset(rows.values_list("pk", flat=True))
    return revealed
