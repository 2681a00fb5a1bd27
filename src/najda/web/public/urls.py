"""Addresses for everybody."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.report, name="public_report"),
    path("receipt/", views.receipt, name="public_receipt"),
]
