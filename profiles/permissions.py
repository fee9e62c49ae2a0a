"""Who may edit people, labs and what hangs on them: a predicate and a queryset for each.

Administrators may edit all; a lab's editors the lab, its people (former ones
too) and what is theirs; a member their own profile and what hangs on it. A
delegate may what the person may, or the lab's editors; when the person's
account is deactivated, so are its delegates.
"""

from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from accounts.models import Delegation, User
from profiles.models import (
    Course,
    Lab,
    Membership,
    MergeRecord,
    Page,
    Project,
    Proposal,
    Researcher,
)
from profiles.previews import DRAFTS

Visitor = User | AnonymousUser


def is_administrator(user: Visitor) -> bool:
    return user.is_active and user.is_superuser


def editable_labs(user: Visitor) -> QuerySet[Lab]:
    if is_administrator(user):
        return Lab.objects.all()
    if not user.is_active or not user.is_authenticated:
        return Lab.objects.none()
    delegated = Delegation.objects.filter(delegate=user, lab__isnull=False)
    return Lab.objects.filter(
        Q(pk__in=Lab.objects.filter(editors=user).values("pk"))
        | Q(pk__in=delegated.values("lab_id"))
    )


def editable_people(user: Visitor) -> QuerySet[Researcher]:
    if is_administrator(user):
        return Researcher.objects.all()
    if not user.is_active or not user.is_authenticated:
        return Researcher.objects.none()
    # As in `editable_labs`, but side by side: SQLite's parser gives up on what nests too deeply.
    in_labs = Membership.objects.filter(Q(lab__editors=user) | Q(lab__delegations__delegate=user))
    delegated = Delegation.objects.filter(delegate=user, researcher__isnull=False).exclude(
        researcher__user__is_active=False
    )
    return Researcher.objects.filter(
        Q(user=user)
        | Q(pk__in=in_labs.values("researcher_id"))
        | Q(pk__in=delegated.values("researcher_id"))
    )


def can_set_domain(user: Visitor, researcher: Researcher | None) -> bool:
    """A domain is the person's own affair: theirs, their delegates' and the administrators'."""
    if is_administrator(user) or researcher is None:
        return is_administrator(user)
    acts_for = Delegation.objects.filter(delegate_id=user.pk).values("researcher_id")
    own = editable_people(user).filter(Q(user_id=user.pk) | Q(pk__in=acts_for))
    return own.filter(pk=researcher.pk).exists()


def formerly_edited(user: Visitor, person: str) -> Q:
    """Rows whose ``person`` the user has edited for, as a delegate or as a lab's editor.

    Present rights are not left out: a rule that takes something away asks them as well. Few have
    any history of this kind, so it is asked first: within it, each question would be a long one.
    """
    ended = Delegation.history.filter(delegate_id=user.pk).values_list("researcher_id", "lab_id")
    edited = Lab.history.filter(historicallab_editors__user_id=user.pk).order_by()
    people, labs = set(), set(edited.values_list("id", flat=True).distinct())
    for researcher, lab in ended.order_by().distinct():
        people.add(researcher)
        labs.add(lab)
    return Q(**{f"{person}__in": people - {None}}) | Q(
        **{f"{person}__memberships__lab__in": labs - {None}}
    )


def can_invite(user: Visitor, researcher: Researcher) -> bool:
    """Who lets somebody sign in for a page: the editors of a lab of theirs, and administrators.

    Not those who may merely edit it: a delegate must not hand the account to somebody.
    """
    if is_administrator(user):
        return True
    own = Lab.objects.filter(editors=user.pk) if user.is_active else Lab.objects.none()
    return Membership.objects.filter(researcher=researcher, lab__in=own).exists()


def can_name_delegates(user: Visitor, row: Researcher | Lab) -> bool:
    """Whoever answers for a page or a lab lets others edit it; a delegate passes nothing on."""
    if is_administrator(user):
        return True
    if not user.is_active or not user.is_authenticated:
        return False
    if isinstance(row, Lab):
        return row.editors.filter(pk=user.pk).exists()
    return row.user_id == user.pk


def enrollable_people(user: Visitor) -> QuerySet[Researcher]:
    """Whom one may put into a lab that one edits: those who are in one of them, and oneself.

    All editors of a lab edit its people. Were a delegate's right enough, an editor could hand
    the page of another lab's member to everybody of theirs; that takes an administrator.
    """
    if is_administrator(user):
        return Researcher.objects.all()
    in_labs = Membership.objects.filter(lab__in=editable_labs(user))
    return editable_people(user).filter(
        Q(user_id=user.pk) | Q(pk__in=in_labs.values("researcher_id"))
    )


def can_edit_lab(user: Visitor, lab: Lab) -> bool:
    return editable_labs(user).filter(pk=lab.pk).exists()


def can_edit_person(user: Visitor, researcher: Researcher) -> bool:
    return editable_people(user).filter(pk=researcher.pk).exists()


def is_editor(user: Visitor) -> bool:
    """An administrator, or the editor of some lab."""
    return is_administrator(user) or editable_labs(user).exists()


