"""Words planted in every private place, and no public byte that holds one of them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.history.records import CHANGED
from profiles.models import PreviewLink, Proposal
from tests import factories

STARTS = (
    "/", "/people/", "/publications/", "/news/", "/blog/", "/projects/", "/search/?q=a",
    "/publications.bib", "/publications.ris", "/publications.json", "/publications/feed.xml",
    "/feed.xml", "/sitemap.xml", "/robots.txt",
)  # fmt: skip
_ADDRESS = re.compile(
    r"""(?:href|src|action|content)=["']([^"'#]+)|<loc>([^<]+)|(/media/[\w./-]+)"""
)


def photographed(words: str) -> ContentFile:
    """A JPEG that says where and of what it was taken."""
    picture = Image.new("RGB", (640, 480), "#2d6a66")
    exif = Image.Exif()
    exif[0x010E] = words  # ImageDescription
    exif[0x013B] = words  # Artist
    exif.get_ifd(0x8825)[1] = "N"  # GPS
    buffer = BytesIO()
    picture.save(buffer, "JPEG", exif=exif.tobytes(), comment=words)
    return ContentFile(buffer.getvalue(), name=f"{words}.jpg")


def crawled(client: Client) -> Iterator[tuple[str, bytes]]:
    """Every public address that leads from the first pages, with all that comes from it."""
    waiting, seen = list(STARTS), set(STARTS)
    while waiting:
        path = waiting.pop()
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        yield path, body + repr(sorted(response.headers.items())).encode()
        if "text" not in response.get("Content-Type", "") and "xml" not in response["Content-Type"]:
            continue
        for found in _ADDRESS.findall(body.decode(errors="replace")):
            link = unescape(next(filter(None, found))).removeprefix("http://testserver")
            if (
                link.startswith("/")
                and not link.startswith(("//", "/static/"))
                and link not in seen
            ):
                seen.add(link)
                waiting.append(link)


def where(client: Client, words: list[str]) -> list[tuple[str, str]]:
    found = []
    for path, body in crawled(client):
        low = body.lower()
        found += [(word, path) for word in words if word.lower().encode() in low]
    return found


@pytest.fixture
def mina(db, lab):
    return factories.researcher(lab=lab, given_name="Mina", family_name="Public", slug="mina")


@pytest.fixture
def drafts(mina, lab):
    """By its word each draft or scheduled thing, and how it becomes public."""
    later = timezone.now() + timedelta(days=3)
    return {
        "avocetdraft": factories.publication(mina, title="Avocetdraft", slug="a", draft=True),
        "bitterndraft": factories.page(
            researcher=mina, title="Bitterndraft", slug="b", draft=True, body="Words."
        ),
        "curlewdraft": factories.course(mina, title="Curlewdraft", draft=True),
        "dunlindraft": factories.project(mina, title="Dunlindraft", slug="d", draft=True),
        "egretdraft": factories.news_item(mina, body="Egretdraft", draft=True),
        "fulmarlater": factories.news_item(mina, body="Fulmarlater", publish_at=later),
        "gannetdraft": factories.post(mina, title="Gannetdraft", slug="g", draft=True),
        "heronlater": factories.post(mina, title="Heronlater", slug="h", publish_at=later),
        "ibislab": factories.page(lab=lab, title="Ibislab", slug="i", draft=True),
    }


def test_drafts_and_what_waits_for_its_day_are_in_no_public_byte(client, drafts):
    assert where(client, list(drafts)) == []


def test_each_is_found_once_it_is_public_and_gone_when_it_is_taken_back(client, drafts):
    for row in drafts.values():
        row.draft = False
        if hasattr(row, "publish_at"):
            row.publish_at = None
        row.save()
    assert {word for word, _path in where(client, list(drafts))} == set(drafts)
    for row in drafts.values():
        row.draft = True
        row.save()
    assert where(client, list(drafts)) == []


