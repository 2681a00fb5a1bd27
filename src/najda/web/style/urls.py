"""Address of the page of components."""

from django.urls import path

from . import views

urlpatterns = [path("", views.style, name="style")]
