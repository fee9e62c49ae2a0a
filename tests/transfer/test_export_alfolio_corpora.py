"""Every real site beside the project: in, out as al-folio, and in again gives equal records."""

import pytest
from django.core.management import call_command

from profiles.models import Researcher
from tests.transfer.records import clear, differences, records
from tests.transfer.sites import CORPORA, needs_corpora, run

SITES = sorted(path.name for path in CORPORA.iterdir()) if CORPORA.is_dir() else []


@needs_corpora
@pytest.mark.django_db
@pytest.mark.parametrize("name", SITES or ["none"])
def test_a_real_site_comes_back_the_same(name, tmp_path):
    run(CORPORA / name, researcher="owner")
    before = records(Researcher.objects.get(slug="owner"))
    call_command("export_alfolio", tmp_path / "out", researcher="owner", private=True, json=True)
    clear()
    run(tmp_path / "out", researcher="owner")
    after = records(Researcher.objects.get(slug="owner"))
    assert differences(before, after) == []
