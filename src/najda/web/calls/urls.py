"""Addresses of taking calls."""

from django.urls import path

from . import views

urlpatterns = [
    path("new/", views.take_call, name="take_call"),
    path("typed/", views.call_typed, name="call_typed"),
    path("drafts/<uuid:draft>/discard/", views.discard_draft, name="discard_draft"),
]
