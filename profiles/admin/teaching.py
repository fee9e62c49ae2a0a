from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import SingleNumericFilter
from unfold.decorators import display

from profiles.admin import hints
from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.filters import PersonFilter, yes_or_no
from profiles.admin.inlines import OwnedStackedInline, OwnedTabularInline
from profiles.admin.previews import SharesPreviews
from profiles.forms import FileOrAddressForm
from profiles.models import Course, CourseMaterial, CourseSession
from profiles.permissions import editable_courses, editable_people


class MaterialInline(OwnedTabularInline):
    model = CourseMaterial
    form = FileOrAddressForm
    root = Course
    fields = ("label", "url", "file", "position")
    ordering_field = "position"


class SessionInline(OwnedStackedInline):
    model = CourseSession
    hints = hints.SESSION
    fields = (("label", "date"), "topic", "description", "position")
    ordering_field = "position"
    inlines = [MaterialInline]


COURSE = Tab(
    "general",
    _("Course"),
    fieldsets=(
        group(
            _("What and when"),
            "researcher",
            ("code", "title"),
            ("term", "year"),
            ("institution", "role"),
        ),
        group(_("For its page"), "description", "url", "draft"),
    ),
)
SESSIONS = Tab("schedule", _("Sessions and materials"), inlines=(SessionInline,))


@admin.register(Course)
class CourseAdmin(SharesPreviews, OwnedModelAdmin):
    hints = hints.COURSE
    about = _("What you teach, term by term, with sessions and slides if you like.")
    rows = staticmethod(editable_courses)
    owner = "researcher"
    choices = {"researcher": editable_people}
    autocomplete_fields = ("researcher",)
    search_fields = ("code", "title", "institution")
    tabs = (COURSE, SESSIONS)
    list_display = ("__str__", "when", "institution", "researcher", "state")
    list_filter = (PersonFilter, ("year", SingleNumericFilter), *yes_or_no("draft"))
    list_select_related = ("researcher",)

    @display(description=_("When"), ordering="year")
    def when(self, course: Course) -> str:
        return course.when
