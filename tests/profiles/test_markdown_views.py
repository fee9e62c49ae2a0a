from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from tests import factories
from typeset.markdown import render

PREVIEW = "markdownx_markdownify"
UPLOAD = "markdownx_upload"


@pytest.fixture
def client(client_of, member):
    return client_of(member)


def test_the_preview_is_the_public_page(client):
    text = "# Drift\n\nOf $k$ instruments, see [here](https://lab.example)."
    response = client.post(reverse(PREVIEW), {"content": text})
    assert response.status_code == 200
    assert response.content.decode() == render(text)


def test_a_hostile_text_is_drawn_harmless(client):
    text = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    drawn = client.post(reverse(PREVIEW), {"content": text}).content.decode()
    for evil in ("<script", "onerror", 'href="javascript'):
        assert evil not in drawn


@pytest.mark.parametrize("name", [PREVIEW, UPLOAD])
def test_a_visitor_gets_neither(db, name):
    data = {"content": "x", "image": factories.picture()}
    assert Client().post(reverse(name), data).status_code == 403


@pytest.mark.parametrize("name", [PREVIEW, UPLOAD])
def test_a_closed_account_gets_neither(client, member, name):
    member.is_active = False
    member.save()
    assert client.post(reverse(name), {"content": "x"}).status_code == 403


@pytest.mark.parametrize("name", [PREVIEW, UPLOAD])
def test_another_site_cannot_ask(member, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    assert client.post(reverse(name), {"content": "x"}).status_code == 403


def test_a_text_that_is_too_long_says_so(client):
    response = client.post(reverse(PREVIEW), {"content": "x" * 400_001})
    assert response.status_code == 413
    assert "can be saved" in response.content.decode()


def test_a_request_without_a_text_is_refused(client):
    assert client.post(reverse(PREVIEW)).status_code == 400
    assert client.get(reverse(PREVIEW)).status_code == 405


def test_a_picture_is_kept_without_its_metadata(client):
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG", exif=exif)
    upload = SimpleUploadedFile("my holiday.jpg", file.getvalue(), "image/jpeg")
    told = client.post(reverse(UPLOAD), {"image": upload}).json()
    assert told["image_code"].startswith(f"![{told['select']}](/media/text/")
    name = told["image_code"].partition("/media/")[2].rstrip(")")
    with default_storage.open(name) as kept:
        content = kept.read()
    assert b"secret place" not in content
    assert Image.open(BytesIO(content)).format == "WEBP"


@pytest.mark.parametrize("content", [b"no picture", b"<svg onload='alert(1)'/>", b""])
def test_what_is_no_picture_is_refused_with_a_word(client, content):
    upload = SimpleUploadedFile("a.png", content, "image/png")
    response = client.post(reverse(UPLOAD), {"image": upload})
    assert response.status_code == 400
    assert response.json()["error"]


def test_a_picture_that_is_too_large_is_refused(client, settings):
    settings.PICTURE_MAX_PIXELS = 100
    response = client.post(reverse(UPLOAD), {"image": factories.picture()})
    assert "too large" in response.json()["error"]
