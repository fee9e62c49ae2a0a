"""One person's pages as an al-folio repository, which `import_site` reads as the same content."""

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.db.models import Q

from news.models import NewsItem, Post
from profiles.models import Researcher
from publications.export import loaded
from transfer.alfolio_export import about, collections, data
from transfer.alfolio_export.bibliography import bibliography, in_order
from transfer.alfolio_export.documents import head_and_body, yaml_of
from transfer.alfolio_export.files import Files
from transfer.alfolio_export.left_behind import left_behind
from transfer.alfolio_export.places import Places
from transfer.finished_folder import files_below, finished_folder
from transfer.own_rows import own_works

KIND = "al-folio repository"
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#808080" '
    'stroke-width="2" stroke-linecap="round">'
    '<path d="M10 14a5 5 0 0 0 7 0l3-3a5 5 0 0 0-7-7l-1 1"/>'
    '<path d="M14 10a5 5 0 0 0-7 0l-3 3a5 5 0 0 0 7 7l1-1"/></svg>\n'
)
_README = """\
# {name}

The pages of {name}, as an al-folio repository, written by Octavo.

To make a site of it, start from a fresh copy of the al-folio starter. Delete its samples
(`_news`, `_posts`, `_projects`, `_teachings`, `_books`, `_bibliography`, `_data/cv.yml`,
`_data/socials.yml`, `assets/json/resume.json`), copy everything from here over it but
`_config.yml`, and put the keys of this `_config.yml` in the place of the same keys there.

To bring it to another Octavo: `manage.py import_site THIS_FOLDER --researcher {slug}`.
"""


@dataclass
class Exported:
    """What was written; ``problems`` are whole sentences for people."""

    folder: str
    publications: int = 0
    news: int = 0
    posts: int = 0
    projects: int = 0
    courses: int = 0
    talks: int = 0
    pages: int = 0
    files: int = 0
    problems: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def export_alfolio(person: Researcher, target: Path, *, private: bool = False) -> Exported:
    """Write the repository to the folder, which appears whole or not at all.

    ``private`` takes along what nobody sees here: drafts, what is scheduled, spellings of the name
    that only serve to recognise papers. Raises OccupiedError; then nothing has changed.
    """
    report = Exported(str(target))
    with finished_folder(target, KIND) as folder:
        _Repository(person, Files(folder), report, private).write()
        report.files = len(files_below(folder))
    return report


class _Repository:
    def __init__(self, person: Researcher, files: Files, report: Exported, private: bool) -> None:
        self.person = person
        self.files = files
        self.report = report
        self.private = private
        self.places = Places(person, files)
        # The theme has neither drafts nor hidden papers: there they would stand on the page.
        hidden = person.authorships.filter(hidden=True).values("publication")
        works = own_works(person, private=private).filter(draft=False).exclude(pk__in=hidden)
        self.works = in_order(loaded(works), person)
        self.news = list(self._seen(NewsItem, "researchers").order_by("date", "id"))
        self.posts = list(self._seen(Post, "authors").order_by("date", "id"))
        self.projects = list(self._not_drafts(person.projects.all()))
        self.pages = list(self._not_drafts(person.pages.all()))
        self.courses = list(
            self._not_drafts(person.courses.prefetch_related("sessions__materials"))
        )
        self.talks = list(person.talk_entries.all())
        self.photos = list(self._shown(person.photos.all()))

    def write(self) -> None:
        self._settle_places()
        self._person()
        self._papers()  # first, so that their files get the plainest names
        self._collections()
        self.files.write("README.md", _README.format(name=self.person.name, slug=self.person.slug))
        self.report.problems += self.files.problems
        self._count()

    def _seen(self, model: type[NewsItem] | type[Post], people: str) -> Any:
        rows = model.objects if self.private else model.objects.published()
        return rows.filter(**{people: self.person})

    def _not_drafts(self, rows: Any) -> Any:
        return rows if self.private else rows.filter(draft=False)

    def _shown(self, rows: Any) -> Any:
        return rows if self.private else rows.filter(public=True)

    def _settle_places(self) -> None:
        """Decide all addresses before the texts are written, since texts lead to one another."""
        for item in self.news:
            if item.slug:
                self.places.add(item, f"/news/{item.slug}/")
        for row in self.posts:
            self.places.add(row, f"/blog/{row.date.year}/{row.slug}/")
        for project in self.projects:
            self.places.add(project, f"/projects/{project.slug}/")
        for page in self.pages:
            self.places.add(page, f"/{page.slug}/")
        for work in self.works:
            self.places.add(work, f"/publications/#{work.key}")

    def _person(self) -> None:
        person, write = self.person, self.files.write
        variants = person.name_variants.filter(Q(private=False) | Q(private=self.private))
        write("_config.yml", yaml_of(about.config(person, variants)))
        sections = person.sections.filter(Q(visible=True) | Q(visible=not self.private))
        write(
            "_pages/about.md",
            about.about_page(person, sections, self.photos, self.places, self.files),
        )
        links = data.socials(self._shown(person.links.all()), self.places)
        if person.email_public and person.email and "email" not in links:
            links["email"] = person.email
        write("_data/socials.yml", yaml_of(links))
        if any(isinstance(value, dict) for value in links.values()):
            write(data.ICON, _ICON)
        if curriculum := data.curriculum(person, self.places):
            write("_data/cv.yml", yaml_of(curriculum))
            write("_pages/cv.md", _page("cv", layout="cv", cv_format="rendercv"))

    def _collections(self) -> None:
        write, places = self.files.write, self.places
        for number, item in enumerate(self.news, 1):
            write(collections.news_path(item, number), collections.news(item, places))
        for row in self.posts:
            write(collections.post_path(row), collections.post(row, places))
        for project in self.projects:
            text = collections.project(project, places, self.files)
            write(f"_projects/{project.slug}.md", text)
        for number, course in enumerate(self.courses, 1):
            write(collections.course_path(course, number), collections.course(course, places))
        for number, talk in enumerate(self.talks, 1):
            write(collections.talk_path(talk, number), collections.talk(talk, places))
        for page in self.pages:
            write(f"_pages/{page.slug}.md", collections.page(page, places))

    def _papers(self) -> None:
        write = self.files.write
        write("_bibliography/papers.bib", bibliography(self.works, self.person, self.files))
        write("_data/venues.yml", yaml_of(data.venues(self.works)))
        if coauthors := data.coauthors(self.works, self.person):
            write("_data/coauthors.yml", yaml_of(coauthors))
        listed = '<div class="publications">\n\n{% bibliography %}\n\n</div>\n'
        write("_pages/publications.md", _page("publications") + f"\n{listed}")
        write("_pages/news.md", _page("news") + "\n{% include news.liquid %}\n")

    def _count(self) -> None:
        for name, rows in (
            ("publications", self.works),
            ("news", self.news),
            ("posts", self.posts),
            ("projects", self.projects),
            ("courses", self.courses),
            ("talks", self.talks),
            ("pages", self.pages),
        ):
            setattr(self.report, name, len(rows))
        taken = {*self.works, *self.news, *self.posts, *self.projects, *self.pages, *self.courses}
        self.report.problems += left_behind(self.person, taken, private=self.private)
        if further := len(self.photos[1:]):
            self.report.problems.append(
                f"The theme has one photo; {further} more stay behind. The archive has them all."
            )


def _page(name: str, **head: Any) -> str:
    """A page that the theme fills by itself."""
    return head_and_body(
        {"layout": "page", "title": name, "permalink": f"/{name}/", "nav": True, **head}
    )
