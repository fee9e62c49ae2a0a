from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from profiles.cards import card, with_photos
from profiles.courses import by_institution
from profiles.directory import by_lab
from profiles.models import Lab, Membership, Project, Researcher
from profiles.responsive import picture


def people(request: HttpRequest) -> HttpResponse:
    memberships = list(Membership.objects.for_people_list())
    others = list(Researcher.objects.for_people_list().outside_labs())
    with_photos([*(each.researcher for each in memberships), *others])
    return render(
        request,
        "profiles/people.html",
        {
            "labs": by_lab(memberships, Lab.objects.public(), timezone.localdate()),
            "others": [card(person, person.title) for person in others],
        },
    )


def teaching(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    courses = person.courses.for_teaching_page()
    return render(
        request, "profiles/teaching.html", {"person": person, "places": by_institution(courses)}
    )


def page(request: HttpRequest, slug: str, page: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    found = get_object_or_404(person.pages.published(), slug=page)
    return render(request, "profiles/page.html", {"person": person, "page": found})


def lab_page(request: HttpRequest, slug: str, page: str) -> HttpResponse:
    lab = get_object_or_404(Lab.objects.public(), slug=slug)
    found = get_object_or_404(lab.pages.published(), slug=page)
    return render(request, "profiles/lab_page.html", {"lab": lab, "page": found})


def projects(request: HttpRequest) -> HttpResponse:
    found = Project.objects.public().for_list()
    return render(
        request,
        "profiles/projects.html",
        {"projects": [(each, picture(each.image, each.image_alt, cut=True)) for each in found]},
    )


def project(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Project.objects.reachable().for_list(), slug=slug)
    people = [person for person in found.researchers.all() if person.is_public]
    public_lab = found.lab is not None and found.lab.public
    return render(
        request,
        "profiles/project.html",
        {
            "project": found,
            "people": people,
            "picture": picture(found.image, found.image_alt),
            "noindex": not (people or public_lab),
        },
    )
