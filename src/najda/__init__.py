"""Najda (نجدة, "rescue"): the system a rescue organisation runs on."""

__version__ = "0.1.0"
