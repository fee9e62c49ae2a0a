"""One address at least of every public page, all in the demo lab."""

PAPERS = "/publications/"
AGREEMENT = (
    f"{PAPERS}when-agreement-is-evidence-conditional-independence-tests-for-co-located-sensors/"
)
LONG_BYLINE = (
    f"{PAPERS}the-havnesund-sea-level-record-1965-2024-readings-repairs-and-uncertainties/"
)
PUBLIC = (
    "/",
    "/labs/tidewater/",
    "/labs/tidewater/students/",
    "/people/",
    "/people/mina-sorensen/",
    "/people/rosalind-achterberg/",  # plain layout
    "/people/jun-ho-baek/",  # a name in its own script, a circular photo on the left
    "/people/kofi-mensah/",
    "/people/gunnar-halvorsen/",  # next to nothing
    "/people/mina-sorensen/publications/",
    "/people/mina-sorensen/news/",
    "/people/mina-sorensen/teaching/",
    "/people/mina-sorensen/cv/",
    "/people/mina-sorensen/students/",
    "/publications/",
    "/publications/?q=drift&year=2024",
    "/publications/?q=nothingofthiskind",
    AGREEMENT,
    LONG_BYLINE,
    "/news/",
    "/news/phd-position-2027/",
    "/blog/",
    "/blog/wrong-in-nine-places/",
    "/projects/",
    "/projects/drift/",
    "/search/",
    "/search/?q=tide",
    "/nowhere/",
)
