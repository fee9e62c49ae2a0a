"""A WSGI function that answers every request with one file: what the server alone costs."""

import os
from pathlib import Path

BODY = Path(os.environ["BENCH_PAGE"]).read_bytes()
HEADERS = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))]


def application(_environ, start_response):
    start_response("200 OK", HEADERS)
    return [BODY]
