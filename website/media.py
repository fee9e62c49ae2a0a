"""Uploaded files, where no web server in front of us serves them.

What people upload is never run in the name of the site: only pictures, sound,
film and PDFs are shown, everything else is downloaded, its type is ours to
say, and each file comes with a policy under which nothing in it can act.
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from profiles import withdrawing

SHOWN = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".webm": "video/webm",
    ".webp": "image/webp",
}
POLICY = "default-src 'none'; img-src 'self'; media-src 'self'; frame-ancestors 'self'; sandbox"
# In a sandbox browsers do not start their PDF viewers; a PDF cannot reach the site anyway.
PDF_POLICY = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"


@require_safe
# Stored names are random and what they name never changes; but it may be hidden, so a cache in
# front of us asks again after some minutes.
@cache_control(public=True, max_age=365 * 86400, s_maxage=300, immutable=True)
def serve(_request: HttpRequest, name: str) -> FileResponse:
    path = PurePosixPath(name)
    kind = SHOWN.get(path.suffix.lower())
    if path.parts[:1] == (withdrawing.FOLDER,) or ".." in path.parts:
        raise Http404(name)
    try:
        file = default_storage.open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        # There is none, it is a folder, or the name leads out of the folder of uploads.
        raise Http404(name) from error
    response = FileResponse(
        file,
        as_attachment=kind is None,
        filename=path.name,
        content_type=kind or "application/octet-stream",
    )
    response["Content-Security-Policy"] = PDF_POLICY if path.suffix.lower() == ".pdf" else POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
