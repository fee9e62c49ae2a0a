"""Every address of the admin, asked by every kind of person: nobody learns or changes what is not
theirs. New addresses are found by themselves."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from accounts.models import User
from news.models import NewsItem, Post
from profiles.models import Course, Lab, Page, PreviewLink, Project, Proposal, Researcher
from publications.models import Coauthor, Publication, Topic, Venue
from tests import factories
from tests.forms import filled

SECRET = "Zephyrite"
# Addresses of two rows, of an import or of a merge; tests beside those features walk them.
ELSEWHERE = {
    "login",
    "password_change",
    "publications_import_record",
    "publications_import_undo",
    "publications_spellings_merged",
}
NAMED = ("title", "name", "names", "family_name", "body")
MEMBERS = [Researcher, Course, Page, Project, Publication, Coauthor, NewsItem, Post]
# A popup that asks nothing of the database, and scripts.
BLIND = {"jsi18n", "logout"}


@dataclass
class World:
    """A hidden person in a lab that is not public, with a row of each kind, all of them secret."""

    people: dict[str, User | None]
    rows: dict[type[Model], Model] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        client = Client()
        if user := self.people[who]:
            client.force_login(user)
        return client


@pytest.fixture
def world(db) -> World:
    lab = factories.lab(name=f"{SECRET} Lab", slug="zephyrite-lab", public=False)
    editor = factories.user()
    lab.editors.add(editor)
    person = factories.researcher(
        lab=lab, family_name=SECRET, slug="zephyrite", visibility="hidden", bio=SECRET
    )
    other_lab = factories.lab()
    other_editor = factories.user()
    other_lab.editors.add(other_editor)
    made = World(
        {
            "anonymous": None,
            "member": person.user,
            "stranger": factories.researcher(lab=other_lab).user,
            "nobody": factories.user(),
            "editor": editor,
            "other editor": other_editor,
            "administrator": factories.administrator(),
            "delegate": factories.user(),
            "delegate of the lab": factories.user(),
            "former delegate": factories.researcher(lab=other_lab).user,
            "former editor": factories.researcher(lab=other_lab).user,
        }
    )
    made.people["delegate"].delegations.create(researcher=person)
    made.people["delegate of the lab"].delegations.create(lab=lab)
    ended = made.people["former delegate"].delegations.create(researcher=person)
    lab.editors.add(made.people["former editor"])
    factories.education(person, institution=SECRET)
    factories.photo(person, alt=SECRET)
    work = factories.publication(person, title=SECRET, draft=True, slug="zephyrite", key=SECRET)
    made.rows = {
        Lab: lab,
        Researcher: person,
        Course: factories.course(person, title=SECRET, draft=True),
        Page: factories.page(researcher=person, title=SECRET, slug="zephyrite", draft=True),
        Project: factories.project(person, title=SECRET, slug="zephyrite", draft=True),
        Publication: work,
        NewsItem: factories.news_item(person, body=SECRET, draft=True),
        Post: factories.post(person, title=SECRET, slug="zephyrite", draft=True),
        Coauthor: factories.coauthor(person, names=SECRET),
        Venue: factories.venue(),
        Topic: Topic.objects.create(name="Sensors", slug="sensors"),
        User: person.user,
        Proposal: proposal(lab, work, person.user),
    }
    for row in (lab, person, work):
        PreviewLink.objects.create(
            target=row,
            note=SECRET,
            made_by=person.user,
            expires_at=timezone.now() + timedelta(days=1),
        )
    # What somebody entered for another is not theirs to keep.
    for who in ("former delegate", "former editor"):
        factories.publication(
            person, title=SECRET, draft=True, created_by=made.people[who], key=f"{SECRET}{who}"
        )
    ended.delete()
    lab.editors.remove(made.people["former editor"])
    return made


def proposal(lab: Lab, row: Model, user: User) -> Proposal:
    change = {
        "model": row._meta.label,
        "pk": row.pk,
        "deed": "~",
        "before": {"title": row.title},
        "after": {"title": f"{SECRET} anew"},
    }
    return Proposal.objects.create(
        lab=lab, target=row, name=str(row), changes=[change], made_by=user, remark=SECRET
    )


def patterns(resolver: URLResolver, prefix: str = "") -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from patterns(each)
        else:
            yield each


OUTSIDERS = ["stranger", "nobody", "other editor", "former delegate", "former editor"]


def admin_names() -> list[tuple[str, type[Model] | None]]:
    """The name of every address of the admin, and the model whose rows it is about."""
    inside = next(
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and each.namespace == "admin"
    )
    models = {f"{m._meta.app_label}_{m._meta.model_name}_": m for m in admin.site._registry}
    found = []
    for pattern in patterns(inside):
        if not pattern.name:
            continue
        owner = next((m for start, m in models.items() if pattern.name.startswith(start)), None)
        if pattern.name == "auth_user_password_change":
            owner = User
        found.append((pattern.name, owner))
    return sorted(set(found), key=lambda pair: pair[0])


def beside_names() -> set[str]:
    """What stands below /admin/ beside the admin itself: previews, pictures in texts …"""
    roots = [
        each
        for each in get_resolver().url_patterns
        if str(each.pattern).startswith("admin/") and getattr(each, "namespace", None) != "admin"
    ]
    inside = [p for each in roots if isinstance(each, URLResolver) for p in patterns(each)]
    alone = [each for each in roots if isinstance(each, URLPattern)]
    return {each.name for each in (*inside, *alone) if each.name}


def addresses(world: World) -> Iterator[str]:
    """Every address of the admin that there is for the world's rows."""
    person = (world.rows[Researcher].pk,)
    for name, model in admin_names():
        if name in BLIND:
            continue
        row = world.rows.get(model)
        kwargs: list[tuple] = [(), *([(row.pk,)] if row else [])]
        if row is not None and hasattr(row, "history"):
            kwargs.append((row.pk, row.history.first().pk))
        if name == "publications_selection":
            kwargs = [person]
        elif name == "app_list":
            kwargs = [(label,) for label in ("profiles", "publications", "news", "accounts")]
        elif name == "view_on_site":
            kwargs = [
                (ContentType.objects.get_for_model(m).pk, r.pk) for m, r in world.rows.items()
            ]
        yield from _there(f"admin:{name}", kwargs)
    for model, row in world.rows.items():
        if hasattr(row, "history"):
            moment = row.history.first().history_date.isoformat()
            yield f"{address_of(model, 'history', row.pk)}?back={quote(moment)}"
    for name in beside_names():
        yield from _there(name, [(), person])


