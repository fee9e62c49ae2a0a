"""The form of a person: one leaf for each task, and a row for each entry of the CV."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import BaseInlineFormSet, ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.history.restoring import EVERY_FIELD
from accounts.models import User
from profiles.admin import hints
from profiles.admin.account_page import HasAccount
from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.choosing import NOTHING
from profiles.admin.consent import HidesThings
from profiles.admin.delegates import DelegationInline
from profiles.admin.entries import (
    AwardInline,
    CourseInline,
    EducationInline,
    ExperienceInline,
    LinkInline,
    NameVariantInline,
    PhotoInline,
    SectionInline,
    ServiceInline,
    TalkInline,
)
from profiles.admin.filters import LabFilter, one_of
from profiles.admin.inlines import OwnedStackedInline
from profiles.admin.leaving import Leaving
from profiles.admin.merging import Merging
from profiles.admin.previews import SharesPreviews
from profiles.admin.rights import administrates, edits_lab, once
from profiles.formfields import described, with_labs
from profiles.forms import MembershipFormSet, ResearcherForm
from profiles.merging.people import PEOPLE
from profiles.models import (
    Membership,
    Researcher,
)
from profiles.permissions import (
    Visitor,
    can_set_domain,
    editable_labs,
    editable_memberships,
    editable_people,
    enrollable_people,
    is_administrator,
)
from profiles.registration import may_set_visibility


def free_accounts(user: Visitor) -> QuerySet[User]:
    """The accounts that have no page yet; only administrators give one."""
    if not is_administrator(user):
        return User.objects.none()
    return User.objects.filter(researcher__isnull=True)


class MembershipInline(OwnedStackedInline):
    """The labs somebody is in: set by those labs' editors, seen by the person."""

    model = Membership
    hints = hints.MEMBERSHIP
    formset = MembershipFormSet
    readonly_fields = ("lab_name",)
    choices = {"lab": editable_labs}
    related = ("researcher", "lab")

    def get_extra(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> int:
        return 0 if obj else len(_only_lab(request))

    def has_add_permission(self, request: HttpRequest, obj: Model | None) -> bool:
        if obj is not None and obj.pk and not _may_enroll(request, obj):
            return False
        return edits_lab(request) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return edits_lab(request) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return edits_lab(request) and super().has_delete_permission(request, obj)

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple:
        # Who only reads gets the name: a link would lead to a form that is not theirs.
        lab = "lab" if edits_lab(request) else "lab_name"
        return ((lab, "role"), ("started", "ended"), ("title", "next_position"))

    @display(description=_("Lab"))
    def lab_name(self, row: Membership) -> str:
        return row.lab.name

    def closed(self, request: HttpRequest, row: Membership) -> frozenset[str]:
        mine = once(
            request,
            "memberships",
            lambda: set(editable_memberships(request.user).values_list("pk", flat=True)),
        )
        return NOTHING if row.pk is None or row.pk in mine else frozenset({EVERY_FIELD})


def _only_lab(request: HttpRequest) -> list[int]:
    """The lab that somebody new is in, where the user edits but one; else none."""

    def ask() -> list[int]:
        found = list(editable_labs(request.user).values_list("pk", flat=True)[:2])
        return found if len(found) == 1 else []

    return once(request, "only lab", ask)


def _may_enroll(request: HttpRequest, person: Model) -> bool:
    found = enrollable_people(request.user).filter(pk=person.pk)
    return once(request, ("enroll", person.pk), found.exists)


PAGE = Tab(
    "general",
    _("Page"),
    fieldsets=(
        group(
            _("Name"),
            ("given_name", "family_name"),
            ("display_name", "original_name"),
            ("title", "pronouns"),
        ),
        group(_("About"), "subtitle", "bio", "more_info"),
        group(_("Contact and identity"), ("email", "email_public"), "orcid"),
    ),
    inlines=(MembershipInline,),
)
MEDIA = Tab("media", _("Photos and links"), inlines=(PhotoInline, LinkInline))
CV = Tab(
    "cv",
    _("CV entries"),
    inlines=(EducationInline, ExperienceInline, AwardInline, TalkInline, ServiceInline),
)
TEACHING = Tab("teaching", _("Teaching"), inlines=(CourseInline,))
SETTINGS = Tab(
    "settings",
    _("Settings"),
    fieldsets=(
        group(_("Look"), "layout", ("photo_align", "photo_circular", "photo_random"), "accent"),
        group(
            _("Blocks of the page"),
            ("announcements_enabled", "announcements_scrollable", "announcements_limit"),
            ("latest_posts_enabled", "latest_posts_scrollable", "latest_posts_limit"),
            ("selected_papers", "social"),
        ),
        group(_("Address and visibility"), "slug", "domain", "visibility"),
        group(_("Account"), "account_state", "user"),
    ),
    inlines=(SectionInline, NameVariantInline, DelegationInline),
)


@admin.register(Researcher)
class ResearcherAdmin(HasAccount, HidesThings, Merging, SharesPreviews, Leaving, OwnedModelAdmin):
    merging = PEOPLE
    actions_detail = (
        "shown",
        *SharesPreviews.actions_detail,
        *Merging.actions_detail,
        *Leaving.actions_detail,
    )
    form = ResearcherForm
    hints = hints.RESEARCHER
    rows = staticmethod(editable_people)
    choices = {"user": free_accounts}
    autocomplete_fields = ("user",)
    admits_adding = staticmethod(edits_lab)
    folded_fields = ("folded",)
    search_fields = ("folded",)
    tabs = (PAGE, MEDIA, CV, TEACHING, SETTINGS)
    prepopulated_fields = {"slug": ("given_name", "family_name")}
    list_display = ("shown_name", "labs", "title", "state", "account", "changed")
    list_filter = (LabFilter, *one_of("visibility", "layout"))
    list_select_related = ("user",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Researcher]:
        return with_labs(super().get_queryset(request))

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        # Who leaves is hidden or made an alumnus; the papers need the person.
        return administrates(request) and super().has_delete_permission(request, obj)

    def unasked(self, request: HttpRequest) -> frozenset[str]:
        if administrates(request):
            return NOTHING
        return frozenset({"user"} if edits_lab(request) else {"user", "account_state"})

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        fields = [*super().get_readonly_fields(request, obj), "account_state"]
        if not can_set_domain(request.user, obj):
            fields.append("domain")
        return fields if may_set_visibility(request.user, obj) else [*fields, "visibility"]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        # Only while the page is new: a changed name must not change the address.
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Researcher, inline: Any, prefix: str
    ) -> dict[str, Any]:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, MembershipInline) and obj.pk is None and request.method == "GET":
            kwargs["initial"] = [{"lab": pk} for pk in _only_lab(request)]
        return kwargs

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # “Save” stays on the form, see below; one button is enough.
        context["show_save_and_continue"] = False
        return super().render_change_form(request, context, *args, **kwargs)

    def response_post_save_change(self, request: HttpRequest, obj: Researcher) -> HttpResponse:
        # Whoever edits their page goes on with it; a list of one is no place to go.
        return HttpResponseRedirect(request.get_full_path())

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseInlineFormSet], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if change and {"given_name", "family_name"} & set(form.changed_data):
            # By the former name papers are still recognised; nobody is shown it.
            names = (form.initial.get("family_name"), form.initial.get("given_name"))
            form.instance.name_variants.get_or_create(name=", ".join(filter(None, names)))

    def is_on_site(self, obj: Researcher) -> bool:
        return obj.visibility != Researcher.Visibility.HIDDEN

    @display(description=_("Name"), ordering="family_name")
    def shown_name(self, person: Researcher) -> str:
        return person.name

    @display(description=_("Lab"))
    def labs(self, person: Researcher) -> str:
        return described(person).partition(" · ")[2] or _("left, or in no lab")

    @display(
        description=_("Visibility"),
        ordering="visibility",
        label={"public": "success", "unlisted": "warning", "hidden": "danger"},
    )
    def state(self, person: Researcher) -> tuple[str, str]:
        return person.visibility, person.get_visibility_display().partition(":")[0]

    @display(description=_("Account"), ordering="user__email")
    def account(self, person: Researcher) -> str:
        return person.user.email if person.user else "–"
