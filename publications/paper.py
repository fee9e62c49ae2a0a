"""The page of one paper, and what lies beneath it: its citations as files, and its PDF."""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from profiles.addresses import absolute
from publications.citation_files import citations
from publications.csl import csl_item
from publications.export import to_cite
from publications.loading import loaded
from publications.metadata import citation_tags, json_ld, signposting
from publications.models import Publication
from publications.presentation.byline import byline, draw_byline, legend
from publications.presentation.item import item
from publications.presentation.venue_line import venue_line
from publications.querysets import PublicationQuerySet

RELATED = 5


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """A paper's page, with what indexers read of it in the head and in the ``Link`` header."""
    from publications.citations import cite  # noqa: PLC0415 - its styles take 6 MB of a worker

    found = _find(slug)
    names = draw_byline(
        found.authorships.all(),
        fold=settings.AUTHOR_FOLD,
        others=bool(found.extra.get("others")),
    )
    page = absolute(request, found.get_absolute_url())
    pdf = absolute(request, found.pdf_path) if found.hosted_pdf else ""
    site = absolute(request, "/").removesuffix("/")
    response = render(
        request,
        "publications/publication.html",
        {
            "publication": found,
            "item": item(found),
            "byline": byline(names),
            "legend": legend([names["marks"]]),
            "bibtex": to_cite(found).strip(),
            "noindex": not found.is_listed,
            "citations": cite(csl_item(found)),
            "citation_tags": citation_tags(found, page, pdf),
            "json_ld": json_ld(found, page, pdf, site=site),
            "related": [(work, venue_line(work)) for work in related(found)],
        },
    )
    response["Link"] = signposting(found, page, pdf, site=site)
    return response


def citation(_request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """``cite.bib``, ``cite.ris`` and ``cite.json`` (CSL-JSON) of one paper."""
    found = _find(slug)
    return citations([found], found.slug, kind)


def pdf(_request: HttpRequest, slug: str, name: str) -> FileResponse:
    """The PDF that we host, beneath the paper's page as Google Scholar asks."""
    found = _find(slug)
    link = found.hosted_pdf
    if link is None or name != found.slug:
        raise Http404(name)
    try:
        file = link.file.open("rb")
    except OSError as error:
        raise Http404(name) from error
    response = FileResponse(file, filename=f"{found.slug}.pdf", content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Link"] = f'<{found.get_absolute_url()}>; rel="collection"; type="text/html"'
    return response


def related(work: Publication) -> PublicationQuerySet:
    """Listed works that share people of this site, then topics, the newest first."""
    people = [author.researcher_id for author in work.authorships.all() if author.researcher_id]
    topics = [topic.pk for topic in work.topics.all()]
    shared_people = Q(authorships__researcher__in=people, authorships__hidden=False)
    return (
        Publication.objects.listed()
        .exclude(pk=work.pk)
        .alias(
            people=Count("authorships", filter=shared_people, distinct=True),
            shared_topics=Count("topics", filter=Q(topics__in=topics), distinct=True),
        )
        .filter(Q(people__gt=0) | Q(shared_topics__gt=0))
        .order_by("-shared_topics", "-people", "-year", "-id")
        .select_related("venue")[:RELATED]
    )


def _find(slug: str) -> Publication:
    listed = Publication.objects.listed().filter(pk=OuterRef("pk"))
    works = Publication.objects.reachable().annotate(is_listed=Exists(listed))
    return loaded([get_object_or_404(works.select_related("venue"), slug=slug)])[0]
