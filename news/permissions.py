"""Who may edit news and posts: the people they are of, and the editors of those or of the lab."""

from django.db.models import QuerySet

from news.models import NewsItem, Post
from profiles.permissions import Visitor, owned_by


def editable_news(user: Visitor) -> QuerySet[NewsItem]:
    return owned_by(user, NewsItem.objects.all(), "researchers", "lab")


def editable_posts(user: Visitor) -> QuerySet[Post]:
    return owned_by(user, Post.objects.all(), "authors", "lab")
