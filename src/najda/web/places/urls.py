"""Addresses of the place search."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.places, name="places"),
    path("map/", views.place_map, name="place_map"),
]
