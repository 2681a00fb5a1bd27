"""How Django is set up for the pages. A value made when asked for: nothing is read at import.

What belongs to one installation is added when it is opened: its database and the key that signs
sessions and forms (`bootstrap.open_desk`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

HERE = Path(__file__).parent
LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")
HASHED = re.compile(r"-[0-9A-Z]{8}\.\w+$")
"""A bundled file's name carries its content's hash: it never changes, so a browser may keep it."""

POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
"""The content security policy of every page: nothing inline, nothing from elsewhere."""


def django_settings(*, tls: bool, hosts: Sequence[str] = ()) -> dict[str, Any]:
    """Return Django's settings for pages served under the names `hosts` and this machine's own.

    With `tls`, cookies travel over TLS only and browsers are told to insist on it.
    """
    return {
        "DEBUG": False,
        "ALLOWED_HOSTS": [*LOCAL_NAMES, *hosts],
        "ROOT_URLCONF": "najda.web.urls",
        "INSTALLED_APPS": [
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "django.forms",
            "najda.web",
            "najda.web.accounts",
            "najda.web.calls",
            "najda.web.imports",
            "najda.web.api",
            "najda.web.public",
            "allauth",
            "allauth.account",
            "allauth.mfa",
        ],
        "MIDDLEWARE": MIDDLEWARE,
        "TEMPLATES": TEMPLATES,
        "FORM_RENDERER": "najda.web.forms.Renderer",
        "CONTENT_SECURITY_POLICY": POLICY,
        **_languages(),
        **_files(),
        **_sign_in(),
        **_cookies(tls),
    }


MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "najda.web.caching.NothingKept",
    "najda.web.site.SiteMiddleware",
    "najda.web.readable.Readable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "najda.web.accounts.devices.DeviceMiddleware",
    "najda.web.languages.LanguageMiddleware",
    "najda.web.errors.TooLargeMiddleware",
    "najda.web.errors.WrongMethodMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "najda.web.access.AccessMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "najda.web.site.in_every_template",
            ],
            "builtins": ["django.templatetags.i18n", "najda.web.templatetags.najda"],
        },
    }
]


def _languages() -> dict[str, Any]:
    return {
        "USE_I18N": True,
        "USE_TZ": True,
        "LANGUAGE_CODE": "en",
        "LANGUAGES": [("ar", "العربية"), ("en", "English")],
        "LANGUAGE_COOKIE_NAME": "najda_language",
        "LANGUAGE_COOKIE_AGE": 365 * 24 * 3600,
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
    }


def _files() -> dict[str, Any]:
    return {
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [HERE / "static"],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_IMMUTABLE_FILE_TEST": lambda path, url: bool(HASHED.search(url)),
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 1 << 20,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 500,
        "FILE_UPLOAD_MAX_MEMORY_SIZE": 32 << 20,
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
    }


def _sign_in() -> dict[str, Any]:
    return {
        "AUTH_USER_MODEL": "accounts.Account",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "AUTH_PASSWORD_VALIDATORS": [
            {"NAME": f"django.contrib.auth.password_validation.{name}", **more}
            for name, more in {
                "MinimumLengthValidator": {"OPTIONS": {"min_length": 10}},
                "UserAttributeSimilarityValidator": {"OPTIONS": {"user_attributes": ["username"]}},
                "CommonPasswordValidator": {},
            }.items()
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "home",
        "LOGOUT_REDIRECT_URL": "account_login",
        "ACCOUNT_ADAPTER": "najda.web.accounts.adapter.Adapter",
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*"],
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_LOGOUT_ON_GET": False,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 15 * 60,
        "ACCOUNT_RATE_LIMITS": {"login": "", "login_failed": "5/5m/key"},  # see accounts/lockout.py
        "MFA_RATE_LIMITS": {
            "webauthn_login": ""
        },  # nobody guesses a passkey, and many share an address
        "MFA_ADAPTER": "najda.web.accounts.adapter.SecondFactors",
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_TOTP_ISSUER": "Najda",
        "MFA_TOTP_TOLERANCE": 1,
    }


def _cookies(tls: bool) -> dict[str, Any]:
    return {
        "SESSION_ENGINE": "najda.web.accounts.sessions",
        "SESSION_COOKIE_NAME": "najda_session",
        "SESSION_COOKIE_AGE": 14 * 24 * 3600,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": tls,
        "CSRF_COOKIE_NAME": "najda_form",
        "CSRF_COOKIE_SECURE": tls,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "najda.web.errors.forged_or_expired",
        "LANGUAGE_COOKIE_SECURE": tls,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not tls,
        "SECURE_HSTS_SECONDS": int(timedelta(days=365).total_seconds()) if tls else 0,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
    }
