"""The Django app that keeps files between looking at them and taking them in."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Tables are recorded under the label `imports`."""

    name = "najda.web.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
