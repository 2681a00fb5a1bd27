"""The Django app that keeps calls still being typed."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Tables are recorded under the label `calls`."""

    name = "najda.web.calls"
    label = "calls"
    default_auto_field = "django.db.models.BigAutoField"
