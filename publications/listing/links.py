"""Which links of an entry are buttons ("PDF", "Code"), and what each leads to."""

import re
from urllib.parse import urlsplit

from publications.listing.emphasis import ICON
from publications.listing.words import words
from typeset.fold import fold

__all__ = ["is_button", "kind_by_address", "kind_of", "spoken_label"]

# The first kind of which a word stands in the label.
_LABELS = (
    ("supplement", """supp supplement supplementary supplemental supplements supplementals appendix
        appendices si suppl supplementary-materials annex erratum corrigendum proofs"""),
    ("slides", "slides slide presentation ppt pptx diapositives folien talk-slides deck keynote"),
    ("poster", "poster posters affiche"),
    ("video", """video videos talk youtube recording watch presentation-video teaser film vidéo
        video1 video2 bilibili lecture demo-video spotlight-video"""),
    ("package", "package packages cran pypi library r-package toolbox plugin"),
    ("code", """code codes github source software repo repository implementation gitlab git notebook
        artifact artifacts artefact artefacts notebooks colab script scripts reproducibility
        reproducible replication matlab python julia
        pytorch bitbucket codebase"""),
    ("data", """data dataset datasets zenodo dataverse database corpus benchmark benchmarks model
        models weights checkpoints checkpoint huggingface hf"""),
    ("demo", "demo demos playground app interactive try shiny live"),
    ("preprint", """arxiv biorxiv medrxiv preprint preprints eprint ssrn hal chemrxiv psyarxiv osf
        techreport draft working-paper manuscript arxiv-version working"""),
    ("review", "review reviews openreview peer-review reviewers"),
    ("blog", ("blog blogpost post medium thread twitter tweet tweets explainer summary tl;dr"
             " weibo zhihu")),
    ("press", "press news media newspaper coverage article-in interview mit-news podcast radio"),
    ("website", """website web page project homepage site project-page webpage projectpage landing
        project-website home"""),
    ("pdf", ("pdf paper manuscript fulltext full-text full-paper download ps camera-ready"
            " postscript"
            " reprint text local copy")),
    ("html", """doi link links html publisher publication official journal ieee ieeexplore acm dl
        springer springerlink sciencedirect elsevier wiley aclanthology anthology dblp proceedings
        pubmed ieee-xplore acm-dl cvf mdpi abs abstract abs. version published online url here
        view open details read entry bibtex bib cite citation ref scholar google lien pmlr
        eurographics oup mitpress ams"""),
)  # fmt: skip
_KINDS = {word: kind for kind, labels in _LABELS for word in reversed(labels.split())}
_PHRASES = {
    "project page": "website", "free access pdf": "pdf", "web page": "website",
    "source code": "code", "blog post": "blog", "full text": "pdf", "open access": "pdf",
    "r package": "package", "python package": "package", "published version": "html",
    "journal version": "html", "conference version": "html", "arxiv version": "preprint",
    "extended version": "pdf", "talk slides": "slides", "talk video": "video",
    "video talk": "video",
    "video presentation": "video", "presentation video": "video", "oral presentation": "video",
    "news article": "press", "newspaper article": "press", "press release": "press",
    "conference talk": "video", "twitter thread": "blog", "google scholar": "html",
    "working paper": "preprint", "model card": "data", "read more": "html", "read paper": "pdf",
    "read online": "html", "project website": "website", "teaser video": "video",
    "reproducible code": "code", "replication package": "code", "replication files": "code",
    "data and code": "code", "code and data": "code", "code data": "code", "web site": "website",
    "personal copy": "pdf", "author version": "pdf", "author s copy": "pdf",
    "online appendix": "supplement", "internet appendix": "supplement",
    "technical report": "preprint",    "hugging face": "data",
}  # fmt: skip
_FILLER = words("""
    the a an of our on in at for to and with full free official version paper link see also
    click get more my final final-version extended short long project access available accepted
    online new old technical original reproducible replication camera ready author authors s pre
    print 1 2 3 v1 v2 en english german french chinese iclr icml neurips cvpr supplemental main
    via page c
""")
_LENGTHS = frozenset(  # "15 min video"
    ("min", "mins", "minute", "minutes", "hour")
)
_PRAISE = words("""
    best award awarded prize oral spotlight highlight finalist nominee honorable honourable
    mention outstanding distinguished selected winner runner runnerup cover featured
""")
_CJK_LABELS = (
    ("code", "代码|コード|코드|源码"), ("pdf", "论文|論文|全文|논문|原文"),
    ("video", "视频|動画|영상|视讯"), ("slides", "スライド|幻灯片|발표자료|课件"),
    ("website", "主页|项目|プロジェクト|홈페이지"),
    ("data", "数据|データ|데이터"), ("html", "链接|リンク|링크"),
    ("poster", "海报|ポスター|포스터"),
)  # fmt: skip
_HOSTS = (
    ("code", (r"(?:github\.com|gitlab\.|bitbucket\.org|sourceforge\.net|codeocean\.com"
             r"|codeberg\.org|colab\.research\.google)")),
    ("package", r"(?:cran\.r-project\.org|pypi\.org|bioconductor\.org|npmjs\.com|crates\.io)"),
    ("video", (r"(?:youtu\.be|youtube\.com|vimeo\.com|videolectures\.net|bilibili\.com"
              r"|slideslive\.com)")),
    ("preprint", (r"(?:arxiv\.org|biorxiv\.org|medrxiv\.org|ssrn\.com|psyarxiv|osf\.io|chemrxiv"
                 r"|hal\."
                 r"|archives-ouvertes|researchsquare|techrxiv|preprints\.org|eprint\.iacr)")),
    ("review", r"openreview\.net/forum"),
    ("data", r"(?:zenodo\.org|figshare\.com|dataverse|huggingface\.co|kaggle\.com|datadryad)"),
    ("slides", r"(?:slideshare\.net|speakerdeck\.com)"),
)  # fmt: skip
_HOST_PATTERNS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _HOSTS)
_SPOKEN = re.compile(
    r"(?:^|(?<=[\s(\[|;,.\f\n\v]))"
    r"((?:[^\W\d_][\w-]{1,14}[ ]){0,2}[^\W\d_][\w-]{1,14})"
    r"(?:\s?[:：]|[ ](?:is |are )?(?:available |can be found |hosted )?(?:at|on|here|from|under"
    r"|via)?)\s*$"
)


