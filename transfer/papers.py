"""The bibliography of a site: its entries through the publications' own importer, with the files
that they name."""

from dataclasses import replace
from urllib.parse import quote

from profiles.models import Researcher
from publications.bibtex import Bibliography, BibtexError, Entry, Link, read
from publications.importing.apply import apply
from publications.importing.plan import PlanItem
from publications.importing.planner import plan
from publications.models import Publication
from publications.report import Item as Line
from publications.report import Report
from transfer.alfolio.samples import LEFT_OUT, is_sample_entry
from transfer.attachments import AttachmentError, Attachments
from transfer.content import Site
from transfer.folder import BIB_BYTES, FileError, PathEscapeError
from transfer.placing import DOCUMENT_FOLDERS
from transfer.previews import Previews
from transfer.redirects import Redirects
from transfer.rows import Rows
from typeset.fold import fold

_SAFE = "/%:?=&#~+,;@"
_FOLDERS = {"html": ("assets/html",), "pdf": ("assets/pdf",)}


class Papers:
    """Imports all bibliographies of one site for one person."""

    def __init__(
        self,
        site: Site,
        researcher: Researcher,
        attachments: Attachments,
        rows: Rows,
        redirects: Redirects,
    ) -> None:
        self.site = site
        self.researcher = researcher
        self.attachments = attachments
        self.rows = rows
        self.redirects = redirects
        self.previews = Previews(attachments, rows)
        self.report = Report()

    def run(self) -> Report:
        read_ones = [found for path in self.site.bibliographies if (found := self._read(path))]
        if entries := self.site.entries:
            read_ones.append(Bibliography(entries=entries))
        if not read_ones:
            return self.report
        self._take_once(read_ones)
        for bibliography in read_ones:
            for entry in bibliography.entries:
                entry.links = [self._reachable(link, entry) for link in entry.links]
        made = plan(
            *read_ones,
            researcher=self.researcher,
            name=", ".join(self.site.bibliographies) or self.site.origin or self.site.name,
            stored=self._stored_or_none,
            user=self.rows.journal.user,
        )
        journal = self.rows.journal
        journal.records.append(apply(made, journal.user))
        self._previews(read_ones, made.items)
        self._keep_addresses(made.items)
        self.report.add([made.report()])
        return self.report

    def _take_once(self, bibliographies: list[Bibliography]) -> None:
        """A paper that several files of the site hold is taken from the first of them."""
        seen: dict[tuple[str, str], int] = {}
        for number, bibliography in enumerate(bibliographies):
            for entry in list(bibliography.entries):
                if seen.setdefault((entry.key, fold(entry.title)), number) != number:
                    bibliography.entries.remove(entry)
                    said = ["Another file of the site has it too, and it was taken from there."]
                    line = Line("publication", entry.key, "unchanged", entry.title, said)
                    self.report.items.append(line)

    def _read(self, path: str) -> Bibliography | None:
        try:
            data = self.attachments.folder.read(path, BIB_BYTES)
            found = read(data) if data.strip() else None
        except (FileError, BibtexError) as error:
            self.report.items.append(Line("bibliography", path, "rejected", path, [str(error)]))
            return None
        if found:
            self._leave_samples_out(found)
        return found

    def _leave_samples_out(self, bibliography: Bibliography) -> None:
        if self.site.with_samples or fold(self.researcher.family_name) in ("einstein", "bohr"):
            return
        samples = [entry for entry in bibliography.entries if is_sample_entry(entry.key)]
        for entry in samples:
            bibliography.entries.remove(entry)
            line = Line("publication", entry.key, "rejected", entry.title, [LEFT_OUT])
            self.report.items.append(line)

    def _reachable(self, link: Link, entry: Entry) -> Link:
        """The link, to the old site's address where the folder lacks the file that it names."""
        if not link.relative:
            return link
        try:
            if self._stored(link):
                return link
            problem = f"“{link.url}” is not in the folder."
        except (PathEscapeError, AttachmentError) as error:
            problem = str(error)
        if not self.site.origin or ".." in link.url:
            return link  # the importer says that it is lost
        entry.problems.append(f"{problem} The link leads to the old site.")
        folder = _FOLDERS.get(link.kind, _FOLDERS["pdf"])[0]
        path = link.url if link.url.startswith("/") else f"/{folder}/{link.url.removeprefix('./')}"
        return replace(link, url=f"{self.site.origin}{quote(path, safe=_SAFE)}", relative=False)

    def _stored(self, link: Link) -> str:
        """Where the file that a link names lies in the storage; empty when it is not there."""
        folders = (*_FOLDERS.get(link.kind, ()), *DOCUMENT_FOLDERS)
        folder = self.attachments.folder
        path = folder.find(link.url, *folders) or folder.named(link.url, "assets/", "files/")
        return self.attachments.store(path, "publications") if path else ""

    def _stored_or_none(self, link: Link) -> str:
        try:
            return self._stored(link)
        except (PathEscapeError, AttachmentError):
            return ""

    def _previews(self, bibliographies: list[Bibliography], items: list[PlanItem]) -> None:
        wanted = {entry.key: entry for each in bibliographies for entry in each.entries}
        for item in items:
            entry = wanted.get(item.ref)
            pk = item.publication or (item.target.pk if item.target else None)
            if entry and entry.preview and pk:
                problem = self.previews.give(entry.key, entry.preview, pk)
                if problem:
                    item.problems.append(problem)

    def _keep_addresses(self, items: list[PlanItem]) -> None:
        """Papers that had pages of their own on the old site are found from there."""
        paged = {
            item.values["entry"].key: item
            for item in self.site.items
            if item.kind == "publication" and not item.left_out
        }
        for each in items:
            pk = each.publication or (each.target.pk if each.target else None)
            if pk and (item := paged.get(each.ref)):
                self.redirects.keep(item, Publication.objects.get(pk=pk))
