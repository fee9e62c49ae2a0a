"""News, posts, projects, courses, talks and pages: a file each."""

from html import escape
from typing import Any

from news.models import NewsItem, Post
from profiles.models import Course, CourseSession, Page, Project, Talk
from transfer.alfolio_export.documents import head_and_body, without_empty
from transfer.alfolio_export.files import PICTURES, Files
from transfer.alfolio_export.places import Places
from transfer.jekyll.dates import split_dated_name
from transfer.lines import LINK
from typeset.fold import slugify
from typeset.markdown import plain, render_inline

SUMMARY = 300  # characters of a summary that an import makes of a longer description


def news_path(item: NewsItem, number: int) -> str:
    if not item.slug:
        return f"_news/announcement-{number:04}.md"
    # A date before the name is the file's, not the address's.
    dated = split_dated_name(item.slug)[0]
    return f"_news/{item.date.isoformat()}-{item.slug}.md" if dated else f"_news/{item.slug}.md"


def news(item: NewsItem, places: Places) -> str:
    head = {"layout": "post", "title": item.title, "date": _date(item), "inline": item.inline}
    return head_and_body({**without_empty(head), **_draft(item)}, places.text(item.body))


def post_path(post: Post) -> str:
    name = f"{post.date.isoformat()}-{post.slug}.md"
    return f"_drafts/{name}" if post.draft else f"_posts/{name}"


def post(row: Post, places: Places) -> str:
    description, body = _described(row.summary, places.text(row.body))
    head = {
        "layout": "post",
        "title": row.title,
        "date": _date(row),
        "description": description,
        "tags": row.tags,
    }
    return head_and_body(without_empty(head), body)


def project(row: Project, places: Places, files: Files) -> str:
    description, body = _described(row.summary, places.text(row.body))
    picture = files.place(row.image.name, row.slug, f"{PICTURES}/projects") if row.image else ""
    on_github = row.url.startswith("https://github.com/")
    head = {
        "layout": "page",
        "title": row.title,
        "description": description,
        "img": picture,
        "category": row.category,
        "github" if on_github else "redirect": places.address(row.url),
    }
    values = {**without_empty(head), "importance": row.position, **_draft(row)}
    return head_and_body(values, body)


def page(row: Page, places: Places) -> str:
    head = {
        "layout": "page",
        "title": row.title,
        "permalink": f"/{row.slug}/",
        "nav": row.in_navigation,
        "nav_order": row.position,
        **_draft(row),
    }
    return head_and_body(head, places.text(row.body))


def course_path(course: Course, number: int) -> str:
    name = slugify(f"{course.title} {course.term} {course.year or ''}", "course")
    return f"_teachings/{number:03}-{name}.md"


def course(row: Course, places: Places) -> str:
    head = {
        "layout": "course",
        "title": row.title,
        "course_id": row.code,
        "term": row.term,
        "year": row.year,
        "venue": row.institution,
        "role": row.role,
        "link": places.address(row.url),
        "schedule": [_session(session, places) for session in row.sessions.all()],
    }
    return head_and_body({**without_empty(head), **_draft(row)}, places.text(row.description))


def talk_path(talk: Talk, number: int) -> str:
    return f"_talks/{number:03}-{slugify(talk.title, 'talk')}.md"


def talk(row: Talk, places: Places) -> str:
    whole = len(row.date) == len("2024-01-31")
    head = {
        "title": row.title,
        "type": row.get_kind_display(),
        "venue": row.event,
        "location": row.place,
        # Jekyll reads whole days only.
        "date" if whole else "when": row.date,
        "link": places.address(row.url),
    }
    return head_and_body(without_empty(head), places.text(row.description))


def _session(session: CourseSession, places: Places) -> dict[str, Any]:
    week = session.label.removeprefix("Week ") if session.label.startswith("Week ") else ""
    day, description = "" if week else session.label, session.description
    if session.date:
        day = session.date.isoformat()
    elif week and "\n" in description:  # an import puts the day before the rest
        day, _, description = description.partition("\n")
    values = {
        "week": week,
        "date": day,
        "topic": session.topic,
        "description": description,
        "materials": [
            {"name": material.label, "url": places.address(material.href)}
            for material in session.materials.all()
        ],
    }
    return without_empty(values)


def _described(summary: str, body: str) -> tuple[str, str]:
    """The description, which is HTML there, and the text.

    Where the first paragraph is the summary in full, it is the description, since an import puts a
    description that says more than words before the text.
    """
    first, _, rest = body.partition("\n\n")
    says_more = LINK.search(first) or summary.endswith("…")
    if summary and says_more and plain(first, SUMMARY) == summary:
        return render_inline(first), rest
    return escape(summary, quote=False), body


def _date(row: NewsItem | Post) -> Any:
    return row.publish_at.isoformat(" ", "minutes") if row.publish_at else row.date


def _draft(row: Any) -> dict[str, bool]:
    return {"published": False} if row.draft else {}
