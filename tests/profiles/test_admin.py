"""The form of a person, the lists, and what each kind of person finds in them."""

from datetime import date

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from profiles.models import Course, Membership, Page, Project, Proposal, Researcher
from tests import factories
from tests.forms import errors, filled, new_row

LISTS = [
    "profiles_researcher",
    "profiles_lab",
    "profiles_course",
    "profiles_page",
    "profiles_project",
    "publications_publication",
    "publications_venue",
    "publications_topic",
    "news_newsitem",
    "news_post",
    "accounts_user",
]


def change(person: Researcher) -> str:
    return reverse("admin:profiles_researcher_change", args=[person.pk])


def test_a_member_edits_their_own_page(client_of, member, researcher):
    client = client_of(member)
    data = filled(client.get(change(researcher)), bio="I study **drift**.")
    response = client.post(change(researcher), data)
    assert response.status_code == 302
    assert response["Location"] == change(researcher)  # and goes on with it
    researcher.refresh_from_db()
    assert researcher.bio == "I study **drift**."


def test_what_nobody_touched_stays_as_it_was(client_of, member, researcher):
    factories.education(researcher)
    factories.photo(researcher)
    factories.profile_link(researcher)
    factories.section(researcher, kind="publications", types=["article"])
    before = Researcher.objects.filter(pk=researcher.pk).values().get()
    client = client_of(member)
    assert (
        client.post(change(researcher), filled(client.get(change(researcher)))).status_code == 302
    )
    after = Researcher.objects.filter(pk=researcher.pk).values().get()
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {"changed_at"}
    assert researcher.sections.get().types == ["article"]
    assert researcher.education_entries.count() == researcher.photos.count() == 1


@pytest.mark.parametrize("name", ["user", "domain", "folded", "created_at"])
def test_a_member_cannot_send_what_is_not_asked(client_of, member, researcher, name):
    other = factories.user()
    before = getattr(researcher, name)
    client = client_of(member)
    typed = {"user": other.pk, "domain": "evil.example", "folded": "x", "created_at": "2000-01-01"}
    client.post(change(researcher), filled(client.get(change(researcher)), **{name: typed[name]}))
    researcher.refresh_from_db()
    assert getattr(researcher, name) == before


def test_a_member_reads_their_memberships_and_cannot_change_them(client_of, lab):
    person = factories.researcher(lab=lab)
    client = client_of(person.user)
    page = client.get(change(person))
    assert lab.name in page.content.decode()
    row = person.memberships.get()
    forged = {
        **filled(page),
        "memberships-TOTAL_FORMS": ["2"],
        "memberships-INITIAL_FORMS": ["1"],
        "memberships-0-id": row.pk,
        "memberships-0-researcher": person.pk,
        "memberships-0-role": "pi",
        "memberships-0-DELETE": "on",
        "memberships-1-lab": factories.lab().pk,
        "memberships-1-role": "pi",
    }
    client.post(change(person), forged)
    assert list(person.memberships.values_list("role", "lab")) == [("phd", lab.pk)]


def test_an_editor_sets_memberships_of_their_own_lab_only(client_of, editor, lab):
    elsewhere = factories.lab()
    person = factories.researcher(lab=lab)
    theirs = factories.membership(researcher=person, lab=elsewhere, role="staff")
    client = client_of(editor)
    data = filled(client.get(change(person)))
    rows = {data[f"memberships-{i}-id"][0]: i for i in range(2)}
    mine, other = rows[str(person.memberships.get(lab=lab).pk)], rows[str(theirs.pk)]
    data |= {
        f"memberships-{mine}-ended": "2024-05-01",
        f"memberships-{other}-role": "pi",
        f"memberships-{other}-DELETE": "on",
    }
    assert client.post(change(person), data).status_code == 302
    assert person.memberships.get(lab=lab).ended == date(2024, 5, 1)
    theirs.refresh_from_db()
    assert theirs.role == "staff"
    data = new_row(
        filled(client.get(change(person))), "memberships", lab=factories.lab().pk, role="pi"
    )
    assert client.post(change(person), data).status_code == 200


