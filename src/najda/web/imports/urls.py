"""Addresses of reports from a file."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.import_reports, name="import_reports"),
    path("<uuid:sent>/", views.sent_file, name="sent_file"),
    path("<uuid:sent>/columns/", views.look_again, name="look_at_file_again"),
    path("<uuid:sent>/take/", views.take_in, name="take_file_in"),
    path("<uuid:sent>/discard/", views.discard, name="discard_file"),
    path("<uuid:sent>/refused.csv", views.refused_rows, name="refused_rows"),
]
