"""Addresses of the hazards."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.hazards, name="hazards"),
    path("new/", views.report, name="report_hazard"),
    path("<uuid:hazard>/", views.hazard, name="hazard"),
    path("<uuid:hazard>/extend/", views.extend, name="extend_hazard"),
    path("<uuid:hazard>/clear/", views.clear, name="clear_hazard"),
    path("<uuid:hazard>/why/", views.why, name="hazard_reasons"),
]
