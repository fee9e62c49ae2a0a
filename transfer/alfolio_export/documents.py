"""Files as Jekyll reads them: a head of YAML, and a body of Kramdown that Liquid passes over."""

import re
from typing import Any

import yaml

_LIQUID = re.compile(r"\{\{|\{%|%\}|\}\}")


class _Dumper(yaml.SafeDumper):
    """Texts of a kind of their own, such as safe HTML, are texts."""


_Dumper.add_multi_representer(str, lambda dumper, text: dumper.represent_str("".join(text)))


def head_and_body(head: dict[str, Any], body: str = "") -> str:
    text = f"---\n{yaml_of(head)}---\n"
    return f"{text}\n{without_liquid(body)}\n" if body.strip() else text


def yaml_of(value: Any) -> str:
    """Block style, in the given order, and Unicode as it is."""
    written: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=1_000_000,
    )
    return written


def without_liquid(text: str) -> str:
    """The text with what Jekyll would take for a program marked as the text that it is."""
    if not _LIQUID.search(text):
        return text
    return f"{{% raw %}}\n{text}\n{{% endraw %}}"


def without_empty(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, [], {})}