def test_a_person_added_by_an_editor_is_in_the_editors_lab(client_of, editor, lab):
    client = client_of(editor)
    address = reverse("admin:profiles_researcher_add")
    data = filled(client.get(address), given_name="Jun-ho", family_name="Baek")
    refused = client.post(address, {**data, "memberships-TOTAL_FORMS": ["0"]})
    assert "could not edit" in errors(refused)["memberships"][0]
    assert client.post(address, data).status_code == 302
    assert Researcher.objects.get(slug="jun-ho-baek").memberships.get().lab == lab


def test_the_lab_of_a_new_person_is_chosen_where_there_are_several(client_of, administrator, lab):
    client = client_of(administrator)
    address = reverse("admin:profiles_researcher_add")
    assert filled(client.get(address))["memberships-0-lab"] == [str(lab.pk)]
    factories.lab()
    assert "memberships-0-lab" not in filled(client.get(address))


def test_a_member_adds_no_people(client_of, member):
    assert client_of(member).get(reverse("admin:profiles_researcher_add")).status_code == 403


def test_an_administrator_connects_a_page_with_an_account(client_of, administrator):
    person, user = factories.researcher(account=False), factories.user()
    client = client_of(administrator)
    client.post(change(person), filled(client.get(change(person)), user=user.pk))
    person.refresh_from_db()
    assert person.user == user


def test_the_order_of_rows_is_saved(client_of, member, researcher):
    for place, name in enumerate(("Bergen", "Accra", "Seoul")):
        factories.education(researcher, institution=name, position=place)
    client = client_of(member)
    data = filled(client.get(change(researcher)))
    data |= {f"education_entries-{i}-position": place for i, place in enumerate((2, 0, 1))}
    client.post(change(researcher), data)
    names = researcher.education_entries.values_list("institution", flat=True)
    assert list(names) == ["Accra", "Seoul", "Bergen"]


def test_new_rows_stand_last_and_empty_ones_are_none(client_of, member, researcher):
    factories.education(researcher, institution="Bergen", position=0)
    client = client_of(member)
    data = filled(client.get(change(researcher)))
    data = new_row(data, "education_entries", institution="Accra", position=1)
    data = new_row(data, "education_entries", institution="", position=7)
    assert client.post(change(researcher), data).status_code == 302
    names = researcher.education_entries.values_list("institution", flat=True)
    assert list(names) == ["Bergen", "Accra"]


def test_the_history_tells_of_entries_too(client_of, member, researcher):
    client = client_of(member)
    data = new_row(filled(client.get(change(researcher))), "award_entries", title="Best poster")
    client.post(change(researcher), data)
    researcher.award_entries.all().delete()
    page = client.get(reverse("admin:profiles_researcher_history", args=[researcher.pk]))
    told = page.content.decode()
    assert "Added: <strong>Award: Best poster</strong>" in told
    assert "Removed: <strong>Award: Best poster</strong>" in told
    assert str(member) in told


def test_an_odd_address_of_the_history_is_not_there(client_of, member, researcher):
    client = client_of(member)
    for path in ("x/history/", f"{researcher.pk}/history/x/", f"{researcher.pk}/history/0/"):
        found = client.get(f"/admin/profiles/researcher/{path}", follow=True)
        assert found.status_code == 404


def test_people_are_found_without_their_accents(client_of, administrator):
    factories.researcher(given_name="Mína", family_name="Sørensen", slug="found")
    factories.researcher(family_name="Baek")
    page = client_of(administrator).get("/admin/profiles/researcher/", {"q": "mina sorensen"})
    assert [each.slug for each in page.context["cl"].result_list] == ["found"]


def test_an_empty_list_says_whether_there_is_nothing_or_nothing_that_fits(client_of, member):
    client = client_of(member)
    address = reverse("admin:news_newsitem_changelist")
    nothing = client.get(address).content.decode()
    assert "Nothing stands here yet." in nothing
    assert nothing.count(f'href="{reverse("admin:news_newsitem_add")}"') == 2
    factories.news_item(member.researcher, body="Tides")
    asked = client.get(address, {"q": "sediment"}).content.decode()
    assert "Nothing fits what you asked for." in asked
    assert '<a href="?">Show all</a>' in asked