def _there(name: str, kwargs: list[tuple]) -> Iterator[str]:
    for args in kwargs:
        try:
            yield reverse(name, args=args)
        except NoReverseMatch:
            continue  # this address takes other arguments


def address_of(model: type[Model], deed: str, *args: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{deed}", args=args)


def test_the_walk_knows_every_model_of_the_admin(world):
    assert set(admin.site._registry) == set(world.rows)
    assert len(list(addresses(world))) > 60


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["anonymous", *OUTSIDERS])
def test_nobody_learns_what_is_not_theirs(world, who, method):
    client = world.client(who)
    for address in addresses(world):
        response = getattr(client, method)(address)
        assert response.status_code < 500, address
        told = response.content.decode() + str(response.headers)
        assert SECRET.lower() not in told.lower(), address


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_row_of_others_is_not_there(world, who):
    client = world.client(who)
    for model in (Lab, *MEMBERS, User):
        for deed in ("change", "delete", "history"):
            response = client.get(address_of(model, deed, world.rows[model].pk))
            assert response.status_code in (403, 404), (model, deed)


def test_a_visitor_is_asked_to_sign_in(world):
    for model, row in world.rows.items():
        for name, args in (("changelist", []), ("add", []), ("change", [row.pk])):
            response = Client().get(address_of(model, name, *args))
            assert response.status_code == 302
            assert "next=/admin/" in response["Location"]


