"""A Hugo folder, of Academic, Wowchemy or Hugo Blox, of any age. Pure: files in, a Site out."""

from transfer.content import Item, Site
from transfer.html_to_markdown import plain_words
from transfer.hugo.collections import read_collections
from transfer.hugo.papers import read_papers
from transfer.hugo.people import further, names_of, owner_of, profile, read_people
from transfer.hugo.source import HugoSource
from transfer.hugo.widgets import read_pages
from transfer.jekyll.owner import owner_of as owner_in_title
from transfer.jekyll.yaml_text import text
from transfer.limits import FolderError
from typeset.fold import fold, slugify


def is_hugo(source: HugoSource) -> bool:
    """Whether a folder that has pages in `content/` also has what only Hugo has."""
    if not source.folder.below("content", ".md", ".markdown", ".html"):
        return False
    marks = (
        "config/_default",
        "content/authors",
        "content/publication",
        "content/home",
        "archetypes",
    )
    return bool(source.config_path) or any(source.folder.below(mark) for mark in marks)


def read_hugo(source: HugoSource) -> Site:
    people = read_people(source)
    owner = owner_of(people)
    site = Site(source.origin, static=source.static)
    if owner:
        name = owner.name
        site.given_name = name.given
        site.family_name = f"{name.particle} {name.family or name.literal}".strip()
        site.items += profile(source, owner)
    else:
        site.given_name, site.family_name = owner_in_title(
            {"title": plain_words(text(source.config.get("title")))}
        )
        site.problems.append(
            "No page in content/authors says that it is the owner's (superuser: true)."
        )
    site.items += further(source, people, owner)
    names = names_of(people, owner)
    site.items += read_papers(source, names)
    site.items += read_collections(source)
    for item in site.items:
        item.people = [slugify(names.get(fold(each), each), "person") for each in item.people]
    site.items += read_pages(source)
    site.items += _other_languages(source)
    if not site.items:
        raise FolderError(f"{source.folder.name} holds no page of Hugo's that can be read.")
    return site


def _other_languages(source: HugoSource) -> list[Item]:
    if source.root == "content":
        return []
    folders = {path.split("/")[1] for path in source.folder.below("content") if path.count("/") > 1}
    reason = f"It is in another language; only {source.root} was imported."
    return [
        Item("page", f"content/{folder}", folder, left_out=reason)
        for folder in sorted(folders)
        if f"content/{folder}" != source.root and len(folder) in (2, 5)
    ]
