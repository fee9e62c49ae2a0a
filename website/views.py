from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from news.models import NewsItem
from profiles.addresses import absolute
from profiles.directory import LabPeople, by_lab
from profiles.models import Lab, Membership, Researcher
from profiles.models.people import Layout
from profiles.responsive import as_json, picture, portraits
from profiles.social import social_links
from publications.models import Publication
from publications.presentation.item import items
from website import sections
from website.navigation import Site, with_contents
from website.search import LONGEST
from website.search import search as search_all

LATEST_NEWS = 5
LATEST_WORKS = 5
HIGHLIGHTS = 12


def home(request: HttpRequest) -> HttpResponse:
    """The only lab's page, a directory of several, the only person's page, or the first steps."""
    site = Site("/")
    if site.lab:
        return _lab_home(request, site.lab)
    if site.labs:
        labs = [(lab, picture(lab.logo, lab.logo_alt)) for lab in site.labs]
        return render(request, "website/labs.html", {"labs": labs})
    if site.person:
        return _about(request, site.person.slug)
    if Researcher.objects.public().exists():
        return redirect("people")
    return render(request, "website/first_steps.html")


def lab(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Lab.objects.public(), slug=slug)
    if Lab.objects.public().count() == 1 and not hasattr(request, "own_home"):
        return redirect("home")
    return _lab_home(request, found)


def about(request: HttpRequest, slug: str) -> HttpResponse:
    return _about(request, slug)


def cv(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(with_contents(Researcher.objects.reachable()), slug=slug)
    return render(
        request, "website/cv.html", {"person": person, "blocks": sections.curriculum(person)}
    )


def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").strip()[:LONGEST]
    return render(request, "website/search.html", {"q": text, "results": search_all(text)})


def robots(request: HttpRequest) -> HttpResponse:
    return render(request, "website/robots.txt", content_type="text/plain; charset=utf-8")


def _lab_home(request: HttpRequest, lab: Lab) -> HttpResponse:
    works = Publication.objects.of_lab(lab).for_list()
    highlights = list(works.highlighted()[:HIGHLIGHTS])
    news = list(NewsItem.objects.of_lab(lab).for_list()[: LATEST_NEWS + 1])
    found = by_lab(Membership.objects.for_people_list().filter(lab=lab), timezone.localdate())
    return render(
        request,
        "website/lab.html",
        {
            "lab": lab,
            "logo": picture(lab.logo, lab.logo_alt),
            "news": news[:LATEST_NEWS],
            "more_news": len(news) > LATEST_NEWS,
            "highlighted": bool(highlights),
            "list": items(highlights or works[:LATEST_WORKS]),
            "people": found[0] if found else LabPeople(lab),
        },
    )


def _about(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(with_contents(Researcher.objects.for_about()), slug=slug)
    photos = portraits(person.photos.all())
    shown = {
        "person": person,
        # The same wherever it stands: on the only person's site it is the home page too.
        "address": absolute(request, person.get_absolute_url()),
        "photos": photos,
        "photo_choice": as_json(photos) if person.photo_random and len(photos) > 1 else "",
    }
    if person.layout == Layout.PLAIN:
        context = {**shown, "blocks": sections.plain_page(person)}
        return render(request, "website/about_plain.html", context)
    context = {
        **shown,
        "links": social_links(person) if person.social else [],
        "news": sections.announcements(person) if person.announcements_enabled else [],
        "posts": sections.latest_posts(person) if person.latest_posts_enabled else [],
        "selected": sections.selected(person) if person.selected_papers else None,
    }
    return render(request, "website/about.html", context)
