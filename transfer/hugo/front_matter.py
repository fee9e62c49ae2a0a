"""The head of a Hugo file, in YAML, TOML or JSON, and data files in these forms."""

import json
import re
import tomllib
from datetime import date, datetime, time
from typing import Any

from transfer.jekyll.front_matter import Document, split_front_matter
from transfer.jekyll.yaml_text import Value, YamlError, load_yaml, mapping

_TOML = re.compile(r"\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL)


def split_head(text: str) -> Document:
    """Never fails: a head that cannot be read is reported, and the body kept."""
    text = text.lstrip("\n")
    if match := _TOML.match(text):
        return _document(match[1], "toml", text, match.end())
    if text.startswith("{\n"):
        try:
            _value, end = json.JSONDecoder().raw_decode(text)
        except (ValueError, RecursionError):
            return Document(body=text)
        return _document(text[:end], "json", text, end)
    found = split_front_matter(text)
    found.values = _lowered(found.values)
    return found


def load(text: str, form: str) -> tuple[Value, list[str]]:
    """A whole file of the form: `toml`, `json`, else YAML. Raises YamlError."""
    try:
        if form == "toml":
            return as_text(tomllib.loads(text)), []
        if form == "json":
            return as_text(json.loads(text)), []
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        raise YamlError(f"{error}.") from error
    return load_yaml(text)


def as_text(value: Any) -> Value:
    """Values as YAML's are read here: every scalar is text."""
    if isinstance(value, dict):
        return {str(key): as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_text(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return None if value is None else str(value)


def _document(head: str, form: str, text: str, end: int) -> Document:
    found = Document(body=text[end:], line=text.count("\n", 0, end) + 1, has_head=True)
    try:
        value, _problems = load(head, form)
    except YamlError as error:
        found.problems.append(f"The head of the file cannot be read: {error}")
    else:
        found.values = _lowered(mapping(value))
    return found


def _lowered(values: dict[str, Value]) -> dict[str, Value]:
    """Hugo takes `Title` for `title`."""
    return {key.lower(): value for key, value in values.items()}
