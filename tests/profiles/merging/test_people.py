from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Delegation, Invitation
from news.models import NewsItem
from profiles.merging.engine import OutdatedError, merge, plan
from profiles.merging.fields import DROPPED, KEPT
from profiles.merging.people import PEOPLE
from profiles.merging.undo import ImpossibleError, obstacles, undo
from profiles.models import KnownApart, MergeRecord, NameVariant, Photo, Researcher
from tests import factories


@pytest.fixture
def kept(db):
    return factories.researcher(
        given_name="Mina", family_name="Sørensen", slug="mina-sorensen", title="Professor"
    )


@pytest.fixture
def dropped(db):
    return factories.researcher(
        given_name="M. K.", family_name="Sorensen", slug="m-sorensen", account=False,
        title="Lecturer", bio="Measures tides.", orcid="0000-0002-1825-0097",
    )  # fmt: skip


def put_together(kept, dropped, **how):
    record = merge(PEOPLE, kept, dropped, how.pop("user", None), **how)
    kept.refresh_from_db()
    return record


def test_what_is_empty_is_filled_and_what_differs_is_chosen(kept, dropped):
    fields = {each.name: each for each in plan(PEOPLE, kept, dropped).fields}
    assert (fields["bio"].open, fields["bio"].stands) == (False, DROPPED)
    assert (fields["title"].open, fields["title"].stands) == (True, KEPT)
    put_together(kept, dropped, asked={"title": DROPPED, "bio": KEPT, "nonsense": DROPPED})
    assert (kept.title, kept.bio, kept.orcid, kept.given_name) == (
        "Lecturer", "Measures tides.", "0000-0002-1825-0097", "Mina",
    )  # fmt: skip


def test_an_account_moves_with_its_page(db, dropped):
    other = factories.researcher()
    account = other.user
    put_together(dropped, other)
    assert dropped.user == account


def test_of_two_accounts_one_is_chosen_and_both_remain(kept):
    other = factories.researcher()
    mine, theirs = kept.user, other.user
    remarks = plan(PEOPLE, kept, other).remarks
    assert any("Both have an account" in remark for remark in remarks)
    put_together(kept, other, asked={"user": DROPPED})
    assert kept.user == theirs
    mine.refresh_from_db()
    assert mine.is_active


def test_the_other_spelling_stays_as_a_private_name(kept, dropped):
    put_together(kept, dropped)
    variant = NameVariant.objects.get()
    assert (variant.researcher, variant.name, variant.private) == (kept, "Sorensen, M. K.", True)


def test_a_spelling_that_is_known_is_not_written_twice(kept):
    other = factories.researcher(given_name="Mina", family_name="Sörensen", account=False)
    NameVariant.objects.create(researcher=kept, name="Sörensen, Mina", private=False)
    NameVariant.objects.create(researcher=other, name="Sörensen, Mina", private=True)
    put_together(kept, other)
    # A name that one of them keeps private is not told because the other record has it.
    assert NameVariant.objects.get(name="Sörensen, Mina").private


def test_rows_come_after_those_that_are_there(kept, dropped):
    first = factories.photo(kept, position=3)
    second, third = (factories.photo(dropped, position=place) for place in (0, 1))
    put_together(kept, dropped)
    assert list(Photo.objects.filter(researcher=kept)) == [first, second, third]


def test_the_same_entry_twice_is_one(kept, dropped):
    mine, _theirs = factories.education(kept), factories.education(dropped)
    factories.education(dropped, degree="M.Sc.")
    put_together(kept, dropped)
    assert kept.education_entries.count() == 2
    assert mine in kept.education_entries.all()


def test_one_time_in_a_lab_is_not_counted_twice(kept, dropped, lab):
    ended = timezone.localdate()
    mine = factories.membership(researcher=kept, lab=lab)
    factories.membership(researcher=dropped, lab=lab, ended=ended, next_position="Postdoc")
    other = factories.membership(researcher=dropped, lab=lab, role="postdoc", started=None)
    put_together(kept, dropped)
    assert set(kept.memberships.all()) == {mine, other}
    mine.refresh_from_db()
    assert (mine.ended, mine.next_position) == (ended, "Postdoc")


