"""Filters whose choices are those of the user: no list tells of people or labs of others."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import (
    BooleanRadioFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
)

from profiles.permissions import editable_labs, editable_people


class OwnedFilter(DropdownFilter):
    """By a relation, named by ``path``, of which the user may edit the other end."""

    path = ""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        if self.value() not in {str(pk) for pk, _name in self.lookup_choices}:
            return queryset.none()
        model = queryset.model
        # A subquery: a join would show a row once for each lab or person that matches.
        return queryset.filter(
            pk__in=model._base_manager.filter(**{self.path: self.value()}).values("pk")
        )


def yes_or_no(*names: str) -> tuple[tuple[str, type], ...]:
    return tuple((name, BooleanRadioFilter) for name in names)


def one_of(*names: str) -> tuple[tuple[str, type], ...]:
    return tuple((name, ChoicesDropdownFilter) for name in names)


class LabFilter(OwnedFilter):
    title = _("lab")
    parameter_name = "lab"
    path = "memberships__lab"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[Any, str]]:
        return [(lab.pk, lab.name) for lab in editable_labs(request.user)]


class PersonFilter(OwnedFilter):
    title = _("person")
    parameter_name = "person"
    path = "researcher"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[Any, str]]:
        people = [(person.pk, person.name) for person in editable_people(request.user)]
        return people if len(people) > 1 else []


class PeopleFilter(PersonFilter):
    path = "researchers"


class AuthorFilter(PersonFilter):
    path = "authors"
