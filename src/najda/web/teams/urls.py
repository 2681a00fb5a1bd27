"""Addresses of the teams."""

from django.urls import path

from . import acts, members, views

urlpatterns = [
    path("", views.teams, name="teams"),
    path("new/", acts.add_team, name="add_team"),
    path("<uuid:team>/", views.team, name="team"),
    path("<uuid:team>/revise/", acts.revise, name="revise_team"),
    path("<uuid:team>/stand-down/", acts.stand_down, name="stand_team_down"),
    path("<uuid:team>/check-in/", acts.check_in, name="team_check_in"),
    path("<uuid:team>/alarm/", acts.answer_alarm, name="answer_alarm"),
    path("<uuid:team>/shift/start/", acts.start_shift, name="start_shift"),
    path("<uuid:team>/shift/extend/", acts.extend_shift, name="extend_shift"),
    path("<uuid:team>/shift/end/", acts.end_shift, name="end_shift"),
    path("<uuid:team>/members/join/", members.join, name="join_team"),
    path("<uuid:team>/members/<uuid:member>/leave/", members.leave, name="leave_team"),
    path("<uuid:team>/members/names/", members.names, name="member_names"),
    path("<uuid:team>/vehicles/give/", members.give_vehicle, name="give_vehicle"),
    path("<uuid:team>/vehicles/<uuid:vehicle>/take/", members.take_vehicle, name="take_vehicle"),
    path("<uuid:team>/why/", views.why, name="team_reasons"),
]