def label_words(label: str) -> list[str]:
    return fold(label.replace(ICON, " ")).split()


def is_button(label: str) -> bool:
    """Whether a link's text names a kind of thing rather than a thing: "PDF", "Project page"."""
    words = label_words(label)
    if not words:
        return True
    folded = " ".join(words)
    if folded in _PHRASES or folded == "x":
        return True
    if any(re.fullmatch(pattern, label.strip(" []()【】")) for _, pattern in _CJK_LABELS):
        return True
    if len(words) > 5 or not _PRAISE.isdisjoint(words) or not any(word in _KINDS for word in words):
        return False
    known = sum(
        word in _KINDS or word in _FILLER or word in _LENGTHS or word.isdigit() for word in words
    )
    return known == len(words) or (len(words) <= 3 and known == len(words) - 1 and known > 0)


def kind_of(label: str, url: str) -> str:
    """The kind of link, by what it is called, else by where it leads."""
    words = label_words(label)
    folded = " ".join(words)
    if folded in _PHRASES:
        kind = _PHRASES[folded]
    else:
        kinds = [_KINDS[word] for word in words if word in _KINDS]
        order = [name for name, _ in _LABELS]
        kind = min(kinds, key=order.index) if kinds and len(words) <= 6 else ""
        cjk = next((name for name, pattern in _CJK_LABELS if re.search(pattern, label)), "")
        kind = kind or (cjk if len(label) < 12 else "")
    vague = kind == "html" and folded in (
        "link",
        "links",
        "url",
        "here",
        "view",
        "open",
        "read",
        "details",
    )
    if kind and not vague:
        return kind
    return kind_by_address(url) if url else kind or "other"


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.lower() if len(url) < 3000 else ""
    except ValueError:  # brackets that are no IPv6 address
        return ""


def kind_by_address(url: str) -> str:
    path = _path(url)
    hosted = path.endswith(".pdf") and "arxiv" not in url
    for kind, pattern in _HOST_PATTERNS:
        if pattern.search(url) and not (hosted and kind in ("code", "data")):
            return kind
    if path.endswith((".pdf", ".ps", ".ps.gz")) or "/pdf/" in path or "/epdf/" in path:
        return "pdf"
    if path.endswith((".ppt", ".pptx", ".key")):
        return "slides"
    if path.endswith((".r", ".py", ".m", ".ipynb", ".zip", ".tar.gz", ".jl")):
        return "code"
    return "html"


def spoken_label(before: str) -> tuple[str, int]:
    """The label that stands before a link ("Code:", "Slides are here"), and where it begins."""
    found = _SPOKEN.search(before[-60:])
    if not found or not is_button(found[1]):
        return "", len(before)
    return found[1], len(before) - len(before[-60:]) + found.start(1)
