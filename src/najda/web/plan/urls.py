"""Addresses of the plan and of cover."""

from django.urls import path

from . import confirming, covering, reasons, views

urlpatterns = [
    path("plan/", views.plan, name="plan"),
    path("plan/<uuid:incident>/confirm/", confirming.confirm, name="confirm_proposal"),
    path("plan/<uuid:incident>/why/<slug:capability>/", reasons.why, name="explain_proposal"),
    path("plan/<uuid:incident>/what-if/<uuid:team>/", reasons.what_if, name="what_if"),
    path("cover/", covering.cover, name="cover"),
]
