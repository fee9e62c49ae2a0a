"""What hangs on a person: photos, links, the entries of the CV, courses, sections, spellings."""

from profiles.admin import hints
from profiles.admin.inlines import OwnedStackedInline, OwnedTabularInline
from profiles.forms import SectionForm
from profiles.models import (
    Award,
    Course,
    Education,
    Experience,
    NameVariant,
    Photo,
    ProfileLink,
    Section,
    Service,
    Talk,
)


class PhotoInline(OwnedTabularInline):
    model = Photo
    fields = ("image", "focus", "alt", "public", "position")
    ordering_field = "position"


class LinkInline(OwnedTabularInline):
    model = ProfileLink
    hints = hints.LINK
    fields = ("platform", "value", "label", "public", "position")
    ordering_field = "position"


class EducationInline(OwnedStackedInline):
    model = Education
    hints = hints.EDUCATION
    fields = (
        ("degree", "field"),
        ("institution", "institution_url"),
        ("started", "ended"),
        ("advisor", "advisor_url"),
        "note",
        "position",
    )
    ordering_field = "position"


class ExperienceInline(OwnedStackedInline):
    model = Experience
    hints = hints.EXPERIENCE
    fields = (
        ("role", "place"),
        ("organisation", "organisation_url"),
        ("started", "ended"),
        "description",
        "position",
    )
    ordering_field = "position"


class AwardInline(OwnedStackedInline):
    model = Award
    hints = hints.AWARD
    fields = ("title", ("organisation", "date"), "url", "description", "position")
    ordering_field = "position"


class TalkInline(OwnedStackedInline):
    model = Talk
    hints = hints.TALK
    fields = (
        "title",
        ("kind", "date"),
        ("event", "place"),
        "url",
        "description",
        "position",
    )
    ordering_field = "position"


class ServiceInline(OwnedStackedInline):
    model = Service
    hints = hints.SERVICE
    fields = (("kind", "role"), "organisation", ("started", "ended"), "url", "position")
    ordering_field = "position"


class CourseInline(OwnedStackedInline):
    model = Course
    hints = hints.COURSE
    fields = (
        ("code", "title"),
        ("term", "year"),
        ("institution", "role"),
        "url",
        "description",
        "draft",
        "position",
    )
    ordering_field = "position"
    show_change_link = True


class SectionInline(OwnedStackedInline):
    model = Section
    hints = hints.SECTION
    form = SectionForm
    fields = (("kind", "heading"), "body", "types", "visible", "position")
    ordering_field = "position"


class NameVariantInline(OwnedTabularInline):
    model = NameVariant
    fields = ("name", "private")
