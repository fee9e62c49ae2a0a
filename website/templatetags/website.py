from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.safestring import SafeString

from profiles.addresses import absolute as absolute_address
from profiles.models import Researcher
from profiles.nameplate import nameplate as nameplate_of
from typeset.pieces import piece
from website.navigation import Site, person_frame

register = template.Library()


@register.simple_tag(takes_context=True)
def site_masthead(context: RequestContext) -> SafeString:
    site: Site = context["site"]
    return _masthead(home="/", name=site.name, links=tuple(site.links), accent=site.accent)


@register.simple_tag(takes_context=True)
def person_masthead(context: RequestContext, person: Researcher) -> SafeString:
    """The lab's name, and the person's own navigation beside it."""
    site: Site = context["site"]
    frame = person_frame(person, site)
    lab = frame.lab
    at_home = lab is None or lab == site.lab
    return _masthead(
        home="/" if at_home else reverse("lab", args=[lab.slug]),
        name=lab.name if lab else site.name,
        person={"name": person.name, "url": person.get_absolute_url()},
        on_about=any(link.current == "page" for link in frame.links[:1]),
        links=tuple(frame.links),
        accent=person.accent or (lab.accent if lab else ""),
    )


def _masthead(**values: Any) -> SafeString:
    return piece("includes/masthead.html", **values)


@register.simple_tag
def colophon(site: Site) -> SafeString:
    lab = site.lab
    return piece(
        "includes/colophon.html",
        name=site.name,
        lists=tuple(site.lists),
        address=lab.address if lab else "",
        email=lab.email if lab else "",
        phone=lab.phone if lab else "",
    )


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, path: str) -> str:
    """A path as a whole address; empty for none."""
    return absolute_address(context["request"], path) if path else ""


@register.simple_tag(takes_context=True)
def metadata(context: RequestContext, **given: Any) -> SafeString:
    """What a page says about itself, and behind its title whose it is.

    Of what is given, else of the page's own: ``title``; optionally ``description``, ``image`` (an
    absolute address), ``type`` (Open Graph's), ``canonical``, ``noindex``.
    """
    said = {
        name: given.get(name) or context.get(name) or ""
        for name in ("title", "description", "image", "type", "canonical", "noindex")
    }
    person: Researcher | None = context.get("person") or None
    said["noindex"] = bool(said["noindex"] or (person and not person.is_public))
    return piece(
        "includes/metadata.html",
        **said,
        person=person.name if person else "",
        site=context["site"].name,
        number=getattr(context.get("page"), "number", 1),
    )


@register.simple_tag
def nameplate(person: Researcher) -> SafeString:
    """A person's name, position and line beneath it."""
    plate = nameplate_of(person)
    return piece(
        "profiles/includes/nameplate.html",
        before=plate.before,
        family=plate.family,
        after=plate.after,
        original=person.original_name,
        title=person.title,
        pronouns=person.pronouns,
        subtitle=person.subtitle,
    )


@register.filter
def accent_file(colour: str) -> str:
    """``#1f5f5b`` as it stands in the address of its stylesheet."""
    return colour.removeprefix("#").lower()
