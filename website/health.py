"""For whoever watches over the site: is the process alive, and can it serve?"""

from collections.abc import Callable
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Asks nothing of anything: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@never_cache
def readyz(_request: HttpRequest) -> JsonResponse:
    """503 with the reasons when a page could not be drawn or an upload not be kept."""
    problems = [problem for check in CHECKS if (problem := check())]
    return JsonResponse(
        {"ready": not problems, "problems": problems}, status=503 if problems else 200
    )


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError as error:
        # The driver's own words may hold the password.
        return f"The database does not answer ({type(error).__name__}). Check DATABASE_URL."
    return ""


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return ""  # said by the check before this one
    if missing:
        return f"{len(missing)} migrations have not been applied. Run: manage.py migrate."
    return ""


def _storage() -> str:
    name = f"ready-{uuid4().hex}"
    try:
        kept = default_storage.save(name, ContentFile(b"ready"))
        default_storage.delete(kept)
    except Exception as error:  # noqa: BLE001 - each kind of storage raises errors of its own
        return f"Uploads cannot be stored ({type(error).__name__}). Check OCTAVO_DATA and the disk."
    return ""


CHECKS: tuple[Callable[[], str], ...] = (_database, _migrations, _storage)
