"""Celery application. Jobs are rows first (governance.deadlines): a task only pokes `tick`."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging
from kombu import Queue

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("zhenwei")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["governance.deadlines"])
# Papers are made in a queue of their own, so that a long one keeps no reminder waiting. A worker told of no
# queue takes both.
app.conf.task_queues = [Queue("celery"), Queue("documents")]
app.conf.task_default_queue = "celery"
app.conf.task_routes = {"governance.deadlines.tasks.run_jobs": {"queue": "documents"}}


@setup_logging.connect
def log_as_pages_do(**_given: Any) -> None:
    """Instead of Celery's own lines, which write out what a task was given and what an error said."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)
