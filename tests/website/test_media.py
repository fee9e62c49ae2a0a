import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from website import media


@pytest.fixture
def storage(tmp_path, monkeypatch, db):
    """Uploads on the disk, beside a file that is none of them."""
    (tmp_path / "secret.pdf").write_bytes(b"secret")
    storage = FileSystemStorage(tmp_path / "media", base_url="/media/")
    monkeypatch.setattr(media, "default_storage", storage)
    return storage


def get(client, storage, name: str, content: bytes = b"content"):
    answer = client.get(f"/media/{storage.save(name, ContentFile(content))}")
    assert b"".join(answer.streaming_content) == content
    answer.close()
    return answer


def test_a_picture_is_shown(client, storage):
    answer = get(client, storage, "people/a.webp")
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline")
    assert "immutable" in answer["Cache-Control"]


def test_a_pdf_is_shown_under_its_name(client, storage):
    answer = get(client, storage, "publications/abc/drift.pdf", b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="drift.pdf"'
    assert "script" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["a.html", "a.svg", "a.xhtml", "a.js", "a.txt", "a", "a.pdf.html"])
def test_what_a_browser_might_run_is_a_download(name, client, storage):
    answer = get(client, storage, name, b"<script>alert(1)</script>")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    "name",
    [
        "../secret.pdf",
        "..%2Fsecret.pdf",
        "%2e%2e/secret.pdf",
        "a/../../secret.pdf",
        "/etc/passwd",
        "%00.pdf",
        "nothing.webp",
        "people",
        "people/",
        "x" * 300,
    ],
)
def test_nothing_outside_the_uploads_is_served(name, client, storage, db):
    storage.save("people/a.webp", ContentFile(b"content"))
    assert client.get(f"/media/{name}").status_code == 404


def test_what_was_withdrawn_is_not_reached_by_a_way_round(client, storage):
    storage.save("people/a.webp", ContentFile(b"a"))
    storage.save("withdrawn/b.webp", ContentFile(b"b"))
    for name in ("withdrawn/b.webp", "./withdrawn/b.webp", "people/../withdrawn/b.webp"):
        assert client.get(f"/media/{name}").status_code == 404, name


def test_files_are_only_read(client, storage):
    assert client.post("/media/a.webp").status_code == 405
