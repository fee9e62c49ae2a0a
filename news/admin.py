from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from news.forms import NewsItemForm, PostForm
from news.models import NewsItem, Post
from news.permissions import editable_news, editable_posts
from profiles.admin.base import OwnedModelAdmin, Tab, group
from profiles.admin.filters import AuthorFilter, PeopleFilter, yes_or_no
from profiles.admin.previews import SharesPreviews
from profiles.permissions import editable_labs, editable_people
from typeset.markdown import plain


class DatedAdmin(SharesPreviews, OwnedModelAdmin):
    """What news and posts share: whose, when, and whether it is out."""

    folded_fields = ("folded",)
    search_fields = ("folded",)
    list_select_related = ("lab",)
    date_hierarchy = "date"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related(self.owner)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Model | None = None) -> dict:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def is_on_site(self, obj: NewsItem | Post) -> bool:
        return obj.is_published

    @display(description=_("Of"))
    def whose(self, row: NewsItem | Post) -> str:
        names = [person.name for person in getattr(row, self.owner).all()]
        return ", ".join([*names, row.lab.name] if row.lab else names)


@admin.register(NewsItem)
class NewsItemAdmin(DatedAdmin):
    form = NewsItemForm
    about = _("A line or two with a date: a paper accepted, a talk given, somebody new.")
    rows = staticmethod(editable_news)
    owner = "researchers"
    choices = {"researchers": editable_people, "lab": editable_labs}
    autocomplete_fields = ("researchers",)
    tabs = (
        Tab(
            "general",
            _("News"),
            (
                group(_("What happened"), "date", "body"),
                group(_("Whose news"), "researchers", "lab"),
                group(_("How it is shown"), ("inline", "pinned"), ("title", "slug")),
                group(_("When it is public"), ("draft", "publish_at")),
            ),
        ),
    )
    list_display = ("text", "date", "whose", "state", "pinned")
    list_filter = (PeopleFilter, *yes_or_no("draft", "pinned", "inline"))

    @display(description=_("News"))
    def text(self, item: NewsItem) -> str:
        return item.title or Truncator(plain(item.body)).chars(90)


@admin.register(Post)
class PostAdmin(DatedAdmin):
    form = PostForm
    about = _("Longer texts, each with a page of its own.")
    hints = {
        "title": _("For example What the tide gauge saw."),
        "body": _("The whole post, in Markdown."),
        "authors": _("Type a few letters of each name."),
    }
    rows = staticmethod(editable_posts)
    owner = "authors"
    choices = {"authors": editable_people, "lab": editable_labs}
    autocomplete_fields = ("authors",)
    prepopulated_fields = {"slug": ("title",)}
    tabs = (
        Tab(
            "general",
            _("Post"),
            (
                group(_("Text"), "title", "summary", "body"),
                group(_("Whose post"), "authors", "lab"),
                group(_("When and where"), ("date", "publish_at"), "draft", ("slug", "tags")),
            ),
        ),
    )
    list_display = ("title", "date", "whose", "state")
    list_filter = (AuthorFilter, *yes_or_no("draft"))
