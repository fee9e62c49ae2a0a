"""Every setting, from the environment; `.env.example` describes each variable."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config import identity
from config.env import (
    env_bool,
    env_cache,
    env_choice,
    env_database,
    env_email,
    env_int,
    env_list,
    env_path,
    env_secret,
    env_sentry,
    env_time_zone,
    env_url,
)
from config.logs import logging_settings
from config.sentry import start_sentry
from config.storage import env_storage
from config.unfold import UNFOLD  # noqa: F401 - read by django-unfold

# Folders: everything that changes lies in DATA_DIR.
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env_path("OCTAVO_DATA", BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True)

# Who we are and who may ask.
DEBUG = env_bool("OCTAVO_DEBUG")
SECRET_KEY = env_secret("OCTAVO_SECRET_KEY", DATA_DIR / "secret_key")
BASE_URL = env_url("OCTAVO_BASE_URL")
ALLOWED_HOSTS = env_list("OCTAVO_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = [BASE_URL] if BASE_URL else []
if "*" in ALLOWED_HOSTS and not DEBUG:
    raise ImproperlyConfigured("OCTAVO_HOSTS takes host names, never * alone.")

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "unfold.contrib.forms",
    "unfold.contrib.inlines",
    "config.apps.OctavoAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "markdownx",
    "simple_history",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    *identity.provider_apps(),
    "typeset",
    "accounts",
    "profiles",
    "publications",
    "news",
    "website",
    "transfer",
]

MIDDLEWARE = [
    "config.logs.RequestMiddleware",
    "website.own_domains.OwnDomainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "website.static_files.StaticFilesMiddleware",
    "config.csp.PolicyMiddleware",
    "website.previews.PreviewMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.AccountPagesMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "website.old_addresses.OldAddressMiddleware",
]

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
                "website.context_processors.site",
            ],
        },
    }
]
# Form widgets may be overridden in templates/, as markdownx's is.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Database: SQLite in WAL mode unless DATABASE_URL says PostgreSQL.
DATABASES = {"default": env_database("DATABASE_URL", f"sqlite:///{DATA_DIR}/octavo.sqlite3")}
# SQLite too reads the whole schema, and writes back its log, for each connection.
DATABASES["default"]["CONN_MAX_AGE"] = 600
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database that has gone is found out soon, and the last pages served meanwhile.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)

CACHE = env_cache("CACHE_URL")
SHARED_CACHE = CACHE is not None  # several machines, or processes without a common folder
# Attempts to sign in are counted here, so all processes must see the same cache.
CACHES = {
    "default": CACHE
    or {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "octavo_cache",  # made by a migration of accounts
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Accounts.
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "/"
INVITATION_DAYS = env_int("OCTAVO_INVITATION_DAYS", 14, 1)
SIGNUP_DOMAINS = identity.signup_domains()
SECOND_STEP_REQUIRED = env_bool("OCTAVO_SECOND_STEP_REQUIRED")  # of editors and administrators
ALLAUTH_TRUSTED_PROXY_COUNT = env_int("OCTAVO_PROXIES", 0)

ACCOUNT_ADAPTER = "profiles.registration.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "profiles.registration.PersonForm"
ACCOUNT_FORMS = {
    "login": "accounts.entrance.LoginForm",
    "signup": "accounts.entrance.SignupForm",
    "add_email": "accounts.entrance.AddressForm",
    "reset_password": "accounts.entrance.ResetForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CHANGE_EMAIL = True  # one address each; a new one counts once it is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_RATE_LIMITS = {
    "ask_again": "10/m/ip,3/h/key",
    # While somebody types, the preview asks up to three times a second.
    "text_preview": "240/m/user",
    "text_picture": "30/m/user",
}
SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "accounts.entrance.SocialSignupForm"}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = identity.providers()
MFA_ADAPTER = "accounts.adapters.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # phones' clocks go wrong
# A trial without https is on this machine, where browsers allow passkeys too.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BASE_URL.startswith("https://")

# E-mail.
vars().update(env_email("EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = identity.mail_from(urlsplit(BASE_URL).hostname or "")

# Language and time.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
USE_I18N = len(LANGUAGES) > 1  # a tenth of drawing a page is looking up what there is none of
TIME_ZONE = env_time_zone("OCTAVO_TIME_ZONE")
USE_TZ = True

# Files.
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": env_storage("OCTAVO_STORAGE_URL"),
    "staticfiles": {"BACKEND": "config.staticfiles.CollectedFiles"},
}
# Whoever runs the web server may read what is public; the rest goes by the umask.
FILE_UPLOAD_PERMISSIONS = 0o644
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o755
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000  # a paper may have 3,000 authors

# Security headers. Public pages run under a policy without any `unsafe-*`.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
    }
}
# django-unfold draws with Alpine.js, which evaluates expressions, and gives single elements a
# style; it writes no script and no style sheet into its pages.
ADMIN_CONTENT_SECURITY_POLICY = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "frame-ancestors": [SELF],
    "img-src": [SELF, "data:", "blob:"],
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF],
    "style-src-attr": [UNSAFE_INLINE],
}
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # browsers that know frame-ancestors go by that instead
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "octavo_session"
CSRF_COOKIE_HTTPONLY = False  # the admin's scripts read the token from the cookie
if BASE_URL.startswith("https://"):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# Markdown: the preview in the admin is drawn by the public page's own function.
MARKDOWNX_MARKDOWNIFY_FUNCTION = "typeset.markdown.markdownify"
MARKDOWNX_URLS_PATH = "/admin/markdownx/markdownify/"
MARKDOWNX_UPLOAD_URLS_PATH = "/admin/markdownx/upload/"
MARKDOWNX_MEDIA_PATH = "text/"
MARKDOWNX_UPLOAD_MAX_SIZE = 10 * 1024 * 1024
MARKDOWNX_UPLOAD_CONTENT_TYPES = ["image/jpeg", "image/png", "image/webp"]
MARKDOWNX_IMAGE_MAX_SIZE = {"size": (1400, 1400), "quality": 85}
MARKDOWNX_SERVER_CALL_LATENCY = 300

# Octavo's own limits.
PICTURE_MAX_BYTES = 20 * 1024 * 1024
PICTURE_MAX_PIXELS = 60_000_000
DOCUMENT_MAX_BYTES = 50 * 1024 * 1024
PAGE_CACHE_BYTES = 32 * 1024 * 1024  # of each worker
AUTHOR_FOLD = 12  # a longer byline folds after this many names
LINK_CHECK: dict[str, object] = {}  # of website.links.Checker; tests let it ask this machine

SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False
SILENCED_SYSTEM_CHECKS: list[str] = []

# Logs and reports of errors.
LOGGING = logging_settings(
    env_choice(
        "OCTAVO_LOG", ("line", "json"), "json" if BASE_URL.startswith("https://") else "line"
    )
)
start_sentry(env_sentry("SENTRY_DSN"))
