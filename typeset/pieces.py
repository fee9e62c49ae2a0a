"""Parts of pages that stand on many of them, drawn once for each set of values."""

from typing import Any, cast

from django.template.loader import get_template
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from typeset.memory import Memory

_memory = Memory(2_000_000)  # characters: the frames of a large lab's pages, and its news


def piece(template: str, **values: Any) -> SafeString:
    """The template with these values and nothing else: no request, no row of the database.

    ``values`` are plain (texts, numbers, dates, and tuples or mappings of them), so that what they
    print as tells any two of them apart. A text that is HTML already prints as any other, and is
    told apart by name; within a tuple there must be none.
    """
    html = tuple(name for name, value in values.items() if isinstance(value, SafeString))
    return _memory.recall(
        repr(values),
        # Addresses in the template lie beneath the prefix: a preview's are a secret.
        (template, get_language(), get_script_prefix(), html),
        lambda: cast("SafeString", get_template(template).render(values)),
    )
