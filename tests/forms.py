"""Fills in a form as a browser would: what stands in the page, with what the test types over it."""

from html.parser import HTMLParser

from django.http import HttpResponse


class _Fields(HTMLParser):
    """The names and values that submitting the page's form would send; no buttons and no files."""

    def __init__(self) -> None:
        super().__init__()
        self.data: dict[str, list[str]] = {}
        self.text: str | None = None
        self.select: dict | None = None
        self.forms = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if "disabled" in given or "__prefix__" in name:
            return
        if tag == "input" and name:
            self._input(name, given)
        elif tag == "textarea":
            self.text = name
            self.data.setdefault(name, []).append("")
        elif tag == "select":
            self.select = {"name": name, "many": "multiple" in given, "first": None, "chosen": []}
        elif tag == "option" and self.select is not None:
            value = given.get("value") or ""
            self.select["first"] = value if self.select["first"] is None else self.select["first"]
            if "selected" in given:
                self.select["chosen"].append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.text = None
        elif tag == "select" and self.select is not None:
            chosen = self.select["chosen"]
            if not chosen and not self.select["many"] and self.select["first"] is not None:
                chosen = [self.select["first"]]
            if chosen:
                self.data.setdefault(self.select["name"], []).extend(chosen)
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            # A browser drops the line break that follows the opening tag.
            kept = self.data[self.text]
            kept[-1] += data

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = given.get("type") or "text"
        if kind in ("file", "submit", "button"):
            return
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        default = "on" if kind == "checkbox" else ""
        self.data.setdefault(name, []).append(given.get("value") or default)


def filled(response: HttpResponse, **typed: object) -> dict[str, object]:
    """The page's form as it stands, with ``typed`` over it; None leaves a field out."""
    parser = _Fields()
    parser.feed(response.content.decode())
    data: dict[str, object] = dict(parser.data)
    for name, value in typed.items():
        if value is None:
            data.pop(name, None)
        else:
            data[name] = value
    return data


def new_row(data: dict, prefix: str, **values: object) -> dict:
    """The data with one more row in an inline."""
    index = int(data[f"{prefix}-TOTAL_FORMS"][0])
    row = {f"{prefix}-{index}-{name}": value for name, value in values.items()}
    return {**data, **row, f"{prefix}-TOTAL_FORMS": [str(index + 1)]}


def errors(response: HttpResponse) -> dict[str, list[str]]:
    """The messages of a refused form, by the names of their fields."""
    form = response.context["adminform"].form
    found = {name: list(messages) for name, messages in form.errors.items()}
    for inline in response.context["inline_admin_formsets"]:
        for each in inline.formset.forms:
            found |= {each.add_prefix(name): list(told) for name, told in each.errors.items()}
        if told := list(inline.formset.non_form_errors()):
            found[inline.formset.prefix] = told
    return found
