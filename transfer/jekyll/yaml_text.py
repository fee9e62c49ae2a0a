"""YAML as people write it, read to plain text, lists and maps, within limits.

Scalars stay as they were written (`0123`, `12:30` and `no` are words here, not numbers or
truths); `truth` and `number` read them where a setting asks for one.
"""

import re
from typing import TypeAlias

import yaml

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"

MAX_DEPTH = 30
MAX_NODES = 100_000  # aliases counted each time they stand for something
MAX_REPAIRS = 20

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_LINE = re.compile(
    r"^(?P<head>[ \t-]*[^\s#'\"\[{&*!|>%@`][^:]*:[ \t]+|[ \t]*-[ \t]+)(?P<value>\S.*)$"
)
_TRAILING_COMMENT = re.compile(r"\s+#.*$")
_INDENT = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
# Around a key’s colon Jekyll's reader takes tabs, and Python's does not.
_TABS = re.compile(r"^([ \t-]*[\w-]+)(?=[ \t]*(?:\t|:[ ]*\t))[ \t]*:[ \t]+", re.MULTILINE)


class YamlError(Exception):
    """The text is no YAML that can be read; the message says where, for people."""


def load_yaml(text: str) -> tuple[Value, list[str]]:
    """The document's value, and what is odd about it. Raises YamlError.

    A value with a bare colon, quote or sign that YAML does not allow is read as the text it is.
    """
    problems: list[str] = []
    text = _TABS.sub(r"\1: ", _INDENT.sub(lambda match: match[0].replace("\t", "  "), text))
    lines = text.split("\n")
    repaired: set[int] = set()
    while len(repaired) <= MAX_REPAIRS:
        try:
            node = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
            return _Reader(problems).value(node, 0), problems
        except yaml.MarkedYAMLError as error:
            line = _repair(lines, error, repaired)
            if line is None:
                raise YamlError(_message(error)) from error
            repaired.add(line)
            problems.append(f"line {line + 1}: read as plain text, since it is not valid YAML.")
        except yaml.YAMLError as error:
            reason = " ".join(str(error).split())
            raise YamlError(f"it holds a character that YAML does not allow ({reason}).") from error
        except RecursionError as error:
            raise YamlError("it is nested too deeply.") from error
    raise YamlError("too many of its lines are not valid YAML.")


def truth(value: Value) -> bool | None:
    """What a switch says; None when it says nothing."""
    if not isinstance(value, str):
        return None
    word = value.strip().lower()
    if word in ("true", "yes", "on", "1"):
        return True
    return False if word in ("false", "no", "off", "0") else None


def number(value: Value) -> int | None:
    if isinstance(value, str) and re.fullmatch(r"\d{1,9}", value.strip(), re.ASCII):
        return int(value)
    return None


def text(value: Value) -> str:
    """A scalar as text; empty for nothing, and for lists and maps."""
    return value.strip() if isinstance(value, str) else ""


def texts(value: Value) -> list[str]:
    """A list of scalars, or one scalar, as texts."""
    values = value if isinstance(value, list) else [value]
    return [found for found in map(text, values) if found]


def mapping(value: Value) -> dict[str, Value]:
    return value if isinstance(value, dict) else {}


class _Reader:
    """Nodes to values; counts them, so that aliases of aliases cannot grow without end."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        self.nodes = 0

    def value(self, node: yaml.Node | None, depth: int) -> Value:
        self.nodes += 1
        if self.nodes > MAX_NODES or depth > MAX_DEPTH:
            raise YamlError("it is nested too deeply or grows without end.")
        if isinstance(node, yaml.ScalarNode):
            return None if node.style is None and node.value in _NULL else node.value
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, depth + 1) for child in node.value]
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, depth)
        return None

    def _mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Value]:
        found: dict[str, Value] = {}
        merged: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
            value = self.value(value_node, depth + 1)
            if key == "<<":
                merged |= mapping(value)
                continue
            if key in found:
                line = key_node.start_mark.line + 1
                self.problems.append(f"line {line}: “{key}” stands twice; the last one counts.")
            found[key] = value
        return {**merged, **found}


def _repair(lines: list[str], error: yaml.MarkedYAMLError, repaired: set[int]) -> int | None:
    """Quote the value on the line where reading failed, or above it; None when that is no help."""
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark]
    for line in (at for mark in marks for at in (mark.line, mark.line - 1)):
        match = _LINE.match(lines[line]) if 0 <= line < len(lines) else None
        if match and line not in repaired and match["value"][0] not in "|>":
            value = _TRAILING_COMMENT.sub("", match["value"]).rstrip()
            lines[line] = match["head"] + "'" + value.replace("'", "''") + "'"
            return line
    return None


def _message(error: yaml.MarkedYAMLError) -> str:
    mark = error.problem_mark or error.context_mark
    where = f"line {mark.line + 1}: " if mark else ""
    return f"{where}{error.problem or error.context or 'it is not valid YAML'}."
