"""Read one setting from the environment, or stop with its name and what is expected."""

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def env_bool(name: str, default: bool = False) -> bool:
    value = os.environ.get(name, str(default)).strip().lower()
    if value in TRUE:
        return True
    if value in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; it takes true or false.")


def env_int(name: str, default: int, minimum: int = 0) -> int:
    value = os.environ.get(name, "").strip() or str(default)
    if not value.isdecimal() or int(value) < minimum:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a whole number from {minimum}.")
    return int(value)


def env_list(name: str, default: str = "") -> list[str]:
    value = os.environ.get(name, default)
    return [item.strip() for item in value.split(",") if item.strip()]


def env_path(name: str, default: Path) -> Path:
    """A folder, made absolute against the working directory."""
    value = os.environ.get(name, "").strip()
    path = Path(value).expanduser().absolute() if value else default
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes a folder.")
    return path


def env_url(name: str, default: str = "") -> str:
    """An http or https address without a path, such as ``https://lab.example.org``."""
    value = os.environ.get(name, default).strip().rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it raises ValueError when it is no number
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it takes an address such as https://lab.example.org."
        )
    return value


def env_web_address(name: str) -> str:
    """An address with any path, such as ``https://sso.uni.example/realms/staff``; https, but for
    a server on this machine, because secrets are sent to it."""
    value = os.environ.get(name, "").strip().rstrip("/")
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
    except ValueError:
        parts, host = urlsplit(""), None
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in LOOPBACK)
    if not secure or not host or parts.query or parts.fragment:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it takes an https address such as https://sso.uni.example."
        )
    return value


def env_choice(name: str, choices: tuple[str, ...], default: str) -> str:
    value = os.environ.get(name, "").strip().lower() or default
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}; it takes {' or '.join(choices)}.")
    return value


def env_time_zone(name: str) -> str:
    value = os.environ.get(name, "").strip() or "UTC"
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it takes a time zone such as Europe/Oslo."
        ) from error
    return value


def env_sentry(name: str) -> str:
    """The address to which errors are reported; it holds a key, so it is never repeated."""
    value = os.environ.get(name, "").strip()
    if not value:
        return ""
    try:
        parts = urlsplit(value)
        key, host, _ = parts.username, parts.hostname, parts.port
    except ValueError:
        key = host = None
    project = parts.path.rpartition("/")[2] if host else ""
    if not key or not host or parts.scheme not in {"http", "https"} or not project.isdecimal():
        raise ImproperlyConfigured(f"{name} takes https://key@host/project-number.")
    return value


def env_database(name: str, default: str) -> dict:
    """Django's dictionary for SQLite or PostgreSQL from a ``DATABASE_URL``."""
    value = os.environ.get(name, "").strip() or default
    expected = "sqlite:////folder/file.sqlite3 or postgres://user:password@host:5432/name"
    if not value.startswith(("sqlite:///", "postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"{name} takes {expected}.")
    try:
        return environ.Env.db_url_config(value)
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(f"{name} takes {expected} ({error}).") from error


def env_cache(name: str) -> dict | None:
    """Django's dictionary for Redis from a ``CACHE_URL``, or None when it is not set."""
    value = os.environ.get(name, "").strip()
    if not value:
        return None
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - reading it raises ValueError when it is no number
        known = parts.scheme in {"redis", "rediss"} and parts.hostname
        known = known or (parts.scheme == "unix" and parts.path)
    except ValueError:
        known = False
    if not known:
        raise ImproperlyConfigured(f"{name} takes redis://host:6379/0.")
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": value,
        # One that does not answer must not hold up every page.
        "OPTIONS": {"socket_timeout": 2}
        | ({} if parts.scheme == "unix" else {"socket_connect_timeout": 2}),
    }


def env_email(name: str, default: str) -> dict:
    """Django's EMAIL_* settings from an ``EMAIL_URL``."""
    value = os.environ.get(name, "").strip() or default
    try:
        return environ.Env.email_url_config(value)
    except (KeyError, ValueError, environ.ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"{name} takes smtp+tls://user:password@host:587 or consolemail://."
        ) from error


def env_secret(name: str, file: Path) -> str:
    """The secret key: from the environment, else from ``file``, which is made when missing.

    It is written with mode 0600 and by an exclusive creation, so that two processes
    that start together end up with the same key.
    """
    value = os.environ.get(name, "")
    if value:
        if len(value) < 32:
            raise ImproperlyConfigured(f"{name} takes at least 32 characters, chosen at random.")
        return value
    if not file.exists():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = file.with_name(f".{file.name}.{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
            try:
                os.link(fresh, file)
            except FileExistsError:
                pass  # another process was first: its key is the one
            finally:
                fresh.unlink()
        except OSError as error:
            raise ImproperlyConfigured(
                f"OCTAVO_DATA must be a folder that can be written to ({error})."
            ) from error
    return file.read_text(encoding="ascii").strip()
