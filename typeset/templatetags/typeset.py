"""Texts, dates and icons for templates: ``{% load typeset %}``."""

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from typeset import dates, icons
from typeset import markdown as md

register = template.Library()


@register.filter
def markdown(text: str | None, heading_offset: int = 1) -> SafeString:
    """``{{ page.body|markdown:2 }}``: the number is the level of the heading above the text."""
    return md.render(text or "", heading_offset=heading_offset)


@register.filter
def markdown_inline(text: str | None) -> SafeString:
    return md.render_inline(text or "")


@register.filter
def inline_html(html: str | None) -> SafeString:
    return md.inline_html(html or "")


@register.filter
def linked_data(data: object) -> SafeString:
    """``{{ paper.json_ld|linked_data }}``: the script element with the data."""
    return md.linked_data(data)


@register.filter
def markdown_plain(text: str | None, limit: int | None = None) -> str:
    """``{{ bio|markdown_plain:160 }}``: the words alone, for descriptions."""
    return md.plain(text or "", limit)


@register.filter
def partial_date(value: dates.Datelike) -> str:
    """``2014-04`` as "Apr 2014"; what is no date stands as it was typed."""
    try:
        return dates.format_partial(value)
    except ValueError:
        return str(value)


@register.simple_tag
def date_range(start: dates.Datelike, end: dates.Datelike = None, *, since: bool = False) -> str:
    """``{% date_range post.started post.ended %}``, or ``since=True`` for "since 2020"."""
    try:
        return dates.format_range(start, end, since=since)
    except ValueError:
        return " – ".join(str(value) for value in (start, end) if value)


class _IconNode(template.Node):
    """A node of its own, since what a node draws stands on the page as it is."""

    def __init__(self, name: FilterExpression) -> None:
        self.name = name

    def render(self, context: Context) -> SafeString:
        return icons.icon(str(self.name.resolve(context)))  # type: ignore[return-value]


@register.tag("icon")
def icon_tag(parser: Parser, token: Token) -> _IconNode:
    """``{% icon "orcid" %}`` or ``{% icon link.platform %}``."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError(
            'The icon tag takes one name, for example {% icon "orcid" %}.'
        )
    return _IconNode(parser.compile_filter(words[1]))
