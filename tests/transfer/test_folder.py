import os

import pytest

from tests.transfer.sites import lay
from transfer import limits
from transfer.folder import FileError, FolderError, PathEscapeError, SiteFolder


def test_files_are_listed_in_order_and_what_tools_make_is_not(tmp_path):
    lay(tmp_path, {"b.md": "", "_news/a.md": "", ".git/config": "", "_site/index.html": ""})
    assert SiteFolder(tmp_path).paths == ["_news/a.md", "b.md"]


def test_links_are_named_and_not_followed(tmp_path):
    secret = lay(tmp_path / "outside", {"secret.md": "secret"})
    site = lay(tmp_path / "site", {"index.md": "# Hello"})
    (site / "secret.md").symlink_to(secret / "secret.md")
    (site / "all").symlink_to(secret)
    found = SiteFolder(site)
    assert found.paths == ["index.md"]
    assert found.skipped == [
        "all is a symbolic link and was not followed.",
        "secret.md is a symbolic link and was not followed.",
    ]


def test_a_link_that_took_a_files_place_is_not_read(tmp_path):
    site = lay(tmp_path, {"index.md": "# Hello"})
    found = SiteFolder(site)
    (site / "index.md").unlink()
    (site / "index.md").symlink_to("/etc/hostname")
    with pytest.raises(FileError, match=r"index.md cannot be read"):
        found.text("index.md")


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "index.md")
    assert SiteFolder(tmp_path).skipped == ["index.md is neither a file nor a folder."]


def test_a_name_that_is_no_text_is_named(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9.md")).write_text("x")
    found = SiteFolder(tmp_path)
    assert found.paths == []
    assert "has a name that is not UTF-8" in found.skipped[0]


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_FILES", 2)
    with pytest.raises(FolderError, match="more than 2 files"):
        SiteFolder(lay(tmp_path, {"a": "", "b": "", "c": ""}))


def test_a_folder_that_lies_too_deep_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_DEPTH", 1)
    found = SiteFolder(lay(tmp_path, {"a/b/c.md": "", "a/d.md": ""}))
    assert (found.paths, found.skipped) == (["a/d.md"], ["a/b lies too deep and was not read."])


@pytest.mark.parametrize(("made", "reason"), [(False, "does not exist"), (True, "is not a folder")])
def test_what_is_no_folder_is_refused(tmp_path, made, reason):
    path = tmp_path / "site"
    if made:
        path.write_text("x")
    with pytest.raises(FolderError, match=reason):
        SiteFolder(path)


@pytest.mark.parametrize(
    "address",
    [
        "assets/img/Me.JPG",
        "/assets/img/me.jpg",
        "me.jpg",
        "./me.jpg",
        "ME%2Ejpg",
        "x/../me.jpg?v=2",
    ],
)
def test_an_address_finds_its_file_whatever_its_case(tmp_path, address):
    found = SiteFolder(lay(tmp_path, {"assets/img/me.jpg": ""}))
    assert found.find(address, "assets/img") == "assets/img/me.jpg"


@pytest.mark.parametrize("address", ["../../etc/passwd", "%2e%2e/%2e%2e/x", "..\\..\\x"])
def test_an_address_that_climbs_out_is_refused(tmp_path, address):
    found = SiteFolder(lay(tmp_path, {"index.md": ""}))
    with pytest.raises(PathEscapeError, match="leads out of the site's folder"):
        found.find(address, "assets")


@pytest.mark.parametrize("address", ["", "nowhere.jpg", "a\0b", "#top", "?x"])
def test_an_address_of_nothing_finds_nothing(tmp_path, address):
    assert SiteFolder(lay(tmp_path, {"index.md": ""})).find(address) is None


def test_text_comes_with_plain_line_ends_and_without_a_mark(tmp_path):
    found = SiteFolder(lay(tmp_path, {"a.md": b"\xef\xbb\xbfone\r\ntwo\rthree\0"}))
    assert found.text("a.md") == "one\ntwo\nthree�"


def test_text_that_is_not_utf8_is_refused_by_name(tmp_path):
    found = SiteFolder(lay(tmp_path, {"a.md": b"caf\xe9"}))
    with pytest.raises(FileError, match=r"a.md is not UTF-8 \(byte 4\)"):
        found.text("a.md")


def test_a_file_that_is_too_large_is_refused_by_name(tmp_path):
    found = SiteFolder(lay(tmp_path, {"a.md": "x" * 11}))
    with pytest.raises(FileError, match=r"a.md is larger than"):
        found.text("a.md", limit=10)


def test_a_bare_name_is_found_below_folders_if_it_is_the_only_one(tmp_path):
    files = {"assets/pdf/papers/Mud.pdf": "x", "assets/a/tide.pdf": "x", "assets/b/tide.pdf": "x"}
    folder = SiteFolder(lay(tmp_path, {**files, "other/fog.pdf": "x"}))
    assert folder.named("mud.pdf", "assets/") == "assets/pdf/papers/Mud.pdf"
    assert folder.named("tide.pdf", "assets/") is None
    assert folder.named("fog.pdf", "assets/") is None
    assert folder.named("papers/Mud.pdf", "assets/") is None
