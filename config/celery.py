"""Celery application. Jobs are rows first (governance.deadlines): a task only pokes `tick`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("zhenwei")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["governance.deadlines"])
