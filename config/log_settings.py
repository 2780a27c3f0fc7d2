"""Where log lines go and in which shape."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

STYLES = ("json", "plain")


def logging_for(style: str, *, debug: bool) -> dict[str, Any]:
    """`json` or `plain` say the same, without content (governance.operation.logs). While debugging, errors
    are written in full, and only then."""
    if style not in STYLES:
        raise ImproperlyConfigured(f"ZHENWEI_LOG must be json or plain, not {style!r}")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "governance.operation.logs.JsonFormatter"},
            "plain": {"()": "governance.operation.logs.PlainFormatter"},
            "full": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        },
        "handlers": {
            "console": {
                "class": "logging.StreamHandler",
                "formatter": "full" if debug and style == "plain" else style,
            }
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            # Django's own would mail reports with form values to administrators.
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.request": {"level": "ERROR"},  # refusals and wrong addresses stand in our own line
            "axes": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
