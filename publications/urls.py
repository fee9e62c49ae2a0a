from django.urls import path

from publications import views

urlpatterns = [
    path("publications/", views.publications, name="publications"),
    path("publications/<slug:slug>/", views.publication, name="publication"),
    path("publications.bib", views.publications_bib, name="publications_bib"),
    path("people/<slug:slug>/publications/", views.person_publications, name="person_publications"),
    path("people/<slug:slug>/publications.bib", views.person_bib, name="person_bib"),
]
