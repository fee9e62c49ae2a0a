"""What comes in archives: unpacked within limits, and nothing outside of the scratch folder."""

import io
import tarfile
import warnings
import zipfile

import pytest

from tests.transfer.archives import special, tarred, zero_bomb, zipped
from transfer import limits
from transfer.archives import opened, unpacking
from transfer.limits import FolderError

FILES = {"index.md": "# Hello", "assets/me.jpg": b"\xff\xd8"}


def read(path, scratch):
    """The files of an archive, and what was left out of it."""
    with opened(path, scratch) as folder:
        content = {each: folder.read(each, 2**20) for each in folder.paths}
        return content, folder.skipped


def everything_below(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["site.zip", "site.tar.gz", "site.tgz", "site.tar", "SITE.ZIP"])
def test_every_kind_of_archive_is_read_and_leaves_nothing(tmp_path, name):
    make = zipped if name.lower().endswith("zip") else tarred
    content, skipped = read(make(tmp_path / name, FILES), tmp_path / "scratch")
    assert content == {"index.md": b"# Hello", "assets/me.jpg": b"\xff\xd8"}
    assert skipped == []
    assert everything_below(tmp_path) == {name}


def test_what_was_unpacked_goes_when_reading_fails(tmp_path):
    path = zipped(tmp_path / "site.zip", FILES)
    with pytest.raises(KeyError), opened(path, tmp_path / "scratch"):
        raise KeyError
    assert everything_below(tmp_path) == {"site.zip"}


def test_the_folder_around_a_download_is_taken_off(tmp_path):
    files = {f"mina-main/site/{name}": content for name, content in FILES.items()}
    content, _skipped = read(zipped(tmp_path / "a.zip", files), tmp_path / "scratch")
    assert set(content) == set(FILES)


@pytest.mark.parametrize("name", ["_pages/about.md", "content/authors/admin/_index.md"])
def test_a_folder_that_is_a_part_of_the_site_stays(tmp_path, name):
    content, _skipped = read(zipped(tmp_path / "a.zip", {name: "x"}), tmp_path / "scratch")
    assert set(content) == {name}


def test_what_tools_pack_along_is_not_unpacked(tmp_path):
    files = {**FILES, "__MACOSX/._index.md": "x", ".git/config": "x", "a/node_modules/b.js": "x"}
    content, skipped = read(zipped(tmp_path / "a.zip", files), tmp_path / "scratch")
    assert (set(content), skipped) == (set(FILES), [])


@pytest.mark.parametrize("make", [zipped, tarred])
@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../../evil.md", "leads out of the archive"),
        ("a/../../evil.md", "leads out of the archive"),
        ("..\\evil.md", "leads out of the archive"),
        ("/etc/evil.md", "has an absolute path"),
        ("C:\\evil.md", "has an absolute path"),
        ("a/" * 30 + "evil.md", "lies too deep"),
    ],
)
def test_a_path_that_leads_elsewhere_is_named_and_written_nowhere(tmp_path, make, name, reason):
    suffix = "zip" if make is zipped else "tar.gz"
    inner = tmp_path / "inner" / "deep"
    inner.mkdir(parents=True)
    path = make(inner / f"a.{suffix}", {**FILES, name: "evil"})
    content, skipped = read(path, inner / "scratch")
    assert set(content) == set(FILES)
    assert reason in skipped[0]
    assert everything_below(tmp_path) == {f"inner/deep/a.{suffix}"}


def test_links_and_devices_of_a_tar_are_named_and_not_made(tmp_path):
    path = tarred(
        tmp_path / "a.tar.gz",
        FILES,
        special("secret.md", tarfile.SYMTYPE, "/etc/passwd"),
        special("hard.md", tarfile.LNKTYPE, "/etc/passwd"),
        special("disk", tarfile.BLKTYPE),
        special("tty", tarfile.CHRTYPE),
        special("pipe", tarfile.FIFOTYPE),
    )
    content, skipped = read(path, tmp_path / "scratch")
    assert set(content) == set(FILES)
    assert [line.split(" ", 1)[0] for line in skipped] == [
        "secret.md", "hard.md", "disk", "tty", "pipe",
    ]  # fmt: skip


def test_a_link_in_a_zip_is_named_and_not_followed(tmp_path):
    path = zipped(tmp_path / "a.zip", {**FILES, "a.md": "/etc/passwd"}, **{"a.md": 0o120777})
    content, skipped = read(path, tmp_path / "scratch")
    assert set(content) == set(FILES)
    assert skipped == ["a.md is a symbolic link and was not followed."]


@pytest.mark.parametrize("make", [zipped, tarred])
def test_too_many_files_are_refused(tmp_path, monkeypatch, make):
    monkeypatch.setattr(limits, "MAX_FILES", 3)
    path = make(
        tmp_path / ("a.zip" if make is zipped else "a.tar"), {f"{i}.md": "" for i in range(4)}
    )
    with pytest.raises(FolderError, match="holds more than 3 files"):
        read(path, tmp_path / "scratch")
    assert everything_below(tmp_path) == {path.name}


