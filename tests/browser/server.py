"""The site over the demo lab, served from this process, and a database that tests may write to.

The demo is loaded once into an SQLite file and a storage of its own; each test gets both as they
were. A test reads and writes through the models as usual, and the server's threads see the same.
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.files.storage import InMemoryStorage, default_storage
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection
from django.test.testcases import QuietWSGIRequestHandler

from profiles import generation
from website.demo.load import load
from website.startup import migrate


class Site:
    """Where the demo lab is served: ``site / "people/"`` is an address there."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __truediv__(self, path: str) -> str:
        return f"{self.url}/{path.lstrip('/')}"


@contextmanager
def serving() -> Iterator[Site]:
    """The project's own WSGI application, page cache and all, on a free port."""
    from config.wsgi import application  # noqa: PLC0415 - importing it builds the middleware

    server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler)
    server.daemon_threads = True
    server.set_app(_unwrapped(StaticFilesHandler(application)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _unwrapped(application: Callable[..., Any]) -> Callable[..., Any]:
    """Files as any other answer. Django lets a file that the server wraps end its request when it
    is closed; the storage in memory hands out the same file again, to be closed in another one.
    """

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        environ.pop("wsgi.file_wrapper", None)
        return application(environ, start_response)

    return answer


class DemoDatabase:
    def __init__(self, folder: Path) -> None:
        self.pristine, self.file = folder / "pristine.sqlite3", folder / "demo.sqlite3"
        connection.ensure_connection()
        with closing(sqlite3.connect(self.pristine)) as copy:
            connection.connection.backup(copy)  # the tables, without running migrations again
        self.uploads = InMemoryStorage()
        with self._connected(self.pristine, self.uploads):
            migrate()  # what is left to do: all of it where only the browser's tests are run
            load()

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """The models, in every thread, on the demo lab as it was loaded."""
        with (
            closing(sqlite3.connect(self.pristine)) as pristine,
            closing(sqlite3.connect(self.file)) as copy,
        ):
            pristine.backup(copy)
        with self._connected(self.file, deepcopy(self.uploads)):
            generation.bump()
            yield

    @contextmanager
    def _connected(self, file: Path, uploads: InMemoryStorage) -> Iterator[None]:
        # All threads' connections are made from this one dictionary. The connection to the other
        # tests' database in memory must stay open, or that database is gone.
        kept = connection.connection, connection.settings_dict["NAME"]
        connection.connection, connection.settings_dict["NAME"] = None, str(file)
        # Every field of a file asks this one object, which hands the question on.
        kept_storage, default_storage._wrapped = default_storage._wrapped, uploads
        try:
            yield
        finally:
            connection.close()
            connection.connection, connection.settings_dict["NAME"] = kept
            default_storage._wrapped = kept_storage
