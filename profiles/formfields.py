"""Form fields that people can fill in where the database keeps a list, a mapping or a picture."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from profiles.fields import focus_in_words
from profiles.focus import Focus
from profiles.models import Researcher
from profiles.pictures import validate_picture
from profiles.widgets import FocusWidget, LinesWidget


def with_labs(people: QuerySet[Researcher]) -> QuerySet[Researcher]:
    """With all that ``described`` needs, in a fixed number of queries."""
    return people.prefetch_related("memberships__lab")


def described(person: Researcher) -> str:
    """“Mina Sørensen · Tidewater Lab”: enough to tell two people of one name apart."""
    today = timezone.localdate()
    labs = dict.fromkeys(
        time.lab.name
        for time in person.memberships.all()
        if time.ended is None or time.ended >= today
    )
    return f"{person.name} · {', '.join(labs)}" if labs else person.name


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return described(obj)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Model) -> str:
        return described(obj)


class KeptFileField(forms.FileField):
    """Shows the file that was sent, which Django forgets when a form is refused.

    One that is not taken replaces nothing: then the stored one is shown, which stays.
    """

    def bound_data(self, data: Any, initial: Any) -> Any:
        if not isinstance(data, UploadedFile):
            return initial
        return initial if initial and not self._takes(data) else data

    def _takes(self, upload: UploadedFile) -> bool:
        try:
            self.run_validators(upload)
        except ValidationError:
            return False
        return True


class PictureFormField(KeptFileField):
    """Checked before the model measures it: a hostile file ends here, with a message."""

    default_validators = [validate_picture]

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": "image/*"}


class FocusFormField(forms.MultiValueField):
    """The point of a picture that stays in view, as two percentages; none takes the usual one."""

    widget = FocusWidget

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        told = _(
            "Write whole numbers from 0 to 100: how far the point is from the left and the top."
        )
        part = {"min_value": 0, "max_value": 100, "required": False}
        told_of_part = dict.fromkeys(("invalid", "min_value", "max_value"), told)
        parts = [forms.IntegerField(error_messages=told_of_part, **part) for _each in range(2)]
        super().__init__(parts, **{**kwargs, "require_all_fields": False})

    def clean(self, value: Any) -> str:
        # What is wrong with both is said once.
        try:
            return super().clean(value)
        except ValidationError as error:
            raise ValidationError(list(dict.fromkeys(error.messages))) from error

    def compress(self, numbers: list[int | None]) -> str:
        if all(each is None for each in numbers):
            return ""
        if None in numbers:
            raise ValidationError(_("Fill in both numbers, or leave both empty."))
        return str(Focus(*numbers))

    def in_words(self, text: str) -> str:
        return focus_in_words(text)


class TypedField(forms.CharField):
    """Text that stands for what a JSON column holds."""

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "show_hidden_initial": False})


class WordsField(TypedField):
    """A list of words, typed with commas between them."""

    widget = UnfoldAdminTextInputWidget

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:
        words = (word.strip() for word in super().to_python(value).split(","))
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial) or "") != self.to_python(data or "")


class PairsField(TypedField):
    """A mapping of names to texts, typed one to a line: ``isbn: 978-0-00-000000-2``."""

    widget = LinesWidget

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dict):
            # A line break in a value would read as the next name.
            return "\n".join(
                f"{name}: {' '.join(str(text).split())}" for name, text in value.items()
            )
        return value

    def to_python(self, value: Any) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for number, line in enumerate(super().to_python(value).splitlines(), start=1):
            if not line.strip():
                continue
            name, colon, text = (part.strip() for part in line.partition(":"))
            if not (name and colon and text):
                raise ValidationError(
                    _("Line %(number)s is “%(line)s”. Write a name, a colon and the text."),
                    params={"number": number, "line": line.strip()},
                )
            pairs[name] = text
        return pairs

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != "\n".join((data or "").splitlines())
