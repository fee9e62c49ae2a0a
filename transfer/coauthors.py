"""Home pages of a site's co-authors, once its papers are here and their bylines can be asked."""

from collections import defaultdict

from publications.coauthors import key_of, printed_keys, spelled_keys
from publications.models import Authorship, Coauthor
from publications.names import PARTICLES, Name, split_name
from publications.report import Item as Line
from transfer.content import Item, Site
from transfer.rows import Rows

KIND = "coauthor"
_HERE = "They have a page here, to which their name leads."
_NOBODY = "line %d: no paper here has a co-author of this name. The link waits for one."

_Bylines = dict[str, list[Authorship]]


def import_coauthors(site: Site, rows: Rows) -> list[Line]:
    """Write where they are at home, for the papers of the person whose site it is."""
    wanted = [item for item in site.items if item.kind == KIND and not item.left_out]
    if not wanted:
        return []
    bylines = _bylines(rows)
    return [_import(item, rows, bylines) for item in wanted]


def _bylines(rows: Rows) -> _Bylines:
    """The names beside the person's own, by what a spelling is compared with."""
    own = Authorship.objects.filter(researcher=rows.researcher).values("publication")
    names = Authorship.objects.filter(publication__in=own).exclude(researcher=rows.researcher)
    found: _Bylines = defaultdict(list)
    for each in names.select_related("researcher").order_by("pk"):
        for key in printed_keys(each.name):
            found[key].append(each)
    return found


def _import(item: Item, rows: Rows, bylines: _Bylines) -> Line:
    names = [split_name(line) for line in item.values["names"].splitlines()]
    found = [each for name in names for each in bylines.get(key_of(name), ())]
    known = (KIND, item.ref) in rows.memories
    if found and all(map(_has_page, found)) and not known:
        return Line(KIND, item.ref, "rejected", item.title, [*item.problems, _HERE])
    if not found:
        item.problems.append(_NOBODY % item.line)
    if not known and (standing := _standing(names, rows)):
        rows.note(item, standing)
    spelled = "\n".join(_as_printed(name, found).inverted() for name in names)
    action = rows.write(item, {**item.values, "names": spelled})
    return Line(KIND, item.ref, action, item.title, item.problems)


def _has_page(name: Authorship) -> bool:
    return bool(name.researcher and name.researcher.is_public)


def _standing(names: list[Name], rows: Rows) -> Coauthor | None:
    """What somebody has said here of one of these names; the site does not overrule it."""
    keys = set(map(key_of, names))
    claimed = {memory.object_id for (kind, _), memory in rows.memories.items() if kind == KIND}
    theirs = rows.researcher.coauthors.exclude(pk__in=claimed)
    return next((row for row in theirs if not keys.isdisjoint(spelled_keys(row))), None)


def _as_printed(name: Name, found: list[Authorship]) -> Name:
    """With the family name of the bylines: sites list it in small letters, without accents."""
    for each in found:
        if key_of(Name(family=each.family)) == key_of(Name(family=name.family)):
            return Name(given=name.given, particle=each.particle, family=each.family)
    if name.family != name.family.lower():
        return name
    return Name(given=name.given, particle=name.particle, family=spelled(name.family))


def spelled(family: str) -> str:
    """A family name in small letters as it most likely is spelled."""
    return " ".join(word if word in PARTICLES else word.title() for word in family.split())
