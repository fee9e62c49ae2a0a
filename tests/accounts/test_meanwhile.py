"""Two people save the same form."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.meanwhile import CHOICE, STAMP, Piece, marked
from news.models import NewsItem
from profiles.models import Award, CourseMaterial, CourseSession, Education, Researcher
from publications.models import Publication
from tests import factories
from tests.forms import errors, filled, new_row


def change(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def mina(client_of, researcher):
    """The person, at their own form."""
    return client_of(researcher.user)


def lines(response) -> dict[str, tuple[str, str, str]]:
    return {
        each.name: (
            "".join(piece.text for piece in each.theirs),
            "".join(piece.text for piece in each.yours),
            each.preferred,
        )
        for each in response.context["differences"]
    }


def saved(row, **values) -> None:
    """What somebody else saves meanwhile."""
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def test_the_second_is_told_and_shown_what_differs(mina, administrator, researcher):
    data = filled(mina.get(change(researcher)), bio="I study drift.", title="Reader")
    other = Researcher.objects.get(pk=researcher.pk)
    other._history_user = administrator
    saved(other, bio="She studies drift.", pronouns="she/her")
    response = mina.post(change(researcher), data)
    assert response.status_code == 200
    assert lines(response) == {
        "bio": ("She studies drift.", "I study drift.", "yours"),
        "pronouns": ("she/her", "", "theirs"),
    }
    page = response.content.decode()
    assert f"{administrator} saved this form at" in page
    assert "<mark>She studies </mark>" in page
    assert filled(response)["title"] == ["Reader"]
    researcher.refresh_from_db()
    assert (researcher.bio, researcher.title) == ("She studies drift.", "")


def test_one_may_save_over_what_the_other_saved(mina, researcher):
    data = filled(mina.get(change(researcher)), bio="Mine")
    saved(Researcher.objects.get(pk=researcher.pk), bio="Theirs")
    told = mina.post(change(researcher), data)
    assert mina.post(change(researcher), filled(told)).status_code == 302
    researcher.refresh_from_db()
    assert researcher.bio == "Mine"


def test_one_may_take_over_what_the_other_saved_and_keep_the_rest(mina, researcher):
    data = filled(mina.get(change(researcher)), bio="Mine", title="Reader")
    saved(Researcher.objects.get(pk=researcher.pk), bio="Theirs", email_public=True)
    told = mina.post(change(researcher), data)
    answer = filled(told, **{f"{CHOICE}bio": "theirs", f"{CHOICE}email_public": "theirs"})
    assert mina.post(change(researcher), answer).status_code == 302
    researcher.refresh_from_db()
    assert (researcher.bio, researcher.title) == ("Theirs", "Reader")
    assert researcher.email_public


def test_what_was_not_touched_is_taken_from_the_other_unless_one_says_so(mina, researcher):
    data = filled(mina.get(change(researcher)), title="Reader")
    saved(Researcher.objects.get(pk=researcher.pk), bio="Theirs", photo_align="left")
    told = mina.post(change(researcher), data)
    assert mina.post(change(researcher), filled(told)).status_code == 302
    researcher.refresh_from_db()
    assert (researcher.bio, researcher.photo_align) == ("Theirs", "left")
    assert researcher.title == "Reader"


def test_a_third_who_saves_while_one_chooses_is_told_of_too(mina, researcher):
    data = filled(mina.get(change(researcher)), bio="Mine")
    saved(Researcher.objects.get(pk=researcher.pk), bio="Theirs")
    told = filled(mina.post(change(researcher), data))
    saved(Researcher.objects.get(pk=researcher.pk), bio="A third one's")
    assert lines(mina.post(change(researcher), told))["bio"][0] == "A third one's"


def test_the_same_change_by_both_is_no_conflict(mina, researcher):
    data = filled(mina.get(change(researcher)), bio="Both\r\nlines")
    saved(Researcher.objects.get(pk=researcher.pk), bio="Both\nlines")
    assert mina.post(change(researcher), data).status_code == 302


def test_nothing_is_told_when_nobody_else_saved(mina, researcher):
    factories.education(researcher)
    factories.photo(researcher)
    factories.section(researcher, kind="publications", types=["article"])
    saved(researcher, bio="One\r\n\r\nTwo ", announcements_limit=3)
    page = mina.get(change(researcher))
    assert mina.post(change(researcher), filled(page, title="Reader")).status_code == 302


@pytest.mark.parametrize("stamp", ["", "x", "eyJhIjoxfQ:1abc:forged", None])
def test_without_a_good_stamp_whatever_differs_is_shown(mina, researcher, stamp):
    saved(researcher, bio="Theirs")
    data = filled(mina.get(change(researcher)), bio="Mine", **{STAMP: stamp})
    response = mina.post(change(researcher), data)
    assert set(lines(response)) == {"bio"}
    assert mina.post(change(researcher), filled(response)).status_code == 302


def test_rows_within_the_form_are_compared_one_by_one(mina, researcher):
    award = Award.objects.create(researcher=researcher, title="Best Paper", date="2020")
    data = filled(mina.get(change(researcher)), **{"award_entries-0-title": "Best Poster"})
    saved(Award.objects.get(pk=award.pk), title="Best Talk")
    told = mina.post(change(researcher), data)
    assert lines(told) == {"award_entries-0-title": ("Best Talk", "Best Poster", "yours")}
    answer = filled(told, **{f"{CHOICE}award_entries-0-title": "theirs"})
    assert mina.post(change(researcher), answer).status_code == 302
    award.refresh_from_db()
    assert award.title == "Best Talk"


def test_a_row_that_another_added_stays(mina, researcher):
    data = filled(mina.get(change(researcher)), title="Reader")
    factories.education(researcher)
    data = new_row(data, "award_entries", title="Best Paper", date="2020")
    assert mina.post(change(researcher), data).status_code == 302
    assert researcher.education_entries.count() == researcher.award_entries.count() == 1


@pytest.mark.parametrize(("choice", "left"), [("yours", ["Oslo"]), ("theirs", [])])
def test_a_row_that_another_removed_is_put_back_or_left(mina, researcher, choice, left):
    row = factories.education(researcher, institution="Bergen")
    prefix = "education_entries-0"
    data = filled(mina.get(change(researcher)), **{f"{prefix}-institution": "Oslo"})
    Education.objects.get(pk=row.pk).delete()
    told = mina.post(change(researcher), data)
    theirs, yours, preferred = lines(told)[prefix]
    assert (theirs, preferred) == ("Removed", "yours")
    assert "Oslo" in yours
    answer = filled(told, **{f"{CHOICE}{prefix}": choice})
    assert mina.post(change(researcher), answer).status_code == 302
    names = researcher.education_entries.values_list("institution", flat=True)
    assert list(names) == left


def test_a_row_that_both_removed_is_gone(mina, researcher):
    row = factories.education(researcher)
    data = filled(mina.get(change(researcher)), **{"education_entries-0-DELETE": "on"})
    Education.objects.get(pk=row.pk).delete()
    assert mina.post(change(researcher), data).status_code == 302
    assert not researcher.education_entries.exists()


@pytest.mark.parametrize(("choice", "left"), [("yours", []), ("theirs", ["Oslo"])])
def test_a_row_that_one_removes_and_another_changed(mina, researcher, choice, left):
    row = factories.education(researcher, institution="Bergen")
    prefix = "education_entries-0"
    data = filled(mina.get(change(researcher)), **{f"{prefix}-DELETE": "on"})
    saved(Education.objects.get(pk=row.pk), institution="Oslo")
    told = mina.post(change(researcher), data)
    assert "Oslo" in lines(told)[prefix][0]
    answer = filled(told, **{f"{CHOICE}{prefix}": choice})
    assert mina.post(change(researcher), answer).status_code == 302
    names = researcher.education_entries.values_list("institution", flat=True)
    assert list(names) == left


def test_rows_within_rows_are_put_back_together(mina, researcher):
    course = factories.course(researcher)
    session = CourseSession.objects.create(course=course, label="Week 1", topic="Tides")
    CourseMaterial.objects.create(session=session, label="Slides", url="https://t.example/")
    data = filled(mina.get(change(course)), **{"sessions-0-topic": "Currents"})
    session.delete()
    told = mina.post(change(course), data)
    assert lines(told)["sessions-0"][2] == "yours"
    answer = filled(told)
    answer |= {name: "yours" for name in answer if name.startswith(CHOICE)}
    done = mina.post(change(course), answer)
    assert done.status_code == 302, (errors(done), lines(done))
    again = course.sessions.get()
    assert again.topic == "Currents"
    assert again.materials.get().label == "Slides"


def test_choices_dates_and_several_people_are_compared(client_of, administrator):
    one, two = factories.researcher(), factories.researcher()
    item = factories.news_item(one, date=date(2024, 5, 1))
    client = client_of(administrator)
    data = filled(client.get(change(item)), date="2024-06-01")
    other = NewsItem.objects.get(pk=item.pk)
    saved(other, date=date(2024, 7, 1))
    other.researchers.add(two)
    told = client.post(change(item), data)
    shown = lines(told)
    assert shown["researchers"][2] == "theirs"
    assert two.name in shown["researchers"][0]
    assert shown["date"][2] == "yours"
    assert client.post(change(item), filled(told)).status_code == 302
    item.refresh_from_db()
    assert item.date == date(2024, 6, 1)
    assert set(item.researchers.all()) == {one, two}


def test_a_file_that_was_chosen_survives(mina, researcher):
    photo = factories.photo(researcher, alt="Portrait")
    data = filled(mina.get(change(researcher)))
    data |= {"photos-0-image": factories.picture(), "bio": "Mine"}
    saved(Researcher.objects.get(pk=researcher.pk), bio="Theirs")
    before = photo.image.name
    told = mina.post(change(researcher), data)
    answer = filled(told)
    assert answer["photos-0-image-kept"]
    assert mina.post(change(researcher), answer).status_code == 302
    photo.refresh_from_db()
    assert photo.image.name != before


def test_two_authors_of_one_paper_tell_each_other(client_of, researcher):
    other = factories.researcher()
    work = factories.publication(researcher, other, title="On drift")
    mine, theirs = client_of(researcher.user), client_of(other.user)
    first, second = filled(mine.get(change(work))), filled(theirs.get(change(work)))
    assert mine.post(change(work), {**first, "title": "On the drift"}).status_code == 302
    told = theirs.post(change(work), {**second, "title": "Drift"})
    assert lines(told) == {"title": ("On the drift", "Drift", "yours")}
    assert f"{researcher.name} saved this form" in told.content.decode()
    assert Publication.objects.get().title == "On the drift"


def test_accounts_are_guarded_too(client_of, administrator):
    user = factories.user(first_name="Ada")
    client = client_of(administrator)
    data = filled(client.get(change(user)), first_name="Ida")
    saved(type(user).objects.get(pk=user.pk), first_name="Adah")
    assert lines(client.post(change(user), data)) == {"first_name": ("Adah", "Ida", "yours")}


def test_ones_own_other_window_is_called_so(mina, researcher):
    data = filled(mina.get(change(researcher)))
    mina.post(change(researcher), {**data, "bio": "First"})
    told = mina.post(change(researcher), {**data, "bio": "Second"})
    assert "You saved this form in another window" in told.content.decode()
    assert "As you saved it there" in told.content.decode()


def test_hostile_text_of_the_other_is_shown_as_text(mina, researcher):
    data = filled(mina.get(change(researcher)), bio="Mine")
    saved(Researcher.objects.get(pk=researcher.pk), bio="<script>alert(1)</script>")
    page = mina.post(change(researcher), data).content.decode()
    assert "<script>alert(1)" not in page.partition("meanwhile-lines")[2].partition("</section")[0]


def test_a_row_of_somebody_else_cannot_be_sent_as_removed(mina, researcher):
    foreign = factories.education(factories.researcher(), institution="Elsewhere")
    factories.education(researcher, institution="Bergen")
    data = filled(mina.get(change(researcher)), **{"education_entries-0-id": str(foreign.pk)})
    response = mina.post(change(researcher), data)
    assert "Elsewhere" not in response.content.decode()
    foreign.refresh_from_db()
    assert foreign.institution == "Elsewhere"
    assert foreign.researcher != researcher


def test_words_that_differ_are_marked():
    theirs, yours = marked("the slow tide", "the fast tide")
    assert theirs == [Piece("the "), Piece("slow ", True), Piece("tide")]
    assert yours == [Piece("the "), Piece("fast ", True), Piece("tide")]


def test_very_long_texts_are_not_compared_word_by_word():
    long = "word " * 5000
    assert marked(long, "x")[0] == [Piece(long)]


def test_every_row_comes_back_when_another_one_was_removed(mina, researcher):
    for name in ("Bergen", "Oslo", "Accra"):
        factories.education(researcher, institution=name)
    page = mina.get(change(researcher))
    typed = {f"education_entries-{n}-degree": f"Degree {n}" for n in range(3)}
    data = filled(page, **typed)
    researcher.education_entries.get(institution="Bergen").delete()
    told = mina.post(change(researcher), data)
    again = filled(told)
    assert {name: again[name][0] for name in typed} == typed
    assert mina.post(change(researcher), again).status_code == 302
    degrees = dict(researcher.education_entries.values_list("institution", "degree"))
    assert degrees == {"Bergen": "Degree 0", "Oslo": "Degree 1", "Accra": "Degree 2"}
