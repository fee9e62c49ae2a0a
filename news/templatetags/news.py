from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from news.models import NewsItem
from profiles.models import Researcher
from typeset.pieces import piece

register = template.Library()


@register.simple_tag
def news_row(item: NewsItem, people: Iterable[Researcher] = ()) -> SafeString:
    """A news item in a list; ``people``, where given, are named beneath it."""
    return piece(
        "news/includes/row.html",
        pk=item.pk,
        date=item.date,
        pinned=item.pinned,
        title=item.title,
        url="" if item.inline else item.get_absolute_url(),
        body=item.body if item.inline else "",
        people=tuple(
            {"name": person.name, "url": person.get_absolute_url()}
            for person in people
            if person.is_public
        ),
    )
