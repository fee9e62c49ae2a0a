"""gunicorn's settings: `gunicorn -c config/gunicorn.py config.wsgi`."""

import os

bind = f"{os.environ.get('OCTAVO_BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads share the memory of a worker; reuse_port spreads kept-alive connections evenly.
worker_class = "gthread"
threads = 4
reuse_port = True
timeout = 60
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = None
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
