"""Addresses below /incidents/."""

from django.urls import path

from . import acts, judging, listing, sending, views

urlpatterns = [
    path("", listing.incidents, name="incidents"),
    path("<uuid:incident>/", views.incident, name="incident"),
    path("<uuid:incident>/words/", views.words, name="incident_words"),
    path("<uuid:incident>/send/", sending.send, name="send_teams"),
    path("<uuid:incident>/assess/", acts.assess, name="assess_incident"),
    path("<uuid:incident>/place/", acts.place, name="place_incident"),
    path("<uuid:incident>/revise/", acts.revise, name="revise_incident"),
    path("<uuid:incident>/close/", acts.close, name="close_incident"),
    path("<uuid:incident>/reopen/", acts.reopen, name="reopen_incident"),
    path("<uuid:incident>/reports/", judging.link, name="link_reports"),
]
