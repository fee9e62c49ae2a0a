from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from news.models import NewsItem, Post
from profiles.formfields import WordsField
from profiles.forms import OwnedForm, make_optional

FAR = timedelta(days=3653)


class ScheduledForm(OwnedForm):
    """Asks once about a minute that looks like a slip, and takes it when it is sent again."""

    def clean_publish_at(self) -> datetime | None:
        moment = self.cleaned_data["publish_at"]
        if moment is None or "publish_at" not in self.changed_data:
            return moment
        doubt = _doubt(moment)
        asked = f"publish_at of {self._meta.model._meta.label} {self.instance.pk}"
        if doubt and self.request.session.get(asked) != moment.isoformat():
            self.request.session[asked] = moment.isoformat()
            raise ValidationError(doubt, code="asked")
        self.request.session.pop(asked, None)
        return moment


def _doubt(moment: datetime) -> str:
    now = timezone.now()
    shown = {"moment": date_format(timezone.localtime(moment), "DATETIME_FORMAT")}
    if moment < now:
        return _("%(moment)s is past, so it would be public at once. Save again if you mean that, "
                 "or give a later time.") % shown  # fmt: skip
    if moment > now + FAR:
        return _("%(moment)s is more than ten years ahead. Save again if you mean that, "
                 "or give an earlier time.") % shown  # fmt: skip
    return ""


class NewsItemForm(ScheduledForm):
    class Meta:
        model = NewsItem
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("title") and not cleaned.get("inline"):
            self.fill_slug(cleaned["title"], "news")
        return cleaned


class PostForm(ScheduledForm):
    class Meta:
        model = Post
        fields = "__all__"
        field_classes = {"tags": WordsField}
        widgets = {"tags": UnfoldAdminTextInputWidget}
        help_texts = {"tags": _("Words with commas between them: drift, sensors.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        make_optional(self, "slug")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.fill_slug(cleaned.get("title", ""), "post")
        return cleaned
