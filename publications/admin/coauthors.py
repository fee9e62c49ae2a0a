"""Co-authors elsewhere in the admin: their spellings, and where their names lead."""

from django.contrib import admin, messages
from django.db.models import Field, QuerySet
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.filters import PersonFilter, yes_or_no
from profiles.permissions import editable_labs, editable_people
from publications.coauthors import standing
from publications.models import Coauthor
from publications.permissions import editable_coauthors

_TOLD = 8  # spellings that are told at most

COAUTHOR = Tab(
    "general",
    gettext_lazy("Co-author elsewhere"),
    fieldsets=(
        group(gettext_lazy("Who it is, and where"), "names", "url"),
        group(gettext_lazy("In whose papers"), ("researcher", "lab"), "draft"),
    ),
)


@admin.register(Coauthor)
class CoauthorAdmin(OwnedModelAdmin):
    rows = staticmethod(editable_coauthors)
    owner = "researcher"
    about = gettext_lazy(
        "People who write with you and have no page here. Say where they are at home, and their "
        "names lead there wherever your papers stand."
    )
    choices = {"researcher": editable_people, "lab": editable_labs}
    autocomplete_fields = ("researcher",)
    folded_fields = ("folded",)
    search_fields = ("folded",)
    tabs = (COAUTHOR,)
    list_display = ("name", "url", "whose", "state", "changed")
    list_filter = (PersonFilter, *yes_or_no("draft"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coauthor]:
        return super().get_queryset(request).select_related("researcher", "lab")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, str]:
        initial = super().get_changeform_initial_data(request)
        labs = editable_labs(request.user)[:2]
        return {"lab": str(labs[0].pk), **initial} if len(labs) == 1 else initial

    def formfield_for_dbfield(
        self, db_field: Field, request: HttpRequest, **kwargs: object
    ) -> FormField | None:
        if db_field.name == "names":
            kwargs["widget"] = UnfoldAdminTextareaWidget({"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(
        self, request: HttpRequest, obj: Coauthor, form: ModelForm, change: bool
    ) -> None:
        super().save_model(request, obj, form, change)
        works, others = standing(obj)
        said = _("No paper has these names yet.")
        if works:
            said = ngettext(
                "The names stand in %d paper.", "The names stand in %d papers.", works
            ) % works  # fmt: skip
        if others:
            said += " " + _(
                "If these are the same person, give their spellings too: %s."
            ) % "; ".join(others[:_TOLD])
        messages.info(request, said)

    @display(description=gettext_lazy("Name"), ordering="folded")
    def name(self, row: Coauthor) -> str:
        return str(row)

    @display(description=gettext_lazy("In the papers of"))
    def whose(self, row: Coauthor) -> str:
        return str(row.researcher or row.lab)
