"""The Django app that keeps accounts and sessions."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Tables are recorded under the label `accounts`."""

    name = "najda.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