def test_nothing_of_somebody_hidden_is_in_any_public_byte_but_the_printed_name(client, lab, mina):
    hidden = factories.researcher(
        lab=lab, given_name="Hid", family_name="Jacanahidden", slug="jacanahidden",
        bio="Knothidden", email="lapwinghidden@lab.example", email_public=True,
        visibility="hidden", orcid="0000-0002-1825-0097",
    )  # fmt: skip
    factories.photo(hidden, alt="Merlinhidden")
    factories.page(researcher=hidden, title="Nightjarhidden", slug="n", draft=False)
    factories.course(hidden, title="Ospreyhidden")
    factories.news_item(hidden, body="Petrelhidden")
    factories.post(hidden, title="Quailhidden", slug="q")
    factories.project(hidden, title="Railhidden", slug="r", draft=False)
    factories.publication(hidden, title="Sanderlinghidden", slug="s")
    factories.publication(hidden, mina, title="A shared paper", slug="shared")
    words = [
        "jacanahidden/", "knothidden", "lapwinghidden", "merlinhidden", "nightjarhidden",
        "ospreyhidden", "petrelhidden", "quailhidden", "railhidden", "sanderlinghidden",
        "0000-0002-1825-0097", hidden.photos.get().image.name,
    ]  # fmt: skip
    assert where(client, words) == []
    hidden.visibility = "public"
    hidden.save()
    found = {word for word, _path in where(client, words)}
    assert found == set(words)
    hidden.visibility = "hidden"
    hidden.save()
    assert where(client, words) == []


def test_what_an_unlisted_person_has_is_on_no_list(client, lab, mina):
    person = factories.researcher(
        lab=lab, family_name="Teal", slug="tealunlisted", bio="Turnstone", visibility="unlisted"
    )
    factories.news_item(person, body="Whimbrelunlisted")
    assert where(client, ["tealunlisted", "turnstone", "whimbrelunlisted"]) == []
    assert client.get(person.get_absolute_url()).status_code == 200


def test_what_was_changed_removed_or_only_noted_is_in_no_public_byte(
    client, lab, mina, administrator
):
    mina.bio = "Wrenformer text <!-- Yaffingalecomment -->"
    mina.save()
    mina.bio = "The present text <!-- Yaffingalecomment -->"
    mina.email, mina.email_public = "zebrafinch@lab.example", False
    mina.save()
    mina.name_variants.create(name="Maidenname, M.", private=True)
    factories.profile_link(mina, platform="github", value="hiddenlink", public=False)
    photo = factories.photo(mina, image=photographed("Exifsecret"), alt="Mina")
    removed = factories.photo(mina, alt="Removedphoto")
    removed_name = removed.image.name
    removed.delete()
    paper = factories.publication(mina, title="On tides", slug="tides")
    paper.links.create(kind="code", url="https://code.example/removedlink").delete()
    Proposal.objects.create(
        lab=lab, target=mina, name="Proposalname", made_by=mina.user,
        changes=[{"model": "profiles.Researcher", "pk": mina.pk, "deed": CHANGED,
                  "before": {"bio": mina.bio}, "after": {"bio": "Proposedtext"}}],
    )  # fmt: skip
    PreviewLink.objects.create(
        target=mina, note="Previewnote", made_by=administrator,
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    words = [
        "wrenformer", "yaffingale", "zebrafinch", "maidenname", "hiddenlink", "exifsecret",
        "removedphoto", removed_name, "removedlink", "proposedtext", "proposalname",
        "previewnote", "/preview/",
    ]  # fmt: skip
    assert where(client, words) == []
    assert any(photo.image.name in path for path, _body in crawled(client))


def test_a_person_s_own_choice_of_papers_is_kept_on_their_pages(client, mina):
    paper = factories.publication(mina, title="Hiddenbyauthor", slug="hidden-by-author")
    paper.authorships.filter(researcher=mina).update(hidden=True)
    own = [path for _word, path in where(client, ["hiddenbyauthor"]) if "/people/" in path]
    assert own == []