def test_a_list_shows_ones_own_rows_and_filters_name_nobody_else(client_of, editor, lab):
    inside = factories.researcher(lab=lab, family_name="Inside")
    outside = factories.researcher(family_name="Zephyrite")
    factories.course(inside)
    factories.course(outside)
    page = client_of(editor).get(reverse("admin:profiles_course_changelist"))
    assert [each.researcher for each in page.context["cl"].result_list] == [inside]
    assert "Zephyrite" not in page.content.decode()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_as_much_for_thirty_rows_as_for_one(
    client_of, administrator, django_assert_num_queries, name
):
    client, address = client_of(administrator), reverse(f"admin:{name}_changelist")
    counts = []
    for rows in (1, 29):
        for _ in range(rows):
            _one_of_each()
        client.get(address)  # content types and the like are remembered
        counts.append(_queries(client, address))
    assert counts[0] == counts[1]
    assert counts[0] <= 20


def _one_of_each() -> None:
    lab = factories.lab()
    person = factories.researcher(lab=lab)
    factories.course(person)
    factories.page(researcher=person)
    factories.project(person, lab=lab)
    work = factories.publication(person, venue=factories.venue())
    work.topics.create(name=f"Topic {work.pk}", slug=f"topic-{work.pk}")
    factories.news_item(person, lab=lab)
    factories.post(person)


