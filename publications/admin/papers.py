"""The form of a work: its authors in order, its links and its versions."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Count, Field, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf
from django.forms import BaseInlineFormSet, ModelForm
from django.forms import Field as FormField
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import SingleNumericFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldBooleanWidget

from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.choosing import NOTHING, Rows
from profiles.admin.filters import PersonFilter, one_of, yes_or_no
from profiles.admin.inlines import OwnedStackedInline, OwnedTabularInline
from profiles.admin.merging import Merging
from profiles.admin.previews import SharesPreviews
from profiles.admin.rights import edits_lab, once, only_person
from profiles.forms import FileOrAddressForm
from profiles.permissions import Visitor, editable_people
from publications.admin import hints, imports, one_box, spellings
from publications.admin.selection import own_selection, selection
from publications.admin.unlinking import AGREED, AuthorshipFormSet, tell_those_taken_off
from publications.forms import AuthorshipForm, PublicationForm, VersionForm
from publications.merging.works import WORKS
from publications.models import Authorship, Link, Publication, Topic, Venue, Version
from publications.permissions import (
    deletable_publications,
    editable_publications,
    linkable_people,
)

LONG_BYLINE = 150


def all_venues(_user: Visitor) -> QuerySet[Venue]:
    return Venue.objects.all()


def all_topics(_user: Visitor) -> QuerySet[Topic]:
    return Topic.objects.all()


class AuthorshipInline(OwnedTabularInline):
    """The byline. What concerns one person's own pages only that person may set."""

    model = Authorship
    hints = hints.AUTHORSHIP
    form = AuthorshipForm
    formset = AuthorshipFormSet
    fields = (
        "name",
        "researcher",
        "co_first",
        "co_last",
        "corresponding",
        "selected",
        "hidden",
        "position",
    )
    ordering_field = "position"
    choices = {"researcher": linkable_people}
    autocomplete_fields = ("researcher",)
    formfield_overrides = {
        **OwnedTabularInline.formfield_overrides,
        models.BooleanField: {"widget": UnfoldBooleanWidget},
    }
    max_num = LONG_BYLINE

    def get_queryset(self, request: HttpRequest) -> QuerySet[Authorship]:
        rows = super().get_queryset(request).select_related("researcher")
        return rows.prefetch_related("researcher__memberships__lab")

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 1 if obj is None and only_person(request) else 0

    def closed(self, request: HttpRequest, row: Authorship) -> frozenset[str]:
        if row.pk is None or row.researcher_id is None or row.researcher_id in _own(request):
            return NOTHING
        return frozenset({"researcher", "selected", "hidden", "DELETE"})

    def shorten(self, rows: QuerySet[Authorship]) -> QuerySet[Authorship]:
        """Of a byline of thousands only those with a page here, each with its number."""
        self.ordering_field = None
        self.template_before = "admin/long_byline.html"
        return rows.filter(researcher__isnull=False)


def _own(request: HttpRequest) -> set[int]:
    return once(
        request,
        "own people",
        lambda: set(editable_people(request.user).values_list("pk", flat=True)),
    )


class LinkInline(OwnedTabularInline):
    model = Link
    hints = hints.LINK
    form = FileOrAddressForm
    fields = ("kind", "url", "file", "label", "position")
    ordering_field = "position"

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 1 if _pasted_link(request, obj) else 0


def _pasted_link(request: HttpRequest, obj: Model | None) -> str:
    """The address from which somebody begins a new paper."""
    new = obj is None or obj.pk is None
    return request.GET.get("link", "") if new and request.method == "GET" else ""


class VersionInline(OwnedStackedInline):
    model = Version
    hints = hints.VERSION
    form = VersionForm
    fields = (("kind", "year"), ("venue", "venue_text"), ("doi", "arxiv_id"), "url", "position")
    ordering_field = "position"
    choices = {"venue": all_venues}
    autocomplete_fields = ("venue",)
    related = ("venue",)


PAPER = Tab(
    "general",
    _("Paper"),
    fieldsets=(
        group(
            _("What it is"),
            "title",
            ("type", "status"),
            ("venue", "venue_text"),
            ("year", "month", "day"),
        ),
    ),
    inlines=(AuthorshipInline, LinkInline),
)
ABSTRACT = Tab(
    "abstract",
    _("Abstract and picture"),
    fieldsets=(
        group(_("Abstract"), "abstract"),
        group(_("Said of it"), "note", "award", "topics"),
        group(_("Preview picture"), ("preview", "preview_alt")),
    ),
)
DETAILS = Tab(
    "details",
    _("Details"),
    fieldsets=(
        group(_("In print"), ("volume", "number", "pages"), "publisher"),
        group(_("Identifiers"), ("doi", "arxiv_id"), "identifiers"),
        group(_("On this site"), ("draft", "highlighted"), "key", "slug", "extra"),
    ),
    inlines=(VersionInline,),
)


