"""Static files where no web server in front hands them out."""

import threading
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, which looks through the folder when the first static file is asked for.

    That takes a tenth of a worker's start, and behind a web server nobody asks.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self._folders: list[tuple[str, str | None]] = []
        self._lock = threading.Lock()
        super().__init__(*arguments, **options)

    def add_files(self, root: str, prefix: str | None = None) -> None:
        if self.autorefresh:
            super().add_files(root, prefix)
        else:
            self._folders.append((root, prefix))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self._folders and request.path_info.startswith(self.static_prefix):
            self._look()
        return super().__call__(request)

    def _look(self) -> None:
        with self._lock:
            for folder in self._folders:
                super().add_files(*folder)
            self._folders = []
