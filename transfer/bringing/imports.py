"""A site that somebody uploads: kept until its plan is applied, then written, and taken back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from profiles.models import Researcher
from publications.report import Report
from transfer.archives import SUFFIXES, opened
from transfer.importer import SiteError, importing, owner_name
from transfer.journal import Journal
from transfer.limits import FolderError
from transfer.models import SiteChange, SiteImport
from transfer.reading import read_site

FORGOTTEN = timedelta(days=2)  # plans that nobody applied
UPLOADS = settings.DATA_DIR / "uploads"
SCRATCH = settings.DATA_DIR / "unpacking"


class _PlannedError(Exception):
    """Ends the transaction of a plan."""


def suffix_of(name: str) -> str:
    """The kind of archive that a file's name tells; empty when it is none that is read."""
    return next((suffix for suffix in SUFFIXES if name.lower().endswith(suffix)), "")


def archive_of(record: SiteImport) -> Path:
    return UPLOADS / f"{record.pk}{suffix_of(record.name)}"


def keep(file: UploadedFile, person: Researcher, user: User, *, with_samples: bool) -> SiteImport:
    """Lay the upload aside and plan it. Raises FolderError or SiteError, and keeps nothing then."""
    _forget_old()
    record = SiteImport.objects.create(
        user=user, researcher=person, name=(file.name or "")[-300:], with_samples=with_samples
    )
    UPLOADS.mkdir(parents=True, exist_ok=True)
    try:
        with archive_of(record).open("wb") as kept:
            for piece in file.chunks():
                kept.write(piece)
        record.report = _planned(record, user).as_dict()
        record.save(update_fields=["report"])
    except BaseException:
        forget(record)
        raise
    return record


def forget(record: SiteImport) -> None:
    archive_of(record).unlink(missing_ok=True)
    record.delete()


def _forget_old() -> None:
    old = timezone.now() - FORGOTTEN
    forgotten = SiteImport.objects.filter(state=SiteImport.State.PLANNED, asked_at=None)
    for record in forgotten.filter(created_at__lt=old):
        forget(record)


def _planned(record: SiteImport, user: User) -> Report:
    """What the import would do: it is done, and its transaction is not kept."""

    def finish() -> None:
        raise _PlannedError

    report = Report()
    try:
        for _step in _run(record, report, Journal(user), finish):
            pass
    except _PlannedError:
        pass
    return report


def applying(record: SiteImport, user: User) -> Iterator[tuple[int, int]]:
    """Write the site and remember what was done, all in one transaction.

    With the rights of whoever brought it, as the plan was made: an editor who agrees to a member's
    site would else change the pages of others, which the plan left out.
    """
    report, journal = Report(), Journal(record.user or user)

    def finish() -> None:
        _remember(record, report, journal)

    yield from _run(record, report, journal, finish)
    archive_of(record).unlink(missing_ok=True)


def _run(
    record: SiteImport, report: Report, journal: Journal, finish: Callable[[], None]
) -> Iterator[tuple[int, int]]:
    try:
        with opened(archive_of(record), SCRATCH) as folder:
            folder.name = record.name
            owner = owner_name(record.researcher.slug)
            site = read_site(folder, with_samples=record.with_samples, owner=owner)
            report.problems += site.problems
            yield from importing(site, folder, report, journal, finish, slug=record.researcher.slug)
    except FolderError as error:
        # The archive goes by the name that its owner knows.
        raise SiteError(str(error).replace(archive_of(record).name, record.name)) from error


@transaction.atomic
def _remember(record: SiteImport, report: Report, journal: Journal) -> None:
    State = SiteImport.State  # noqa: N806 - a class
    planned = SiteImport.objects.filter(pk=record.pk, state=State.PLANNED)
    if not planned.update(state=State.APPLIED):
        raise SiteError(_("This import has been applied already."))
    for row in journal.made:
        SiteChange.objects.create(site_import=record, row=row, created=True)
    for row, changes in journal.changed:
        SiteChange.objects.create(site_import=record, row=row, created=False, changes=changes)
    record.records.set(journal.records)
    record.report = report.as_dict()
    record.state, record.applied_at = State.APPLIED, timezone.now()
    record.save()
