"""Reading settings from the environment: the only place that looks at `os.environ`."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}")


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}")
    return int(value)


def secret_key(key_dir: Path) -> str:
    """`DJANGO_SECRET_KEY`, else a key made once and kept in the key folder (mode 600)."""
    if given := text("DJANGO_SECRET_KEY"):
        return given
    return read_or_make(key_dir / "secret_key", lambda: secrets.token_urlsafe(64))


def read_or_make(path: Path, make) -> str:
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:  # another process was first
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(make())
        return path.read_text().strip()


# What changes the shape of the database, or whom it obeys. Everything else runs as the runtime role.
OWNER_COMMANDS = frozenset({"migrate", "grantruntime", "restore", "wipeballots"})


def database(default: str) -> tuple[str, str]:
    """The address to connect to, and the runtime role's where the owner connects (else empty).

    `DATABASE_OWNER_URL` is looked at by the commands of the owner alone, so that web and workers need not
    be given it.
    """
    runtime, owner = text("DATABASE_URL", default), text("DATABASE_OWNER_URL")
    as_owner = Path(sys.argv[0]).name == "manage.py" and sys.argv[1:2] and sys.argv[1] in OWNER_COMMANDS
    return (owner, runtime) if owner and as_owner else (runtime, "")


def smtp(name: str) -> tuple[str, int, str, str, bool]:
    """Host, port, user, password, TLS from `smtp://user:password@host:25` or `smtp+tls://…:587`."""
    given = urlsplit(text(name, "smtp://localhost:25"))
    if given.scheme not in {"smtp", "smtp+tls"} or not given.hostname:
        raise ImproperlyConfigured(f"{name} must read smtp://… or smtp+tls://user:password@host:port")
    tls = given.scheme == "smtp+tls"
    user, password = unquote(given.username or ""), unquote(given.password or "")
    return given.hostname, given.port or (587 if tls else 25), user, password, tls


def broker_options(url: str, folder: Path) -> dict[str, object]:
    """What kombu needs beside the address: where messages lie, or how long no page waits for Redis."""
    if url.startswith("filesystem"):
        return {
            "data_folder_in": str(folder),
            "data_folder_out": str(folder),
            "control_folder": str(folder / "control"),
        }
    return {"socket_timeout": 2, "socket_connect_timeout": 2, "max_retries": 0}
