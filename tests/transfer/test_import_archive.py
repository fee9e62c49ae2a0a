"""The command over archives: the same as over their folder, and nothing left of them."""

import pytest
from django.conf import settings
from django.core.management import CommandError

from profiles.models import Researcher
from profiles.old_addresses import answer
from tests.transfer.archives import tarred, zipped
from tests.transfer.sites import ABOUT, CONFIG, doc, problems, run

pytestmark = pytest.mark.django_db

FILES = {
    "mina-main/_config.yml": CONFIG,
    "mina-main/_pages/about.md": ABOUT,
    "mina-main/_news/prize.md": doc("date: 2024-05-01\ninline: false\ntitle: A prize", "For mud."),
    "mina-main/_posts/2024-01-31-ebb.md": doc("title: Ebb", "Low."),
    "mina-main/_projects/gauge.md": doc("title: Gauge", "It floats."),
}


def left_over():
    folder = settings.DATA_DIR / "unpacking"
    return list(folder.iterdir()) if folder.exists() else []


@pytest.mark.parametrize(("name", "make"), [("mina.zip", zipped), ("mina.tar.gz", tarred)])
def test_an_archive_comes_in_as_its_folder_would_and_once(tmp_path, name, make):
    path = make(tmp_path / name, FILES)
    first = run(path)
    assert problems(first) == ""
    assert Researcher.objects.get().bio == "I measure what drifts."
    again = run(path)
    assert (again["created"], again["updated"], again["found"]) == (0, 0, first["found"])
    assert left_over() == []


def test_old_addresses_of_the_theme_lead_to_where_things_are(tmp_path):
    run(zipped(tmp_path / "mina.zip", FILES))
    mina = Researcher.objects.get()
    for old, row in (
        ("news/prize/", mina.news.get()),
        ("blog/2024/ebb/", mina.posts.get()),
        ("projects/gauge/", mina.projects.get()),
    ):
        found = answer(mina.get_absolute_url() + old)
        assert found is not None, old
        assert found.address == row.get_absolute_url()


def test_what_leads_out_is_named_in_the_report(tmp_path):
    report = run(zipped(tmp_path / "mina.zip", {**FILES, "../../evil.md": "x"}))
    assert "../../evil.md leads out of the archive and was left out." in problems(report)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", b"\x1f\x8b no archive"])
def test_a_broken_archive_is_refused_in_one_line(tmp_path, content):
    for name in ("mina.zip", "mina.tar.gz"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(CommandError) as refused:
            run(tmp_path / name)
        assert "\n" not in str(refused.value)
        assert name in str(refused.value)
    assert not Researcher.objects.exists()
    assert left_over() == []
