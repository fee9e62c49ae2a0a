"""A site's items as rows: in one transaction, each through its model's own validation."""

from collections.abc import Callable, Iterator
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from profiles.models import Lab, Membership, Researcher
from profiles.models.lab import Role
from publications.report import Action, Report
from publications.report import Item as Line
from transfer.addresses import page_path
from transfer.attachments import Attachments
from transfer.coauthors import KIND as COAUTHOR
from transfer.coauthors import import_coauthors
from transfer.content import Item, Site
from transfer.folder import PathEscapeError, SiteFolder
from transfer.further_people import KIND as PERSON
from transfer.further_people import FurtherPeople, parts_of
from transfer.jekyll.owner import name_from_slug
from transfer.journal import Journal
from transfer.kinds import KINDS, PROFILE
from transfer.listed_papers import import_listed
from transfer.merging import check, messages_of
from transfer.papers import Papers
from transfer.placing import PICTURE_FOLDERS, Places, values_with_places
from transfer.previews import PICTURES
from transfer.redirects import Redirects
from transfer.rows import Rows
from transfer.unfinished import sweep
from transfer.venues import colour_venues
from typeset.fold import slugify


class SiteError(Exception):
    """The site cannot be imported; the message says why, for people."""


class _DryRunError(Exception):
    """Ends the transaction of a dry run."""


def import_site(
    site: Site, folder: SiteFolder, *, slug: str = "", lab: Lab | None = None, dry_run: bool = False
) -> Report:
    """Write the site as the person of that slug, who is made when there is none.

    Raises SiteError. After a failure or a dry run neither rows nor files are left.
    """
    report = Report(problems=list(site.problems))

    def finish() -> None:
        if dry_run:
            raise _DryRunError

    with suppress(_DryRunError):
        for _done, _all in importing(site, folder, report, Journal(), finish, slug=slug, lab=lab):
            pass
    return report


def owner_name(slug: str) -> tuple[str, str]:
    """Given and family name of the person of that slug, or as the slug has them."""
    if person := Researcher.objects.filter(slug=slug).first():
        return person.given_name, person.family_name
    return name_from_slug(slug) if slug else ("", "")


def importing(
    site: Site,
    folder: SiteFolder,
    report: Report,
    journal: Journal,
    finish: Callable[[], None],
    *,
    slug: str,
    lab: Lab | None = None,
) -> Iterator[tuple[int, int]]:
    """Write the site, saying after each item how many of how many are written.

    ``finish`` is called at the end, within the transaction. Whoever stops asking before that, and
    whatever fails, leaves neither rows nor files.
    """
    sweep()
    attachments = Attachments(folder)
    try:
        with transaction.atomic():
            yield from _Importer(site, attachments, slug, report, lab, journal).steps()
            finish()
    except BaseException:
        attachments.discard()
        raise
    attachments.keep()


