"""Changes that wait for an editor, as the start page tells of them: to decide on, and answers."""

from datetime import timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from profiles.models import Proposal
from profiles.permissions import editable_labs

TOLD_FOR = timedelta(days=30)  # after which an answer stands in the list alone
SHOWN = 6
State = Proposal.State


def to_decide(user: User) -> QuerySet[Proposal]:
    """What others wait for, the longest waiting first."""
    waiting = Proposal.objects.waiting().filter(lab__in=editable_labs(user)).exclude(made_by=user)
    return waiting.select_related("made_by__researcher").order_by("made_at", "id")[:SHOWN]


def own(user: User) -> QuerySet[Proposal]:
    """The user's changes that wait, were declined, or were agreed to with a remark."""
    told = Q(state=State.DECLINED) | (Q(state=State.AGREED) & ~Q(remark=""))
    lately = Q(told, decided_at__gte=timezone.now() - TOLD_FOR)
    mine = Proposal.objects.filter(Q(state=State.WAITING) | lately, made_by=user)
    return mine.select_related("lab", "decided_by__researcher").order_by("-made_at", "-id")[:SHOWN]
