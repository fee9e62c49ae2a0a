"""Bylines laid beside each other: which name of the one is which of the other."""

from collections.abc import Sequence

from publications.importing.plan import PlanItem, Target
from publications.importing.work import author_keys, name_of


def linked_in(item: PlanItem) -> dict[str, int]:
    if not any(item.members):
        return {}
    keys = author_keys(item.state.get("authors", ()))
    return {key: pk for key, pk in zip(keys, item.members, strict=True) if pk}


def aligned(
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
