"""Where uploads are kept: in a folder, or in a store that speaks S3 (OCTAVO_STORAGE_URL)."""

import os
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.env import LOOPBACK

EXPECTED = "s3://KEY:SECRET@host/bucket, or s3://KEY:SECRET@host/bucket/folder?region=eu-central-1"
BACKEND = "config.bucket.Bucket"


def env_storage(name: str) -> dict[str, Any]:
    """Django's dictionary for the storage of uploads; the address holds a secret, so it is never
    repeated.

    A store is asked by https, but for one on this machine.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    bucket, _, folder = parts.path.strip("/").partition("/")
    query = parse_qs(parts.query, keep_blank_values=True)
    complete = parts.scheme == "s3" and parts.username and parts.password and host and bucket
    if not complete or set(query) - {"region"} or parts.fragment:
        raise ImproperlyConfigured(f"{name} takes {EXPECTED}.")
    place = parts.netloc.rpartition("@")[2]
    return {
        "BACKEND": BACKEND,
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "location": unquote(folder),
            "endpoint_url": f"{'http' if host in LOOPBACK else 'https'}://{place}",
            "region_name": query.get("region", ["us-east-1"])[0],
        },
    }