def owned_by(user: Visitor, queryset: QuerySet, people: str, lab: str | None = None) -> QuerySet:
    """The rows whose ``people`` or ``lab`` relation leads to what the user edits."""
    if is_administrator(user):
        return queryset
    mine = Q(**{f"{people}__in": editable_people(user)})
    if lab:
        mine |= Q(**{f"{lab}__in": editable_labs(user)})
    return queryset.filter(pk__in=queryset.model._base_manager.filter(mine).values("pk"))


def editable_memberships(user: Visitor) -> QuerySet[Membership]:
    """The memberships one may set: those of one's labs; their people see them only."""
    if is_administrator(user):
        return Membership.objects.all()
    return Membership.objects.filter(lab__in=editable_labs(user))


def editable_courses(user: Visitor) -> QuerySet[Course]:
    return owned_by(user, Course.objects.all(), "researcher")


def editable_pages(user: Visitor) -> QuerySet[Page]:
    return owned_by(user, Page.objects.all(), "researcher", "lab")


def editable_projects(user: Visitor) -> QuerySet[Project]:
    return owned_by(user, Project.objects.all(), "researchers", "lab")


def mergeable_people(user: Visitor) -> QuerySet[Researcher]:
    """Whose records one may put together with another's: everybody in the labs that one edits."""
    if is_administrator(user):
        return Researcher.objects.all()
    in_labs = Membership.objects.filter(lab__in=editable_labs(user))
    return Researcher.objects.filter(pk__in=in_labs.values("researcher_id"))


def mergeable_with(user: Visitor, person: Researcher) -> QuerySet[Researcher]:
    """With whom one may merge this person: those of a lab that one edits and both belong to.

    Two people who both sign in are the administrators' to merge: one account loses its page.
    """
    others = mergeable_people(user).exclude(pk=person.pk)
    if is_administrator(user):
        return others
    shared = Membership.objects.filter(
        lab__in=editable_labs(user).filter(memberships__researcher=person)
    )
    together = others.filter(pk__in=shared.values("researcher_id"))
    return together.filter(user__isnull=True) if person.user_id else together


def can_merge_people(user: Visitor, one: Researcher, other: Researcher) -> bool:
    return mergeable_with(user, one).filter(pk=other.pk).exists()


def undoable_merges(user: Visitor) -> QuerySet[MergeRecord]:
    """Merges of people to look at and to undo: one's own, of whom one may still merge."""
    found = MergeRecord.objects.filter(what="profiles.Researcher")
    if is_administrator(user):
        return found
    if not user.is_active or not user.is_authenticated:
        return found.none()
    return found.filter(user=user, kept__in=mergeable_people(user).values("pk"))


def approving_labs(user: Visitor) -> QuerySet[Lab]:
    """The labs whose editors have to agree to what the user changes: those of the people for
    whom they act that ask for it. Nobody waits for themselves."""
    if is_administrator(user):
        return Lab.objects.none()
    theirs = Membership.objects.filter(researcher__in=editable_people(user))
    asking = Lab.objects.filter(approval=True, pk__in=theirs.values("lab_id"))
    return asking.exclude(pk__in=editable_labs(user).values("pk"))


def approving_labs_for(user: Visitor, row: Model) -> QuerySet[Lab]:
    """Of those the labs that have a say in this row: of its people for whom the user acts, or
    all of them where it is nobody's yet. Whoever edits a lab of these people is an editor here,
    and waits for nobody."""
    people = _people_of(row).filter(pk__in=editable_people(user).values("pk"))
    if not people.exists():
        return approving_labs(user)
    labs = Membership.objects.filter(researcher__in=people).values("lab_id")
    if editable_labs(user).filter(pk__in=labs).exists():
        return Lab.objects.none()
    return approving_labs(user).filter(pk__in=labs)


def _people_of(row: Model) -> QuerySet[Researcher]:
    if isinstance(row, Researcher):
        return Researcher.objects.filter(pk=row.pk)
    relation, _lab = DRAFTS.get(row._meta.label, ("", ""))
    if not relation:
        return Researcher.objects.none()
    owners = type(row)._base_manager.filter(pk=row.pk).values(relation)
    return Researcher.objects.filter(pk__in=owners)


def can_decide(user: Visitor, proposal: Proposal) -> bool:
    return can_edit_lab(user, proposal.lab)


def visible_proposals(user: Visitor) -> QuerySet[Proposal]:
    """One's own, those on which one decides, and those of a person for whom one acts."""
    if not user.is_authenticated or not user.is_active:
        return Proposal.objects.none()
    decides = Q(lab__in=editable_labs(user))
    acts_for = Delegation.objects.filter(delegate=user, researcher__user__is_active=True)
    by_person = Q(made_by=user) | Q(made_by__researcher__in=acts_for.values("researcher"))
    on_own_page = Q(
        content_type=ContentType.objects.get_for_model(Researcher),
        object_id__in=Researcher.objects.filter(user=user).values("pk"),
    )
    return Proposal.objects.filter(decides | by_person | on_own_page).distinct()
