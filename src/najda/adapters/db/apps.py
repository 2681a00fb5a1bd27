"""The Django app whose migrations make the tables."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger's tables; migrations are recorded under the label `ledger`."""

    name = "najda.adapters.db"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
