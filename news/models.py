from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markdownx.models import MarkdownxField
from simple_history.models import HistoricalRecords

from news.querysets import NewsItemQuerySet, PostQuerySet
from profiles.fields import FoldedField
from typeset.markdown import plain


def today() -> date:
    return timezone.localdate()


class Dated(models.Model):
    """What news and posts share: a date, a text, and when they become public."""

    date = models.DateField(_("date"), default=today, help_text=_("The day that is shown."))
    lab = models.ForeignKey(
        "profiles.Lab",
        verbose_name=_("lab"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)ss",
        help_text=_("Chosen: it is the lab's own, and on its home page."),
    )
    draft = models.BooleanField(_("draft"), default=False, help_text=_("Drafts are not public."))
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_("From this minute on it is public; empty means at once."),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["-date", "-id"]

    @property
    def is_published(self) -> bool:
        return not self.draft and (self.publish_at is None or self.publish_at <= timezone.now())


class NewsItem(Dated):
    """An announcement: a line in the news, or a title that leads to a page of its own."""

    researchers = models.ManyToManyField(
        "profiles.Researcher",
        verbose_name=_("people"),
        blank=True,
        related_name="news",
        help_text=_("On whose pages it stands."),
    )
    body = MarkdownxField(
        _("text"),
        help_text=_("Markdown: Our paper on [drift](https://…) was accepted at **FLOW**."),
    )
    inline = models.BooleanField(
        _("as a line"),
        default=True,
        help_text=_("On: the text stands in the list. Off: the title does, and leads to a page."),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Needed for news with a page of its own."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        null=True,
        blank=True,
        help_text=_("The last part of the address under /news/; made from the title when empty."),
        error_messages={"unique": _("Other news has this address. Choose another one.")},
    )
    pinned = models.BooleanField(_("pinned"), default=False, help_text=_("Stays on top."))
    folded = FoldedField(sources=("title", "body"))

    objects = NewsItemQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"], m2m_fields=[researchers])

    class Meta(Dated.Meta):
        verbose_name = _("news item")
        verbose_name_plural = _("news")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(inline=True)
                | (~models.Q(title="") & models.Q(slug__isnull=False)),
                name="news_page_has_title_and_slug",
            )
        ]

    def __str__(self) -> str:
        return self.title or plain(self.body, 80)

    def get_absolute_url(self) -> str:
        if self.inline:
            return reverse("news") + f"#news-{self.pk}"
        return reverse("news_item", args=[self.slug])

    def clean(self) -> None:
        self.slug = self.slug or None
        if not self.inline and not self.title:
            raise ValidationError(
                {
                    "title": _(
                        "News with a page of its own needs a title, such as: A new instrument."
                    )
                }
            )


class Post(Dated):
    """An article of the blog."""

    authors = models.ManyToManyField(
        "profiles.Researcher", verbose_name=_("authors"), blank=True, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("The last part of the address under /blog/."),
        error_messages={"unique": _("Another post has this address. Choose another one.")},
    )
    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One sentence for lists and feeds.")
    )
    body = MarkdownxField(_("text"))
    tags = models.JSONField(
        _("tags"), default=list, blank=True, help_text=_('A list, such as ["drift", "sensors"].')
    )
    folded = FoldedField(sources=("title", "summary", "body"))

    objects = PostQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"], m2m_fields=[authors])

    class Meta(Dated.Meta):
        verbose_name = _("post")
        verbose_name_plural = _("posts")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("post", args=[self.slug])