def test_both_wrote_one_paper_so_one_authorship_remains_with_the_flags_of_both(kept, dropped):
    paper = factories.publication(kept, dropped)
    mine, theirs = paper.authorships.filter(researcher__isnull=False)
    mine.hidden = mine.corresponding = True
    mine.save()
    theirs.co_first = theirs.selected = True
    theirs.selected_position = 4
    theirs.save()
    put_together(kept, dropped)
    row = paper.authorships.get(researcher=kept)
    assert row == mine
    assert (row.given, row.family) == ("Mina", "Sørensen")
    assert row.co_first
    assert row.corresponding
    assert (row.selected, row.selected_position, row.hidden) == (True, 4, False)
    assert paper.authorships.count() == 2


def test_news_name_a_person_once_and_their_history_says_so(kept, dropped, administrator):
    both = factories.news_item(kept, dropped)
    alone = factories.news_item(dropped)
    record = put_together(kept, dropped, user=administrator)
    assert list(both.researchers.all()) == list(alone.researchers.all()) == [kept]
    assert alone.history.first().history_user == administrator
    undo(record, administrator)
    assert set(both.researchers.all()) == {kept, Researcher.objects.get(slug="m-sorensen")}
    assert [each.slug for each in NewsItem.objects.get(pk=alone.pk).researchers.all()] == [
        "m-sorensen"
    ]


def test_pages_of_one_address_are_both_kept_and_found(kept, dropped, client):
    factories.page(researcher=kept, slug="research", title="New research", body="New.")
    factories.page(researcher=dropped, slug="research", title="Old research", body="Old.")
    put_together(kept, dropped)
    assert set(kept.pages.values_list("slug", flat=True)) == {"research", "research-2"}
    response = client.get("/people/m-sorensen/research/")
    assert response.status_code == 301
    assert response["Location"] == "/people/mina-sorensen/research-2/"


def test_of_two_invitations_one_is_withdrawn(kept, dropped):
    expires = timezone.now() + timedelta(days=1)
    for number, person in enumerate((kept, dropped)):
        Invitation.objects.create(
            researcher=person, email=f"mina{number}@lab.example", digest=str(number),
            expires_at=expires,
        )  # fmt: skip
    put_together(kept, dropped)
    assert Invitation.objects.pending().get().email == "mina0@lab.example"
    assert kept.invitations.count() == 2


def test_a_delegate_of_both_is_the_delegate_of_one(kept, dropped, stranger):
    for person in (kept, dropped):
        Delegation.objects.create(delegate=stranger, researcher=person)
    put_together(kept, dropped)
    assert Delegation.objects.get().researcher == kept


def test_who_is_not_the_one_is_not_the_other(kept, dropped, administrator):
    third = factories.researcher()
    KnownApart.objects.remember(third, dropped, administrator)
    KnownApart.objects.remember(kept, dropped, administrator)
    record = put_together(kept, dropped)
    assert KnownApart.objects.pairs(Researcher) == {tuple(sorted((kept.pk, third.pk)))}
    undo(record, None)
    assert KnownApart.objects.count() == 2


def test_the_old_address_leads_to_the_new_one_with_all_beneath_it(kept, dropped, client):
    put_together(kept, dropped)
    for tail in ("", "publications/", "feed.xml"):
        response = client.get(f"/people/m-sorensen/{tail}")
        assert response.status_code == 301
        assert response["Location"] == f"/people/mina-sorensen/{tail}"


def test_either_address_may_be_chosen(kept, dropped, client):
    put_together(kept, dropped, asked={"slug": DROPPED})
    assert kept.slug == "m-sorensen"
    assert client.get("/people/mina-sorensen/")["Location"] == "/people/m-sorensen/"


def test_history_says_who_merged_whom(kept, dropped, administrator):
    factories.photo(dropped)
    record = put_together(kept, dropped, user=administrator)
    assert record.user == administrator
    for row in (kept, kept.photos.get()):
        latest = row.history.first()
        assert latest.history_user == administrator
        assert latest.history_change_reason == "Merged with “M. K. Sorensen”"
    gone = Researcher.history.filter(id=record.dropped).first()
    assert (gone.history_type, gone.history_user) == ("-", administrator)


