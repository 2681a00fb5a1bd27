"""Addresses of the day and of the situation report."""

from django.urls import path

from . import glance, situation

urlpatterns = [
    path("day/", glance.day, name="day"),
    path("situation/", situation.situation, name="situation"),
    path("situation/figure/", situation.figure, name="situation_figure"),
    path("situation/report.pdf", situation.pdf, name="situation_pdf"),
    path("situation/report.csv", situation.csv, name="situation_csv"),
]
