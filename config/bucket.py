"""Uploads in a bucket that nobody but the site can read.

A file keeps the address that it would have in a folder, `/media/…`, and `website.media` hands it
out from there. So addresses are stable and may be kept by browsers for a year, texts that name
them stay right when one moves to a bucket, and what was withdrawn is out of reach at once. Loaded
only where OCTAVO_STORAGE_URL is set, because boto3 takes memory.
"""

from typing import Any

from botocore.config import Config
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):
    def get_default_settings(self) -> dict[str, Any]:
        return {
            **super().get_default_settings(),
            "file_overwrite": False,
            "max_memory_size": 4 * 1024 * 1024,  # what is larger is read by way of a temporary file
            "addressing_style": "path",
            "signature_version": "s3v4",
            "client_config": Config(
                s3={"addressing_style": "path"},
                signature_version="s3v4",
                connect_timeout=5,
                read_timeout=20,
                retries={"max_attempts": 2},
                # Stores other than Amazon's do not all know the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str, *_args: Any, **_options: Any) -> str:
        return settings.MEDIA_URL + filepath_to_uri(name)
