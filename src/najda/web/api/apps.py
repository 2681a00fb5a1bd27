"""The Django app that keeps the devices of accounts."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tables are recorded under the label `api`."""

    name = "najda.web.api"
    label = "api"
    default_auto_field = "django.db.models.BigAutoField"
