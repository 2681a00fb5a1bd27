"""Addresses below /missions/."""

from django.urls import path

from . import ending, outcomes, steps, views

urlpatterns = [
    path("<uuid:mission>/", views.mission, name="mission"),
    path("<uuid:mission>/words/", views.words, name="mission_words"),
    path("<uuid:mission>/outcome/", outcomes.record, name="record_outcome"),
    path("<uuid:mission>/outcome/<uuid:record>/", outcomes.correct, name="correct_outcome"),
    path("<uuid:mission>/close/", ending.close, name="close_mission"),
    path("<uuid:mission>/abort/", ending.abort, name="abort_mission"),
    path("<uuid:mission>/teams/<uuid:team>/take-off/", steps.take_off, name="take_team_off"),
    path("<uuid:mission>/teams/<uuid:team>/<slug:step>/", steps.step, name="mission_step"),
]
