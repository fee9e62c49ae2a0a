"""When the content next changes by itself, without anybody's doing."""

from datetime import datetime, time, timedelta

from django.db.models import Min
from django.utils import timezone

from news.models import NewsItem, Post

_known: dict[str, tuple[int, float]] = {}


def next_change(generation: int) -> float:
    """The time (seconds since the epoch) of the next change by the clock.

    That is the next news item or post that becomes public, or the next
    midnight, at which people join and leave. Remembered for the content
    ``generation``, as any change of the schedule begins a new one.
    """
    now = timezone.now()
    asked, moment = _known.get("next", (0, 0.0))
    if asked != generation or moment <= now.timestamp():
        moment = _ask(now)
        _known["next"] = (generation, moment)
    return moment


def _ask(now: datetime) -> float:
    moments = [_midnight(now)]
    for model in (NewsItem, Post):
        due = model.objects.filter(draft=False, publish_at__gt=now).aggregate(
            next=Min("publish_at")
        )
        if due["next"]:
            moments.append(due["next"])
    return min(moments).timestamp()


def _midnight(now: datetime) -> datetime:
    tomorrow = timezone.localtime(now).date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
