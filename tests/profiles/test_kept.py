from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from profiles import kept


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    return tmp_path / "pending"


def upload(name: str = "portrait.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"content")


def test_a_file_comes_back_as_it_was(folder):
    found = kept.take(kept.keep(upload()))
    assert found is not None
    assert (found.name, found.read()) == ("portrait.png", b"content")


def test_it_keeps_its_token_when_it_is_kept_again(folder):
    token = kept.keep(upload())
    assert kept.keep(kept.take(token)) == token
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    "token",
    ["", "nonsense", signing.dumps(["../secret_key", "x"])],
    ids=["empty", "nonsense", "signed for another purpose"],
)
def test_a_token_that_is_not_ours_finds_nothing(folder, token):
    assert kept.take(token) is None


def test_a_file_that_is_gone_is_not_found(folder):
    token = kept.keep(upload())
    next(folder.iterdir()).unlink()
    assert kept.take(token) is None


def test_old_files_and_tokens_expire(folder, monkeypatch):
    token = kept.keep(upload("old.png"))
    monkeypatch.setattr(kept, "LIFE", timedelta(seconds=-1))
    assert kept.take(token) is None
    kept.keep(upload("new.png"))
    assert len(list(folder.iterdir())) == 1


def test_a_name_with_folders_loses_them(folder):
    found = kept.take(kept.keep(upload("a/../../portrait.png")))
    assert found is not None
    assert found.name == "portrait.png"
