"""The two views of django-markdownx behind the sign-in: preview, and pictures put into a text."""

from collections.abc import Callable
from functools import wraps
from uuid import uuid4

from allauth.core import ratelimit
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_protect
from markdownx.forms import ImageForm
from markdownx.views import ImageUploadView, MarkdownifyView

from profiles.formfields import PictureFormField
from profiles.pictures import renditions

LONGEST_TEXT = 400_000

View = Callable[..., HttpResponse]


def within_limits(action: str) -> Callable[[View], View]:
    """429 for an account that asks more often than somebody who types, or drops pictures in."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            if not ratelimit.consume(request, action=action, user=request.user):
                text = _("That was very often in a short time. Wait a minute, then go on.")
                return HttpResponse(text, status=429, content_type="text/plain")
            return view(request, *args, **kwargs)

        return wrapped

    return decorate


def signed_in(view: View) -> View:
    """403 for everybody else: the script that asks could not follow to the sign-in page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not (request.user.is_authenticated and request.user.is_active):
            text = _("You are no longer signed in. Sign in again in another tab and come back.")
            return HttpResponse(text, status=403, content_type="text/plain")
        return view(request, *args, **kwargs)

    return wrapped


@method_decorator([signed_in, csrf_protect, within_limits("text_preview")], name="dispatch")
class Preview(MarkdownifyView):
    """The text as the public page will show it, drawn by the same function."""

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        text = request.POST.get("content", "")
        if len(text) > LONGEST_TEXT:
            message = _("The text is too long for a preview. It can be saved all the same.")
            return HttpResponse(message, status=413, content_type="text/plain")
        if "content" not in request.POST:
            return HttpResponse(_("There is no text."), status=400, content_type="text/plain")
        return super().post(request, *args, **kwargs)


class PictureForm(ImageForm):
    """A picture kept as the photos are: turned upright, WebP, nothing but its pixels."""

    image = PictureFormField()

    def clean(self) -> dict:
        return self.cleaned_data

    def save(self, commit: bool = True) -> str:
        _size, made = renditions(self.cleaned_data["image"])
        path = f"{settings.MARKDOWNX_MEDIA_PATH}{uuid4().hex}.webp"
        return default_storage.url(default_storage.save(path, ContentFile(made[max(made)])))


@method_decorator([signed_in, csrf_protect, within_limits("text_picture")], name="dispatch")
class PictureUpload(ImageUploadView):
    form_class = PictureForm
    http_method_names = ("post",)

    def form_invalid(self, form: PictureForm) -> HttpResponse:
        messages = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"error": " ".join(messages)}, status=400)

    def form_valid(self, form: PictureForm) -> HttpResponse:
        alt = _("What the picture shows")
        return JsonResponse({"image_code": f"![{alt}]({form.save()})", "select": alt})
