from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from news.models import NewsItem, Post
from profiles.models import Researcher

PER_PAGE = 100
POSTS_PER_PAGE = 30


def news(request: HttpRequest) -> HttpResponse:
    found = NewsItem.objects.public().for_list()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/news.html", {"page": page})


def person_news(request: HttpRequest, slug: str) -> HttpResponse:
    person = get_object_or_404(Researcher.objects.reachable(), slug=slug)
    found = NewsItem.objects.of(person).in_order()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/person_news.html", {"person": person, "page": page})


def news_item(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(NewsItem.objects.reachable().with_pages().for_list(), slug=slug)
    return render(
        request, "news/news_item.html", {"item": found, **_owned(found, found.researchers.all())}
    )


def blog(request: HttpRequest) -> HttpResponse:
    found = Post.objects.public().for_list()
    page = Paginator(found, POSTS_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "news/blog.html", {"page": page})


def post(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Post.objects.reachable().for_list(), slug=slug)
    return render(request, "news/post.html", {"post": found, **_owned(found, found.authors.all())})


def _owned(found: NewsItem | Post, owners) -> dict:
    """The listed people of it; without any, and no public lab, it is not for search engines."""
    people = [person for person in owners if person.is_public]
    public_lab = found.lab is not None and found.lab.public
    return {"people": people, "noindex": not (people or public_lab)}
