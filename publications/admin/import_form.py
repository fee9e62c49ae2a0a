"""The form to which one gives papers: a file or text, in BibTeX or as a hand-written list."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import (
    UnfoldAdminFileFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
)

from profiles.admin.rights import administrates, only_person
from profiles.models import Researcher
from profiles.permissions import editable_people
from publications import listing
from publications.bibtex import BibtexError, read
from publications.bibtex.source import MAX_BYTES, read_source
from publications.importing import offer as offers
from publications.listing import file as list_file


class ImportForm(forms.Form):
    researcher = forms.ModelChoiceField(
        Researcher.objects.none(),
        label=gettext_lazy("Whose papers"),
        widget=UnfoldAdminSelectWidget,
        help_text=gettext_lazy("“selected” in the file is set for this person alone."),
    )
    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=UnfoldAdminFileFieldWidget({"accept": ".bib,.bibtex,.txt,.md,.markdown,.html,.htm"}),
        help_text=gettext_lazy(
            "BibTeX as Zotero, JabRef or al-folio keep it, or a list of publications as it stands "
            "on a page: Markdown, HTML or plain text."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Or pasted text"),
        required=False,
        strip=False,
        widget=UnfoldAdminTextareaWidget({"rows": 8}),
        help_text=gettext_lazy(
            "BibTeX entries, each as @article{…}, or the list, copied from the page's source."
        ),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.fields["researcher"]
        person.queryset = editable_people(request.user)
        person.initial = getattr(request.user, "researcher", None) or only_person(request)
        if administrates(request):
            person.required, person.empty_label = False, _("Nobody's in particular: the lab's")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file, text = cleaned.get("file"), cleaned.get("text", "")
        if bool(file) == bool(text.strip()):
            raise forms.ValidationError(_("Choose a file, or paste text: one of the two."))
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("The file has more than 20 MB. Split it and import the parts.")
            )
        try:
            source = read_source(file.read() if file else text)
            origin = offers.kind_of(source.text)
            if origin == offers.BIBTEX:
                read(source.text)
            else:
                _look_for_papers(list_file.text_of(source.text).text)
        except (BibtexError, list_file.ListError) as error:
            raise forms.ValidationError(str(error)) from error
        name = file.name if file else _("pasted text")
        return {**cleaned, "source": source, "origin": origin, "name": name}


def _look_for_papers(text: str) -> None:
    if not listing.read_list(text).records:
        raise forms.ValidationError(
            _(
                "No publication was found in it. BibTeX begins with @article{ or the like; a list "
                "names the title and the authors of each paper. Looking up a DOI, an arXiv id or "
                "a title is not available here."
            )
        )
