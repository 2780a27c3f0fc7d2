"""Celery application. Jobs are rows first (governance.deadlines): a task only pokes `tick`."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("zhenwei")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["governance.deadlines"])


@setup_logging.connect
def log_as_pages_do(**_given: Any) -> None:
    """Instead of Celery's own lines, which write out what a task was given and what an error said."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
