"""The settings: one file, and every difference between installs is an environment variable (docs/deploy.md lists them).

WRES_MODE is 'production' unless it says otherwise: 'sample' for a first try on one machine without services,
'test' for the test suite. Production refuses to start with a setting that is not safe.
"""

import secrets
from datetime import date
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.str("WRES_MODE", "production")
SAMPLE = MODE == "sample"
PRODUCTION = MODE == "production"
VAR_DIR = Path(env.str("WRES_VAR_DIR", str(BASE_DIR / "var")))
FRONTEND_DIR = VAR_DIR / "frontend"
# What pictures and PDFs are drawn with.
DOCUMENT_FONTS = [FRONTEND_DIR / "nhsuk" / "fonts" / name for name in ("Arimo_400Regular.ttf", "Arimo_700Bold.ttf")]


def required(name: str, why: str) -> str:
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return str(value)


def sample_secret() -> str:
    """A key of this folder's own, so that a first try needs none and the repository holds none."""
    path = VAR_DIR / "secret-key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


if MODE not in {"production", "sample", "test"}:
    raise ImproperlyConfigured(f"WRES_MODE is '{MODE}'. Use production, sample or test.")

# ---- what must be safe ------------------------------------------------------------------------

DEBUG = False
SECRET_KEY = sample_secret() if SAMPLE else required("WRES_SECRET_KEY", "50 or more random characters.")
ALLOWED_HOSTS: list[str] = ["localhost", "127.0.0.1", "[::1]"] if SAMPLE else env.list("WRES_HOSTS", default=[])
SITE_ADDRESS = env.str("WRES_SITE_ADDRESS", "http://127.0.0.1:8000").rstrip("/")

