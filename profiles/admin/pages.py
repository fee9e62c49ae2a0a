from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from profiles.admin import hints
from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.filters import PeopleFilter, PersonFilter, yes_or_no
from profiles.admin.previews import SharesPreviews
from profiles.forms import PageForm, ProjectForm
from profiles.models import Page, Project
from profiles.permissions import (
    editable_labs,
    editable_pages,
    editable_people,
    editable_projects,
)

PAGE = Tab(
    "general",
    _("Page"),
    fieldsets=(
        group(_("Text"), "title", "body"),
        group(
            _("Where it stands"),
            ("researcher", "lab"),
            "slug",
            ("draft", "in_navigation"),
            "position",
        ),
    ),
)
PROJECT = Tab(
    "general",
    _("Project"),
    fieldsets=(
        group(_("Text"), "title", "summary", "body"),
        group(_("Whose, and when"), "researchers", "lab", ("started", "ended"), "category", "url"),
        group(_("Picture"), ("image", "image_alt"), "image_focus"),
        group(_("Where it stands"), "slug", "draft", "position"),
    ),
)


class TitledAdmin(SharesPreviews, OwnedModelAdmin):
    """What has a title, and an address made of it."""

    folded_fields = ("folded",)
    search_fields = ("folded",)
    prepopulated_fields = {"slug": ("title",)}

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)


@admin.register(Page)
class PageAdmin(TitledAdmin):
    form = PageForm
    hints = hints.PAGE
    about = _("Pages beside those that everybody has: for prospective students, or a reading list.")
    rows = staticmethod(editable_pages)
    owner = "researcher"
    choices = {"researcher": editable_people, "lab": editable_labs}
    autocomplete_fields = ("researcher",)
    tabs = (PAGE,)
    list_display = ("title", "whose", "state", "in_navigation", "changed")
    list_filter = (PersonFilter, *yes_or_no("draft"))
    list_select_related = ("researcher", "lab")

    @display(description=_("Of"))
    def whose(self, page: Page) -> str:
        return str(page.researcher or page.lab)


@admin.register(Project)
class ProjectAdmin(TitledAdmin):
    form = ProjectForm
    hints = hints.PROJECT
    about = _("What you work on over years, each with a page, a picture and the people in it.")
    rows = staticmethod(editable_projects)
    owner = "researchers"
    choices = {"researchers": editable_people, "lab": editable_labs}
    autocomplete_fields = ("researchers",)
    tabs = (PROJECT,)
    list_display = ("title", "people", "lab", "state", "changed")
    list_filter = (PeopleFilter, *yes_or_no("draft"))
    list_select_related = ("lab",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        return super().get_queryset(request).prefetch_related("researchers")

    @display(description=_("People"))
    def people(self, project: Project) -> str:
        return ", ".join(person.name for person in project.researchers.all())
