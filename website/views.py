from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from news.models import NewsItem
from profiles.addresses import absolute
from profiles.cards import with_photos
from profiles.directory import LabPeople, by_lab
from profiles.models import Lab, Membership, Researcher
from profiles.models.about import SectionKind
from profiles.models.people import Layout
from profiles.responsive import as_json, picture, portraits
from profiles.social import social_links
from profiles.together import at_hand
from publications.models import Publication
from publications.presentation.lists import items
from website import sections
from website.navigation import Site, with_contents_by_address
from website.search import LONGEST
from website.search import search as search_all

LATEST_NEWS = 5
LATEST_WORKS = 5
HIGHLIGHTS = 12


def home(request: HttpRequest) -> HttpResponse:
    """The only lab's page, a directory of several, the only person's page, or the first steps."""
    site = Site("/")
    if site.lab:
        return _lab_home(request, site.lab, site)
    if site.labs:
        labs = [(lab, picture(lab.logo, lab.logo_alt)) for lab in site.labs]
        return render(request, "website/labs.html", {"labs": labs, "site": site})
    if site.person:
        return _about(request, site.person.slug)
    if site.found["any_people"]:
        return redirect("people")
    return render(request, "website/first_steps.html")


def lab(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Lab.objects.public(), slug=slug)
    site = Site(request.path)
    if site.lab and not hasattr(request, "own_home"):
        return redirect("home")
    return _lab_home(request, found, site)


def about(request: HttpRequest, slug: str) -> HttpResponse:
    return _about(request, slug)


def cv(request: HttpRequest, slug: str) -> HttpResponse:
    person = with_contents_by_address(slug)
    site = Site(request.path, also=sections.also(person, sections.CURRICULUM))
    blocks = sections.curriculum(person, site.found)
    return render(request, "website/cv.html", {"person": person, "site": site, "blocks": blocks})


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "website/search.html", {"q": text, "results": search_all(text)})


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "website/robots.txt", content_type="text/plain; charset=utf-8")


def _lab_home(request: HttpRequest, lab: Lab, site: Site) -> HttpResponse:
    works = Publication.objects.of_lab(lab)
    highlights = items(works.highlighted()[:HIGHLIGHTS])
    news = list(NewsItem.objects.of_lab(lab).in_order()[: LATEST_NEWS + 1])
    members = list(Membership.objects.for_people_list().filter(lab=lab))
    with_photos(each.researcher for each in members)
    found = by_lab(members, [lab], timezone.localdate())
    return render(
        request,
        "website/lab.html",
        {
            "lab": lab,
            "site": site,
            "logo": picture(lab.logo, lab.logo_alt),
            "news": news[:LATEST_NEWS],
            "more_news": len(news) > LATEST_NEWS,
            "highlighted": bool(highlights),
            "list": highlights or items(works[:LATEST_WORKS]),
            "people": found[0] if found else LabPeople(lab),
        },
    )


def _about(request: HttpRequest, slug: str) -> HttpResponse:
    person = with_contents_by_address(slug)
    site = _site_of(request, person)
    photos = portraits(person.photos.all(), cut=person.photo_circular)
    shown = {
        "person": person,
        "site": site,
        # The same wherever it stands: on the only person's site it is the home page too.
        "address": absolute(request, person.get_absolute_url()),
        "photos": photos,
        "photo_choice": as_json(photos) if person.photo_random and len(photos) > 1 else "",
    }
    if person.layout == Layout.PLAIN:
        context = {**shown, "blocks": sections.plain_page(person, site.found)}
        return render(request, "website/about_plain.html", context)
    context = {
        **shown,
        "links": social_links(person) if person.social else [],
        "news": site.found.get(SectionKind.NEWS),
        "posts": site.found.get(SectionKind.POSTS),
        "selected": sections.selected(person) if person.selected_papers else None,
    }
    return render(request, "website/about.html", context)


def _site_of(request: HttpRequest, person: Researcher) -> Site:
    """The site around a person's about page; what hangs on the person is asked for with it."""
    if person.layout == Layout.PLAIN:
        kinds = set(SectionKind)
    else:
        blocks = {
            SectionKind.NEWS: person.announcements_enabled,
            SectionKind.POSTS: person.latest_posts_enabled,
        }
        kinds = {kind for kind, enabled in blocks.items() if enabled}
    own = ("photos", "links", "sections")
    site = Site(request.path, of=person.slug, also=sections.also(person, kinds, own))
    at_hand(person).update({name: site.found[name] for name in own})
    return site
