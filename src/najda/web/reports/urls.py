"""Addresses of reports."""

from django.urls import path

from . import judging, opening, views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("<uuid:report>/", views.report, name="report"),
    path("<uuid:report>/words/", views.report_words, name="report_words"),
    path("<uuid:report>/masked/", views.report_masked, name="report_masked"),
    path("<uuid:report>/likely/", views.likely_words, name="likely_words"),
    path("<uuid:report>/link/", judging.link, name="link_report"),
    path("<uuid:report>/split/", judging.split, name="split_off_report"),
    path("<uuid:report>/aside/", judging.set_aside, name="set_report_aside"),
    path("<uuid:report>/up/", judging.take_up, name="take_report_up"),
    path("<uuid:report>/open/", opening.open_from_report, name="open_from_report"),
]
