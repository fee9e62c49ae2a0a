from datetime import date, timedelta

import content
from django.core.management.base import BaseCommand
from wagtail.models import Page, Site

from peer.models import AboutPage, Author, News, Paper


class Command(BaseCommand):
    help = "Makes the measured page."

    def handle(self, **options):
        page = Page.get_first_root_node().add_child(
            instance=AboutPage(
                title="Mina Sørensen", slug="mina", role="Postdoc", bio=_html(content.BIO)
            )
        )
        for number, body in enumerate(content.NEWS):
            when = date(2026, 1, 9) - timedelta(days=number)
            News.objects.create(page=page, date=when, body=f"<p>{body}</p>", sort_order=number)
        for number, told in enumerate(content.papers()):
            paper = Paper.objects.create(page=page, sort_order=number, **told)
            for position, name in enumerate(["Mina Sørensen", *content.AUTHORS]):
                Author.objects.create(paper=paper, name=name, sort_order=position)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "127.0.0.1", "root_page": page}
        )


def _html(text):
    return "".join(f"<p>{part}</p>" for part in text.split("\n\n"))
