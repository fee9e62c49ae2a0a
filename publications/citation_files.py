"""Works as files for reference managers: BibTeX, RIS and CSL-JSON, by their endings."""

from collections.abc import Callable, Iterable

from django.db.models import QuerySet
from django.http import HttpResponse

from publications.export import bibtex_beside, to_bibtex, to_csl, to_ris
from publications.models import Publication
from publications.presentation.drawing import drawn


def bibliography(works: Iterable[Publication]) -> str:
    """BibTeX, from the drawings wherever the entry beside an item is all that a file tells."""
    if not isinstance(works, QuerySet):
        return to_bibtex(works)
    rows = drawn(works)
    further = [row.pk for row in rows if not row.parts["alone"]]
    keys = [row.parts["key"] for row in rows]
    texts = bibtex_beside(Publication.objects.filter(pk__in=further), keys) if further else {}
    return "\n".join(texts.get(row.pk, f"{row.bibtex}\n") for row in rows)


KINDS: dict[str, tuple[Callable[..., str], str]] = {
    "bib": (bibliography, "application/x-bibtex; charset=utf-8"),
    "ris": (to_ris, "application/x-research-info-systems; charset=utf-8"),
    "json": (to_csl, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


class KindConverter:
    """The endings in an address: ``<kind:kind>``."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def citations(works: Iterable[Publication], name: str, kind: str) -> HttpResponse:
    """``works`` as the file ``name.kind``."""
    write, content_type = KINDS[kind]
    response = HttpResponse(write(works), content_type=content_type)
    response["Content-Disposition"] = f'inline; filename="{name}.{kind}"'
    return response
