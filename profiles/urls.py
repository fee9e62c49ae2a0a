from django.urls import path

from profiles import views

urlpatterns = [
    path("people/", views.people, name="people"),
    path("people/<slug:slug>/teaching/", views.teaching, name="teaching"),
    path("people/<slug:slug>/<slug:page>/", views.page, name="page"),
    path("labs/<slug:slug>/<slug:page>/", views.lab_page, name="lab_page"),
    path("projects/", views.projects, name="projects"),
    path("projects/<slug:slug>/", views.project, name="project"),
]
