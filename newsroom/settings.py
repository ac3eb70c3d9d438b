"""Every setting of the newsroom: environment variables with safe development defaults; `.env.example` lists them all.

`NEWSROOM_ENV` is `development` (default), `demo` (as in production, but plain HTTP on loopback and on SQLite) or
`production` (refuses to start without what it needs).
"""

from __future__ import annotations

import secrets
import warnings
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

NEWSROOM_ENV = env.str("NEWSROOM_ENV", default="development")
if NEWSROOM_ENV not in ("development", "demo", "production"):
    raise ImproperlyConfigured(f"NEWSROOM_ENV is {NEWSROOM_ENV!r}; it must be development, demo or production.")
IN_PRODUCTION = NEWSROOM_ENV == "production"
IN_DEVELOPMENT = NEWSROOM_ENV == "development"

if IN_PRODUCTION:
    missing = [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SITE_URL") if not env.str(name, default="")]
    if missing:
        raise ImproperlyConfigured(f"Production needs these environment variables: {', '.join(missing)}. See .env.example.")

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var" / ("demo" if NEWSROOM_ENV == "demo" else ""))))
DATA_DIR.mkdir(parents=True, exist_ok=True)


def demo_secret_key() -> str:
    """The demo's key is made on the machine that shows it, and kept with its data."""
    path = DATA_DIR / "secret-key"
    if not path.exists():
        path.write_text(secrets.token_urlsafe(60), encoding="utf-8")
        path.chmod(0o600)
    return path.read_text(encoding="utf-8")


def demo_address() -> str:
    """Where the demo was last served, for the commands that one runs beside it."""
    path = DATA_DIR / "address"
    return path.read_text(encoding="utf-8") if path.exists() else "http://127.0.0.1:8000"


DEBUG = IN_DEVELOPMENT and env.bool("DEBUG", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="")
if IN_PRODUCTION and (len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5):
    raise ImproperlyConfigured("SECRET_KEY is too short for production: give at least 50 random characters.")
if not SECRET_KEY:
    SECRET_KEY = demo_secret_key() if NEWSROOM_ENV == "demo" else "for-development-only-never-in-production"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", default=demo_address() if NEWSROOM_ENV == "demo" else "http://127.0.0.1:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

INSTALLED_APPS = [
    "newsroom.desk.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "django_prose_editor",
    "js_asset",
    "newsroom.base.apps.BaseConfig",
    "articles.apps.ArticlesConfig",
    "corrections.apps.CorrectionsConfig",
    "wire.apps.WireConfig",
    "newsroom.apps.NewsroomConfig",
    "newsroom.site.apps.SiteConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "newsroom.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "newsroom.middleware.Compression",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # below the headers, so that static files bear them too
    "django.middleware.http.ConditionalGetMiddleware",
    "newsroom.middleware.caching",
    "newsroom.middleware.publication_time",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"

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
                "articles.standing.context",
            ],
        },
    }
]

# --- Database ------------------------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'newsroom.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue up instead of failing, readers never wait: write-ahead log and immediate transactions.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["ATOMIC_REQUESTS"] = False
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
if cache_url := env.str("CACHE_URL", default=""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": cache_url}}

# --- Language and time: stored in UTC, shown in the publication's time zone -------------------------------------------

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True

# --- Files -----------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA_DIR / "files"}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if IN_DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DIGEST_DIR = env.str("DIGEST_DIR", default="")
FIXTURE_DIRS = [BASE_DIR / "fixtures"]
DEMO_PHOTOS_DIR = BASE_DIR / "fixtures" / "photos"
PHOTO_MAX_BYTES = env.int("PHOTO_MAX_BYTES", default=40_000_000)
PHOTO_MAX_PIXELS = env.int("PHOTO_MAX_PIXELS", default=89_000_000)
WIRE_MAX_BYTES = env.int("WIRE_MAX_BYTES", default=20_000_000)
WIRE_FILE_MAX_BYTES = env.int("WIRE_FILE_MAX_BYTES", default=100_000_000)
# Feeds: folders that may be watched, hosts that may be private or unencrypted, and how long we wait, in seconds.
WIRE_FOLDERS = [Path(folder) for folder in env.list("WIRE_FOLDERS", default=[]) or [DATA_DIR / "wire"]]
WIRE_PRIVATE_HOSTS = env.list("WIRE_PRIVATE_HOSTS", default=[])
WIRE_SETTLE = env.float("WIRE_SETTLE", default=2.0)  # a file that was written to since is still growing
WIRE_TIMEOUT = env.float("WIRE_TIMEOUT", default=10.0)  # without a sign from a server
WIRE_DEADLINE = env.float("WIRE_DEADLINE", default=60.0)  # for the whole of an answer
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # a form of text; photos and files are counted apart
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

# --- Mail ------------------------------------------------------------------------------------------------------------

with warnings.catch_warnings():
    email = env.email_url(
        "EMAIL_URL", default=f"filemail:///{DATA_DIR / 'mail'}" if not IN_PRODUCTION else "smtp://localhost:25"
    )
EMAIL_BACKEND = email["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = email.get("EMAIL_HOST"), email.get("EMAIL_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = email.get("EMAIL_HOST_USER"), email.get("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS, EMAIL_USE_SSL = email.get("EMAIL_USE_TLS", False), email.get("EMAIL_USE_SSL", False)
EMAIL_FILE_PATH = email.get("EMAIL_FILE_PATH")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="newsroom@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Readers' replies: this mailbox takes addresses with "+" and hands each mail to `manage.py receive_mail`.
MAIL_REPLIES_TO = env.str("MAIL_REPLIES_TO", default="")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"

# --- People ----------------------------------------------------------------------------------------------------------

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "django.contrib.auth.hashers.ScryptPasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 60 * 60 * 24 * 7
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "newsroom.site.errors.csrf_failure"

# --- Security headers ------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IN_PRODUCTION and env.bool("SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IN_PRODUCTION
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if IN_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IN_PRODUCTION
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Reader pages: no inline script or style and no nonce, so that a page can be stored whole.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
# The desk: the body editor writes an import map and a style of its own; both are named, neither is "unsafe".
DESK_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, NONCE],
    "style-src": [SELF, NONCE, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}

# --- Logs ------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"redact": {"()": "newsroom.base.logs.Redact"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["redact"]}},
    "root": {
        "handlers": ["console"],
        "level": env.str("LOG_LEVEL", default="INFO" if not IN_DEVELOPMENT else "WARNING"),
    },
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
