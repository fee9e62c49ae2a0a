"""What a heading says of the entries under it: publications or not, which kind, state, year."""

import re
from dataclasses import dataclass, replace

from typeset.fold import fold

__all__ = ["Meaning", "read_heading"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`says` is "publications", "other", "unclear" ("Miscellaneous"), or "" for any other."""

    says: str = ""
    year: int | None = None
    type: str = ""
    status: str = ""
    selected: bool | None = None  # None: it does not say
    venue: str = ""  # "FLOW’24" above the papers of one meeting


# (words that one of must stand in the heading, type, status); the first that fits decides.
_KINDS = tuple(
    (re.compile(pattern), type_, status)
    for pattern, type_, status in (
        (r"in prep(?:aration)?|(?:work )?in progress|manuscripts? in|ongoing|vorbereitung",
         "", "in preparation"),
        ((r"under (?:peer )?(?:review|revision|submission)|submitted|in (?:review|revision"
         r"|submission)"
         r"|submissions?$|审稿|eingereicht|soumis"), "", "submitted"),
        (r"accepted|forthcoming|to appear|in press", "", "accepted"),
        ((r"extended abstracts?|(?:peer reviewed|refereed|conference|reviewed|short) abstracts?"
         r"|^abstracts?$"), "abstract", ""),
        (r"workshops?", "workshop", ""),
        ((r"book chapters?|chapters?|contributions? to books|buchkapitel|buchbeitrage|chapitres?"
         r"|capitulos?"), "incollection", ""),
        (r"edited (?:books?|volumes?)|proceedings edited|edited proceedings", "collection", ""),
        (r"(?:ph ?d|doctoral) ?(?:thes[ei]s|dissertations?)|^dissertations?$", "phdthesis", ""),
        (r"master s? ?(?:thesis|theses)|msc thesis|masters? thesis|diploma", "mastersthesis", ""),
        (r"thes[ei]s|dissertations?|学位论文|学位論文", "thesis", ""),
        (r"patents?|特許|专利|특허|patente", "patent", ""),
        (r"technical reports?|tech reports?|reports?$|white papers?|rapports?", "report", ""),
        (r"working papers?|discussion papers?|job market paper", "preprint", "preprint"),
        (r"data ?sets?", "dataset", ""),
        ((r"^(?:selected )?(?:text)?books?(?: and monographs)?$|monographs?|bucher|livres|libros"
         r"|著書|专著"), "book", ""),
        ((r"journal|articles?(?! in conf)|zeitschrift|aufsatze|revues?|revistas?"
          r"|学術論文|期刊|학술지|학술논문"
         r"|原著論文"
         r"|论文期刊|雑誌論文|国内논문|국내논문|국외논문|국제논문"), "article", ""),
        ((r"conferences?|proceedings|konferenz\w*|tagung\w*|congres|conferenc\w+|symposi\w+|国際会議"
         r"|会议|학술대회|学会発表"),
         "inproceedings", ""),
        (r"preprints?|arxiv|pre prints?|unpublished|manuscripts?$|预印本|プレプリント",
         "preprint", "preprint"),
    )
)  # fmt: skip
_PUBLICATIONS = re.compile(
    r"publications?|papers?|preprints?|pre prints?|articles?|journals?|proceedings|bibliograph\w+"
    r"|manuscripts?"
    r"|selected works?|research outputs?|research works?|published|works$|refereed|peer reviewed"
    r"|veroffentlichung\w*"
    r"|publikation\w*|publicacion\w*|publicac\w+|pubblicazion\w*|articulos?|artigos?|publicaties"
    r"|aufsatze|schriften"
    r"|论文|論文|发表|發表|著作|業績|논문|출판|연구실적|публикаци\w*|статьи|patents?|thes[ei]s|dissertations?|chapters?"
    r"|monographs?|\bbooks?\b(?! (?:club|review))|technical reports?|in prep(?:aration)?\b"
    r"|works? in progress|in press$|under review|submitted|forthcoming|to appear|abstracts?"
    r"|workshops?|conferences?|datasets?|scholarship$|selected research|featured research"
    r"|representative works?"
    r"|recent research|literature|writings?|yayinlar|julkaisut|publikacje"
)
_OTHER = re.compile(
    r"\babout\b|call for|^bio\b|biograph\w+"
    r"|education|teaching|taught|courses?\b|lectures?\b|talks?\b"
    r"|presentations?\b|invited|seminars?"
    r"|\bnews\b|updates?\b|announcements?|awards?\b|honou?rs?\b|grants?\b|fellowships?|funding"
    r"|service\b|services\b|reviewing"
    r"|reviewer|professional|activities|experience|employment|positions?\b|appointments?"
    r"|internships?|work history"
    r"|projects?\b|software|code$|^codes?\b|tools?$|open source|contact|students?\b|advis\w+"
    r"|mentor\w+|supervis\w+|skills?\b"
    r"|outreach|media|press$|in the press|press coverage|interests?\b|hobbies|travel|links?$"
    r"|resources?|links\b|blog|posts?$"
    r"|members?\b|people|team\b|group\b|alumni|join us|openings?|vacancies|collaborators?"
    r"|affiliations?|languages|references$"
    r"|tutorials?|posters?\b|videos?|podcasts?|interviews?|organi[sz]\w+|committees?|memberships?"
    r"|volunteer\w*|certificat\w+"
    r"|qualifications?|summary|overview|introduction|motivation|gallery|photos?|acknowledg\w+"
    r"|license"
    r"|research (?:interests?|statement|areas?|focus|directions?|experience|projects?|group"
    r"|vision|topics?)|^cv$|curriculum vitae|resume"
    r"|教育|経歴|学歴|职历|經歷|经历|教学|授課|講義|受賞|获奖|奖励|荣誉|活动|活動|服务|连絡|联系|連絡|项目|プロジェクト|ソフトウェア|软件"
    r"|新闻|ニュース|お知らせ|学生|所属|职务|職歴|讲座|報告|発表(?!論文)|강의|학력|경력|수상|프로젝트|소식|연락처|lehre|ausbildung|vortrage"
    r"|preise"
    r"|lebenslauf|enseignement|formation|expose|docencia|educacion|premios|ensino"
)
# A heading with both speaks of publications ("Talks and papers" apart, which no rule can tell).
_FIRMLY_OTHER = re.compile(
    r"talks?\b|presentations?\b|teaching|courses?\b|awards?\b|honou?rs?\b|reviewer|reviewing"
    r"|software|students?\b|service\b"
    r"|organi[sz]\w+|posters?\b|projects?\b|tutorials?|news\b|(?<!in )press$|seminars?|education"
    r"|experience|blog|invited (?:talks?|lectures?)"
    r"|lectures?\b|call for|group\b|committees?|media|grants?\b|attended|reading|read$|review(?:s"
    r"|ing)? for|podcasts?"
)
_LONG_SELECTED = 6  # words of a heading in which "selected" stands behind others
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ONLY_YEAR = re.compile(
    r"\W*(?:publications? (?:in|of|from)? ?|papers? (?:in|of|from)? ?|year:? ?|in |since |before "
    r"|until )?(?:19|20)\d\d"
    r"(?:\s*(?:[-–—/]|to|and)\s*(?:(?:19|20)?\d\d|present|now|today)?)?(?:\s*(?:and )?(?:earlier"
    r"|before|present|onwards|年"
    r"|\(\d+\)|publications?|papers?|and older|to date))?\W*",
    re.IGNORECASE,
)


_OPEN_ENDED = re.compile(
    r"\b(?:before|until|since|earlier|older|present|now|today|onwards|to date)\b"
)
# “FLOW'24”, “S&P 2024”: two capitals at least, and no word that headings have otherwise.
_MEETING = re.compile(
    r"(?P<venue>(?=(?:[^A-Z]*[A-Z]){2})(?!(?:SPRING|SUMMER|FALL|AUTUMN|WINTER|PhD|MSc|BSc)\b)"
    r"[A-Z][A-Za-z]*(?:[ &/+-]{1,3}[A-Z][A-Za-z]*){0,3})"
    r"(?:\s*['’](?P<short>[0-4]\d)|\s+(?P<year>20[0-4]\d|19[89]\d))[a-z]?"
)
_UNCLEAR = re.compile(
    r"(?:other|others|misc\w*|various|more|else|その他|其他|기타|sonstiges|divers|otros|varia)"
)


# A few that somebody chose, of more that there are.
_SELECTED = re.compile(
    r"selected|selections?\b|featured|highlight(?:s|ed)\b|representative|notable|signature"
    r"|(?:key|main|top|best|favou?rite|most important|significant|principal) "
    r"(?:\w+ ){0,2}(?:publications?|papers?|articles?|works?)\b"
    r"|ausgewahlte|wichtigste|choisi(?:e?s)\b|selectionnees?|seleccionad[ao]s|destacad[ao]s"
    r"|selezionat[ei]|scelte\b|selecionad[ao]s|geselecteerde|utvalgte|utvalda"
    r"|代表|精选|精選|主要な?(?:論文|業績|著作|发表)|주요 ?(?:논문|연구)|대표 ?논문"
)
_ALL = re.compile(
    r"\b(?:all|full|complete|entire|other|others|further|more|remaining|additional|non selected"
    r"|alle|vollstandige|weitere|autres|toutes|otras|altre|outras)\b|全部|その他|其他|기타"
)


def read_heading(text: str) -> Meaning:
    """What the heading says; a long one is a sentence, and says nothing."""
    return replace(_meaning(text), selected=_selected(fold(text)))


def _selected(folded: str) -> bool | None:
    words = folded.split()
    if len(words) > _LONG_SELECTED and not _SELECTED.match(folded):
        return None
    if _SELECTED.search(folded):
        return not re.match(r"(?:all|full|complete|non) ", folded)
    return False if _ALL.search(folded) else None


def _meaning(text: str) -> Meaning:
    folded = fold(text)
    years = _YEAR.findall(text)
    only_year = bool(_ONLY_YEAR.fullmatch(text.strip()))
    year = (
        int(years[-1]) if len(set(years)) == 1 and (only_year or len(folded.split()) <= 5) else None
    )
    meeting = _MEETING.fullmatch(text.strip())
    if meeting and not (_PUBLICATIONS.search(folded) or _OTHER.search(folded)):
        written = meeting["year"] or f"20{meeting['short']}"
        return Meaning("", int(written), venue=" ".join(meeting["venue"].split()))
    if only_year:
        says = "publications" if _PUBLICATIONS.search(folded) else ""
        one = len(set(years)) == 1 and not _OPEN_ENDED.search(folded)
        return Meaning(says, int(years[0]) if one else None)
    words = folded.split()
    if not words or len(words) > 14:
        return Meaning(year=None)
    if _UNCLEAR.fullmatch(folded):
        return Meaning("unclear", year)
    publications = bool(_PUBLICATIONS.search(folded))
    other = bool(_OTHER.search(folded))
    if publications and not (_FIRMLY_OTHER.search(folded) and not _leads(folded)):
        kinds = [(type_, status) for pattern, type_, status in _KINDS if pattern.search(folded)]
        type_, status = _one_kind(folded, kinds)
        return Meaning("publications", year, type_, status)
    if other and (len(words) <= 6 or re.match(r"\W*(?:teaching|awards|about)", folded)):
        return Meaning("other", year)
    return Meaning("", year)


def _leads(folded: str) -> bool:
    """Whether publications come first in a heading that names other things too."""
    first = _PUBLICATIONS.search(folded)
    rest = _FIRMLY_OTHER.search(folded)
    return bool(first and rest) and first is not None and rest is not None and (
        first.start() < rest.start() and bool(re.match(r"(?:\w+ ){0,2}(?:publications?|papers?"
                                                       r"|preprints?|articles?|journal)", folded))
        and not re.search(r"conference (?:talks?|presentations?|posters?|organi)|paper (?:review"
                          r"|presentations?|talks?|reading)"
                          r"|journal (?:review|club|editor|service)|conferences? (?:attended"
                          r"|reviewing|service|and (?:talks?|presentations?))",
                          folded)
    )  # fmt: skip


def _one_kind(folded: str, kinds: list[tuple[str, str]]) -> tuple[str, str]:
    """The kind that a heading tells of all its entries; none when it names several."""
    status = next((status for type_, status in kinds if status and not type_), "")
    types = [(type_, status_) for type_, status_ in kinds if type_]
    generic = bool(re.search(r"\bpublications?\b|\bpapers\b.*\band\b", folded))
    if generic or re.search(r"論文|论文|논문|articles", folded):
        types = [(type_, own) for type_, own in types if type_ != "book"]
    if not types or (len({type_ for type_, _ in types}) > 1 and not _nested(types)):
        return "", status
    type_, own = types[0]
    if type_ == "preprint" and generic and re.search(r"publications?", folded):
        return "", ""
    if type_ == "article" and re.search(r"conference|proceedings|workshop", folded):
        return "", status
    if type_ == "article" and not re.search(
        r"journal|zeitschrift|revue|revista|期刊|学術|학술|原著|雑誌|논문", folded
    ):
        return "", status  # "Articles" may be anything
    if own and re.search(r"\band\b", folded):
        return type_, own
    return type_, status or own


def _nested(types: list[tuple[str, str]]) -> bool:
    """ "Conference workshops", "PhD thesis", "Conference abstracts": the narrower kind counts."""
    names = [type_ for type_, _ in types]
    narrow = {"workshop", "abstract", "phdthesis", "mastersthesis", "incollection"}
    wide = {"inproceedings", "thesis", "book", "article"}
    return names[0] in narrow and set(names[1:]) <= wide
