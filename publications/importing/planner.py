"""Makes the plan of an import.

Each entry is matched against what stands here and against the entries before it in the same file.
An entry that its source repeats word for word is known by its digest and costs no more than that.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from profiles.models import Researcher
from publications.importing.bulk import many_objects
from publications.importing.from_bibtex import Stored, works_of
from publications.importing.linking import Linker, members
from publications.importing.matching import Fingerprint, Index, fingerprint, titles_agree
from publications.importing.merge import Change, merge, result_of
from publications.importing.plan import DEFAULT, Choice, Plan, PlanItem, Target
from publications.importing.standing import Standing, fingerprints, in_batches, topics_here
from publications.importing.work import State, Work, author_keys, digest, encoded, fitted, name_of
from publications.models import Authorship, ImportedEntry
from publications.records import Bibliography

CHUNK = 1000  # works whose rows are in memory at one time


@many_objects()
def plan(
    *bibliographies: Bibliography,
    researcher: Researcher | None = None,
    name: str = "",
    origin: str = "bibtex",
    choices: Mapping[str, Choice] | None = None,
    stored: Stored | None = None,
) -> Plan:
    """The plan for one or several files that were read, for the person whose files they are.

    ``origin`` names the kind of source: what one person's BibTeX last said is not compared with
    what their list on the web says. ``stored`` finds the files of an old site.
    """
    made = _empty(origin, researcher, name)
    for bibliography in bibliographies:
        made.problems += [f"Line {each.line}: {each.text}" for each in bibliography.problems]
        made.items += _not_read(bibliography)
        if not (bibliography.entries or bibliography.rejected):
            made.problems.append("No entry was found: entries begin with @article{ and the like.")
    works = [work for each in bibliographies for work in works_of(each.entries, stored)]
    _Planner(made, choices or {}).plan(works)
    if len(bibliographies) == 1:
        made.items.sort(key=lambda item: item.line)
    return made


def plan_works(
    works: Sequence[Work], *, researcher: Researcher | None = None, origin: str, name: str = ""
) -> Plan:
    """The plan for works of a source that is no bibliography."""
    made = _empty(origin, researcher, name)
    _Planner(made, {}).plan([fitted(work) for work in works])
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


class _Planner:
    def __init__(self, made: Plan, choices: Mapping[str, Choice]) -> None:
        self.made = made
        self.choices = choices
        self.owner = made.researcher.pk if made.researcher else None
        self.linker = Linker(members(), self.owner)
        self.topics = topics_here()
        self.linked: dict[int, set[int | None]] = defaultdict(set)
        self.known: dict[str, dict[int, tuple[int, str]]] = defaultdict(dict)
        self.targets: dict[int, Target] = {}
        self.index = Index()
        self.prints: dict[int, Fingerprint] = {}

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
        for known in fingerprints():
            self.prints[known.ref] = known
            self.index.add(known)

    def _item(self, work: Work) -> PlanItem:
        state = self._state(work)
        fields = list(work.fields.items())  # in their order, which JSON objects need not keep
        payload = encoded({"state": state, "fields": fields, "type": work.raw_type})
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
        if not found and choice.action == "same" and choice.same_as in self.prints:
            found = self.prints[choice.same_as]
        if not found:
            verdict = self.index.find(print_)
            found = verdict.same if choice.action != "own" else None
            if not found and verdict.suspect and choice.action != "own":
                item.suspect = verdict.suspect
                item.reason = verdict.reason.format(other=f"“{verdict.suspect.label}”")
                item.problems.append(
                    f"It {item.reason}. Both were kept; merge them by hand if they are one work."
                )
        if found:
            item.same_as = found.label
            self._aim(item, found.ref)
        else:
            item.target = Target(item.ref, item.state, linked=_linked(item))
            item.action = "unsure" if item.suspect else "created"
            self.made.targets.append(item.target)
        self.index.add(replace(print_, ref=item.target or item.publication))

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
        item.target = self.targets[pk]
        self._merge(item, item.target, base, fresh, linked)

    def _merge(
        self,
        item: PlanItem,
        target: Target,
        base: State | None,
        fresh: list[int | None],
        linked: Sequence[int | None] = (),
    ) -> None:
        choice = self.choices.get(item.ref, DEFAULT)
        changes = [_chosen(change, choice) for change in merge(base, item.state, target.after)]
        item.changes = changes
        target.after = result_of(changes, target.after)
        added = _aligned(item, fresh, target, linked)
        target.linked.update(added)
        taken = any(change.taken for change in changes)
        item.action = "updated" if taken or added else "unchanged"
        item.problems += [_kept(change) for change in changes if not change.taken]

    def _look_for_owner(self, item: PlanItem) -> None:
        if not self.owner or not item.work or item.skipped:
            return
        there = self.owner in item.members or self.owner in self.linked[item.publication or 0]
        if not there and self.owner not in (item.target.linked.values() if item.target else ()):
            item.problems.append(
                f"None of its authors is recognised as {self.made.researcher.name}. Link the "
                "author by hand, or add this spelling to the person's names and import again."
            )


def _linked(item: PlanItem) -> dict[str, int]:
    if not any(item.members):
        return {}
    keys = author_keys(item.state.get("authors", ()))
    return {key: pk for key, pk in zip(keys, item.members, strict=True) if pk}


def _aligned(
    item: PlanItem, fresh: list[int | None], target: Target, linked: Sequence[int | None]
) -> dict[str, int]:
    """The members to link anew, by the key that their name has in the byline that will stand.

    Names that are spelled differently there are found by their place when the bylines are of one
    length. A name that somebody else is linked to keeps its link.
    """
    offered, standing = item.state.get("authors", []), target.after.get("authors", [])
    keys = author_keys(standing)
    taken = {
        key
        for key, pk in zip(
            author_keys((target.before or {}).get("authors", [])), linked, strict=False
        )
        if pk
    }
    taken |= set(target.linked)
    found = {}
    for place, (key, member) in enumerate(zip(author_keys(offered), fresh, strict=True)):
        if member is None or member in target.linked.values():
            continue
        if key not in keys and len(offered) == len(standing):
            one, other = name_of(offered[place]), name_of(standing[place])
            key = keys[place] if one.index_key == other.index_key else key
        if key in keys and key not in taken:
            found[key] = member
    return found


def _chosen(change: Change, choice: Choice) -> Change:
    if change.field in choice.take:
        return change._replace(result=change.offered)
    if change.field in choice.keep:
        return change._replace(result=change.stands)
    return change


def _kept(change: Change) -> str:
    name = change.field.removeprefix("extra.").removeprefix("identifiers.").replace("_", " ")
    return (
        f"{name} was kept as it stands here: {_shown(change.stands)}, not {_shown(change.offered)}."
    )


def _shown(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], list) and len(value[0]) == 6:
        value = ", ".join(name_of(author).display() for author in value)
    text = str(value)
    return f"“{text[:120]}…”" if len(text) > 120 else f"“{text}”"
