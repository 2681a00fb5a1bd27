"""Addresses of what maps are drawn on."""

from django.urls import path

from . import views

urlpatterns = [
    path("base.json", views.base, name="map_base"),
    path("streets.pmtiles", views.streets, name="map_streets"),
]
