"""Who edits for a person, or for a lab, within their forms."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Field, Model, QuerySet
from django.forms import Field as FormField
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import delegation, letters
from accounts.delegate_form import AccountChoice
from accounts.models import Delegation
from profiles.admin.inlines import OwnedTabularInline
from profiles.forms import OwnedFormSet
from profiles.permissions import can_name_delegates


class DelegationFormSet(OwnedFormSet):
    def save_new(self, form: ModelForm, commit: bool = True) -> Delegation:
        request = self.form.request
        form.instance.granted_by = request.user
        made = super().save_new(form, commit=commit)
        transaction.on_commit(lambda: _tell(request, made))
        return made


def _tell(request: HttpRequest, made: Delegation) -> None:
    try:
        delegation.tell(made)
    except letters.LetterNotSentError:
        messages.warning(request, _("The right is given, but no letter could be sent."))


class DelegationInline(OwnedTabularInline):
    """Seen by all who edit the form; named and ended by those who answer for it."""

    model = Delegation
    formset = DelegationFormSet
    fields = ("delegate",)
    choices = {"delegate": delegation.candidates}
    related = ("delegate__researcher",)
    verbose_name_plural = _("who else edits this")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        # Django would ask for rights on no row at all, where there are none: see below.
        return Delegation.objects.select_related(*self.related)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        if not _is_there(obj) or not super().has_view_permission(request, obj):
            return False
        return can_name_delegates(request.user, obj) or obj.delegations.exists()

    def has_add_permission(self, request: HttpRequest, obj: Model | None) -> bool:
        return _is_there(obj) and can_name_delegates(request.user, obj)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # a right is given to somebody; another one's is another right

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_add_permission(request, obj)

    def formfield_for_foreignkey(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_foreignkey(
            db_field, request, form_class=AccountChoice, **kwargs
        )
        if field:  # accounts are the administrators' to add and to change
            field.widget.can_add_related = field.widget.can_change_related = False
            field.widget.can_delete_related = field.widget.can_view_related = False
        return field


def _is_there(obj: Model | None) -> bool:
    return obj is not None and obj.pk is not None
