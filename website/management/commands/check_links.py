from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from website.linked import addresses
from website.links import Checker, in_turn
from website.models import LinkCheck


class Command(BaseCommand):
    help = "Ask the addresses to which people's pages link, and note which are dead."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=500, help="ask at most so many (500)")
        parser.add_argument(
            "--days", type=int, default=7, help="leave out what was asked within so many days (7)"
        )

    def handle(self, *, limit: int, days: int, **options: Any) -> None:
        wanted = addresses()
        known = {each.url: each for each in LinkCheck.objects.all()}
        LinkCheck.objects.filter(url__in=known.keys() - wanted).delete()
        fresh = timezone.now() - timedelta(days=days)
        due = [url for url in wanted if url not in known or known[url].checked_at <= fresh]
        # What was never asked first, then what was asked longest ago.
        due.sort(key=lambda url: (url in known and known[url].checked_at.timestamp(), url))
        checker = Checker(**settings.LINK_CHECK)
        dead = 0
        for url in in_turn(due[:limit]):
            answer = checker.check(url)
            found = known.get(url) or LinkCheck(url=url)
            found.note(answer.status, answer.told[:200], timezone.now(), dead=answer.dead)
            dead += answer.dead
            if answer.dead:
                self.stdout.write(f"{url}: {answer.told}")
        self.stdout.write(f"{len(due[:limit])} addresses asked, {dead} of them dead.")