def test_a_hundred_thousand_files_are_refused_before_they_are_looked_at(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(100_001):
            archive.writestr(zipfile.ZipInfo(str(number)), "")
    with pytest.raises(FolderError, match="holds more than 50,000 files"):
        read(path, tmp_path / "scratch")


def test_a_bomb_in_a_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"bomb.md": bytes(limits.RATIO_COUNTS_FROM + 1)})
    with pytest.raises(FolderError, match="unpacks to more than 100 times its size"):
        read(path, tmp_path / "scratch")
    assert everything_below(tmp_path) == {"a.zip"}


def test_a_bomb_in_a_tar_is_refused(tmp_path):
    path = zero_bomb(tmp_path / "a.tar.gz", 64 * 2**20)
    with pytest.raises(FolderError, match="unpacks to more than 100 times its size"):
        read(path, tmp_path / "scratch")


@pytest.mark.parametrize("make", [zipped, tarred])
def test_more_than_a_site_can_be_is_refused(tmp_path, monkeypatch, make):
    monkeypatch.setattr(limits, "MAX_BYTES", 1000)
    path = make(tmp_path / ("a.zip" if make is zipped else "a.tar"), {"a.md": b"x" * 1001})
    with pytest.raises(FolderError, match="holds more than"):
        read(path, tmp_path / "scratch")


def test_a_file_that_is_too_large_is_named_and_the_rest_comes(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES_OF_ONE", 10)
    content, skipped = read(
        tarred(tmp_path / "a.tar", {**FILES, "big.md": b"x" * 600}), tmp_path / "scratch"
    )
    assert set(content) == set(FILES)
    assert skipped[0].startswith("big.md is larger than")


def test_a_head_without_end_is_refused(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as archive:
        member = tarfile.TarInfo("a.md")
        member.pax_headers = {"comment": "x" * 3_000_000}
        archive.addfile(member, io.BytesIO())
    with pytest.raises(FolderError, match="holds a head that no file has"):
        read(path, tmp_path / "scratch")


def test_an_encrypted_archive_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.md": "x"})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 8
    content[place] |= 1
    path.write_bytes(content)
    with pytest.raises(FolderError, match="is encrypted. Pack it again without a password"):
        read(path, tmp_path / "scratch")


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.tar"])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.7])
def test_an_archive_that_was_cut_off_is_refused(tmp_path, name, part):
    make = zipped if name.endswith("zip") else tarred
    path = make(tmp_path / name, {f"{each}.md": str(each) * 3000 for each in range(20)})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(FolderError, match=f"{name} is damaged or was cut off") as refused:
        read(path, tmp_path / "scratch")
    assert "\n" not in str(refused.value)


def test_a_damaged_file_in_a_zip_is_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", {"a.md": "words " * 500})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(FolderError, match="damaged"):
        read(path, tmp_path / "scratch")


def test_a_name_in_plain_utf8_is_read_as_it_was_meant(tmp_path):
    path = zipped(tmp_path / "a.zip", {"caf\u00e9.md": "x"})
    content = bytearray(path.read_bytes())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(sign) + offset + 1
        content[place] &= ~0x08  # the flag that says UTF-8
    path.write_bytes(content)
    found, _skipped = read(path, tmp_path / "scratch")
    assert list(found) == ["caf\u00e9.md"]


def test_a_name_in_no_known_letters_is_named(tmp_path):
    path = tarred(tmp_path / "a.tar", {**FILES, "caf\udce9.md": "x"})
    content, skipped = read(path, tmp_path / "scratch")
    assert set(content) == set(FILES)
    assert "has a name that is not UTF-8" in skipped[0]


def test_a_file_that_stands_twice_counts_once(tmp_path):
    path = tmp_path / "a.zip"
    with warnings.catch_warnings(), zipfile.ZipFile(path, "w") as archive:
        warnings.simplefilter("ignore")
        archive.writestr("a.md", "one")
        archive.writestr("a.md", "two")
    content, skipped = read(path, tmp_path / "scratch")
    assert content == {"a.md": b"one"}
    assert skipped == ["a.md stands twice in the archive; the first one counts."]


def test_packing_that_is_not_known_is_named(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.md", "one")
    content, skipped = read(path, tmp_path / "scratch")
    assert content == {}
    assert "packed in a way that is not read here" in skipped[0]


def test_of_many_that_are_left_out_some_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "MAX_SAID", 2)
    path = zipped(tmp_path / "a.zip", {f"../{each}": "" for each in range(5)})
    _content, skipped = read(path, tmp_path / "scratch")
    assert (len(skipped), skipped[-1]) == (3, "3 more members were left out.")


def test_what_is_no_archive_is_refused(tmp_path):
    path = tmp_path / "site.rar"
    path.write_text("x")
    with (
        pytest.raises(FolderError, match="neither a folder nor an archive"),
        opened(path, tmp_path),
    ):
        pass
    with pytest.raises(FolderError, match="cannot be read"):
        read(tmp_path / "none.zip", tmp_path / "scratch")
