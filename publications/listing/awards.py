"""Awards and distinctions that an entry speaks of."""

import re

from publications.listing.strip import BLOCK, BOLD, HARD, HOLE, ITALIC, SOFT, Strip, tidy

__all__ = ["claim_awards"]

_STOP = rf"{HARD}{BLOCK}{HOLE}"
_AWARD = re.compile(
    r"\b(?:awards?|awarded|prizes?|prix|medal|honou?rable mention|best (?:student |demo |regular "
    r"|short |long |theory"
    r" |application |systems |technical |research |conference |workshop )*(?:paper|poster"
    r"|presentation|talk|thesis"
    r"|dissertation|article|demo|note|student)|finalists?|runner[- ]?up|nominee|nominated"
    r"|nomination|shortlisted"
    r"|spotlights?|oral(?: presentation| talk| paper)?s?|highlight(?:ed|s)?(?: paper)?"
    r"|notable(?:[- ]top)?"
    r"|outstanding|distinguished|selected (?:as|for|by|to)|editor['’]?s['’]? (?:pick|choice"
    r"|suggestion|highlight)s?"
    r"|featured(?: in| article| paper| as| by)?|(?:front |journal |inside "
    r"|back )?cover (?:article|paper|story|image|of"
    r"|page|feature)|on the cover|top[- ]?\d+(?:\.\d+)?\s*%|top \d+ (?:paper|most)|winner|won"
    r"|contributed talk"
    r"|most (?:cited|downloaded|read)|highly cited|press release|travel grant|ranked \d"
    r"|acceptance rate|ar\s*[=:≈~]"
    r"|accept(?:ance)? rate|获奖|最佳论文|优秀论文|学生論文賞|論文賞|奨励賞)(?!\w)|🏆|🥇|🏅",
    re.IGNORECASE,
)
_NOT_AWARD = re.compile(
    r"press release|acceptance rate|accept rate|ar\s*[=:≈~]|most (?:down|read)", re.IGNORECASE
)
_ONLY_WORD = re.compile(
    r"\W*(?:spotlights?|orals?|highlight|notable|outstanding|distinguished|oral presentation"
    r"|spotlight (?:talk"
    r"|presentation|paper)|oral (?:talk|paper)|contributed talk|long (?:oral|talk)"
    r"|featured)\W*", re.IGNORECASE
)  # fmt: skip
_BEGINNING = re.compile(rf"[{_STOP}{SOFT}]|[.;|]\s+(?=[A-Z🏆*])")


def claim_awards(strip: Strip) -> list[str]:
    """Every remark about an award: the brackets, the bold words, the line or sentence it is in."""
    awards: list[str] = []
    position = 0
    while True:
        text = strip.free()
        found = _AWARD.search(text, position)
        if not found:
            return awards
        start, end = _remark_around(strip, text, found.start(), found.end())
        remark = text[start:end].replace(HOLE, " ")
        position = max(end, found.end())
        if _NOT_AWARD.search(remark) or len(remark) > 300:
            continue
        awards.append(tidy(remark))
        strip.claim_rest(start, end, "award")


def _remark_around(strip: Strip, text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest stretch around an award that is set off from the rest."""
    for opening, closing in ("()", "[]", "【】", "（）"):
        left = text.rfind(opening, 0, start)
        right = text.find(closing, end)
        inside = left >= 0 and right >= 0 and closing not in text[left:start]
        if (
            inside
            and opening not in text[end:right]
            and not re.search(f"[{_STOP}]", text[left:right])
        ):
            inner = text[left + 1 : right]
            if _talks_of_a_venue(inner, text[start:end]):
                return _between_commas(text, left + 1, right, start, end)
            return left, right + 1
    for style in (BOLD, ITALIC):
        for first, last in strip.runs(style):
            if first <= start and end <= last and not re.search(f"[{_STOP}]", text[first:last]):
                leads = first == start  # "*Highlighted in Science Ashore*"
                if (
                    style == ITALIC
                    and not leads
                    and _talks_of_a_venue(text[first:last], text[start:end])
                ):
                    continue
                return first, last
    # Up to the award's first letter, which says whether a sentence begins with it.
    left = max((found.end() for found in _BEGINNING.finditer(text, 0, start + 1)), default=0)
    right_found = re.search(rf"[{_STOP}{SOFT}]|[.;|](?=\s|$)", text[end:])
    right = end + right_found.start() if right_found else len(text)
    if _talks_of_a_venue(text[left:right], text[start:end]):
        return _between_commas(text, left, right, start, end)
    return left, right


def _talks_of_a_venue(remark: str, award: str) -> bool:
    """Whether more than the award is in the stretch: "(Oral, Accepted at FLOW 2024)"."""
    rest = remark.replace(award, " ")
    if re.search(r"award|prize|mention|finalist|selected|best|cover", remark, re.IGNORECASE):
        return bool(re.search(r"^\W*(?:in|accepted|submitted|proc)", rest, re.IGNORECASE))
    return len(re.findall(r"\w+", rest)) > 1


def _between_commas(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    """The part between commas; of "FLOW 2024 Oral" the award alone."""
    first, last = _comma_part(text, left, right, start, end)
    around = text[first:start] + " " + text[end:last]
    if _ONLY_WORD.fullmatch(text[start:end]) and re.search(r"[A-Z]", around):
        return start, end
    return first, last


def _comma_part(text: str, left: int, right: int, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(mark, left, start) for mark in ",;(") + 1
    marks = [place for mark in ",;)" if (place := text.find(mark, end, right)) >= 0]
    return max(first, left), min(marks, default=right)
