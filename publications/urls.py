from django.urls import path, register_converter

from publications import feeds, paper, views
from publications.citation_files import KindConverter

register_converter(KindConverter, "kind")

urlpatterns = [
    path("publications/", views.publications, name="publications"),
    path("publications/feed.xml", feeds.publication_feed, name="publication_feed"),
    path("publications/<slug:slug>/", paper.publication, name="publication"),
    path("publications/<slug:slug>/cite.<kind:kind>", paper.citation, name="citation"),
    path("publications/<slug:slug>/<slug:name>.pdf", paper.pdf, name="publication_pdf"),
    path("publications.<kind:kind>", views.publications_file, name="publications_file"),
    path("people/<slug:slug>/publications/", views.person_publications, name="person_publications"),
    path("people/<slug:slug>/publications.<kind:kind>", views.person_file, name="person_file"),
]
