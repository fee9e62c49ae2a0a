"""Keys for works that come without one: the key of the edition before, or a new one."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from publications.importing.matching import Fingerprint, fingerprint, titles_agree
from publications.importing.work import State, name_of
from publications.keys import proposed

_HALF = 0.5


def keys_for(states: Sequence[State], said: Mapping[str, State]) -> list[str]:
    """A key for each work, no key twice.

    The surest likeness goes first, so that a work never takes the key of one that is still there.
    """
    prints = [fingerprint(at, state) for at, state in enumerate(states)]
    before = [fingerprint(key, state) for key, state in said.items()]
    keys: dict[int, str] = {}
    for alike in (_equal, _same_identifier, _nearly_equal, _renamed):
        _pair(prints, before, keys, alike)
    taken = {*said, *keys.values()}
    for at, state in enumerate(states):
        if at not in keys:
            keys[at] = next(key for key in _proposals(state) if key not in taken)
            taken.add(keys[at])
    return [keys[at] for at in range(len(states))]


def _pair(
    prints: Sequence[Fingerprint],
    before: Sequence[Fingerprint],
    keys: dict[int, str],
    alike: Callable[[Fingerprint, Fingerprint], bool],
) -> None:
    used = set(keys.values())
    free = [known for known in before if known.ref not in used]
    for work in prints:
        if work.ref in keys:
            continue
        found = next((known for known in free if alike(work, known)), None)
        if found:
            keys[work.ref] = found.ref
            free.remove(found)


def _equal(work: Fingerprint, known: Fingerprint) -> bool:
    return work.title == known.title and work.author == known.author


def _same_identifier(work: Fingerprint, known: Fingerprint) -> bool:
    shared = (work.dois | work.arxiv) & (known.dois | known.arxiv)
    return bool(shared) and work.author == known.author


def _nearly_equal(work: Fingerprint, known: Fingerprint) -> bool:
    return work.author == known.author and titles_agree(work.title, known.title)


def _renamed(work: Fingerprint, known: Fingerprint) -> bool:
    """A title that was reworded: the same people in the same year, and half of the words."""
    if work.year != known.year or len(work.byline) < 2 or work.authors != known.authors:
        return False
    ours, theirs = set(work.title.split()), set(known.title.split())
    return len(ours & theirs) > _HALF * len(ours | theirs)


def _proposals(state: State) -> Iterator[str]:
    """``sorensen2026agreement``, then …b, …c; later with numbers."""
    authors = state.get("authors")
    name = name_of(authors[0]) if authors else None
    family = (name.family or name.literal) if name else ""
    base = proposed(family, state.get("year"), state["title"])[:90].replace("-", "")
    yield base
    yield from (base + letter for letter in "bcdefghijklmnopqrstuvwxyz")
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1