def test_a_plan_that_is_out_of_date_writes_nothing(kept, dropped):
    shown = plan(PEOPLE, kept, dropped).digest
    assert shown == plan(PEOPLE, kept, dropped, {"title": DROPPED}).digest
    factories.photo(dropped)
    with pytest.raises(OutdatedError):
        merge(PEOPLE, kept, dropped, None, digest=shown)
    assert Researcher.objects.count() == 2
    assert not MergeRecord.objects.exists()


def test_somebody_who_is_gone_cannot_be_merged(kept, dropped):
    Researcher.objects.filter(pk=dropped.pk).delete()
    with pytest.raises(OutdatedError):
        merge(PEOPLE, kept, dropped, None)


def test_nobody_is_merged_with_themselves(kept):
    with pytest.raises(ValueError, match="with itself"):
        plan(PEOPLE, kept, kept)


def test_undoing_puts_back_every_value(kept, dropped, administrator):
    factories.publication(kept, dropped)
    factories.publication(dropped)
    factories.education(dropped)
    factories.project(dropped)
    before = snapshot()
    record = put_together(kept, dropped, asked={"title": DROPPED, "slug": DROPPED})
    assert snapshot() != before
    undo(record, administrator)
    assert snapshot() == before
    record.refresh_from_db()
    assert (record.undone_by, bool(record.undone_at)) == (administrator, True)
    assert obstacles(record) == ["This merge has been undone already."]


def snapshot():
    return {
        person.pk: (
            *(
                getattr(person, field.attname)
                for field in Researcher._meta.concrete_fields
                if field.name != "changed_at"
            ),
            sorted(person.authorships.values_list("publication__key", "family", "co_first")),
            sorted(person.education_entries.values_list("pk", "position")),
            sorted(person.projects.values_list("pk", flat=True)),
            sorted(person.name_variants.values_list("name", flat=True)),
        )
        for person in Researcher.objects.all()
    }


def test_what_was_changed_since_forbids_undoing_and_is_told(kept, dropped, administrator):
    record = put_together(kept, dropped)
    kept.bio = "Measures storms."
    kept._history_user = administrator
    kept.save()
    with pytest.raises(ImpossibleError) as refused:
        undo(record, None)
    assert "Person “Mina Sørensen” has been changed since" in str(refused.value)
    assert str(administrator) in str(refused.value)
    assert str(refused.value).endswith(": about me.")
    assert not Researcher.objects.filter(slug="m-sorensen").exists()


def test_what_was_changed_beside_the_merge_forbids_nothing(kept, dropped):
    photo = factories.photo(dropped)
    record = put_together(kept, dropped)
    kept.pronouns = "she/her"
    kept.save()
    Photo.objects.filter(pk=photo.pk).update(alt="Another portrait", position=9)
    undo(record, None)
    photo.refresh_from_db()
    assert (photo.researcher.slug, photo.alt, photo.position) == (
        "m-sorensen", "Another portrait", 9,
    )  # fmt: skip
    assert Researcher.objects.get(pk=kept.pk).pronouns == "she/her"


def test_a_moved_row_that_was_deleted_since_forbids_undoing(kept, dropped):
    photo = factories.photo(dropped, alt="A portrait in blue")
    record = put_together(kept, dropped)
    photo.delete()
    assert obstacles(record) == ["Photo “A portrait in blue” has been deleted since."]


def test_an_address_that_is_taken_since_forbids_undoing_whole(kept, dropped):
    factories.photo(dropped)
    record = put_together(kept, dropped)
    factories.researcher(slug="m-sorensen", account=False)
    with pytest.raises(ImpossibleError, match="Somebody else has this address"):
        undo(record, None)
    assert kept.photos.count() == 1
    assert MergeRecord.objects.get().undone_at is None


def test_merges_are_undone_in_their_order(kept, dropped):
    third = factories.researcher(given_name="Third", family_name="Record")
    first = put_together(kept, dropped)
    second = merge(PEOPLE, third, kept, None)
    with pytest.raises(ImpossibleError, match="merged into “Third Record” since. Undo that"):
        undo(first, None)
    undo(second, None)
    undo(first, None)
    assert Researcher.objects.count() == 3


def test_an_account_that_is_gone_since_leaves_the_page_without_one(dropped):
    other = factories.researcher(slug="with-account")
    account = other.user
    record = put_together(dropped, other, asked={})
    Researcher.objects.update(user=None)
    account.delete()
    # The kept page has lost the account since: that is a change, and it is told.
    assert "account" in obstacles(record)[0]
