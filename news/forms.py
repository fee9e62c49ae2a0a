from typing import Any

from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from news.models import NewsItem, Post
from profiles.formfields import WordsField
from profiles.forms import OwnedForm, make_optional


class NewsItemForm(OwnedForm):
    class Meta:
        model = NewsItem
        fields = "__all__"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("title") and not cleaned.get("inline"):
            self.fill_slug(cleaned["title"], "news")
        return cleaned


class PostForm(OwnedForm):
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
