"""The Django app that keeps receipts."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Tables are recorded under the label `public`."""

    name = "najda.web.public"
    label = "public"
    default_auto_field = "django.db.models.BigAutoField"