class AuthoredByFilter(PersonFilter):
    path = "authorships__researcher"


@admin.register(Publication)
class PublicationAdmin(Merging, SharesPreviews, OwnedModelAdmin):
    merging = WORKS
    actions_detail = (*SharesPreviews.actions_detail, *Merging.actions_detail)
    form = PublicationForm
    hints = hints.PUBLICATION
    rows = staticmethod(editable_publications)
    rows_to_delete = staticmethod(deletable_publications)
    choices = {"venue": all_venues, "topics": all_topics}
    autocomplete_fields = ("venue", "topics")
    search_fields = ("folded_title",)
    tabs = (PAPER, ABSTRACT, DETAILS)
    list_display = ("short_title", "byline", "year", "where", "status", "state")
    list_display_links = ("short_title",)
    list_filter = (
        AuthoredByFilter,
        *one_of("type", "status"),
        ("year", SingleNumericFilter),
        *yes_or_no("draft", "highlighted"),
    )
    list_select_related = ("venue",)
    change_form_outer_before_template = "admin/publications/paste_above.html"

    class Media:
        css = {"all": ["admin-octavo/paste.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        byline = Authorship.objects.filter(publication=OuterRef("pk")).order_by("position", "id")
        first = byline.values(name=Coalesce(NullIf("literal", models.Value("")), "family"))[:1]
        count = byline.order_by().values("publication").values(n=Count("pk"))
        rows = super().get_queryset(request)
        return rows.annotate(first_author=Subquery(first), author_count=Subquery(count))

    def one_of(self, rows: Rows, request: HttpRequest, pk: Any) -> QuerySet[Publication]:
        return rows(request.user, pk)

    def get_urls(self) -> list[URLPattern]:
        site = self.admin_site
        return [
            path("selection/", site.admin_view(own_selection), name="publications_own_selection"),
            path("selection/<int:pk>/", site.admin_view(selection), name="publications_selection"),
            *imports.urls(),
            *spellings.urls(),
            *one_box.urls(),
            *super().get_urls(),
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        return (queryset.search(search_term) if search_term.strip() else queryset), False

    def unasked(self, request: HttpRequest) -> frozenset[str]:
        return NOTHING if edits_lab(request) else frozenset({"highlighted"})

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        if db_field.name in ("title", "note"):
            kwargs["widget"] = UnfoldAdminTextareaWidget({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Publication, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, LinkInline) and (pasted := _pasted_link(request, obj)):
            kwargs["initial"] = [{"kind": Link.Kind.HTML, "url": pasted}]
        if not isinstance(inline, AuthorshipInline):
            return kwargs
        person = only_person(request)
        if obj.pk is None and person:
            name = f"{person.family_name}, {person.given_name}".rstrip(", ")
            kwargs["initial"] = [{"name": name, "researcher": person.pk}]
        elif obj.pk and obj.authorships.count() > LONG_BYLINE:
            kwargs["queryset"] = inline.shorten(kwargs["queryset"])
        return kwargs

    def save_model(
        self, request: HttpRequest, obj: Publication, form: ModelForm, change: bool
    ) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        taken_off = {
            pk for each in formsets if isinstance(each, AuthorshipFormSet) for pk in each.taken_off
        }
        super().save_related(request, form, formsets, change)
        tell_those_taken_off(request, form.instance, taken_off)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        formsets = (each.formset for each in context["inline_admin_formsets"])
        if any(getattr(each, "asks", False) for each in formsets):
            context["asked"] = AGREED, _("Yes: no author of this paper is to have a page here.")
        return super().render_change_form(request, context, *args, **kwargs)

    @display(description=_("Title"), ordering="folded_title")
    def short_title(self, work: Publication) -> str:
        return work.title if len(work.title) <= 90 else f"{work.title[:88]}…"

    @display(description=_("Authors"), ordering="first_author")
    def byline(self, work: Publication) -> str:
        if not work.author_count:
            return "–"
        return work.first_author + (_(" et al.") if work.author_count > 1 else "")

    @display(description=_("Venue"), ordering="venue__name")
    def where(self, work: Publication) -> str:
        return (work.venue and (work.venue.short_name or work.venue.name)) or work.venue_text or "–"
