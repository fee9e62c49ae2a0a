"""One site, many people: each kind of person does what they come for."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts import invitations
from accounts.models import Invitation, User
from profiles.models import Lab, Membership, Researcher

WHO = ["admin", "mina", "kofi"]


@pytest.fixture
def kofi(site) -> Researcher:
    return Researcher.objects.get(user__email="kofi@tidewater.example")


@pytest.fixture
def mina(site) -> User:
    return User.objects.get(email="mina@tidewater.example")


class Clicks:
    """Counts what somebody has to press."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, locator) -> None:
        self.count += 1
        locator.click()


def saved(page: Page) -> None:
    expect(page.get_by_text("was changed successfully").first).to_be_visible()


def test_an_invited_member_is_published_in_under_ten_clicks(open_page, mina, sign_in):
    person = Researcher.objects.filter(user=None, memberships__lab=Lab.objects.get()).first()
    Researcher.objects.filter(pk=person.pk).update(bio="", title="")
    Lab.objects.get().editors.add(mina)
    invitations.invite(person, "newcomer@tidewater.example", mina)
    link = re.search(r"https?://[^/\s]+(/accounts/\S+)", mail.outbox[-1].body)[1]
    page, click = open_page(), Clicks()
    page.goto(link)
    click.count += 1  # the link in the letter
    page.get_by_label("Choose a password").fill("herring-under-ice")
    click(page.get_by_role("button", name="Go to my page"))
    page.locator("#id_title").fill("Keeper of the tide gauge")
    page.locator("#id_bio").fill("I keep **the gauge**.")
    click(page.get_by_role("button", name="Save", exact=True).first)
    saved(page)
    page.goto(f"/people/{person.slug}/")
    expect(page.get_by_text("Keeper of the tide gauge")).to_be_visible()
    expect(page.locator("strong", has_text="the gauge")).to_be_visible()
    assert click.count < 10


