"""What was read of a list, as lines that people can compare with the list by eye."""

from collections.abc import Iterator

from publications.listing import Author, Listing, Record

_FIELDS = (
    "year", "month", "type", "status", "venue", "venue_short", "volume", "number", "pages",
    "publisher", "series", "place", "doi", "arxiv_id", "award", "note", "abstract", "section",
)  # fmt: skip


def told(listing: Listing) -> str:
    records = "\n".join("\n".join(_record(record)) + "\n" for record in listing.records)
    left_out = [f"left out: {each.reason}\n" for each in listing.skipped]
    return records + ("\n" if left_out else "") + "".join(left_out)


def _record(record: Record) -> Iterator[str]:
    yield record.title
    names = "; ".join(map(_author, record.authors)) + ("; and others" if record.others else "")
    yield f"  authors: {names}"
    for name in _FIELDS:
        if value := getattr(record, name):
            yield f"  {name}: {value}"
    if record.editors:
        yield "  editors: " + "; ".join(name.inverted() for name in record.editors)
    for kind, value in record.identifiers.items():
        yield f"  {kind}: {value}"
    for version in record.versions:
        parts = (version.kind, version.venue, version.year, version.doi, version.arxiv_id)
        yield "  version: " + " ".join(str(part) for part in (*parts, version.url) if part)
    for link in record.links:
        yield f"  link: {link.kind} {link.url}" + (f" ({link.label})" if link.label else "")


def _author(author: Author) -> str:
    flags = (
        (author.co_first, "co-first"), (author.co_last, "co-last"),
        (author.corresponding, "corresponding"),
    )  # fmt: skip
    marks = ", ".join(word for on, word in flags if on)
    return author.name.inverted() + (f" ({marks})" if marks else "")
