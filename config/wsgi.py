"""WSGI entry point (gunicorn)."""

import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
# Read before the first request: a page that finds the broker silent waits for its time-out and nothing else.
if os.environ.get("CELERY_BROKER_URL", "").startswith("redis"):
    import_module("kombu.transport.redis")
    import_module("governance.deadlines.tasks")
