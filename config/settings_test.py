"""What the tests change: cheap password hashes, plain static storage, a folder of their own."""

import atexit
import shutil
import tempfile
from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import STORAGES

_var = Path(tempfile.mkdtemp(prefix="zhenwei-test-"))
atexit.register(shutil.rmtree, _var, ignore_errors=True)
VAR_DIR = _var
KEY_DIR = _var / "keys"
BALLOT_SHARE_DIR = _var / "ballot-shares"
STATIC_ROOT = _var / "static"
STATIC_ROOT.mkdir()
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES["default"]["OPTIONS"]["location"] = str(_var / "documents")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = ""
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "tests only; never used outside them"
