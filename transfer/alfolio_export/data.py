"""What the theme keeps in `_data`: links, the curriculum vitae, venues and co-authors."""

import re
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from profiles.models import Award, Education, Experience, ProfileLink, Researcher, Service
from publications.models import Authorship, Publication
from transfer.alfolio.socials import OTHERS, PLATFORMS
from transfer.alfolio_export.documents import without_empty
from transfer.alfolio_export.places import Places
from transfer.coauthors import spelled
from typeset.fold import fold, slugify
from typeset.markdown import render_inline

ICON = "assets/img/link.svg"  # beside links for which the theme has no picture
_KEYS = {platform: key for key, platform in PLATFORMS.items()}
_WHOLE = re.compile(r"(?:https?:)?//|/")


def socials(links: Iterable[ProfileLink], places: Places) -> dict[str, Any]:
    """The links in their order, by the theme's keys where it has one."""
    found: dict[str, Any] = {}
    for link in links:
        key, value = _social(link, places)
        if not key or key in found:
            key = _free(slugify(link.text, "link").replace("-", "_"), found)
            value = {"logo": f"/{ICON}", "title": link.text, "url": places.address(link.url)}
        found[key] = value
    return found


def _social(link: ProfileLink, places: Places) -> tuple[str, Any]:
    value, key = link.value, _KEYS.get(link.platform, "")
    if link.platform == "rss":
        return ("rss_icon", True) if places.address(value) == "/feed.xml" else ("", None)
    if link.platform == "cv":
        return key, places.address(value)
    if link.platform == "other":
        return _other(link)
    if link.label:
        return "", None  # the theme's own links take no label
    if key.endswith("_url"):
        return key, link.url
    if link.platform == "mastodon":
        return key, re.sub(r"^https?://", "", value)
    if link.platform == "youtube":
        value = value.removeprefix("@")
    return ("", None) if _WHOLE.match(value) else (key, value)


def _other(link: ProfileLink) -> tuple[str, Any]:
    for key, (pattern, label) in OTHERS.items():
        before, _, after = pattern.partition("{}")
        inner = link.value.removeprefix(before).removesuffix(after)
        if label == link.label and before and link.value == pattern.format(inner):
            return key, inner
    return "", None


def _free(key: str, found: dict[str, Any]) -> str:
    known = {*found, *PLATFORMS, *OTHERS}
    number, free = 1, key
    while free in known:
        number += 1
        free = f"{key}_{number}"
    return free


def curriculum(person: Researcher, places: Places) -> dict[str, Any]:
    """The CV as RenderCV has it, which the theme draws."""
    sections = {
        "Education": [_education(row, places) for row in person.education_entries.all()],
        "Experience": [_experience(row, places) for row in person.experience_entries.all()],
        "Awards": [_award(row, places) for row in person.award_entries.all()],
        "Service": [_service(row) for row in person.service_entries.all()],
    }
    about = {"name": person.name, "label": person.title}
    return {"cv": {**without_empty(about), "sections": without_empty(sections)}}


def _education(row: Education, places: Places) -> dict[str, Any]:
    advisor = f"[{row.advisor}]({row.advisor_url})" if row.advisor_url else row.advisor
    details = [f"Advisor: {advisor}" if advisor else "", row.note]
    return without_empty(
        {
            "institution": row.institution,
            "url": places.address(row.institution_url),
            "studyType": row.degree,
            "area": row.field,
            **_period(row),
            "highlights": [render_inline(places.text(each)) for each in details if each],
        }
    )


def _experience(row: Experience, places: Places) -> dict[str, Any]:
    lines = places.text(row.description).split("\n") if row.description else []
    listed = all(line.startswith("- ") for line in lines)
    return without_empty(
        {
            "company": row.organisation,
            "url": places.address(row.organisation_url),
            "position": row.role,
            "location": row.place,
            **_period(row),
            "summary": "" if listed else "\n".join(lines),
            "highlights": [render_inline(line[2:]) for line in lines] if listed else [],
        }
    )


def _award(row: Award, places: Places) -> dict[str, Any]:
    return without_empty(
        {
            "title": row.title,
            "awarder": row.organisation,
            "date": row.date,
            "url": places.address(row.url),
            "summary": row.description,
        }
    )


def _service(row: Service) -> dict[str, str]:
    when = "–".join(filter(None, [row.started, row.ended]))
    words = ", ".join(filter(None, [row.role or row.get_kind_display(), row.organisation, when]))
    return {"bullet": f"[{words}]({row.url})" if row.url else words}


def _period(row: Education | Experience) -> dict[str, str]:
    ended = row.ended or ("present" if row.started else "")
    return without_empty({"start_date": row.started, "end_date": ended})


def venues(works: Iterable[Publication]) -> dict[str, Any]:
    """The badges, by what stands on them."""
    found: dict[str, Any] = {}
    for work in works:
        venue = work.venue
        if venue and venue.short_name and (venue.url or venue.colour):
            found[venue.short_name] = without_empty({"url": venue.url, "color": venue.colour})
    return dict(sorted(found.items()))


def coauthors(works: Iterable[Publication], person: Researcher) -> dict[str, Any]:
    """By folded family name, as the theme looks them up: people with a public page here, and
    those elsewhere. What the person said of their names keeps its order."""
    leads = {
        (author.family, author.given): address
        for work in works
        for author in work.authorships.all()
        if author.researcher_id != person.pk and (address := _page_of(author))
    }
    told = [
        ((name.family, name.given), _absolute(row.url))
        for row in person.coauthors.public().order_by("id")
        for name in row.spellings
    ]
    found: dict[str, dict[str, Any]] = {}
    seen = set()
    for (family, given), address in [*told, *leads.items()]:
        if not (family and given and address) or (family, given) in seen:
            continue
        seen.add((family, given))
        url = leads.get((family, given), address)
        entries = found.setdefault(fold(family), {})
        entry = entries.setdefault(url, {"firstname": [], "url": url})
        # The theme asks for the key alone, from which “McReed” and “Parra Lund” cannot be told.
        if " " in family or spelled(fold(family)) != family:
            entry["lastname"] = family
        entry["firstname"].append(given)
    return {name: list(entries.values()) for name, entries in sorted(found.items())}


def _page_of(author: Authorship) -> str:
    person = author.researcher
    here = person.get_absolute_url() if person and person.is_public else author.home_page
    return _absolute(here)


def _absolute(address: str) -> str:
    if not address.startswith("/"):
        return address
    return f"{settings.BASE_URL}{address}" if settings.BASE_URL else ""
