import re

from django import template

from typeset.markdown import render_inline

register = template.Library()

_FORMULA = re.compile(r"(\$[^$\n]+\$)")
# What Markdown reads as more than itself. Not “(” and “[”: after a backslash they open a formula.
_SIGNS = re.compile(r"[\\`*_\]<&~!:@.]")


@register.filter
def work_title(title: str) -> str:
    """A title as it stands in the record: plain text, in which only ``$…$`` is more than text."""
    if "$" not in title:
        return title
    pieces = _FORMULA.split(title)
    pieces[::2] = [_SIGNS.sub(r"\\\g<0>", piece) for piece in pieces[::2]]
    return render_inline("".join(pieces))
