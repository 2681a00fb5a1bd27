"""Addresses of the board."""

from django.urls import path

from . import changes, views

urlpatterns = [
    path("", views.board, name="board"),
    path("changes/", changes.changes, name="board_changes"),
]
