"""What only Kramdown understands in a Markdown text: taken out, or written as everybody does."""

import re
import unicodedata

from transfer.markdown_code import outside_code

_RULES = [
    # A table of contents: the list that it is put in the place of, and the mark.
    (r"^[ \t]*(?:[*+-]|\d+\.)[ \t]+\S.*\n[ \t]*\{:[^}\n]{0,99}\btoc\b[^}\n]{0,99}\}[ \t]*$", ""),
    (r"\{:(?::[\w-]+|/[\w-]*)(?:[ \t][^}\n]{0,200})?/?\}", ""),  # {::options /}, {:/}
    (r"^[ \t>]*\{:[^}\n]{0,200}\}[ \t]*$", ""),
    (r"(?<=[)\]*_`~>\"\ue001])[ \t]?\{:[^}\n]{0,200}\}", ""),
    (r"^(#{1,6}[ \t].{1,300}?)[ \t]+\{(?:#|:)[^}\n]{0,200}\}[ \t]*$", r"\1"),
    (r"^(#{1,6})(?=[^#\s])", r"\1 "),  # "#Title"
]
_COMPILED = [(re.compile(pattern, re.MULTILINE), replacement) for pattern, replacement in _RULES]
_EMOJI = re.compile(r"(?<![\w:]):([a-z][a-z0-9_+-]*|\+1|-1):(?![\w:])")
_EMOJI_NAMES = {
    "+1": "👍", "-1": "👎", "thumbsup": "👍", "tada": "🎉", "smile": "😄", "grin": "😁",
    "smiley": "😃", "laughing": "😆", "blush": "😊", "wink": "😉", "heart": "❤️", "fire": "🔥",
    "clap": "👏", "medal_sports": "🏅", "1st_place_medal": "🥇", "2nd_place_medal": "🥈",
    "3rd_place_medal": "🥉", "mortar_board": "🎓", "star": "⭐", "star2": "🌟", "scroll": "📜",
    "page_facing_up": "📄", "pencil": "📝", "memo": "📝", "book": "📖", "books": "📚",
    "computer": "💻", "link": "🔗", "email": "📧", "envelope": "✉️", "loudspeaker": "📢",
    "mega": "📣", "speech_balloon": "💬", "warning": "⚠️", "white_check_mark": "✅", "bulb": "💡",
    "hugs": "🤗", "raised_hands": "🙌", "pray": "🙏", "muscle": "💪", "eyes": "👀", "us": "🇺🇸",
    "earth_americas": "🌎", "earth_africa": "🌍", "earth_asia": "🌏", "airplane": "✈️",
    "exclamation": "❗", "question": "❓", "boom": "💥", "100": "💯", "confetti_ball": "🎊",
}  # fmt: skip


def without_kramdown(text: str) -> str:
    return outside_code(text, _changed)


def _changed(text: str) -> str:
    if "{" in text or "#" in text:
        for pattern, replacement in _COMPILED:
            text = pattern.sub(replacement, text)
    return _EMOJI.sub(_emoji, text) if ":" in text else text


def _emoji(match: re.Match[str]) -> str:
    name = match[1]
    if name in _EMOJI_NAMES:
        return _EMOJI_NAMES[name]
    try:
        character = unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return match[0]
    return character if unicodedata.category(character) == "So" else match[0]
