from django import template
from django.template.context import RequestContext
from django.urls import reverse

from profiles.addresses import absolute as absolute_address
from profiles.models import Researcher
from profiles.nameplate import Nameplate
from profiles.nameplate import nameplate as nameplate_of
from website.navigation import Site, person_frame

register = template.Library()


@register.inclusion_tag("includes/masthead.html", takes_context=True)
def site_masthead(context: RequestContext) -> dict:
    site: Site = context["site"]
    return {"home": "/", "name": site.name, "links": site.links, "accent": site.accent}


@register.inclusion_tag("includes/masthead.html", takes_context=True)
def person_masthead(context: RequestContext, person: Researcher) -> dict:
    """The lab's name, and the person's own navigation beside it."""
    site: Site = context["site"]
    frame = person_frame(person, site)
    lab = frame.lab
    at_home = lab is None or lab == site.lab
    return {
        "home": "/" if at_home else reverse("lab", args=[lab.slug]),
        "name": lab.name if lab else site.name,
        "person": person,
        "on_about": any(link.current == "page" for link in frame.links[:1]),
        "links": frame.links,
        "accent": person.accent or (lab.accent if lab else ""),
    }


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, path: str) -> str:
    """A path as a whole address; empty for none."""
    return absolute_address(context["request"], path) if path else ""


@register.filter
def nameplate(person: Researcher) -> Nameplate:
    return nameplate_of(person)


@register.filter
def accent_file(colour: str) -> str:
    """``#1f5f5b`` as it stands in the address of its stylesheet."""
    return colour.removeprefix("#").lower()
