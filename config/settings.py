"""Settings, from the environment only. README.md lists them."""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from config import environment as env
from config.log_settings import logging_for

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("ZHENWEI_VAR_DIR", str(BASE_DIR / "var")))
KEY_DIR = Path(env.text("ZHENWEI_KEY_DIR", str(VAR_DIR / "keys")))  # outside the database and its backups
# Halves of the keys of secret votes: outside the database, the documents and every backup.
BALLOT_SHARE_DIR = Path(env.text("ZHENWEI_BALLOT_SHARE_DIR", str(VAR_DIR / "ballot-shares")))
FONT_DIR = Path(env.text("ZHENWEI_FONT_DIR", str(VAR_DIR / "fonts")))

DEBUG = env.flag("DJANGO_DEBUG")
SECRET_KEY = env.secret_key(KEY_DIR)
ALLOWED_HOSTS = env.words("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("DJANGO_CSRF_TRUSTED_ORIGINS")
PUBLIC_URL = env.text("ZHENWEI_PUBLIC_URL", "http://localhost:8000").rstrip("/")  # printed in QR codes

INSTALLED_APPS = [
    "governance.apps.GovernanceConfig",
    "meetings.apps.MeetingsConfig",
    "governance.access.admin_site.ZhenweiAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "guardian",
    "simple_history",
    "axes",
    "django_htmx",
]

MIDDLEWARE = [
    "governance.operation.requests.RequestLineMiddleware",
    "governance.access.middleware.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "governance.access.middleware.PlainQueryMiddleware",
    "governance.access.middleware.ActorMiddleware",
    "governance.access.middleware.LoginRequiredMiddleware",
    "governance.access.middleware.DecisionRequiredMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "governance.access.context.chrome",
            ],
        },
    }
]

DATABASE, RUNTIME_DATABASE = env.database(f"sqlite:///{VAR_DIR / 'zhenwei.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False  # verbs open durable transactions of their own
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "governance.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "governance.access.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "governance.access.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "governance.access.passwords.NotLikeOneself"},
    {"NAME": "governance.access.passwords.NotCommon"},
    {"NAME": "governance.access.passwords.NotOnlyDigits"},
    {"NAME": "governance.access.passwords.NotTheSame"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"
ANONYMOUS_USER_NAME = None  # guardian: no row for nobody
GUARDIAN_MONKEY_PATCH_USER = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# An account and the address the tries come from, together: whoever knows a colleague's number locks
# it for his own computer alone.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "governance.access.log.client_address"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # trying on does not lengthen the lock
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True  # signing in stands in our own access log
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_LOCKOUT_CALLABLE = "governance.access.login.locked_out"
AXES_VERBOSE = False

SESSION_ENGINE = "governance.access.sessions"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day; idle time is checked in ActorMiddleware
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
IDLE_MINUTES = 60
# Secret votes and ratings: when somebody was there is noted neither in the session nor with the device.
UNSTAMPED_ADDRESSES = ("/toupiao/", "/ceping/")
# Of these, pages that must not know who asks: no account is looked at there, and no session written to.
NAMELESS_ADDRESS = r"/ceping/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "governance.access.errors.csrf_failure"
SECURE_COOKIES = env.flag("ZHENWEI_HTTPS", False)  # true behind TLS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE_COOKIES
SECURE_HSTS_SECONDS = 31536000 if SECURE_COOKIES else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_COOKIES
SECURE_REDIRECT_EXEMPT = [r"^healthz"]  # asked from beside, past the proxy
BEHIND_PROXY = env.flag("ZHENWEI_BEHIND_PROXY")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(VAR_DIR / "documents"), "base_url": None},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MIN_FREE_MB = env.number("ZHENWEI_MIN_FREE_MB", 512)  # /healthz speaks up below

EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = env.smtp("ZHENWEI_SMTP_URL")
EMAIL_TIMEOUT = 5
REMINDER_EMAIL_FROM = env.text("ZHENWEI_MAIL_FROM")  # empty: nobody is written to
HEADS_TO = env.words("ZHENWEI_HEADS_TO")  # addresses of those who keep signed heads outside
MESSENGER_URL = env.text("ZHENWEI_MESSENGER_URL")  # the office's messenger gateway; empty: none
MESSENGER_SECRET = env.text("ZHENWEI_MESSENGER_SECRET")

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL")  # empty: jobs wait for `manage.py tick`
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_WORKER_REDIRECT_STDOUTS = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_TRANSPORT_OPTIONS = env.broker_options(CELERY_BROKER_URL, VAR_DIR / "broker")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = {"tick": {"task": "governance.deadlines.tasks.tick", "schedule": 60.0}}
SILENCED_SYSTEM_CHECKS = [
    "guardian.W001",  # named grants are read by governance.access, not by a backend
    "axes.W006",  # tries are counted by account and address together, and are logged by account
]

LOGGING = logging_for(env.text("ZHENWEI_LOG", "plain" if DEBUG else "json"), debug=DEBUG)
