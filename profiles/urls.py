from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from profiles import views
from profiles.slugs import LAB_PAGES, PERSON_PAGES


class PageSlug(SlugConverter):
    """A free page's slug: any but the names of the pages that everybody has."""

    regex = rf"(?!(?:{'|'.join(sorted(PERSON_PAGES | LAB_PAGES))})/)[-a-zA-Z0-9_]+"


register_converter(PageSlug, "page")

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<slug:slug>/teaching/", views.teaching, name="teaching"),
    path("people/<slug:slug>/<page:page>/", views.page, name="page"),
    path("labs/<slug:slug>/<page:page>/", views.lab_page, name="lab_page"),
    path("projects/", views.projects, name="projects"),
    path("projects/<slug:slug>/", views.project, name="project"),
]
