"""Addresses of signing in and of accounts. allauth's are listed one by one, so that each is chosen.

allauth looks some of its other addresses up by name; those lead to a page that says there is none.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import path

from ..access import public, settling
from ..errors import shut
from . import managing, views

SHUT = (
    "account_signup", "account_email", "account_email_verification_sent", "account_reset_password",
    "account_set_password", "account_request_login_code", "account_confirm_login_code",
)  # fmt: skip

urlpatterns = [
    path("sign-in/", public(account.login), name="account_login"),
    path("sign-in/passkey/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/second/", public(factors.authenticate), name="mfa_authenticate"),
    path("sign-in/inactive/", public(account.account_inactive), name="account_inactive"),
    path("welcome/", views.welcome, name="welcome"),
    path("preferences/", views.preferences, name="preferences"),
    path("sign-out/", settling(account.logout), name="account_logout"),
    path("me/", views.my_account, name="my_account"),
    path("me/sessions/<str:session>/end/", views.end_session, name="end_session"),
    path("me/password/", settling(account.password_change), name="account_change_password"),
    path("me/again/", settling(account.reauthenticate), name="account_reauthenticate"),
    path("me/again/code/", settling(factors.reauthenticate), name="mfa_reauthenticate"),
    path(
        "me/again/passkey/",
        settling(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("me/factors/", settling(factors.index), name="mfa_index"),
    path("me/factors/app/", settling(totp.activate_totp), name="mfa_activate_totp"),
    path("me/factors/app/remove/", settling(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("me/factors/passkeys/", settling(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("me/factors/passkeys/add/", settling(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path(
        "me/factors/passkeys/<int:pk>/edit/",
        settling(passkeys.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "me/factors/passkeys/<int:pk>/remove/",
        settling(passkeys.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "me/factors/codes/", settling(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "me/factors/codes/new/",
        settling(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "me/factors/codes/file/",
        settling(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("people/", managing.accounts, name="accounts"),
    path("people/new/", managing.add, name="add_account"),
    path("people/<int:pk>/", managing.account, name="account"),
    path("people/<int:pk>/code/", managing.new_code, name="new_code"),
    path("people/<int:pk>/sessions/end/", managing.end_sessions, name="end_sessions"),
    path(
        "people/<int:pk>/factors/forget/",
        managing.forget_second_factors,
        name="forget_second_factors",
    ),
    *(path(f"shut/{name}/", shut, name=name) for name in SHUT),
]
