"""Addresses of the roads."""

from django.urls import path

from . import closing, network, views

urlpatterns = [
    path("", views.roads, name="roads"),
    path("shapes/", views.shapes_, name="road_shapes"),
    path("network/", network.network, name="road_network"),
    path("close/", closing.close, name="close_road"),
    path("meant/", closing.which, name="roads_meant"),
    path("<uuid:closure>/", views.closure, name="closure"),
    path("<uuid:closure>/extend/", closing.extend, name="extend_closure"),
    path("<uuid:closure>/reopen/", closing.reopen, name="reopen_road"),
    path("<uuid:closure>/why/", views.why, name="closure_reasons"),
]
