"""Makes the plan of an import.

Each entry is matched against what stands here and against the entries before it in the same file.
An entry that its source repeats word for word is known by its digest and costs no more than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from django.db.models import Q

from accounts.models import User
from profiles.models import Researcher
from profiles.permissions import is_administrator
from publications.bibtex.records import Bibliography
from publications.importing.align import aligned, linked_in
from publications.importing.bulk import many_objects
from publications.importing.from_bibtex import Stored, works_of
from publications.importing.linking import Linker, members
from publications.importing.matching import Fingerprint, Index, fingerprint, titles_agree
from publications.importing.merge import merge, result_of
from publications.importing.plan import (
    DEFAULT,
    Choice,
    Plan,
    PlanItem,
    Target,
    chosen,
    said_of_kept,
    said_of_suspicion,
)
from publications.importing.standing import Standing, fingerprints, in_batches, topics_here
from publications.importing.versions import versions_in
from publications.importing.work import State, Work, digest, encoded, fitted
from publications.models import Authorship, ImportedEntry, Publication
from publications.permissions import editable_publications, linkable_people

CHUNK = 1000  # works whose rows are in memory at one time


@many_objects()
def plan(
    *bibliographies: Bibliography,
    researcher: Researcher | None = None,
    name: str = "",
    origin: str = "bibtex",
    user: User | None = None,
    choices: Mapping[str, Choice] | None = None,
    stored: Stored | None = None,
) -> Plan:
    """The plan for one or several files that were read, for the person whose files they are.

    ``origin`` names the kind of source: what one person's BibTeX last said is not compared with
    what their list on the web says. ``stored`` finds the files of an old site. ``user`` is who
    asks: without one the plan is the administrator's and may touch everything.
    """
    made = _empty(origin, researcher, name)
    for bibliography in bibliographies:
        made.problems += [f"Line {each.line}: {each.text}" for each in bibliography.problems]
        made.items += _not_read(bibliography)
        if not (bibliography.entries or bibliography.rejected):
            made.problems.append("No entry was found: entries begin with @article{ and the like.")
    works = [work for each in bibliographies for work in works_of(each.entries, stored)]
    _Planner(made, choices or {}, user).plan(works)
    if len(bibliographies) == 1:
        made.items.sort(key=lambda item: item.line)
    return made


def plan_works(
    works: Sequence[Work],
    *,
    researcher: Researcher | None = None,
    origin: str,
    name: str = "",
    user: User | None = None,
    choices: Mapping[str, Choice] | None = None,
) -> Plan:
    """The plan for works of a source that is no bibliography."""
    made = _empty(origin, researcher, name)
    _Planner(made, choices or {}, user).plan([fitted(work) for work in works])
    return made


def _empty(origin: str, researcher: Researcher | None, name: str) -> Plan:
    return Plan(f"{origin}:{researcher.pk}" if researcher else origin, researcher, name)


def _not_read(bibliography: Bibliography) -> Iterable[PlanItem]:
    """Entries that make no publication: each is in the report, with the reason."""
    for rejection in bibliography.rejected:
        problem = f"Line {rejection.line}: {rejection.reason}"
        yield PlanItem(rejection.key, rejection.line, "", "rejected", [problem])
    for entry in bibliography.entries:
        if not entry.is_work:
            problem = (
                f"@{entry.raw_type} is no work: it holds fields for other entries, "
                "and they have received them."
            )
            yield PlanItem(entry.key, entry.line, "", "unchanged", [problem])
    for work, versions in versions_in(bibliography.entries).items():
        for entry in versions:
            problem = f"It is a version of “{work}”, and was read with it."
            yield PlanItem(entry.key, entry.line, entry.title, "unchanged", [problem])


class _Planner:
    def __init__(self, made: Plan, choices: Mapping[str, Choice], user: User | None) -> None:
        self.made = made
        self.choices = choices
        self.owner = made.researcher.pk if made.researcher else None
        people, self.works, self.own = Researcher.objects.all(), Publication.objects.all(), None
        if user and not is_administrator(user):
            people, mine = linkable_people(user), editable_publications(user).values("pk")
            self.works = Publication.objects.filter(Q(draft=False) | Q(pk__in=mine))
            self.own = set(mine.values_list("pk", flat=True))
        self.linker = Linker(members(people), self.owner)
        self.topics = topics_here()
        self.linked: dict[int, set[int | None]] = defaultdict(set)
        self.known: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
        self.targets: dict[int, Target] = {}
        self.index = Index()
        self.prints: dict[int, Fingerprint] = {}
        self.by_ref: dict[str, Fingerprint] = {}

    def plan(self, works: Sequence[Work]) -> None:
        self._load()
        items = [self._item(work) for work in works]
        self.made.items += items
        left = [item for item in items if not self._is_repeated(item)]
        if left:
            self._load_index()
        for item in left:
            self._match(item)
        for start in range(0, len(left), CHUNK):
            self._merge_all(left[start : start + CHUNK])
        self.made.targets += [each for each in self.targets.values() if each.differs]
        for item in items:
            self._look_for_owner(item)
        if not self.owner and any(work.selected for work in works):
            self.made.problems.append(
                "“selected” is each person's own choice, and it was not said whose file this is: "
                "it was kept among the further fields. Import for a person to set it."
            )

    def _load(self) -> None:
        entries = ImportedEntry.objects.filter(origin=self.made.origin)
        for key, publication, pk, known_digest in entries.values_list(
            "key", "publication_id", "pk", "digest"
        ):
            self.known[key][publication] = (pk, known_digest)
        linked = Authorship.objects.filter(researcher__isnull=False)
        for publication, member in linked.values_list("publication_id", "researcher_id"):
            self.linked[publication].add(member)

    def _load_index(self) -> None:
        for known in fingerprints(self.works):
            self.prints[known.ref] = known
            self.index.add(known)

    def _item(self, work: Work) -> PlanItem:
        state = self._state(work)
        fields = list(work.fields.items())  # in their order, which JSON objects need not keep
        said: dict[str, object] = {"state": state, "fields": fields, "type": work.raw_type}
        if work.version_entries:
            said["versions"] = work.version_entries
        payload = encoded(said)
        links = self.linker.link(work.authors)
        return PlanItem(
            ref=work.key,
            line=work.line,
            title=work.title,
            action="unchanged",
            problems=[*work.problems, *links.problems],
            work=work,
            state=state,
            payload=payload,
            digest=digest(payload),
            members=links.members,
        )

    def _state(self, work: Work) -> State:
        """The work's state, with only those keywords for topics that are topics here."""
        state = work.state()
        names = [self.topics.get(name.casefold()) for name in state.pop("topics", ())]
        if topics := sorted({topic.name for topic in names if topic}):
            state["topics"] = topics
        if work.selected and not self.owner:
            del state["selected"]
            state["extra.selected"] = "true"
        return state

    def _is_repeated(self, item: PlanItem) -> bool:
        """Whether this source has said the very same before, and nobody is to be linked anew."""
        members_here = set(item.members) - {None}
        for publication, (_pk, known_digest) in self.known.get(item.ref, {}).items():
            if known_digest == item.digest:
                item.publication = publication
                return item.ref not in self.choices and members_here <= self.linked[publication]
        return False

    def _match(self, item: PlanItem) -> None:
        choice = self.choices.get(item.ref, DEFAULT)
        if choice.action == "skip":
            item.skipped = True
            item.problems.append("It was left out, as was chosen.")
            return
        print_ = fingerprint(None, item.state, item.ref)
        found = self._known(item, print_)
        if not found and choice.action == "same":
            found = self._chosen(choice.same_as)
        if not found:
            verdict = self.index.find(print_)
            found = verdict.same if choice.action != "own" else None
            if not found and verdict.suspect and choice.action != "own":
                item.suspect = verdict.suspect
                item.reason = verdict.reason.format(other=f"“{verdict.suspect.label}”")
                item.problems.append(said_of_suspicion(item.reason))
        if found:
            item.same_as = found.label
            self._aim(item, found.ref)
        else:
            item.target = Target(item.ref, item.state, linked=linked_in(item))
            item.action = "unsure" if item.suspect else "created"
            self.made.targets.append(item.target)
        self.by_ref[item.ref] = replace(print_, ref=item.target or item.publication)
        self.index.add(self.by_ref[item.ref])

    def _chosen(self, same_as: int | str | None) -> Fingerprint | None:
        known = self.by_ref if isinstance(same_as, str) else self.prints
        return known.get(same_as)

    def _known(self, item: PlanItem, print_: Fingerprint) -> Fingerprint | None:
        """The publication to which this key of this source belonged, if that is still likely."""
        for publication in self.known.get(item.ref, {}):
            known = self.prints.get(publication)
            if known and (
                titles_agree(print_.title, known.title)
                or (print_.dois | print_.arxiv) & (known.dois | known.arxiv)
                or (print_.author == known.author and print_.year == known.year)
            ):
                return known
        return None

    def _aim(self, item: PlanItem, ref: Target | int) -> None:
        if isinstance(ref, Target):
            item.target = ref
        else:
            item.publication = ref

    def _merge_all(self, items: Sequence[PlanItem]) -> None:
        matched = [item for item in items if item.publication and not item.skipped]
        standing = Standing((item.publication for item in matched), self.owner)
        wanted = {
            self.known[item.ref][item.publication][0]
            for item in matched
            if item.publication in self.known.get(item.ref, {})
        }
        said = ImportedEntry.objects.values_list("pk", "payload", "linked")
        bases = {
            pk: (payload["state"], linked) for pk, payload, linked in in_batches(said, "pk", wanted)
        }
        for item in items:
            if item.publication and not item.skipped:
                self._merge_with_row(item, standing, bases)
            elif item.target and item.same_as:
                self._merge(item, item.target, None, item.members)

    def _merge_with_row(
        self, item: PlanItem, standing: Standing, bases: Mapping[int, tuple[State, list[int]]]
    ) -> None:
        pk = item.publication
        entry = self.known.get(item.ref, {}).get(pk)
        base, linked_then = bases.get(entry[0], (None, [])) if entry else (None, [])
        if pk not in self.targets:
            state = standing.state(pk)
            self.targets[pk] = Target(standing.rows[pk].key, state, pk, state)
        linked = [authorship.researcher_id for authorship in standing.authorships[pk]]
        before = {*linked_then, *linked}
        fresh = [None if member in before else member for member in item.members]
        if not self._may_change(item, fresh, linked):
            item.problems.append(
                f"It is here already, as “{standing.rows[pk].key}”, and its authors there are "
                "other people: it was left as it is."
            )
            return
        item.target = self.targets[pk]
        self._merge(item, item.target, base, fresh, linked)

    def _may_change(
        self, item: PlanItem, fresh: list[int | None], linked: Sequence[int | None]
    ) -> bool:
        """Whether the work is one's own, or one's own name stands in its byline, yet unlinked."""
        if self.own is None or item.publication in self.own:
            return True
        added = aligned(item, fresh, self.targets[item.publication], linked)
        return self.owner in added.values()

    def _merge(
        self,
        item: PlanItem,
        target: Target,
        base: State | None,
        fresh: list[int | None],
        linked: Sequence[int | None] = (),
    ) -> None:
        choice = self.choices.get(item.ref, DEFAULT)
        changes = [chosen(change, choice) for change in merge(base, item.state, target.after)]
        item.changes = changes
        target.after = result_of(changes, target.after)
        added = aligned(item, fresh, target, linked)
        target.linked.update(added)
        taken = any(change.taken for change in changes)
        item.action = "updated" if taken or added else "unchanged"
        item.problems += [said_of_kept(change) for change in changes if not change.taken]

    def _look_for_owner(self, item: PlanItem) -> None:
        if not self.owner or not item.work or item.skipped:
            return
        there = self.owner in item.members or self.owner in self.linked[item.publication or 0]
        if not there and self.owner not in (item.target.linked.values() if item.target else ()):
            item.stranger = True
            item.problems.append(
                f"None of its authors is recognised as {self.made.researcher.name}. Link the "
                "author by hand, or add this spelling to the person's names and import again."
            )