@pytest.mark.parametrize(
    ("who", "models"),
    [
        ("member", [*MEMBERS, Proposal]),
        ("delegate", [*MEMBERS, Proposal]),
        ("delegate of the lab", [Lab, *MEMBERS, Venue, Topic, Proposal]),
        ("editor", [Lab, *MEMBERS, Venue, Topic, Proposal]),
        ("administrator", [Lab, *MEMBERS, Venue, Topic, User, Proposal]),
    ],
)
def test_those_who_may_edit_a_row_can(world, who, models):
    client = world.client(who)
    for model, row in world.rows.items():
        if model is Proposal:
            continue  # seen and decided, never edited
        expected = (200,) if model in models else (403, 404)
        response = client.get(address_of(model, "change", row.pk))
        assert response.status_code in expected, (who, model)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_changes_what_is_not_theirs(world, who):
    client, administrator = world.client(who), world.client("administrator")
    for model in (Lab, *MEMBERS):
        row = world.rows[model]
        data = filled(administrator.get(address_of(model, "change", row.pk)))
        taken = {name: "Taken" for name in NAMED if name in data}
        assert taken
        change, deletion = (address_of(model, deed, row.pk) for deed in ("change", "delete"))
        assert client.post(change, {**data, **taken}).status_code in (403, 404)
        assert client.post(deletion, {"post": "yes"}).status_code in (403, 404)
        selected = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        client.post(address_of(model, "changelist"), selected)
        now = model.objects.get(pk=row.pk)
        assert all(getattr(now, name) == getattr(row, name) for name in taken)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_completion_offers_nobody_whom_one_may_not_choose(world, who):
    client, email = world.client(who), world.rows[User].email
    for model in apps.get_models():
        for field_ in model._meta.get_fields():
            if not field_.concrete or not field_.is_relation:
                continue
            query = {
                "app_label": model._meta.app_label,
                "model_name": model._meta.model_name,
                "field_name": field_.name,
            }
            for term in ("", "zephyrite", email):
                response = client.get(reverse("admin:autocomplete"), {**query, "term": term})
                assert response.status_code in (200, 403, 404)
                assert SECRET.lower() not in response.content.decode().lower()


def test_completion_names_person_and_lab_to_those_who_may(world):
    query = {"app_label": "profiles", "model_name": "course", "field_name": "researcher"}
    response = world.client("editor").get(
        reverse("admin:autocomplete"), {**query, "term": "zephyrite"}
    )
    assert [each["text"] for each in response.json()["results"]] == [
        f"Mina {SECRET} · {SECRET} Lab"
    ]


def test_every_relation_that_a_form_shows_has_its_choices(world, rf):
    """A field without them would offer everybody's rows; the base class stops the form instead."""
    for model_admin in admin.site._registry.values():
        request = rf.get("/admin/")
        request.user = world.people["administrator"]
        form = model_admin.get_form(request, None)
        assert form.base_fields


def test_a_closed_account_has_no_admin(world):
    client = world.client("member")
    user = world.people["member"]
    user.is_active = False
    user.save()
    assert client.get(reverse("admin:index")).status_code == 302


# What a delegate may not do, though they may edit the person.
NOT_A_DELEGATES = ["profiles_researcher_account_page", "profiles_researcher_delete"]


@pytest.mark.parametrize("name", NOT_A_DELEGATES)
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("who", ["delegate", "member"])
def test_whoever_may_edit_a_person_may_not_do_everything(world, name, method, who):
    address = reverse(f"admin:{name}", args=[world.rows[Researcher].pk])
    assert getattr(world.client(who), method)(address).status_code == 403
    assert Researcher.objects.filter(pk=world.rows[Researcher].pk).exists()


@pytest.mark.parametrize("name", ["markdownx_markdownify", "markdownx_upload"])
def test_preview_and_pictures_in_texts_are_for_accounts_only_and_have_limits(world, name, settings):
    address = reverse(name)
    assert world.client("anonymous").post(address, {"content": "x"}).status_code == 403
    settings.ACCOUNT_RATE_LIMITS = {"text_preview": "2/m/user", "text_picture": "2/m/user"}
    client = world.client("member")
    told = [client.post(address, {"content": "x"}).status_code for _attempt in range(3)]
    assert told[:2] != [429, 429]
    assert told[2] == 429
    # Each account is counted for itself.
    assert world.client("stranger").post(address, {"content": "x"}).status_code != 429


