"""The last changes of what somebody edits: who, what, when, and where to look at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from news.models import NewsItem, Post
from news.permissions import editable_news, editable_posts
from profiles import models as profiles
from profiles.permissions import (
    editable_courses,
    editable_labs,
    editable_pages,
    editable_people,
    editable_projects,
    is_administrator,
)
from publications import models as publications
from publications.permissions import editable_coauthors, editable_publications
from typeset.markdown import plain

READ = 60  # records of each kind; what one person did at one go is told as one change
AT_ONE_GO = timedelta(minutes=15)

Rows = Callable[[User], QuerySet]
# Each kind of row with a form of its own, who edits it, and what is kept within that form.
KINDS: tuple[tuple[type[Model], Rows, tuple[type[Model], ...]], ...] = (
    (profiles.Lab, editable_labs, ()),
    (
        profiles.Researcher,
        editable_people,
        (
            profiles.Photo,
            profiles.ProfileLink,
            profiles.Section,
            profiles.Education,
            profiles.Experience,
            profiles.Award,
            profiles.Talk,
            profiles.Service,
            profiles.NameVariant,
            profiles.Membership,
        ),
    ),
    (profiles.Course, editable_courses, (profiles.CourseSession,)),
    (profiles.Page, editable_pages, ()),
    (profiles.Project, editable_projects, ()),
    (
        publications.Publication,
        editable_publications,
        (publications.Authorship, publications.Link, publications.Version),
    ),
    (publications.Coauthor, editable_coauthors, ()),
    (NewsItem, editable_news, ()),
    (Post, editable_posts, ()),
)


@dataclass(frozen=True)
class Touch:
    """One record of a history, of a row or of a part of it."""

    when: datetime
    user_id: int | None
    model: type[Model]
    pk: int
    kind: str


@dataclass(frozen=True)
class Change:
    when: datetime
    who: str
    what: str
    name: str
    address: str
    more: str = ""


def last_changes(user: User, limit: int) -> list[Change]:
    """The newest first. One person's changes of one kind at one go are one line."""
    touches = sorted(_touches(user), key=lambda touch: touch.when, reverse=True)
    bundles = list(_bundles(touches))[:limit]
    rows = _named({(touch.model, touch.pk) for bundle in bundles for touch in bundle})
    users = User.objects.select_related("researcher").in_bulk(
        {bundle[0].user_id for bundle in bundles} - {None}
    )
    return [_told(bundle, rows, users) for bundle in bundles]


def _touches(user: User) -> Iterator[Touch]:
    for model, rows, parts in KINDS:
        mine = rows(user).order_by()
        records = _of(mine, model, "id", user)
        for pk, when, by, kind in records.values_list(
            "id", "history_date", "history_user_id", "history_type"
        )[:READ]:
            yield Touch(when, by, model, pk, kind)
        for part in parts:
            link = next(each for each in part._meta.fields if each.related_model is model)
            inner = _of(mine, part, link.attname, user)
            for pk, when, by in inner.values_list(link.attname, "history_date", "history_user_id")[
                :READ
            ]:
                yield Touch(when, by, model, pk, "~")


def _of(rows: QuerySet, model: type[Model], column: str, user: User) -> QuerySet:
    """The records of a history whose ``column`` holds one of the rows, the newest first."""
    records = model.history.order_by("-history_date")
    if is_administrator(user):  # nearly all are theirs: the newest are looked at one by one
        return records.filter(Exists(rows.filter(pk=OuterRef(column))))
    return records.filter(**{f"{column}__in": rows.values("pk")})


def _bundles(touches: list[Touch]) -> Iterator[list[Touch]]:
    """Neighbours of one person and one kind of row; a row counts once in its bundle."""
    open_: dict[tuple, list[Touch]] = {}
    order: list[list[Touch]] = []
    for touch in touches:
        key = (touch.user_id, touch.model)
        bundle = open_.get(key)
        if bundle is None or bundle[-1].when - touch.when > AT_ONE_GO:
            bundle = open_[key] = [touch]
            order.append(bundle)
        else:
            bundle.append(touch)
    yield from order


def _named(keys: set[tuple[type[Model], int]]) -> dict[tuple[type[Model], int], str]:
    named = {}
    for model in {model for model, _pk in keys}:
        rows = model._base_manager.in_bulk({pk for each, pk in keys if each is model})
        named |= {(model, pk): _name(row) for pk, row in rows.items()}
    return named


def _name(row: Model) -> str:
    """A line of news is its text, without the marks of Markdown."""
    return row.title or plain(row.body) if isinstance(row, NewsItem) else str(row)


def _told(bundle: list[Touch], rows: dict, users: dict[int, User]) -> Change:
    first = bundle[0]
    who = users.get(first.user_id) if first.user_id else None
    others = len({touch.pk for touch in bundle} - {first.pk})
    is_new = any(touch.kind == "+" and touch.pk == first.pk for touch in bundle)
    options = first.model._meta
    more = ngettext("and one more", "and %(n)s more", others) % {"n": others} if others else ""
    return Change(
        when=first.when,
        who=str(getattr(who, "researcher", None) or who or _("The site")),
        what=_("added") if is_new else _("changed"),
        name=Truncator(rows.get((first.model, first.pk), "–")).chars(80),
        address=reverse(f"admin:{options.app_label}_{options.model_name}_history", args=[first.pk]),
        more=more,
    )