if PRODUCTION:
    if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10:
        raise ImproperlyConfigured("WRES_SECRET_KEY is too short or too plain: use 50 random characters.")
    if not ALLOWED_HOSTS or any(host.startswith(("*", ".")) for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured("Set WRES_HOSTS to the whole names of this site, with commas, and without '*'.")
    if not SITE_ADDRESS.startswith("https://"):
        raise ImproperlyConfigured("Set WRES_SITE_ADDRESS to the https:// address that links in mails use.")
    if env.str("WRES_TODAY", ""):
        raise ImproperlyConfigured("WRES_TODAY moves the calendar: it is for sample mode alone.")


def sample_today() -> date | None:
    """The day to show, in sample mode alone."""
    try:
        return date.fromisoformat(text) if (text := env.str("WRES_TODAY", "") if SAMPLE else "") else None
    except ValueError:
        raise ImproperlyConfigured(f"'{text}' is not a day. Write it as in: make run ON=2021-12-15") from None


SAMPLE_TODAY = sample_today()

# A database that is restored under another address is a copy, and writes to nobody until a person says so.
INSTALL_ID = env.str("WRES_INSTALL_ID", "") or (SITE_ADDRESS if PRODUCTION else MODE)
# Of several machines each has its own clock; those who send go by the one that all of them share.
CLOCK_OF_DATABASE = env.bool("WRES_CLOCK_OF_DATABASE", PRODUCTION)

SAMPLE_NAME = f"wres-{SAMPLE_TODAY}" if SAMPLE_TODAY else "wres"
SAMPLE_MAIL_DIR = VAR_DIR / f"{SAMPLE_NAME}-mail"

# ---- what is installed ------------------------------------------------------------------------

INSTALLED_APPS = [
    "wres_site",
    "reports",
    "actions",
    "indicators",
    "outbox",
    "accounts",
    "nhsuk",
    "crispy_forms",
    "django_htmx",
    "simple_history",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "accounts.middleware.SignInFirst",
    "accounts.middleware.OrganisationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "wres_site.urls"
WSGI_APPLICATION = "wres_site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wres_site.navigation.navigation",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = ("nhsuk",)
CRISPY_TEMPLATE_PACK = "nhsuk"

# ---- where things are kept --------------------------------------------------------------------

if SAMPLE:
    database_address = f"sqlite:///{VAR_DIR / SAMPLE_NAME}.sqlite3"
else:
    database_address = required("WRES_DATABASE_URL", "postgres://user:password@host:5432/name")

DATABASES: dict[str, dict[str, Any]] = {"default": environ.Env.db_url_config(database_address)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    if PRODUCTION:
        raise ImproperlyConfigured("Use PostgreSQL in production: WRES_DATABASE_URL is an SQLite address.")
    # Without IMMEDIATE about half of the writes of eight processes met 'database is locked'; with it, none.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- who --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "sign_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    # A hash that is slow on purpose would be most of the suite's time.
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True

# ---- headers ----------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb")
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# ---- language and time ------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True

# ---- static files -----------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", FRONTEND_DIR]
static_storage = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if MODE == "test"
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)
# What is uploaded as evidence lies where no web server looks, and is handed out by a view that asks who wants it.
EVIDENCE_DIR = Path(env.str("WRES_EVIDENCE_DIR", str(VAR_DIR / f"{SAMPLE_NAME}-evidence")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "evidence": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": EVIDENCE_DIR, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": static_storage},
}
WHITENOISE_USE_FINDERS = MODE == "test"

# ---- the look of the trust: the NHS font and logo are licensed, so an install that may use them adds its own

SERVICE_NAME = env.str("WRES_SERVICE_NAME", "Race equality tracker")
FONT_STYLESHEET = env.str("WRES_FONT_STYLESHEET", "")

# ---- mail -------------------------------------------------------------------------------------

MAIL_FROM = env.str("WRES_MAIL_FROM", "Race equality tracker <no-reply@tracker.example>")
DEFAULT_FROM_EMAIL = MAIL_FROM
SERVER_EMAIL = MAIL_FROM
# Shorter than the lease of a worker on a message: a server that hangs cannot make two send the same.
EMAIL_TIMEOUT = env.float("WRES_MAIL_TIMEOUT", 20)
if not 0 < EMAIL_TIMEOUT <= 120:
    raise ImproperlyConfigured("WRES_MAIL_TIMEOUT is more than 0 and at most 120 seconds.")
if SAMPLE:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = SAMPLE_MAIL_DIR
else:
    if PRODUCTION:
        required("WRES_MAIL_URL", "smtp+tls://user:password@host:587")
        required("WRES_MAIL_FROM", "the address that messages come from.")
    mail = environ.Env.email_url_config(env.str("WRES_MAIL_URL", "smtp://127.0.0.1:25"))
    EMAIL_BACKEND = mail["EMAIL_BACKEND"]
    EMAIL_HOST = mail["EMAIL_HOST"]
    EMAIL_PORT = mail["EMAIL_PORT"]
    EMAIL_HOST_USER = mail["EMAIL_HOST_USER"] or ""
    EMAIL_HOST_PASSWORD = mail["EMAIL_HOST_PASSWORD"] or ""
    EMAIL_USE_TLS = mail.get("EMAIL_USE_TLS", False)
    EMAIL_USE_SSL = mail.get("EMAIL_USE_SSL", False)

# ---- the queue: a hint to look at the database, which is the truth -------------------------------

BROKER_DIR = VAR_DIR / "broker"
if SAMPLE:
    BROKER_ADDRESS = "folder://localhost"
    BROKER_OPTIONS: dict[str, Any] = {
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
else:
    BROKER_ADDRESS = (
        required("WRES_BROKER_URL", "redis://host:6379/0") if PRODUCTION else env.str("WRES_BROKER_URL", "memory://")
    )
    BROKER_OPTIONS = {"socket_timeout": 1, "socket_connect_timeout": 1}

# ---- logs: to standard error, without addresses or names ------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"without_tokens": {"()": "wres_site.logs.WithoutTokens"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_tokens"]},
    },
    # A page that is refused or not there is an answer and not a fault: no traceback for it.
    "loggers": {"django.request": {"level": "ERROR"}},
    "root": {"handlers": ["stderr"], "level": "WARNING" if MODE == "test" else "INFO"},
}
