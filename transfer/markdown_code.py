"""Changes to Markdown that leave code and formulas alone."""

import re
from collections.abc import Callable

_PROTECTED = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^\n]*+\n(?:.*+\n)*?(?P=fence)[`~]*+[ \t]*$"
    r"|(?<!`)(?P<ticks>`{1,3})(?!`)[^`\n]+(?P=ticks)(?!`)"
    r"|\$\$[^$]{1,2000}\$\$|\$(?! )[^$\n]{1,200}(?<! )\$(?!\d)",
    re.MULTILINE,
)
# Unicode's private use: no text of people's holds these.
_HELD = re.compile("\ue000(\\d+)\\s*\ue001")
_STAND_INS = re.compile("[\ue000\ue001]")


def outside_code(source: str, change: Callable[[str], str]) -> str:
    """``change`` sees the text with a stand-in, of as many lines, for each piece of code."""
    held: list[str] = []

    def hold(match: re.Match[str]) -> str:
        held.append(match[0])
        return f"\ue000{len(held) - 1}" + "\n" * match[0].count("\n") + "\ue001"

    changed = change(_PROTECTED.sub(hold, _STAND_INS.sub("", source)))
    return _HELD.sub(lambda match: held[int(match[1])], changed)