def test_a_preview_and_a_picture_have_a_size_limit(world, settings):
    client = world.client("member")
    text = {"content": "x" * 400_001}
    assert client.post(reverse("markdownx_markdownify"), text).status_code == 413
    settings.PICTURE_MAX_BYTES = 10
    upload = client.post(reverse("markdownx_upload"), {"image": factories.picture()})
    assert upload.status_code == 400


def test_a_person_in_two_labs_is_edited_by_both_and_the_labs_by_their_own(world):
    person, lab = world.rows[Researcher], world.rows[Lab]
    second = factories.lab()
    editor = factories.user()
    second.editors.add(editor)
    factories.membership(researcher=person, lab=second)
    client = Client()
    client.force_login(editor)
    assert client.get(address_of(Researcher, "change", person.pk)).status_code == 200
    assert client.get(address_of(Lab, "change", lab.pk)).status_code == 404
    assert world.client("editor").get(address_of(Lab, "change", second.pk)).status_code == 404


def test_every_address_of_the_admin_is_walked(world):
    """Those that need more than a row's number are walked by tests of their own."""
    walked = {resolve(each).url_name for each in addresses(world)}
    there = {name for name, _model in admin_names()} | beside_names()
    elsewhere = there - walked - BLIND
    assert elsewhere <= ELSEWHERE, elsewhere - ELSEWHERE


@pytest.mark.parametrize("who", OUTSIDERS)
def test_nobody_is_shown_the_unlisted_page_of_somebody_else(world, who):
    person = world.rows[Researcher]
    person.visibility = "unlisted"
    person.save()
    address = reverse("page_preview", args=[person.pk])
    assert world.client(who).get(address).status_code == 404
    assert world.client("delegate").get(address).status_code == 200


def test_what_the_pages_beside_a_form_do_is_done_for_those_who_may_edit_alone(world):
    """Links are made and taken back, things hidden, old versions put back, changes agreed to."""
    person, link = world.rows[Researcher], PreviewLink.objects.of(world.rows[Researcher]).get()
    photo, waiting = person.photos.get(), world.rows[Proposal]
    moment = person.history.first().history_date.isoformat()
    deeds = [
        (address_of(Researcher, "preview_links", person.pk), {"make": "", "days": "7"}),
        (address_of(Researcher, "preview_links", person.pk), {"revoke": link.pk}),
        (address_of(Researcher, "shown", person.pk), {"do": "hide:photo"}),
        (address_of(Researcher, "shown", person.pk), {"do": "show:all"}),
        (address_of(Researcher, "history", person.pk), {"back": moment, "newest": ""}),
        (address_of(Proposal, "change", waiting.pk), {"decision": "agree"}),
        (address_of(Proposal, "change", waiting.pk), {"decision": "withdraw"}),
    ]
    for who in ("anonymous", *OUTSIDERS):
        for address, data in deeds:
            expected = (302,) if who == "anonymous" else (403, 404)
            assert world.client(who).post(address, data).status_code in expected, (who, address)
    for row in (person, photo, waiting):
        row.refresh_from_db()
    assert person.visibility == "hidden"
    assert photo.public
    assert waiting.state == "waiting"
    assert list(PreviewLink.objects.of(person)) == [link]
    # Nobody but an editor agrees, whoever may edit the row; nobody but the author withdraws.
    address = address_of(Proposal, "change", waiting.pk)
    for who, decision in (
        ("member", "agree"),
        ("delegate", "agree"),
        ("delegate", "withdraw"),
        ("editor", "withdraw"),
    ):
        assert world.client(who).post(address, {"decision": decision}).status_code == 404
    newest = world.client("editor").get(address).context["newest"]
    agreed = {"decision": "agree", "newest": newest}
    assert world.client("editor").post(address, agreed).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "agreed"
