"""The admin's own inputs: Markdown beside its preview, files that are kept, names that complete."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminFileWidget, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from markdownx.widgets import MarkdownxWidget
from unfold.widgets import (
    TEXTAREA_CLASSES,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminTextareaWidget,
)

from profiles import focus
from profiles.documents import validate_document
from profiles.kept import keep, take
from profiles.pictures import PictureFile, as_data, validate_picture


class MarkdownWidget(MarkdownxWidget):
    """django-markdownx's text area, with a script of our own.

    The one it ships takes the Tab key, so that nobody who works by keyboard gets out of the text
    again, and it does not know rows that are added to a form.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": " ".join(TEXTAREA_CLASSES), "rows": 10, **(attrs or {})})

    @property
    def media(self) -> forms.Media:
        return forms.Media(
            css={"all": ["css/variables.css", "admin-octavo/markdown.css"]},
            js=["admin-octavo/markdown.js"],
        )


class LoadedAutocomplete(AutocompleteSelect):
    """Draws the chosen option from what the form has already loaded: no query for each row."""

    loaded: Mapping[str, str] = {}

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        chosen = [str(each) for each in value if each]
        if any(each not in self.loaded for each in chosen):
            return super().optgroups(name, value, attrs)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options += [
            self.create_option(name, each, self.loaded[each], True, index)
            for index, each in enumerate(chosen, len(options))
        ]
        return [(None, options, 0)]


class KeepsUpload:
    """Mixed into a file input: a good file is kept while other fields are mended."""

    check = staticmethod(validate_document)

    def value_from_datadict(self, data: Mapping, files: Mapping, name: str) -> Any:
        value = super().value_from_datadict(data, files, name)
        token = data.get(self._kept_name(name))
        return take(token) if value is None and token else value

    def value_omitted_from_data(self, data: Mapping, files: Mapping, name: str) -> bool:
        omitted = super().value_omitted_from_data(data, files, name)
        return omitted and self._kept_name(name) not in data

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        if isinstance(value, UploadedFile) and self._is_good(value):
            context["widget"]["kept"] = {
                "input": self._kept_name(name),
                "token": keep(value),
                "name": value.name,
            }
        return context

    def _is_good(self, value: UploadedFile) -> bool:
        try:
            self.check(value)
        except ValidationError:
            return False
        return True

    def _kept_name(self, name: str) -> str:
        return f"{name}-kept"


class DocumentWidget(KeepsUpload, AdminFileWidget):
    """A file for download."""

    template_name = "admin/widgets/file.html"


class PictureWidget(DocumentWidget):
    """A picture, which is shown beside the button that replaces it."""

    check = staticmethod(validate_picture)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        if isinstance(value, PictureFile) and value.widths:
            widget["thumbnail"] = value.url_at(value.widths[0])
            widget["larger"] = value.url_at(value.widths[:2][-1])
        elif "kept" in widget:
            # Nobody else may see it yet, so it has no address.
            widget["thumbnail"] = widget["larger"] = as_data(value)
        return context


class FocusWidget(forms.MultiWidget):
    """Two numbers; the script shows the picture above them, with a mark that can be moved."""

    template_name = "admin/widgets/focus.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        number = {"min": 0, "max": 100, "inputmode": "numeric"}
        super().__init__([UnfoldAdminIntegerFieldWidget(number) for _each in range(2)], attrs)

    @property
    def media(self) -> forms.Media:
        return forms.Media(css={"all": ["admin-octavo/focus.css"]}, js=["admin-octavo/focus.js"])

    def decompress(self, value: str | None) -> list[int | None]:
        point = focus.read(value or "")
        return list(point) if point else [None, None]

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        context["upright"] = focus.UPRIGHT_FROM_TOP
        context["picture"] = widget["attrs"].get("data-picture", "")
        context["shape"] = widget["attrs"].get("data-shape", "")
        for part in widget["subwidgets"]:
            # Each has a label of its own; what the script reads stands around them.
            for each in ("aria-label", "data-picture", "data-shape"):
                part["attrs"].pop(each, None)
        return context


class LinesWidget(UnfoldAdminTextareaWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 4, **(attrs or {})})
