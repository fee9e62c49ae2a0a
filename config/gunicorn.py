"""gunicorn's settings: `manage.py serve`, or `gunicorn -c config/gunicorn.py config.wsgi`."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # gunicorn reads this file before it knows the project's folder

from django.core.exceptions import ImproperlyConfigured  # noqa: E402

from config.env import env_int, env_path  # noqa: E402

chdir = str(ROOT)
data = env_path("OCTAVO_DATA", ROOT / "var")
host = os.environ.get("OCTAVO_BIND", "").strip() or "127.0.0.1"
port = env_int("PORT", 8000, minimum=1)
if port > 65535:
    raise ImproperlyConfigured(f"PORT is {port}; it takes a whole number up to 65535.")
bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
workers = env_int("WEB_CONCURRENCY", 2, minimum=1)
worker_class = "gthread"  # threads share the memory of a worker
threads = 4
# One listening socket for all workers (no reuse_port): what waits in it survives that a worker is
# replaced after max_requests, and a second server on the same port is refused.
timeout = 60
graceful_timeout = 20
# A worker that an editor used for much gives its memory back some day. A new one takes half a
# second of a processor, so that no two should be replaced at once.
max_requests = 500_000
max_requests_jitter = 500_000
accesslog = None
loglevel = "warning"
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")


def on_starting(_server: object) -> None:
    """Once, in the process that keeps the workers, which itself does not load Django."""
    for file in (data / "metrics").glob("*.json"):
        file.unlink(missing_ok=True)


def worker_exit(_server: object, _worker: object) -> None:
    from website import metrics  # noqa: PLC0415 - Django is loaded in workers only

    metrics.writer.write(now=True)
