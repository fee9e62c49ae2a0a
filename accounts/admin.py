from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.forms import AdminPasswordChangeForm

from accounts.addresses import vouch
from accounts.forms import AccountCreationForm, AccountForm
from accounts.guarding import GuardsForms
from accounts.history import HistoryOfParts
from accounts.models import User
from accounts.sessions import remove_second_step, second_steps

# Rights come from what somebody belongs to; there are no groups to keep.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(GuardsForms, HistoryOfParts, UserAdmin, ModelAdmin):
    """Accounts, for administrators. They are deactivated, never deleted."""

    form = AccountForm
    add_form = AccountCreationForm
    change_password_form = AdminPasswordChangeForm
    change_form_template = "admin/tabbed_form.html"
    add_form_template = "admin/tabbed_form.html"
    compressed_fields = False
    warn_unsaved_form = True
    fieldsets = (
        (
            _("Account"),
            {"fields": ("email", ("first_name", "last_name"), "sign_in", "second_step")},
        ),
        (_("Rights"), {"fields": (("is_active", "is_superuser"), "page")}),
        (_("Dates"), {"fields": (("last_login", "date_joined"),)}),
    )
    add_fieldsets = (
        (_("Account"), {"fields": ("email", ("first_name", "last_name"))}),
        (_("Password, or none yet"), {"fields": (("password1", "password2"),)}),
    )
    readonly_fields = ("page", "sign_in", "second_step", "last_login", "date_joined")
    list_display = ("email", "full_name", "page", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser")
    list_select_related = ("researcher",)
    filter_horizontal = ()
    search_fields = ("email", "first_name", "last_name")
    ordering = ("email",)
    actions = ("deactivate", "activate")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> User:
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: object
    ) -> type[ModelForm]:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        obj.is_staff = obj.is_superuser
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            vouch(obj)  # the former address signs in no longer

    @display(description=_("Name"), ordering="last_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name() or "–"

    @display(description=_("Page"))
    def page(self, user: User) -> str:
        person = getattr(user, "researcher", None)
        if person is None:
            return _("None yet; choose this account in the settings of a person.")
        address = reverse("admin:profiles_researcher_change", args=[person.pk])
        return format_html('<a href="{}" class="text-link">{}</a>', address, person)

    @display(description=_("Password"))
    def sign_in(self, user: User) -> str:
        text = _("Set another password") if user.has_usable_password() else _("Set a password")
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}" class="text-link">{}</a>', address, text)

    @display(description=_("Second step"))
    def second_step(self, user: User) -> str:
        steps = second_steps(user)
        if not steps:
            return _("None set up.")
        address = reverse("admin:accounts_user_second_step", args=[user.pk])
        link = '<a href="{}" class="text-link">{}</a>'
        return format_html("{} " + link, ", ".join(steps), address, _("Remove …"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.second_step_view)
        return [
            path("<int:pk>/second-step/", view, name="accounts_user_second_step"),
            *super().get_urls(),
        ]

    def second_step_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks first: until they set one up again, the password alone opens the account."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        user = self.get_object(request, str(pk))
        if request.method == "POST":
            remove_second_step(user)
            told = _("%s signs in by password alone, until a second step is set up.")
            messages.success(request, told % user.email)
            return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Remove the second step of %s?") % user.email,
            "opts": self.opts,
            "original": user,
            "steps": second_steps(user),
        }
        return TemplateResponse(request, "admin/second_step.html", context)

    @action(description=_("Deactivate: they can no longer sign in"), permissions=["change"])
    def deactivate(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        self._set_active(request, accounts.exclude(pk=request.user.pk), active=False)
        if accounts.filter(pk=request.user.pk).exists():
            messages.warning(request, _("Your own account stays active."))

    @action(description=_("Activate: they can sign in again"), permissions=["change"])
    def activate(self, request: HttpRequest, accounts: QuerySet[User]) -> None:
        self._set_active(request, accounts, active=True)

    def _set_active(self, request: HttpRequest, accounts: QuerySet[User], *, active: bool) -> None:
        changed = list(accounts.filter(is_active=not active))
        for user in changed:  # one by one, so that the history knows
            user.is_active = active
            user.save(update_fields=["is_active"])
        text = ngettext("%(n)s account was changed.", "%(n)s accounts were changed.", len(changed))
        messages.success(request, text % {"n": len(changed)})
