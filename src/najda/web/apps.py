"""The Django app that brings templates, tags and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages; without tables of their own (those are in `accounts`)."""

    name = "najda.web"
    label = "web"

    def ready(self):
        from .languages import load_catalogues

        load_catalogues()