def test_the_start_page_leads_to_what_is_missing(open_page, kofi, sign_in):
    Researcher.objects.filter(pk=kofi.pk).update(title="")
    page, click = open_page(), Clicks()
    sign_in(page, kofi.user)
    page.goto("/admin/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1, include_hidden=True)).to_contain_text("Mensah")
    click(page.get_by_role("link", name=re.compile("^Say what you are")))
    expect(page.locator("#id_title")).to_be_focused()
    assert "field=" not in page.url
    page.locator("#id_title").fill("Keeper of sensors")
    click(page.get_by_role("button", name="Save", exact=True).first)
    saved(page)
    page.goto("/admin/")
    expect(page.get_by_role("link", name=re.compile("^Say what you are"))).to_have_count(0)
    assert click.count == 2


def test_an_editor_is_one_click_from_where_somebodys_photo_is_missing(open_page, mina, sign_in):
    page = open_page()
    sign_in(page, mina)
    page.goto("/admin/")
    missing = page.locator(".desk-columns section", has_text="something missing")
    missing.get_by_role("listitem").filter(has_text="photo").first.get_by_role("link").click()
    expect(page.locator("#photos-group")).to_be_in_viewport()


def test_an_editor_moves_somebody_to_the_alumni(open_page, mina, sign_in):
    person = Researcher.objects.filter(memberships__ended=None, memberships__role="phd").first()
    page = open_page()
    sign_in(page, mina)
    page.goto("/people/")
    assert page.locator(".card", has_text=person.name).count()
    page.goto(f"/admin/profiles/researcher/{person.pk}/change/")
    row = page.locator("#memberships-group")
    row.get_by_text(re.compile("PhD")).first.scroll_into_view_if_needed()
    ended = page.locator("#id_memberships-0-ended")
    if not ended.is_visible():
        row.locator("h3").first.click()
    ended.fill(str(date(timezone.localdate().year, 1, 2)))
    page.locator("#id_memberships-0-next_position").fill("Postdoc in Bergen")
    page.get_by_role("button", name="Save", exact=True).first.click()
    saved(page)
    page.goto("/people/")
    assert not page.locator(".card", has_text=person.name).count()
    expect(page.get_by_text("Postdoc in Bergen")).to_be_visible()
    page.goto("/admin/")
    expect(page.get_by_role("heading", name=re.compile("Left lately"))).to_be_visible()
    expect(page.get_by_text("Postdoc in Bergen")).to_be_visible()


def test_an_editor_adds_somebody_and_is_shown_the_lab_and_role(open_page, mina, sign_in):
    page = open_page()
    sign_in(page, mina)
    page.goto("/admin/profiles/researcher/add/")
    page.locator("#id_given_name").fill("Ada")
    page.locator("#id_family_name").fill("Mudd")
    page.locator("#id_memberships-0-role").select_option("postdoc")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully").first).to_be_visible()
    membership = Researcher.objects.get(slug="ada-mudd").memberships.get()
    assert (membership.lab, membership.role) == (Lab.objects.get(), "postdoc")


def test_an_editor_invites_and_withdraws_from_the_form(open_page, mina, sign_in):
    person = Researcher.objects.filter(user=None, memberships__ended=None).first()
    page = open_page()
    sign_in(page, mina)
    page.goto(f"/admin/profiles/researcher/{person.pk}/change/#settings")
    page.get_by_role("link", name="Invite, or see more").click()
    page.get_by_label("Their e-mail address").fill("newcomer@tidewater.example")
    page.get_by_role("button", name="Invite").click()
    expect(page.get_by_text("the letter is on its way").first).to_be_visible()
    page.get_by_role("button", name="Withdraw the invitation").click()
    expect(page.get_by_text("The invitation is withdrawn").first).to_be_visible()
    assert Invitation.objects.get(researcher=person).revoked_at


def test_a_delegate_edits_for_the_professor_under_their_own_name(open_page, mina, kofi, sign_in):
    professor = mina.researcher
    aide = User.objects.create_user("office@tidewater.example", "slow-tides", first_name="Ada")
    aide.delegations.create(researcher=professor)
    page = open_page()
    sign_in(page, aide)
    page.goto("/admin/")
    page.get_by_role("link", name=re.compile(f"Edit the page of {professor.name}")).click()
    page.locator("#id_title").fill("Professor of Tides")
    page.get_by_role("button", name="Save", exact=True).first.click()
    saved(page)
    professor.refresh_from_db()
    assert professor.title == "Professor of Tides"
    assert professor.history.first().history_user == aide
    assert page.goto(f"/admin/profiles/researcher/{kofi.pk}/change/").status == 404


def test_two_who_save_at_once_choose_line_by_line(open_page, axe, kofi, mina, sign_in):
    """Mina edits Kofi's page while he does."""
    one, two = open_page(), open_page(390, 844)
    sign_in(one, kofi.user)
    sign_in(two, mina)
    form = f"/admin/profiles/researcher/{kofi.pk}/change/"
    one.goto(form)
    two.goto(form)
    two.locator("#id_title").fill("Doctoral researcher")
    two.locator("#id_pronouns").fill("he")
    two.get_by_role("button", name="Save", exact=True).first.click()
    saved(two)
    one.locator("#id_title").fill("PhD candidate")
    one.locator("#id_bio").fill("A text that must not be lost.")
    one.get_by_role("button", name="Save", exact=True).first.click()
    told = one.locator("#meanwhile")
    expect(told).to_contain_text("saved this form at")
    expect(told.get_by_role("group", name="Title")).to_contain_text("Doctoral researcher")
    expect(told.get_by_role("group", name="Title")).to_contain_text("PhD candidate")
    expect(one.locator("#id_bio")).to_have_value("A text that must not be lost.")
    axe(one)
    told.get_by_role("group", name="Title").get_by_text("Theirs, as it is now").click()
    told.get_by_role("button", name="Save as chosen").click()
    saved(one)
    kofi.refresh_from_db()
    assert (kofi.title, kofi.pronouns) == ("Doctoral researcher", "he")
    assert kofi.bio == "A text that must not be lost."


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (390, True)])
def test_the_start_page_is_for_everybody(
    open_page, axe, site, sign_in: Callable, who, width, is_dark
):
    page = open_page(width, 900, dark=is_dark)
    sign_in(page, User.objects.get(email=f"{who}@tidewater.example"))
    page.goto("/admin/")
    page.wait_for_load_state("networkidle")
    axe(page)
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


@pytest.mark.parametrize("who", WHO)
def test_the_form_of_a_person_fits_into_the_window(page, site, kofi, sign_in, who):
    sign_in(page, User.objects.get(email=f"{who}@tidewater.example"))
    page.goto(f"/admin/profiles/researcher/{kofi.pk}/change/")
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0


def test_saving_a_lab_changes_nobody_in_it(open_page, mina, sign_in):
    before = Membership.history.count()
    page = open_page()
    sign_in(page, mina)
    lab = Lab.objects.get()
    page.goto(reverse("admin:profiles_lab_change", args=[lab.pk]))
    page.locator("#id_tagline").fill("Another line.")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)
    assert Lab.objects.get().tagline == "Another line."
    assert Membership.history.count() == before


def test_an_editor_reads_whose_page_it_is_on_every_leaf(open_page, mina, sign_in):
    person = Researcher.objects.get(slug="rosalind-achterberg")
    page = open_page()
    sign_in(page, mina)
    page.goto(reverse("admin:profiles_researcher_change", args=[person.pk]) + "#settings")
    name = page.locator("#main h1 .truncate")
    expect(name).to_have_text(person.name)
    assert name.evaluate("name => name.clientWidth >= name.scrollWidth && name.clientWidth > 0")
