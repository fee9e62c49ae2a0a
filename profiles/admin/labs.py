from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.models import User
from profiles.admin import hints
from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.delegates import DelegationInline
from profiles.admin.inlines import OwnedStackedInline
from profiles.admin.previews import SharesPreviews
from profiles.admin.rights import administrates, edits_lab
from profiles.forms import LabForm
from profiles.models import Lab, Membership
from profiles.permissions import Visitor, editable_labs, enrollable_people, is_administrator


def accounts(user: Visitor) -> QuerySet[User]:
    """Who can be made an editor; only administrators do so."""
    return User.objects.filter(is_active=True) if is_administrator(user) else User.objects.none()


class LabMembershipInline(OwnedStackedInline):
    model = Membership
    hints = hints.LAB_MEMBERSHIP
    fields = (
        ("researcher", "role"),
        ("started", "ended"),
        ("title", "next_position"),
        "position",
    )
    related = ("researcher", "lab")
    ordering_field = "position"
    choices = {"researcher": enrollable_people}
    autocomplete_fields = ("researcher",)
    verbose_name = _("person")
    verbose_name_plural = _("people")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).prefetch_related("researcher__memberships__lab")


LAB = Tab(
    "general",
    _("Lab"),
    fieldsets=(
        group(_("Name"), "name", "tagline", "description"),
        group(_("Join us"), "join_us"),
        group(_("Contact"), "address", ("email", "phone")),
        group(_("Logo"), ("logo", "logo_alt")),
    ),
)
PEOPLE = Tab("people", _("People"), inlines=(LabMembershipInline,))
SETTINGS = Tab(
    "settings",
    _("Settings"),
    fieldsets=(
        group(
            _("Address and rights"),
            "slug",
            "domain",
            "accent",
            "public",
            "approval",
            "editors",
            "position",
        ),
    ),
    inlines=(DelegationInline,),
)


@admin.register(Lab)
class LabAdmin(SharesPreviews, OwnedModelAdmin):
    form = LabForm
    rows = staticmethod(editable_labs)
    admits = staticmethod(edits_lab)
    admits_adding = staticmethod(administrates)
    choices = {"editors": accounts}
    autocomplete_fields = ("editors",)
    search_fields = ("name", "tagline")
    tabs = (LAB, PEOPLE, SETTINGS)
    prepopulated_fields = {"slug": ("name",)}
    list_display = ("name", "tagline", "size", "public", "changed")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lab]:
        return super().get_queryset(request).annotate(people=Count("memberships"))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return administrates(request) and super().has_delete_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        return () if administrates(request) else ("editors", "domain")

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def is_on_site(self, obj: Lab) -> bool:
        return obj.public

    @display(description=_("People, past ones too"), ordering="people")
    def size(self, lab: Lab) -> int:
        return lab.people