class _Importer:
    def __init__(
        self,
        site: Site,
        attachments: Attachments,
        slug: str,
        report: Report,
        lab: Lab | None,
        journal: Journal,
    ) -> None:
        self.journal = journal
        self.site = site
        self.attachments = attachments
        self.report = report
        self.is_new = False
        self.researcher = self._person(slug)
        self.places = Places(site, self.researcher, attachments)
        self.rows = Rows(self.researcher, site.origin, attachments, journal)
        self.people = FurtherPeople(self.rows, self.places, attachments, lab)
        self.redirects = Redirects(self.researcher)
        self.lab = lab

    def steps(self) -> Iterator[tuple[int, int]]:
        """Write everything, one thing after the other."""
        self._settle_places()
        self._profile()
        if self.lab:
            self._join(self.lab)
        items = sorted(self.site.items, key=lambda each: each.kind != PERSON)
        for done, item in enumerate(items):
            yield done, len(items) + 1
            if item.left_out:
                self._say(item, "rejected", [item.left_out])
                self._keep_list(item)
            elif item.kind == PERSON:
                self._person_and_parts(item)
            elif item.kind in KINDS and item.kind != COAUTHOR:
                self._item(item, self.rows)
        papers = Papers(self.site, self.researcher, self.attachments, self.rows, self.redirects)
        self.report.add([papers.run(), self._listed()])
        self.report.items += import_coauthors(self.site, self.rows)
        if self.journal.may_colour_venues():
            self.report.items += colour_venues(self.site)
        self._say_what_is_gone()
        yield len(items) + 1, len(items) + 1

    def _listed(self) -> Report:
        return import_listed(self.site, self.researcher, self.attachments, self.rows, self.places)

    def _person(self, slug: str) -> Researcher:
        slug = slug or slugify(self.site.name, "")
        if not slug:
            raise SiteError("The site does not say whose it is. Name the person: --researcher SLUG")
        if person := Researcher.objects.filter(slug=slug).first():
            return person
        given, family = self.site.given_name, self.site.family_name
        if not family:
            given, family = name_from_slug(slug)
        person = Researcher(given_name=given[:100], family_name=family[:100], slug=slug)
        try:
            person.full_clean()
        except ValidationError as error:
            raise SiteError(" ".join(messages_of(person, error))) from error
        person.save()
        self.journal.made.append(person)
        self.is_new = True
        return person

    def _settle_places(self) -> None:
        """Decide all addresses before the texts are written, since texts lead to one another."""
        for item in self.site.items:
            if item.left_out:
                self.places.settle_list(item)
            elif item.kind == "publication":
                self.places.settle_paper(item)
            elif item.kind not in KINDS:
                continue
            elif item.slug:
                row = self.rows.standing(item, item.values)
                self.places.settle_slug(item, getattr(row, "slug", None) or "")
            else:
                self.places.settle_line(item)

    def _profile(self) -> None:
        item = next((each for each in self.site.items if each.kind == "profile"), None)
        item = item or Item("profile", self.site.origin or "the site")
        if item.left_out:
            return
        item.title = self.researcher.name
        offered = values_with_places(self.places, item, PROFILE.markdown)
        scratch = Researcher(
            slug=self.researcher.slug,
            given_name=self.researcher.given_name,
            family_name=self.researcher.family_name,
        )
        checked = check(scratch, offered)
        item.problems += checked.problems
        action = self.rows.merge(item, self.researcher, checked.values, {})
        self.redirects.keep(item, self.researcher)
        self._say(item, "created" if self.is_new else action, item.problems)

    def _join(self, lab: Lab) -> None:
        title = f"{self.researcher.name}, {lab.name}"
        joined = Membership.objects.filter(researcher=self.researcher, lab=lab).exists()
        if not joined:
            self.journal.made.append(
                Membership.objects.create(researcher=self.researcher, lab=lab, role=Role.OTHER)
            )
        action: Action = "unchanged" if joined else "created"
        self.report.items.append(Line("membership", lab.slug, action, title))

    def _person_and_parts(self, item: Item) -> None:
        action = self.people.write(item)
        parts = parts_of(item)
        self._say(item, action, item.problems)
        if (rows := self.people.rows_of(item)) and parts:
            self.redirects.keep(item, rows.researcher)
            for part in parts:
                self._item(part, rows)

    def _keep_list(self, item: Item) -> None:
        known = (self.places.pages.get(page_path(each)) for each in item.addresses if each)
        if there := next(filter(None, known), None):
            self.redirects.keep_list(item, there)

    def _item(self, item: Item, rows: Rows) -> None:
        if item.kind == "photo":
            item.values.setdefault("alt", f"Portrait of {rows.researcher.name}"[:200])
        self._find_files(item)
        values = values_with_places(self.places, item, KINDS[item.kind].markdown)
        for part in item.parts:
            for inner in part.parts:
                inner.values["url"] = self.places.address(inner.values["url"], item)
        action = rows.write(item, values, self.places.slug_of(item))
        if row := rows.row_of(item):
            self.redirects.keep(item, row)
            self._add_people(item, row)
        problems = [*item.problems, *(said for part in item.parts for said in part.problems)]
        self._say(item, action, problems)

    def _add_people(self, item: Item, row: Model) -> None:
        """Further people of the site whose the item is too."""
        kind = KINDS[item.kind]
        people = [self.people.by_slug[slug] for slug in item.people if slug in self.people.by_slug]
        if kind.many and people:
            getattr(row, kind.owner).add(*people)

    def _find_files(self, item: Item) -> None:
        """The files that the item names, as paths in the folder."""
        for name, written in list(item.files.items()):
            path = None
            if "://" in written:
                item.tell(f"{written} is not fetched. Upload the picture by hand.")
            else:
                path = self._picture(written, item)
            if path:
                item.files[name] = path
            else:
                del item.files[name]

    def _picture(self, written: str, item: Item) -> str | None:
        try:
            folder = self.attachments.folder
            path = folder.find(written, *PICTURE_FOLDERS) or folder.named(written, *PICTURES)
        except PathEscapeError as error:
            item.tell(str(error))
            return None
        if path is None:
            item.tell(f"The picture {written} is not in the folder.")
        return path

    def _say(self, item: Item, action: Action, problems: list[str]) -> None:
        title = item.title or str(item.values.get("body", ""))[:80]
        self.report.items.append(Line(item.kind, item.ref, action, title, problems))

    def _say_what_is_gone(self) -> None:
        """What the site held at the last import and holds no more is the person's to delete."""
        named = {(item.kind, item.ref) for item in self.site.items} | self.rows.seen
        for kind, ref in sorted(self.rows.memories.keys() - named):
            self.report.problems.append(
                f"{ref} ({kind}) is no longer in the site. It stays here until somebody deletes it."
            )
