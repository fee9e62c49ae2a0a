"""Works as files for reference managers: BibTeX, RIS and CSL-JSON, by their endings."""

from collections.abc import Callable, Iterable

from django.http import HttpResponse

from publications.export import to_bibtex, to_csl, to_ris
from publications.models import Publication

KINDS: dict[str, tuple[Callable[..., str], str]] = {
    "bib": (to_bibtex, "application/x-bibtex; charset=utf-8"),
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