def _queries(client: Client, address: str) -> int:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_form_asks_as_much_for_thirty_entries_as_for_one(client_of, member, researcher):
    client, counts = client_of(member), []
    for rows in (1, 29):
        for _ in range(rows):
            factories.education(researcher)
            factories.profile_link(researcher)
            factories.course(researcher)
            factories.section(researcher)
        client.get(change(researcher))
        counts.append(_queries(client, change(researcher)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("model", "name", "typed"),
    [
        (Course, "profiles_course", {"title": "Drift"}),
        (Page, "profiles_page", {"title": "Research statement"}),
    ],
)
def test_what_a_member_adds_is_theirs_without_asking(
    client_of, member, researcher, model, name, typed
):
    client, address = client_of(member), reverse(f"admin:{name}_add")
    page = client.get(address)
    assert 'name="researcher"' not in page.content.decode()
    other = factories.researcher()
    assert client.post(address, filled(page, **typed, researcher=other.pk)).status_code == 302
    assert model.objects.get().researcher == researcher


def test_a_project_of_a_member_is_theirs(client_of, member, researcher):
    client, address = client_of(member), reverse("admin:profiles_project_add")
    assert (
        client.post(address, filled(client.get(address), title="Slow sensors")).status_code == 302
    )
    project = Project.objects.get()
    assert project.slug == "slow-sensors"
    assert list(project.researchers.all()) == [researcher]


def test_people_whom_an_editor_may_not_choose_stay_in_a_project(client_of, editor, lab):
    mine, theirs = factories.researcher(lab=lab), factories.researcher()
    project = factories.project(mine, theirs)
    client = client_of(editor)
    address = reverse("admin:profiles_project_change", args=[project.pk])
    assert client.post(address, filled(client.get(address), title="New")).status_code == 302
    assert set(project.researchers.all()) == {mine, theirs}
    client.post(address, filled(client.get(address), researchers=None, lab=lab.pk))
    assert set(project.researchers.all()) == {theirs}


def test_an_editor_keeps_the_lab_but_not_its_editors(client_of, editor, lab):
    client = client_of(editor)
    address = reverse("admin:profiles_lab_change", args=[lab.pk])
    data = filled(client.get(address), tagline="We measure.", editors=[factories.user().pk])
    assert client.post(address, data).status_code == 302
    lab.refresh_from_db()
    assert lab.tagline == "We measure."
    assert list(lab.editors.all()) == [editor]
    assert client.get(reverse("admin:profiles_lab_add")).status_code == 403
    assert client.get(reverse("admin:profiles_lab_delete", args=[lab.pk])).status_code == 403


def test_an_editor_takes_nobody_of_another_lab_into_theirs(client_of, editor, lab):
    stranger = factories.researcher(lab=factories.lab())
    client = client_of(editor)
    address = reverse("admin:profiles_lab_change", args=[lab.pk])
    data = new_row(
        filled(client.get(address)), "memberships", researcher=stranger.pk, role="phd", position=0
    )
    refused = client.post(address, data)
    assert "memberships-0-researcher" in errors(refused)
    assert not Membership.objects.filter(lab=lab).exists()


def test_nobody_but_an_administrator_deletes_a_person(client_of, member, editor, lab):
    person = factories.researcher(lab=lab)
    for user in (person.user, editor):
        address = reverse("admin:profiles_researcher_delete", args=[person.pk])
        assert client_of(user).post(address, {"post": "yes"}).status_code == 403
    assert Researcher.objects.filter(pk=person.pk).exists()


def test_a_course_is_saved_with_its_sessions_and_materials(client_of, member, researcher):
    client, address = client_of(member), reverse("admin:profiles_course_add")
    data = filled(client.get(address), title="Drift")
    data = new_row(data, "sessions", topic="Clocks", position=0)
    data |= {
        "sessions-0-materials-TOTAL_FORMS": "1",
        "sessions-0-materials-INITIAL_FORMS": "0",
        "sessions-0-materials-0-label": "Slides",
        "sessions-0-materials-0-url": "https://lab.example/1.pdf",
        "sessions-0-materials-0-position": "0",
    }
    assert client.post(address, data).status_code == 302
    session = Course.objects.get().sessions.get()
    assert session.materials.get().url == "https://lab.example/1.pdf"


@pytest.mark.parametrize("who", ["member", "editor", "administrator"])
def test_the_start_page_offers_what_its_reader_may_do(request, client_of, who):
    user = request.getfixturevalue(who)
    if who == "member":
        request.getfixturevalue("researcher")
    client = client_of(user)
    page = client.get(reverse("admin:index"))
    for group in page.context["groups"]:
        assert group.tasks
        for task in group.tasks:
            assert client.get(task.address).status_code == 200, task.address
    titles = [group.title for group in page.context["groups"]]
    assert ("Lab" in titles) == (who != "member")
    assert ("Administration" in titles) == (who == "administrator")


def test_a_member_finds_the_five_usual_jobs(client_of, member, researcher):
    page = client_of(member).get(reverse("admin:index"))
    titles = [task.title for task in page.context["tasks"]]
    assert titles == ["Edit my page", "Add a paper", "Post news", "Add a course", "Import papers"]


def test_an_account_without_a_page_is_told_what_to_do(db, client_of):
    page = client_of(factories.user()).get(reverse("admin:index"))
    assert "Ask the editor of your lab" in page.content.decode()
    assert page.context["groups"] == []


def test_the_page_of_an_app_leads_to_the_start(client_of, member, researcher):
    response = client_of(member).get("/admin/profiles/")
    assert response.status_code == 302
    assert response["Location"] == reverse("admin:index")


def test_every_address_on_the_site_is_one_click_away(client_of, administrator, lab):
    person = factories.researcher(lab=lab)
    rows = [lab, person, factories.course(person), factories.page(researcher=person)]
    rows += [factories.project(person), factories.publication(person), factories.news_item(person)]
    client = client_of(administrator)
    for row in rows:
        name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
        page = client.get(reverse(name, args=[row.pk])).content.decode()
        assert f'href="{row.get_absolute_url()}"' in page


def test_what_visitors_do_not_see_has_no_link_to_it(client_of, member, researcher):
    researcher.visibility = "hidden"
    researcher.save()
    page = client_of(member).get(change(researcher)).content.decode()
    assert f'href="{researcher.get_absolute_url()}"' not in page


def test_every_field_of_every_form_explains_itself(administrator, rf):
    request = rf.get("/admin/")
    request.user = administrator
    silent = []
    for model, model_admin in admin.site._registry.items():
        if model in (User, Proposal):  # one explains itself elsewhere, the other is no form
            continue
        forms = [model_admin.get_form(request, None)]
        inlines = [each(model, admin.site) for each in model_admin.inlines]
        forms += [each.get_formset(request, None).form for each in inlines]
        for form in forms:
            fields = form.base_fields.items()
            silent += [
                f"{form._meta.model.__name__}.{name}"
                for name, field in fields
                if not field.help_text and not (form is not forms[0] and name == "position")
            ]
    assert silent == []
