"""Hugo's shortcodes in Markdown: those whose meaning is known are translated, none is ever run."""

import re
from collections.abc import Callable

_MARK = re.compile(
    r"\{\{(?P<open>[<%])\s*(?P<end>/)?\s*(?P<name>[\w/.-]+)"
    r"(?P<args>(?:[^>%{}]|[>%](?!\}\})|\{(?!\{)|\}(?!\})){0,2000})[>%]\}\}"
)
_ARGUMENT = re.compile(r"""(?:([\w-]+)\s*=\s*)?("(?:[^"\\]|\\.)*"|`[^`]*`|[^\s"`=/][^\s"`=]*)""")
_ATTRIBUTES = re.compile(
    r"^[ \t]*\{(?:[.#][\w-]+|[\w-]+=\"[^\"\n]*\")(?:[ \t]+[^}\n]*)?\}[ \t]*$", re.MULTILINE
)
# What stands between these marks is text; the marks only say how it is drawn.
_WRAPPERS = frozenset(
    {"callout", "alert", "spoiler", "details", "toggle", "columns", "column", "hint", "notice",
     "note", "warning", "tip", "mdi", "math", "div", "center", "raw", "rawhtml", "html", "row",
     "col", "cards", "card", "steps", "tabs", "tab", "list", "list_item", "gdocs", "quote",
     "speaker_note"}
)  # fmt: skip
_NOTHING = frozenset({"icon", "toc", "table-of-contents", "clearfix", "linebreak"})


def translate(source: str) -> tuple[str, list[tuple[int, str]]]:
    """The text, and what was left out of it by lines; lines stay where they were."""
    problems: list[tuple[int, str]] = []
    text = _ATTRIBUTES.sub("", source)

    def write(match: re.Match[str]) -> str:
        written = _written(match)
        lines = match[0].count("\n")
        if written is None:
            line = text.count("\n", 0, match.start()) + 1
            shown = " ".join(match[0].split())
            shown = shown if len(shown) <= 80 else shown[:79] + "…"
            problems.append((line, f"“{shown}” is not known here and was left out."))
            written = ""
        return written + "\n" * (lines - written.count("\n"))

    return _MARK.sub(write, text), problems


def _written(match: re.Match[str]) -> str | None:
    """What the mark stands for; None when nobody knows."""
    name = match["name"].lower()
    if name in ("highlight", "code"):
        language = next(iter(_arguments(match["args"]).values()), "")
        return "```" if match["end"] else f"```{language}"
    if match["end"] or name in _WRAPPERS or name in _NOTHING:
        return ""
    known = _KNOWN.get(name)
    return known(_arguments(match["args"])) if known else None


def _arguments(written: str) -> dict[str, str]:
    """Named arguments by their names, the others by their places: `0`, `1`, …"""
    found: dict[str, str] = {}
    for place, (name, value) in enumerate(_ARGUMENT.findall(written)):
        found[name or str(place)] = value[1:-1] if value[:1] in '"`' else value
    return found


def _figure(given: dict[str, str]) -> str | None:
    path = given.get("src") or given.get("library") or given.get("0")
    if not path:
        return None
    caption = given.get("caption") or given.get("title") or ""
    picture = f"![{given.get('alt') or caption}]({path.replace(' ', '%20')})"
    if link := given.get("link"):
        picture = f"[{picture}]({link})"
    return f"{picture} *{caption}*" if caption and given.get("alt") else picture


def _at(pattern: str, words: str) -> Callable[[dict[str, str]], str | None]:
    """A link to what the shortcode would embed."""

    def write(given: dict[str, str]) -> str | None:
        name = given.get("0") or given.get("id")
        address = pattern.format(user=given.get("user", "i"), id=name)
        return f"[{words}]({address})" if name else None

    return write


def _reference(given: dict[str, str]) -> str | None:
    """`ref` and its kin stand within a link, for the address of a page."""
    path = given.get("0") or given.get("path")
    if path is None:
        return None
    path = re.sub(r"(?:/?_?index)?\.(?:md|markdown)", "", path)
    return path if path.startswith(("/", "#")) else f"/{path}"


def _media(given: dict[str, str]) -> str | None:
    path = given.get("src") or given.get("url") or given.get("0")
    return f"[{path.rsplit('/', 1)[-1]}]({path})" if path else None


def _button(given: dict[str, str]) -> str | None:
    path = given.get("url") or given.get("href") or given.get("link")
    return f"[{given.get('text') or path}]({path})" if path else ""


def _call_to_action(given: dict[str, str]) -> str | None:
    return _button({"url": given.get("cta_link", ""), "text": given.get("cta_text", "")})


_KNOWN: dict[str, Callable[[dict[str, str]], str | None]] = {
    "figure": _figure,
    "img": _figure,
    "image": _figure,
    "youtube": _at("https://www.youtube.com/watch?v={id}", "Video on YouTube"),
    "vimeo": _at("https://vimeo.com/{id}", "Video on Vimeo"),
    "bilibili": _at("https://www.bilibili.com/video/{id}", "Video on Bilibili"),
    "tweet": _at("https://x.com/{user}/status/{id}", "Post on X"),
    "twitter": _at("https://x.com/{user}/status/{id}", "Post on X"),
    "x": _at("https://x.com/{user}/status/{id}", "Post on X"),
    "ref": _reference,
    "relref": _reference,
    "staticref": _reference,
    "cite": lambda given: f"[{given['page']}]({given['page']})" if "page" in given else None,
    "video": _media,
    "audio": _media,
    "button": _button,
    "cta": lambda given: _button(
        {"url": given.get("cta_link", ""), "text": given.get("cta_text", "")}
    ),
}
