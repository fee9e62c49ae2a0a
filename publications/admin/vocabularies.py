"""Venues and topics: everybody adds them, editors keep them in order."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.merging import Merging
from profiles.admin.rights import edits_lab
from publications.admin import hints
from publications.merging.venues import VENUES
from publications.models import Topic, Venue
from publications.permissions import editable_topics, editable_venues


class VocabularyAdmin(OwnedModelAdmin):
    admits = staticmethod(edits_lab)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).annotate(works=Count("publications"))

    @display(description=_("Publications"), ordering="works")
    def number_of_works(self, row: Venue | Topic) -> int:
        return row.works


@admin.register(Venue)
class VenueAdmin(Merging, VocabularyAdmin):
    merging = VENUES
    rows = staticmethod(editable_venues)
    folded_fields = ("folded",)
    search_fields = ("folded",)
    tabs = (
        Tab("general", _("Venue"), (group(_("Venue"), ("name", "short_name"), ("url", "colour")),)),
    )
    list_display = ("name", "short_name", "number_of_works")


@admin.register(Topic)
class TopicAdmin(VocabularyAdmin):
    hints = hints.TOPIC
    rows = staticmethod(editable_topics)
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    tabs = (Tab("general", _("Topic"), (group(_("Topic"), "name", "slug"),)),)
    list_display = ("name", "number_of_works")
